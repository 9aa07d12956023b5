"""The records that travel from a file to a cited answer.

Offsets count characters (Unicode code points) of ``Article.text``, half-open.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, NamedTuple

StatementKind = Literal["direct", "indirect", "mixed"]
Composer = Literal["quotes", "model"]


class Span(NamedTuple):
    """Half-open range of characters of ``Article.text``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One news item. ``published`` is what its file states, never a guess."""

    id: str
    name: str
    title: str
    outlet: str | None
    published: date | None
    url: str | None
    language: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Whole sentences of one article: ``article.text[start:end] == text``.

    ``sentences`` are the spans of those sentences, in reading order.
    """

    id: str
    article_id: str
    start: int
    end: int
    text: str
    sentences: tuple[Span, ...] = ()

    def words(self, span: Span) -> str:
        """Return what stands at a span of the article that lies in this passage."""
        return self.text[span.start - self.start : span.end - self.start]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said what, before anybody knows who that is: spans of one text.

    ``source`` are the words that name who, ``cue`` those that say that it was said.
    """

    source: Span | None
    cue: Span
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """A person an article names, and what it calls them ("Ukrainian President")."""

    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what: ``mention`` names the speaker, ``content`` is what was said."""

    id: str
    article_id: str
    speaker: str | None
    mention: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    kind: StatementKind
    sentence: Span

    def is_told_in(self, start: int, end: int) -> bool:
        """Tell whether a span of its article is its sentences, or one of them that is told in it.

        That is one with the words of saying, and one of direct speech for the greater part. Others,
        behind what is told indirectly, may be the article's own.
        """
        if self.sentence == (start, end):
            return True
        if not (self.sentence.start <= start and end <= self.sentence.end):
            return False
        told = sum(max(0, min(end, s.end) - max(start, s.start)) for s in self.content)
        if self.cue and start <= self.cue.start < end:
            return told > 0
        return self.kind == "direct" and 2 * told >= end - start


@dataclass(frozen=True, slots=True)
class Citation:
    """Ties one sentence of an answer to one span: ``article.text[start:end] == quote``."""

    number: int
    article_id: str
    name: str
    title: str
    outlet: str | None
    published: date | None
    url: str | None
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer and the numbers of the citations that carry it.

    ``text`` is the quotation of the first. ``fact`` are the words in it that answer by
    themselves, when there are such: characters of the first citation's article. ``section``
    is the heading it stands under in a briefing. When ``written``, ``text`` is not a quotation:
    a model wrote it, and it was checked against the quotations it cites.
    """

    text: str
    citations: tuple[int, ...]
    fact: Span | None = None
    section: str = ""
    written: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What the articles say to a question, or that they do not.

    When ``abstained``, ``sentences`` and ``citations`` are empty and ``related``
    holds the nearest passages, best first. ``missing`` are words of the question
    that no article uses, ``reason`` says what else the evidence lacks, and ``also`` names
    speakers that may speak for those asked for. ``read_as`` is the question as it was
    read, when that is not as it was typed: a follow-up, made whole. ``confidence`` is the estimated
    probability, 0 to 1, that the articles answer. ``model`` names the language model that was
    asked to write, whether or not words of its own are shown. ``seconds`` is wall time by stage.
    """

    question: str
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    statements: tuple[Statement, ...] = ()
    abstained: bool = False
    confidence: float = 0.0
    related: tuple[Citation, ...] = ()
    missing: tuple[str, ...] = ()
    reason: str = ""
    also: tuple[str, ...] = ()
    read_as: str = ""
    model: str = ""
    seconds: Mapping[str, float] = field(default_factory=dict)

    @property
    def composer(self) -> Composer:
        """Who wrote what is shown: the articles alone, or a model some of it."""
        return "model" if any(sentence.written for sentence in self.sentences) else "quotes"

    def __add__(self, part: "Answer") -> "Answer":
        """Join the next part of a streamed answer; what is not a list is the newer one's."""
        return replace(
            part,
            sentences=self.sentences + part.sentences,
            citations=self.citations + part.citations,
            statements=tuple(dict.fromkeys(self.statements + part.statements)),
            related=self.related + part.related,
        )

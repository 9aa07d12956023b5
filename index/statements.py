"""Find who said what: speaker, cue, content."""

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from index.cues import is_asserted
from index.grammar import Token, read_grammar
from index.people import People
from index.pull_quotes import attributed_lines
from index.quotations import complete_quotations, quoted_regions
from index.records import Attribution, Profile, Span, Statement, StatementKind
from index.reported import add_reported
from index.scraps import without_scraps
from index.sentences import cut_sentences
from index.sources import complete_sources
from index.speakers import name_speakers
from index.titles import quotes_nobody

# A content is direct speech when this share of its words stands between quotation
# marks: the corpus's own scorer draws the line there.
DIRECT_SHARE = 0.8
# How articles are read, apart from the tagger's weights: to be raised with every change of what
# is found in a text, whose it is, or who is named. Stores made before it are read anew.
READING = 3


class AttributionTagger(Protocol):
    """Anything that finds sources, cues and contents in a text."""

    @property
    def name(self) -> str:
        """Identify the weights: two taggers of one name find the same."""
        ...

    def tag(self, text: str) -> list[Attribution]:
        """Find who said what, in reading order: spans of characters."""
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """What an article says that was said, in reading order, and whom it names."""

    statements: tuple[Statement, ...] = ()
    profiles: tuple[Profile, ...] = ()


def read_by(tagger: AttributionTagger) -> str:
    """Name what finds statements, in `find_statements` with this tagger."""
    return f"{tagger.name}/{READING}"


def find_statements(article_id: str, text: str, tagger: AttributionTagger) -> Reading:
    """Find who said what in an article.

    Spans are characters of ``text``. Direct, indirect and mixed speech, thoughts and
    demands count; a denial that something was said ("did not say") and a question
    whether it was do not. What the tagger finds is completed by the article's grammar
    and quotation marks.

    Reference:
        Newell, Margolin & Ruths (2018), PolNeAR: source, cue and content.
    """
    # a lone surrogate is half a character: no library takes it
    text = text.encode("utf-8", "replace").decode("utf-8")
    tokens = read_grammar(text)
    if not tokens:
        return Reading()
    starts = [token.start for token in tokens]
    regions = quoted_regions(text)
    attributions = [
        complete_quotations(text, attribution, regions)
        for attribution in add_reported(complete_sources(tagger.tag(text), tokens), tokens)
        if is_asserted(attribution, tokens, starts)
        and not quotes_nobody(text, attribution, regions)
    ]
    attributions = [
        a for a in attributed_lines(text, attributions) if any(_says(text, s) for s in a.content)
    ]
    sentences = cut_sentences(text)
    attributions = [without_scraps(text, a, regions, sentences) for a in attributions]
    people = People(text, tokens)
    names = name_speakers(text, tokens, attributions, people)
    statements = tuple(
        _statement(article_id, attribution, speaker, _kind(attribution, tokens, starts), sentences)
        for attribution, speaker in zip(attributions, names, strict=True)
    )
    profiles = tuple(
        Profile(person.name, tuple(sorted(person.descriptions)))
        for person in people.found
        if person.descriptions or person.name in names
    )
    return Reading(statements, profiles)


def _statement(
    article_id: str,
    attribution: Attribution,
    speaker: str | None,
    kind: StatementKind,
    sentences: Sequence[Span],
) -> Statement:
    spans = [attribution.cue, *attribution.content]
    if attribution.source:
        spans.append(attribution.source)
    key = ",".join(f"{start}-{end}" for start, end in spans)
    return Statement(
        id=f"{article_id}:{hashlib.sha256(key.encode()).hexdigest()[:16]}",
        article_id=article_id,
        speaker=speaker,
        mention=attribution.source,
        cue=attribution.cue,
        content=attribution.content,
        kind=kind,
        sentence=_around(spans, sentences),
    )


def _says(text: str, span: Span) -> bool:
    return any(character.isalnum() for character in text[slice(*span)])


def _kind(
    attribution: Attribution, tokens: Sequence[Token], starts: Sequence[int]
) -> StatementKind:
    words = quoted = 0
    for span in attribution.content:
        for token in tokens[bisect_left(starts, span.start) : bisect_left(starts, span.end)]:
            if token.text[0].isalnum():
                words += 1
                quoted += token.quoted
    if quoted and quoted >= DIRECT_SHARE * words:
        return "direct"
    return "mixed" if quoted else "indirect"


def _around(spans: Sequence[Span], sentences: Sequence[Span]) -> Span:
    """Find the sentence or sentences that carry all of some spans."""
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    first = bisect_right(sentences, start, key=lambda sentence: sentence.start) - 1
    last = bisect_left(sentences, end, key=lambda sentence: sentence.end)
    return Span(
        min(start, sentences[max(first, 0)].start),
        max(end, sentences[min(last, len(sentences) - 1)].end),
    )

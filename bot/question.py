"""Read a question: what it asks with, and what it names."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.dating import LATEST, asks_for_latest
from bot.errors import QuestionError
from bot.speech import Speech, read_speech
from index.dates import DateMention, find_dates
from index.words import Term, places

MAX_CHARACTERS = 2000
# Words of asking: they say that an article is asked for its words, not which.
_ASKING = frozenset(
    """article articles comment commented comments happen happened happens mention mentioned
    quote quoted quotes said say says statement statements tell tells told""".split()
)
Wants = Literal["number", "time", ""]
_NUMBER = re.compile(
    r"\bhow (?:many|much|long|old|far|high|tall|large|big|often|fast|deep|wide)\b"
    r"|\b(?:what|which) (?:number|percentage|share|proportion|amount)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\bwhen\b|\b(?:what|which) (?:date|day|month|year|decade|century|time)\b", re.IGNORECASE
)
_BRIEF = re.compile(
    r"(?:please )?(?:brief (?:me|us)|(?:give|write) (?:me|us) a brief(?:ing)?|a? ?briefing)"
    r" (?:on|about|regarding):? (?:the )?(?P<topic>.*\w.*?)[.!?]*",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Query:
    """A question as the retriever and the composer see it.

    ``asked`` is the question as it was typed, ``text`` the same on one line, ``terms``
    its content words in order without repeats, ``names`` the stems of those that are
    written as names. ``speech`` is set when it asks for statements. ``wants`` is what kind
    of words an answer has, where the question tells. ``dates`` are those it names, in
    ``text``; ``latest``: it asks for what is newest. Words that only tell that, or a day
    counted from today, are no terms. ``briefing``: it asks for a briefing on ``text``.
    """

    asked: str
    text: str
    terms: tuple[Term, ...]
    names: frozenset[str]
    speech: Speech | None = None
    wants: Wants = ""
    dates: tuple[DateMention, ...] = ()
    latest: bool = False
    briefing: bool = False

    @property
    def stems(self) -> list[str]:
        """The stems of the content words, in order."""
        return [term.stem for term in self.terms]


def read_question(question: str, today: date | None = None) -> Query:
    """Read what a person typed.

    A word counts as a name when it begins with a capital and does not begin the
    question, where any word would; "Brief me on …" comes before a topic. Without ``today``
    days that are counted from it stay open.

    Raises:
        QuestionError: nothing is asked, or more than ``MAX_CHARACTERS``.
    """
    if len(question) > MAX_CHARACTERS:
        raise QuestionError(
            f"the question has {len(question):,} characters; ask in {MAX_CHARACTERS:,} or fewer"
        )
    # a lone surrogate is half a character: no encoder and no store takes it
    whole = question.encode("utf-8", "replace").decode("utf-8")
    text = " ".join(_CONTROL.sub(" ", unicodedata.normalize("NFC", whole)).split())
    if not any(character.isalnum() for character in text):
        raise QuestionError('nothing is asked; try "what did the minister say?"')
    asked_to_brief = _BRIEF.fullmatch(text)
    if asked_to_brief:
        text = asked_to_brief["topic"]
    dates = tuple(find_dates(text, today))
    counted = [mention.span for mention in dates if mention.relative]
    latest = asks_for_latest(text)
    found = [
        Term(place.stem, place.word)
        for place in places(text)
        if place.stem
        and not any(span.start <= place.start < span.end for span in counted)
        and not (latest and place.word.lower() in LATEST)
    ]
    topic = [term for term in found if term.word.casefold() not in _ASKING]
    asked: dict[str, Term] = {}
    for term in topic or found:
        asked.setdefault(term.stem, term)
    names = frozenset(
        term.stem
        for term in asked.values()
        if term.word[0].isupper() and (asked_to_brief or not text.startswith(term.word))
    )
    wants: Wants = "number" if _NUMBER.search(text) else "time" if _TIME.search(text) else ""
    return Query(
        asked=whole,
        text=text,
        terms=tuple(asked.values()),
        names=names,
        speech=None if asked_to_brief else read_speech(text),
        wants=wants,
        dates=dates,
        latest=latest,
        briefing=bool(asked_to_brief),
    )

"""Whether a sentence has a name, number, date or quotation of its own."""

import re
from collections.abc import Sequence
from datetime import date

from bot.checks.alignment import is_name
from bot.checks.dates import missing_date
from bot.checks.names import same_name
from bot.checks.numbers import find_numbers
from bot.checks.quotations import quoted_words, stands_in
from bot.checks.reading import Reading
from bot.exhibits import Exhibit

_COUNTED = 2  # what is counted to this, two people named may be
_WORD = re.compile(r"\w+")


def invents(claim: Reading, exhibits: Sequence[Exhibit]) -> bool:
    """Tell whether a claim brings in what none of some exhibits has, nor what stands around it."""
    everything = "\n".join(
        text
        for one in exhibits
        for text in (
            one.citation.title,
            one.before,
            one.citation.quote,
            *(name for said in one.said for name in said.names),
        )
    )
    return (
        any(not stands_in(words, everything) for words in quoted_words(claim.text))
        or _brings_numbers(claim.text, everything)
        or all(_brings_date(claim.text, everything, e.citation.published) for e in exhibits)
        or _brings_names(claim, everything)
    )


def _brings_numbers(text: str, everything: str) -> bool:
    known = {number.value for number in find_numbers(everything)}
    lows = _lows(everything)
    return any(
        n.value not in known and n.value > _COUNTED and not _lows(text[slice(*n.span)]) <= lows
        for n in find_numbers(text)
    )


def _brings_date(text: str, everything: str, written: date | None) -> bool:
    """Tell whether a date of a text is missing that has a day, month or year of its own."""
    words = _WORD.findall(missing_date(text, everything, written))
    known = _lows(everything)
    return any(w.lower() not in known for w in words if w[0].isupper() or w.isdigit())


def _lows(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text)}


def _brings_names(claim: Reading, everything: str) -> bool:
    lows = _lows(everything)
    names = {word for word in _WORD.findall(everything) if word[0].isupper()}
    return any(
        is_name(token)
        and claim.stems[number]
        and token.text[0].isalpha()
        and not _lows(token.text) <= lows
        and not any(same_name(token.text, name) for name in names)
        for number, token in enumerate(claim.tokens)
    )

"""Whether what was, long ago, is told as what is: "the firm was hers in 1998" is not "is hers"."""

import re
from collections.abc import Iterable
from datetime import date

from bot.checks.alignment import Alignment, counterparts
from bot.checks.clauses import Predicate
from bot.checks.reading import Reading

_EARLIER = frozenset("then formerly previously once originally former".split())
_WAS = frozenset(("was", "were", "had"))
_PRESENT = frozenset(("VBZ", "VBP"))
_DATING = frozenset(("pobj", "npadvmod", "nummod"))
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_PERIOD = re.compile(r"(?:year|decade|centur|month)")


def outdated(alignment: Alignment, predicates: dict[int, Predicate], published: date | None) -> str:
    """Say which verb of a claim has in the present what the evidence has in a past it dates."""
    claim, exhibit = alignment.claim, alignment.exhibit
    year = published.year if published else None
    if _dates(claim, range(len(claim.tokens)), year):
        return ""
    for verb in predicates:
        token = claim.tokens[verb]
        if token.quoted or not _is_present(claim, verb):
            continue
        for number in counterparts(alignment, verb)[:1]:
            if not _is_past(exhibit, number):
                continue
            if _dates(exhibit, exhibit.subtree(number), year):
                return f"“{exhibit.tokens[number].text}” is long ago in the evidence"
    return ""


def formerly(alignment: Alignment) -> str:
    """Say which word for an earlier time a claim leaves out: "then known as" is not "known as"."""
    claim, exhibit = alignment.claim, alignment.exhibit
    mine = {claim.low(n) for n in range(len(claim.tokens))}
    for number, token in enumerate(exhibit.tokens):
        if exhibit.low(number) not in _EARLIER or token.quoted or mine & _EARLIER:
            continue
        if exhibit.tokens[token.head].dep not in ("acl", "appos", "amod"):
            continue
        here = [n for n in range(len(claim.tokens)) if token.head in alignment.same[n]]
        if here and not any(claim.low(c) in _WAS for n in here for c in claim.children.get(n, ())):
            return f"it leaves out “{token.text}”"
    return ""


def _is_present(reading: Reading, verb: int) -> bool:
    """Tell whether a verb is in the present or the present perfect."""
    if reading.tokens[verb].tag in _PRESENT:
        return True
    return any(
        reading.tokens[c].dep in ("aux", "auxpass") and reading.tokens[c].tag in _PRESENT
        for c in reading.children.get(verb, ())
    )


def _is_past(reading: Reading, verb: int) -> bool:
    """Tell whether a verb is in the simple past or the past perfect."""
    helping = [
        c for c in reading.children.get(verb, ()) if reading.tokens[c].dep in ("aux", "auxpass")
    ]
    if helping:
        return all(reading.tokens[c].tag in ("VBD", "VBN") for c in helping)
    return reading.tokens[verb].tag == "VBD"


def _dates(reading: Reading, tokens: Iterable[int], year: int | None) -> bool:
    """Tell whether some words set a year before that of the article, or "years ago"."""
    for number in tokens:
        token = reading.tokens[number]
        if _YEAR.fullmatch(token.text) and token.dep in _DATING:
            if year is None or int(token.text) < year:
                return True
        elif token.text.lower() == "ago" and any(
            _PERIOD.match(reading.low(n)) for n in range(max(0, number - 3), number)
        ):
            return True
    return False

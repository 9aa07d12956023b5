"""What a claim counts: the same number of the same thing, as exactly as the evidence has it."""

import itertools
import re
from collections.abc import Sequence
from fractions import Fraction

from bot.checks.alignment import Alignment
from bot.checks.numbers import Number, find_numbers, same_amount
from bot.checks.reading import Reading
from index.dates import find_dates
from index.records import Span

_PAIR = re.compile(r"\b(?:both|neither|either)\b", re.IGNORECASE)
_CLOCK = re.compile(r"\b\d{1,2}:\d{2}\b")
_AGAINST = re.compile(r"(?: \w+)? (?:to|against) |[-–]")
_RANGE = re.compile(r"(?:%| ?per ?cent)? ?(to|or|and|–|—|-) ?", re.IGNORECASE)
_JOINED = re.compile(r"-([a-z]{3,})")
_LINKS = frozenset(("compound", "amod", "nmod", "nummod", "appos", "poss", "prep", "pobj"))


def miscounted(claim: Reading, alignment: Alignment) -> str:
    """Say which number of a claim the exhibit lacks, has otherwise, or has for another thing."""
    hours = _CLOCK.findall(alignment.exhibit.text)
    for hour in _CLOCK.findall(claim.text):
        if hour not in hours:
            return f"the time “{hour}” is not in the evidence"
    theirs = find_numbers(alignment.exhibit.text)
    for mine in find_numbers(claim.text):
        words = claim.text[slice(*mine.span)]
        if words.lower() == "one" and _counts_nothing(claim, mine.span):
            continue
        if len(words) == 4 and words.isdigit() and _is_year(words, alignment.exhibit.text):
            continue
        if mine.value == 2 and not mine.ordinal and _PAIR.search(alignment.exhibit.text):
            continue
        fitting = [
            other
            for other in theirs
            if other.ordinal == mine.ordinal
            and (
                same_amount(mine, other)
                or (other.value == mine.value and _is_elliptic(alignment.exhibit, other, theirs))
            )
        ]
        if not fitting:
            return f"the number “{words}” is not in the evidence"
        if not any(_as_exact(mine, other) for other in fitting):
            return f"“{words}” is exact otherwise in the evidence"
        if not mine.ordinal and not any(_counts_same(alignment, mine, o) for o in fitting):
            return f"“{words}” counts something else in the evidence"
    compounds = _compounds(alignment.exhibit.text)
    for noun, counts in _compounds(claim.text).items():
        if noun in compounds and not counts & compounds[noun]:
            return f"“{noun}” has another number in the evidence"
    values = {number.value for number in find_numbers(claim.text)}
    for words, ends in _ranges(alignment.exhibit.text):
        if len(ends & values) == 1:
            return f"the evidence says “{words}”"
    scores = _scores(alignment.exhibit.text)
    for one, other in _scores(claim.text):
        if (other, one) in scores and (one, other) not in scores:
            return f"“{one} to {other}” is the other way round in the evidence"
    return ""


def _compounds(text: str) -> dict[str, set[Fraction]]:
    """Find the numbers that make one word with a noun, by that: "a five-party cabinet"."""
    found: dict[str, set[Fraction]] = {}
    for number in find_numbers(text):
        if noun := _JOINED.match(text, number.span.end):
            found.setdefault(noun[1].lower(), set()).add(number.value)
    return found


def _scores(text: str) -> list[tuple[Fraction, Fraction]]:
    """Find the numbers that stand against each other: "by 61 votes to 40"."""
    found = find_numbers(text)
    return [
        (one.value, other.value)
        for one, other in itertools.pairwise(found)
        if _AGAINST.fullmatch(text[one.span.end : other.span.start])
    ]


def _ranges(text: str) -> list[tuple[str, set[Fraction]]]:
    """Find numbers that are ends of a range: "50 to 60", "between 4 and 7", "two or three".

    A score names the larger first, and what changes is told with "from".
    """
    dates = [mention.span for mention in find_dates(text)]
    found = []
    for one, other in itertools.pairwise(find_numbers(text)):
        joint = _RANGE.fullmatch(text[one.span.end : other.span.start])
        before = text[: one.span.start].lower()
        if not joint or one.ordinal or other.ordinal or one.value >= other.value:
            continue
        if before.endswith("from ") or (joint[1] == "and" and not before.endswith("between ")):
            continue
        if not any(d.start < other.span.end and one.span.start < d.end for d in dates):
            words = text[one.span.start : other.span.end]
            found.append((words, {one.value, other.value}))
    return found


def _counts_nothing(claim: Reading, span: Span) -> bool:
    """Tell whether "one" is no number: "one of", "no one", "the earlier one"."""
    if claim.text[span.end :].startswith(" of"):
        return True
    if claim.text[: span.start].lower().endswith("no "):
        return True
    ones = [n for n, token in enumerate(claim.tokens) if token.start == span.start]
    below = [claim.tokens[child].dep for n in ones for child in claim.children.get(n, ())]
    return "det" in below or "amod" in below


def _is_year(words: str, text: str) -> bool:
    return any(words in text[slice(*mention.span)] for mention in find_dates(text))


def _is_elliptic(exhibit: Reading, number: Number, all_: Sequence[Number]) -> bool:
    """Tell whether a number leaves its unit out since one before it has it."""
    counts = _counted(exhibit, number.span)
    return counts is None and any(
        other.percent and other.span.end <= number.span.start for other in all_
    )


def _as_exact(mine: Number, other: Number) -> bool:
    return mine.bound == other.bound or (mine.bound == "" and other.bound == "exact")


def _counts_same(alignment: Alignment, mine: Number, other: Number) -> bool:
    one = _counted(alignment.claim, mine.span)
    its = _counted(alignment.exhibit, other.span)
    if one is None or its is None:
        return True
    mine_phrase = _nominal(alignment.claim, one)
    its_phrase = _nominal(alignment.exhibit, its)
    found = {n for word in mine_phrase for n in alignment.of(word)}
    return not alignment.of(one) or bool(found & its_phrase) or alignment.exhibit.stems[its] == ""


def _nominal(reading: Reading, noun: int) -> set[int]:
    """Return the noun phrase that a noun stands in: "two thirds of the cost of 95 million"."""
    top = noun
    while reading.tokens[top].dep in _LINKS and reading.tokens[reading.tokens[top].head].pos in (
        "NOUN", "PROPN", "NUM", "ADP", "SYM",
    ):  # fmt: skip
        above = reading.tokens[top].head
        if reading.tokens[top].dep == "prep" and reading.low(top) not in ("of", "in"):
            break
        if above == top:
            break
        top = above
    if reading.tokens[top].pos == "ADP":
        top = noun
    found, waiting = {top}, [top]
    while waiting:
        here = waiting.pop()
        for child in reading.children.get(here, ()):
            if reading.tokens[child].dep in _LINKS:
                found.add(child)
                waiting.append(child)
    return found


def _counted(reading: Reading, span: Span) -> int | None:
    """Find the noun that a number counts."""
    inside = [n for n, t in enumerate(reading.tokens) if span.start <= t.start < span.end]
    if not inside:
        return None
    here = inside[-1]
    while reading.tokens[here].head in inside and reading.tokens[here].head != here:
        here = reading.tokens[here].head
    token = reading.tokens[here]
    if token.dep in ("nummod", "quantmod", "compound", "amod", "advmod") and token.head != here:
        head = token.head
        return head if reading.tokens[head].pos in ("NOUN", "PROPN") else None
    for child in reading.children.get(here, ()):
        if reading.low(child) == "of":
            nouns = [n for n in reading.children.get(child, ()) if reading.tokens[n].dep == "pobj"]
            return nouns[0] if nouns and reading.stems[nouns[0]] else None
    return None

"""Numbers in figures and words, with what they count and how exact they are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from index.dates import find_dates
from index.records import Span

_UNITS = dict(
    zip(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split(), range(20), strict=True,
    )
)  # fmt: skip
_TENS = dict(
    zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10),
        strict=True)
)  # fmt: skip
_SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9,
           "trillion": 10**12, "m": 10**6, "bn": 10**9, "k": 10**3}  # fmt: skip
_PARTS = {"half": 2, "halves": 2, "halve": 2, "halved": 2, "halving": 2, "third": 3,
          "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6,
          "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}  # fmt: skip
_TIMES = {"twice": 2, "thrice": 3, "dozen": 12, "dozens": 12}
_TIMES |= dict.fromkeys(("double", "doubled", "doubles", "doubling"), 2)
_TIMES |= dict.fromkeys(("triple", "tripled", "treble", "trebled"), 3)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6,
             "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}  # fmt: skip
_COUNT = "|".join([*_UNITS, *_TENS])
_SCALE = "hundred|thousand|million|billion|trillion"
_FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMBER = re.compile(
    rf"\b(?P<nth>\d+)(?:st|nd|rd|th)\b|(?P<figure>{_FIGURE})(?P<short>(?:bn|m|k)\b)?"
    rf"(?P<scale>(?:[ -](?:{_SCALE})s?\b)*)"
    rf"|\bone in (?P<every>{_COUNT}|\d+)\b(?= (?!(?:{_SCALE}|of)\b)[a-z])"
    rf"|\bone in (?P<every_last>{_COUNT})(?=[.,;:]|$)"
    rf"|\bone [a-z]+ in (?P<of_every>{_COUNT}|\d+)\b"
    rf"(?!-| (?:{_SCALE}|hour|day|week|month|year|decade))"
    rf"|\b(?P<words>(?:a |an )?(?:{_COUNT}|{_SCALE})"
    rf"(?:(?:(?<=hundred)|(?<=thousand)) and (?:{_COUNT})|[ -](?:{_COUNT}|{_SCALE}))*)\b"
    rf"|\b(?P<times>{'|'.join(_TIMES)})\b"
    r"|\b(?P<part>half|halves?|halved|halving|quarters?|thirds?|fourths?|fifths?|sixths?|sevenths?|eighths?|"
    r"ninths?|tenths?)\b|\b(?P<ordinal>first|second)\b",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"\s*(?:%|-?per ?cent\b|-?percentage|-?pct\b)", re.IGNORECASE)
# Measures of time in hours, and in months.
_TIME = (
    {"hour": 1, "day": 24, "week": 168, "fortnight": 336},
    {"month": 1, "year": 12, "decade": 120, "century": 1200},
)
_UNIT = re.compile(
    rf"[ -]({'|'.join(unit for scale in _TIME for unit in scale)})s?\b", re.IGNORECASE
)
_MORE = "more|longer|larger|greater|higher"
_LESS = "fewer|less|shorter|smaller|lower"
_BOUNDS = (
    ("more", rf"at least|(?:{_MORE}) than|(?:no|not) (?:{_LESS}) than|over|above|upwards of|"
             r"exceeding|in excess of|a minimum of"),
    ("less", rf"up to|at most|(?:{_LESS}) than|(?:no|not) (?:{_MORE}) than|under|below|as many as|"
             r"as much as|as long as|a maximum of"),
    ("near", r"nearly|almost|close to|just under"),
    ("about", r"about|around|some|roughly|approximately|an estimated|estimated|or so|circa"),
    ("exact", r"exactly|precisely"),
)  # fmt: skip
_BOUND_AFTER = re.compile(
    r"(?:[ -][^\W\d_]+){0,2},? (?:(?P<more>or more|or longer|at least)"
    rf"|(?P<less>or less|or fewer|at (?:the )?most))\b(?! (?:\d|(?:{_COUNT})\b))",
    re.IGNORECASE,
)
_BOUNDS_EITHER = "|".join(f"(?P<{name}>(?:{words}))" for name, words in _BOUNDS)
_BOUND = re.compile(
    rf"\b(?:{_BOUNDS_EITHER})"
    r"(?: (?:a|an|another|one))?\s*(?:[$€£]\s*)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a text: ``bound`` is how exact it is ("about"), empty when it says nothing.

    ``unit`` is the measure of time that it counts, empty for anything else.
    """

    span: Span
    value: Fraction
    percent: bool
    bound: str
    ordinal: bool = False
    unit: str = ""


def find_numbers(text: str) -> list[Number]:
    """Find the numbers of a text that are no dates, in reading order."""
    taken = [mention.span for mention in find_dates(text)]
    found: list[Number] = []
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        if any(span.start <= start < span.end for span in taken):
            continue
        value, ordinal = _value(match, text, found)
        if value is None:
            continue
        before = text[max(0, start - 40) : start]
        if found and match.group("part") and value.denominator > 1 and found[-1].span.end <= start:
            gap = text[found[-1].span.end : start]
            if gap in (" ", "-") and found[-1].value.denominator == 1:  # two thirds
                start = found[-1].span.start
                value = value * found[-1].value
                before = text[max(0, start - 40) : start]
                found.pop()
        bound = _BOUND.search(before) or _BOUND_AFTER.match(text, end)
        found.append(
            Number(
                Span(start, end),
                value,
                _PERCENT.match(text, end) is not None,
                bound.lastgroup or "" if bound else "",
                ordinal,
                unit.group(1).lower() if (unit := _UNIT.match(text, end)) else "",
            )
        )
    return found


def written_as(text: str, other: str) -> str:
    """Write the numbers of a text as another has them, where it does: "twelve" as "12"."""
    theirs = find_numbers(other)
    for mine in reversed(find_numbers(text)):
        same = (mine.value, mine.percent, mine.ordinal)
        known = next((o for o in theirs if (o.value, o.percent, o.ordinal) == same), None)
        if known and text[slice(*mine.span)] not in other:
            text = text[: mine.span.start] + other[slice(*known.span)] + text[mine.span.end :]
    return text


def same_amount(one: Number, other: Number) -> bool:
    """Tell whether two numbers say the same: 20 percent a fifth, 72 hours three days."""
    if one.unit and other.unit and one.unit != other.unit:
        for scale in _TIME:
            if one.unit in scale and other.unit in scale:
                return one.value * scale[one.unit] == other.value * scale[other.unit]
        return False
    if one.percent != other.percent:
        percent, part = (one, other) if one.percent else (other, one)
        return part.value.denominator > 1 and part.value < 1 and percent.value == 100 * part.value
    return one.value == other.value


def _value(
    match: re.Match[str], text: str, found: Sequence[Number]
) -> tuple[Fraction | None, bool]:
    if figure := match.group("figure"):
        value = Fraction(figure.replace(",", ""))
        if match.group("short"):
            value *= _SCALES[match.group("short").lower()]
        for scale in re.findall(_SCALE, match.group("scale") or "", re.IGNORECASE):
            value *= _SCALES[scale.lower()]
        return value, False
    if every := (
        match.group("every") or match.group("every_last") or match.group("of_every")
    ):  # "one in three flights"
        many = Fraction(int(every)) if every.isdigit() else _spelt([every.lower()])
        return (1 / many if many > 1 else None), False
    if words := match.group("words"):
        return _spelt(re.findall(r"[a-z]+", words.lower())), False
    if times := match.group("times"):
        return Fraction(_TIMES[times.lower()]), False
    if nth := match.group("nth"):
        return Fraction(int(nth)), True
    if ordinal := match.group("ordinal"):
        return Fraction(_ORDINALS[ordinal.lower()]), True
    part = match.group("part").lower()
    low = part if part in _PARTS else part.removesuffix("s")
    before = text[: match.start()].rstrip(" -").rsplit(" ", 1)[-1].lower()
    follows = text[match.end() : match.end() + 4].startswith(" of ")
    counted = bool(found) and found[-1].span.end >= match.start() - 1
    if _PARTS[low] == 2 or low == "quarter" or counted or before in ("a", "one") or follows:
        return Fraction(1, _PARTS[low]), False
    return Fraction(_ORDINALS[low]), True


def _spelt(words: Sequence[str]) -> Fraction:
    total, part = 0, 0
    for word in words:
        if word in _UNITS:
            part += _UNITS[word]
        elif word in _TENS:
            part += _TENS[word]
        elif word == "hundred":
            part = max(part, 1) * 100
        elif word in _SCALES:
            total += max(part, 1) * _SCALES[word]
            part = 0
    return Fraction(total + part)

"""The dates a text names, and which days they are. English."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from index.records import Span

_MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
_SHORT = {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_DAYS = {name.lower(): n for n, name in enumerate(calendar.day_name)}
_COUNTS = {
    word: n
    for n, word in enumerate("a two three four five six seven eight nine ten".split(), start=1)
} | {"one": 1, "an": 1}
_LONG_NAMES, _SHORT_NAMES = ("|".join(n.title() for n in names) for names in (_MONTHS, _SHORT))
_MONTH = rf"(?P<month>{_LONG_NAMES}|(?:{_SHORT_NAMES})\.?)"
_WEEKDAYS = "|".join(name.title() for name in _DAYS)
# What makes a count of a number that could be a year.
_MEASURES = "(?:km|percent|people|troops|men|miles|metres|meters|feet|dollars|euros|tonnes|tons)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1\d{3}|20\d{2})"
_UNIT = r"(?P<unit>day|week|weekend|month|year|decade)"
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(sorted(_COUNTS, key=len, reverse=True))})"
_TURN = r"(?P<turn>this|last|next|past|previous|coming)"
# A month's name by itself is a month only after one of these: May and March are more.
_BEFORE_MONTH = r"(?i:in|of|by|since|until|from|early|late|mid|last|next|this|for)"
_BEFORE_YEAR = (
    r"(?:in|since|by|of|until|till|from|during|between|and|to|year|early|late|mid|before|after|"
    r"around|circa|about)"
)
_AHEAD = re.compile(
    r"\b(will|would|shall|due|scheduled|expected|going to|(?:is|are|was|were) to|plans? to|next)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.;:!?\n]")
_REACH = 120  # characters of a clause that are looked at for what lies ahead
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class DateMention:
    """Words that name a date.

    ``first`` and ``last`` are the days it may be, both inclusive; none when they are open:
    a day of the week without knowing when it was written, a day and month without a year,
    which is never made up. ``month`` and ``day`` are then what is stated. ``relative``: it
    is counted from the day of writing. ``weekday`` is the day of the week that is named,
    from 0, Monday.
    """

    span: Span
    first: date | None = None
    last: date | None = None
    month: int | None = None
    day: int | None = None
    relative: bool = False
    weekday: int | None = None


def find_dates(text: str, written: date | None = None) -> list[DateMention]:
    """Find the dates a text names, in reading order, none within another.

    ``written`` is the day it was written, a question's is today; relative dates are left
    open without it. Dates in figures alone are read only year first (2031-03-04): of
    others nobody knows which is the month.
    """
    mentions = [
        mention
        for pattern, read in _FORMS
        for match in pattern.finditer(text)
        if (mention := read(match, written)) is not None
    ]
    mentions.sort(key=lambda mention: (mention.span.start, -mention.span.end))
    found: list[DateMention] = []
    for mention in mentions:
        if not found or mention.span.start >= found[-1].span.end:
            found.append(mention)
    return found


def agree(asked: DateMention, found: DateMention) -> bool | None:
    """Tell whether a date that was asked for and one that was found can be the same.

    None when it cannot be told: one of them is open, or the one states no more than a
    month and the other a year or more. Two that name a day of the week, one of them open,
    can be the same when they name the same one.
    """
    if (
        asked.weekday is not None
        and found.weekday is not None
        and None in (asked.first, found.first)
    ):
        return asked.weekday == found.weekday
    if asked.first and asked.last and found.first and found.last:
        return asked.first <= found.last and found.first <= asked.last
    stated, other = (asked, found) if asked.month else (found, asked)
    if stated.month is None:
        return None
    if other.month is not None:
        same_day = stated.day is None or other.day is None or stated.day == other.day
        return stated.month == other.month and same_day
    if other.first is None or other.last is None or (other.last - other.first).days >= 364:
        return None
    days = (other.first + timedelta(days=n) for n in range((other.last - other.first).days + 1))
    return any(d.month == stated.month and stated.day in (None, d.day) for d in days)


_Match = re.Match[str]


def _parts(match: _Match) -> dict[str, str]:
    return {key: value for key, value in match.groupdict().items() if value}


def _full(match: _Match, _written: date | None) -> DateMention | None:
    parts = _parts(match)
    month = parts.get("month", "")
    number = int(month) if month.isdigit() else _month_number(month)
    day = int(parts["day"]) if "day" in parts else None
    year = int(parts["year"]) if "year" in parts else None
    span = Span(*match.span("date"))
    if not 1 <= number <= 12 or (day is not None and not 1 <= day <= 31):
        return None
    if year is None:
        return DateMention(span, month=number, day=day)
    length = calendar.monthrange(year, number)[1]
    if day is None:
        return DateMention(span, date(year, number, 1), date(year, number, length))
    if day > length:
        return None
    return DateMention(span, date(year, number, day), date(year, number, day))


def _month_alone(match: _Match, written: date | None) -> DateMention | None:
    parts = _parts(match)
    number = _month_number(parts["month"])
    span = Span(*match.span("date"))
    turn = parts["before"].lower()
    if turn not in ("last", "next", "this") or written is None:
        return DateMention(span, month=number, relative=turn in ("last", "next", "this"))
    year = written.year
    if turn == "last" and number >= written.month:
        year -= 1
    if turn == "next" and number <= written.month:
        year += 1
    length = calendar.monthrange(year, number)[1]
    return DateMention(span, date(year, number, 1), date(year, number, length), relative=True)


def _years(match: _Match, _written: date | None) -> DateMention | None:
    parts = _parts(match)
    span = Span(*match.span("date"))
    if "century" in parts:
        first = 100 * (int(parts["century"]) - 1) + 1
        return DateMention(span, date(first, 1, 1), date(first + 99, 12, 31))
    first = int(parts["year"])
    last = first + 9 if "decade" in parts else first
    if "until" in parts:
        last = int(parts["year"][: 4 - len(parts["until"])] + parts["until"])
        if last < first:
            return None
    return DateMention(span, date(first, 1, 1), date(last, 12, 31))


def _weekday(match: _Match, written: date | None) -> DateMention | None:
    parts = _parts(match)
    span = Span(*match.span("date"))
    number, turn = _DAYS[parts["weekday"].lower()], parts.get("turn", "").lower()
    if written is None:
        return DateMention(span, relative=True, weekday=number)
    back = (written.weekday() - number) % 7
    ahead = (number - written.weekday()) % 7
    if turn in ("last", "past", "previous"):
        day = written - timedelta(days=back or 7)
    elif turn in ("next", "coming"):
        day = written + timedelta(days=ahead or 7)
    elif _lies_ahead(match.string, span.start):
        day = written + timedelta(days=ahead)
    else:
        day = written - timedelta(days=back)
    return DateMention(span, day, day, relative=True, weekday=number)


def _near_day(match: _Match, written: date | None) -> DateMention | None:
    parts = _parts(match)
    span = Span(*match.span("date"))
    if written is None:
        return DateMention(span, relative=True)
    step = {"yesterday": -1, "tomorrow": 1}.get(parts["near_day"].lower(), 0)
    day = written + timedelta(days=step)
    return DateMention(span, day, day, relative=True)


def _turn(match: _Match, written: date | None) -> DateMention | None:
    parts = _parts(match)
    span = Span(*match.span("date"))
    unit, turn = parts["unit"].lower(), parts["turn"].lower()
    if unit in ("day", "decade"):
        return None
    if written is None:
        return DateMention(span, relative=True)
    step = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(turn, 0)
    if unit.startswith("week"):
        monday = written - timedelta(days=written.weekday()) + step * _WEEK
        begins = monday + timedelta(days=5) if unit == "weekend" else monday
        return DateMention(span, begins, monday + timedelta(days=6), relative=True)
    if unit == "month":
        months = 12 * written.year + written.month - 1 + step
        year, month = months // 12, months % 12 + 1
        length = calendar.monthrange(year, month)[1]
        return DateMention(span, date(year, month, 1), date(year, month, length), relative=True)
    year = written.year + step
    return DateMention(span, date(year, 1, 1), date(year, 12, 31), relative=True)


def _counted(match: _Match, written: date | None) -> DateMention | None:
    """Read "two weeks ago" (about that day) and "the past 10 days" (until that day)."""
    parts = _parts(match)
    span = Span(*match.span("date"))
    if written is None:
        return DateMention(span, relative=True)
    count = int(parts["count"]) if parts["count"].isdigit() else _COUNTS[parts["count"].lower()]
    size = {"day": 1, "week": 7, "month": 30, "year": 365}.get(parts["unit"].lower())
    if size is None or count * size > 365 * 1000:
        return None
    day = written - timedelta(days=count * size)
    if "past" in parts:
        return DateMention(span, day, written, relative=True)
    about = timedelta(days=size // 2)
    return DateMention(span, day - about, day + about, relative=True)


def _lies_ahead(text: str, start: int) -> bool:
    before = text[max(0, start - _REACH) : start]
    return bool(_AHEAD.search(_CLAUSE.split(before)[-1]))


def _month_number(word: str) -> int:
    low = word.lower().rstrip(".")
    return _MONTHS.get(low) or _SHORT.get(low, 0)


# The words of a date are the group "date". Months and days of the week want their capital.
_CASED = (
    (_full, r"(?P<date>(?P<year>1\d{3}|20\d{2})-(?P<month>[01]\d)-(?P<day>[0-3]\d))(?!\d)"),
    (_full, rf"(?P<date>{_MONTH} {_DAY}\b(?:,? {_YEAR}\b(?!,\d))?)"),
    (_full, rf"(?P<date>{_DAY} (?:of )?{_MONTH}(?![a-z])(?:,? {_YEAR}\b)?)"),
    (_full, rf"(?P<date>{_MONTH},? (?:of )?{_YEAR})\b"),
    (_month_alone, rf"(?P<before>{_BEFORE_MONTH})[ -](?P<date>{_MONTH})(?![a-z’'])"),
    (_years, r"(?P<date>(?P<year>1\d{2}0|20\d0)(?P<decade>s))\b"),
    (_years, r"(?P<date>(?P<year>1\d{3}|20\d{2})[-–/](?P<until>\d{4}|\d{2}))(?![\d-])"),
    (
        _years,
        rf"(?:\(|\b(?i:{_BEFORE_YEAR}) (?:the year )?)(?P<date>{_YEAR})"
        rf"(?![\d,.%-]\d|\w| ?{_MEASURES}\b)",
    ),
    (_weekday, rf"(?P<date>(?:(?i:{_TURN}) )?(?P<weekday>{_WEEKDAYS}))s?\b"),
)
_UNCASED = (
    (_years, r"(?P<date>(?P<century>1?\d|20|21)(?:st|nd|rd|th)[ -]century)\b"),
    (_near_day, r"(?P<date>(?P<near_day>yesterday|today|tomorrow|tonight))\b"),
    (_counted, rf"(?P<date>(?P<past>past|last) {_COUNT} {_UNIT}s?)\b"),
    (_turn, rf"(?P<date>{_TURN} {_UNIT})\b"),
    (_counted, rf"(?P<date>{_COUNT} {_UNIT}s? ago)\b"),
)
_FORMS = [
    *((re.compile(r"(?<![\w$€£])" + pattern), read) for read, pattern in _CASED),
    *((re.compile(r"(?<![\w$€£])" + pattern, re.IGNORECASE), read) for read, pattern in _UNCASED),
]

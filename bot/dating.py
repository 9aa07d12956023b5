"""Whether what was found is of the time that was asked for."""

import re
from collections.abc import Sequence
from datetime import date

from index.dates import DateMention, agree, find_dates
from index.records import Span

# Words that ask for what is newest, and do not say of what.
LATEST = frozenset("latest newest recent recently lately".split())
_NOWHERE = Span(0, 0)


def is_of(asked: Sequence[DateMention], text: str, published: date | None) -> bool | None:
    """Tell whether a sentence is of one of the dates asked for; None when it does not say.

    What the sentence says counts before the day its article was published on.
    """
    said = find_dates(text, published)
    verdicts = [agree(one, other) for one in asked for other in said]
    if True in verdicts:
        return True
    if published is not None:
        day = DateMention(_NOWHERE, published, published)
        found = [agree(one, day) for one in asked]
        if True in found and False not in verdicts:
            return True
        if False not in verdicts and False in found and any(one.relative for one in asked):
            return False
    return False if False in verdicts else None


def counted_from_today(asked: Sequence[DateMention]) -> bool:
    """Tell whether a date was asked for that only the day of asking gives, as "this week"."""
    return any(one.relative and one.first is not None for one in asked)


def in_words(asked: Sequence[DateMention], text: str) -> str:
    """Name the days that were asked for: "last week (2031-02-24 to 2031-03-02)"."""
    found = []
    for one in asked:
        days = sorted({str(day) for day in (one.first, one.last) if day})
        words = text[slice(*one.span)]
        found.append(f"{words} ({' to '.join(days)})" if days and one.relative else words)
    return " or ".join(found)


def asks_for_latest(text: str) -> bool:
    """Tell whether a question asks for what is newest."""
    return any(word in LATEST for word in re.findall(r"\w+", text.lower()))

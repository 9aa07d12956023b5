"""The evidence of a claim as the checks read it."""

from dataclasses import dataclass, replace

from bot.checks.reading import Reading
from bot.exhibits import Exhibit


@dataclass(frozen=True)
class Source:
    """An exhibit as read; ``around`` is what its pronouns may stand for: title and text before."""

    exhibit: Exhibit
    reading: Reading
    around: Reading


def joint(one: Exhibit, other: Exhibit) -> Exhibit:
    """Put two exhibits of one article together, the earlier first."""
    first, last = one.citation, other.citation
    quote = f"{first.quote} {last.quote}"
    citation = replace(first, end=last.end, quote=quote)
    return Exhibit(citation, one.before, one.said + other.said)

"""How likely it has to be, by entailment, that evidence carries a sentence.

Grammar and entailment see different things. Of what keeps to the words of its evidence grammar
sees the most; of what is worded freely, entailment does.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from bot.checks.carriage import Finding
from bot.checks.numbers import find_numbers
from bot.copies import is_excerpt
from index.dates import find_dates
from index.quotations import quoted_regions
from index.records import Span
from index.words import stems

_MANY = re.compile(
    r"\b(?:couple|pair|dozens?|scores|hundreds|thousands|millions|billions)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Least:
    """Least log-odds that evidence carries a sentence.

    ``excerpt`` is for one that only leaves words out, ``alike`` for another with no word of its
    own, ``other`` for another that no check finds anything against, ``numbered`` and ``dated`` for
    such a one with a number or a date, ``free`` for one of whose words checks miss too many.
    `tests.claims.settle` prints what others give.
    """

    excerpt: float = -4.0
    alike: float = -3.0
    other: float = -2.0
    numbered: float = 0.0
    dated: float = 0.5
    free: float = 1.4

    def of(self, finding: Finding, text: str, quote: str, names: Collection[str] = ()) -> float:
        """Return what a text needs, by how much of it is its own.

        ``names`` are words of names of who speaks in the quotation, or is "she" there.
        """
        if finding.doubt:
            return self.free
        if is_excerpt(text, quote):
            return self.excerpt
        if set(stems(text)) <= {*stems(quote), *stems(" ".join(names))}:
            return self.alike
        if find_dates(text):
            return self.dated
        return self.numbered if _counts(text) else self.other


def _counts(text: str) -> bool:
    """Tell whether a text has a number of its own: none of a quotation, nor "one"."""
    quoted = quoted_regions(text)
    spans = [number.span for number in find_numbers(text)]
    spans += [Span(*match.span()) for match in _MANY.finditer(text)]
    return any(
        text[slice(*span)].lower() != "one"
        and not any(start <= span.start < end for start, end in quoted)
        for span in spans
    )

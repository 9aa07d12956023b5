"""Names and places: that a word is, in another form or spelling, a name in the evidence."""

import re

from index.countries import countries_of
from index.names import same_word

# How English makes the people or the adjective of a place.
_PEOPLE = re.compile(r"(?:n|an|ian|ean|ish|ese|i|ic|er|s|ns|ans|ians|eans|is|ers)$")
_ROOT = 4


def same_name(one: str, other: str) -> bool:
    """Tell whether two capitalised words name the same: Lindia, Lindian, Lindia's."""
    a, b = (re.sub(r"['’]s?$", "", word) for word in (one, other))
    if a.casefold() == b.casefold() or same_word(a, b):
        return True
    if countries_of(a) & countries_of(b):
        return True
    short, long = sorted((a.casefold(), b.casefold()), key=len)
    if len(short) < _ROOT or not (a[0].isupper() and b[0].isupper()):
        return False
    for root in (short, short[:-1]):
        if len(root) >= _ROOT and long.startswith(root) and _PEOPLE.fullmatch(long[len(root) :]):
            return True
    return False

"""Words before a name and words for persons: "Captain", "president", "spokeswoman"."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.grammar import Token

HONORIFICS = frozenset(
    "captain col colonel dame dr gen general gov governor hon judge justice king lady lord lt "
    "maj major miss mme mr mrs ms mx pope prince princess prof professor queen rep rev sen "
    "senator sgt sheikh sir st".split()
)
# Nouns for persons: those that do not end as most of them do.
_PERSONS = frozenset(
    "president vice-president secretary candidate nominee chief head deputy delegate democrat "
    "republican agent student clerk pilot priest cleric critic ally aide friend wife husband "
    "son".split()
)
# Of a body or a place, not of a person: who heads the police is no policeman's.
_OFFICES = frozenset(
    "ambassador archbishop bishop boss captain chair chairman chairperson chairwoman chancellor "
    "chief commander commissioner coach coordinator dean director editor executive founder general "
    "governor head judge king leader manager mayor minister officer owner premier president "
    "principal prosecutor queen rector secretary sheriff speaker spokesman spokesperson "
    "spokeswoman superintendent".split()
)
_AGENT = re.compile(r"(?:er|or|ist|man|woman|ian)$")


def is_plural(word: str) -> bool:
    """Tell whether a noun is of several, as far as its end tells."""
    return word.lower().endswith("s") and not word.lower().endswith(("ss", "us", "is"))


def names_person(word: str) -> bool:
    """Tell whether a noun is one for a person: "president", "minister"; not "delegation"."""
    low = word.lower().rstrip(".")
    return low in HONORIFICS or low in _PERSONS or _AGENT.search(low) is not None


def is_office(word: str) -> bool:
    """Tell whether a noun is for whoever holds an office: "governor", "head"."""
    return word.lower().rpartition("-")[2] in _OFFICES


def before_titles(tokens: "Sequence[Token]", place: int) -> int:
    """Step back from a word over the titles that stand before it."""
    while place > 0 and tokens[place - 1].text.lower().rstrip(".") in HONORIFICS:
        place -= 1
    return place


def without_title(words: str) -> str:
    """Take "the", "Mr" and the like from before a name."""
    left = words.split()
    while left and left[0].lower().rstrip(".") in HONORIFICS | {"the"}:
        left.pop(0)
    return " ".join(left)

"""Words before a name and words for persons: "Captain", "president", "spokeswoman"."""

import re

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
_AGENT = re.compile(r"(?:er|or|ist|man|woman|ian)$")


def is_plural(word: str) -> bool:
    """Tell whether a noun is of several, as far as its end tells."""
    return word.lower().endswith("s") and not word.lower().endswith(("ss", "us", "is"))


def names_person(word: str) -> bool:
    """Tell whether a noun is one for a person: "president", "minister"; not "delegation"."""
    low = word.lower().rstrip(".")
    return low in HONORIFICS or low in _PERSONS or _AGENT.search(low) is not None


def without_title(words: str) -> str:
    """Take "the", "Mr" and the like from before a name."""
    left = words.split()
    while left and left[0].lower().rstrip(".") in HONORIFICS | {"the"}:
        left.pop(0)
    return " ".join(left)

"""One name, many spellings: Poutine and Putin, Lawrow and Lavrov, Зеленский and Zelensky."""

import re
from functools import lru_cache

from anyascii import anyascii

# Letters whose sound the plain Latin letter loses.
_SOUNDS = str.maketrans(
    {"š": "sh", "ş": "sh", "ș": "sh", "č": "ch", "ć": "ch", "ž": "zh", "ż": "zh", "ł": "l"}
)
# Spellings of one sound in the Latin alphabets of Europe and in romanisations, to one
# sign for each; the order matters.
_SPELLINGS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"[^a-z]", ""),
        (r"(?:shch|schtsch|chtch|szcz)", "S"),
        (r"(?:dsch|tsch|tch|cz|dzh|dj)", "S"),
        (r"(?:sch|sh|ch(?![lrn])|sz|zh)", "S"),
        (r"gu(?=[ei])", "g"),
        (r"ph", "f"),
        (r"(?:kh|ck|q|c(?![eiy])|ch)", "k"),
        (r"(?:tz|ts|z|c)", "s"),
        (r"x", "ks"),
        (r"(?<=[tdg])h", ""),
        (r"(?:ou|oo|ue)", "u"),
        (r"w", "v"),
        (r"ff?$", "v"),
        (r"[yj]", "i"),
        (r"oe", "o"),
        (r"(.)\1+", r"\1"),
        (r"^ie", "e"),
        (r"(?<=..[^aeiou])e$", ""),
    )
)
_VOWELS = re.compile(r"[aeiou]+")
_CONSONANTS = re.compile(r"[^aeiou]+")
_CLOSE_VOWELS = frozenset(map(frozenset, ("ou", "ei")))
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?")
_SHORT = 3
_SUFFIXES = frozenset(("Jr", "Sr", "II", "III", "IV"))


@lru_cache(maxsize=1 << 16)
def name_words(name: str) -> tuple[str, ...]:
    """Split a name into its words, without possessive endings and "Jr."."""
    words = [re.sub(r"['’]s?$", "", word) for word in _WORD.findall(name)]
    while len(words) > 1 and words[-1].rstrip(".") in _SUFFIXES:
        words.pop()
    return tuple(words)


@lru_cache(maxsize=1 << 16)
def sound(word: str) -> str:
    """Fold a word of a name to its sound, whatever alphabet or romanisation it is in.

    The folding keeps apart what sounds different: it is for equality, not for ranking.
    """
    folded = anyascii(word.casefold().translate(_SOUNDS)).lower()
    for pattern, sign in _SPELLINGS:
        folded = pattern.sub(sign, folded)
    return folded


@lru_cache(maxsize=1 << 16)
def sound_key(word: str) -> str:
    """Give words that `same_word` may hold for one the same key: their consonants."""
    return "".join(_CONSONANTS.findall(sound(word)))


def same_word(one: str, other: str) -> bool:
    """Tell whether two words may be spellings of one name.

    They are when they sound alike, or differ in one vowel between o and u or e and i
    (Mohamed, Muhamed). A vowel more or less makes another name (Ivanov, Ivanova).
    """
    a, b = sound(one), sound(other)
    if a == b:
        return bool(a)
    if min(len(a), len(b)) <= _SHORT or _CONSONANTS.findall(a) != _CONSONANTS.findall(b):
        return False
    vowels = list(zip(_VOWELS.findall(a), _VOWELS.findall(b), strict=False))
    if len(_VOWELS.findall(a)) != len(_VOWELS.findall(b)) or (a[0] in "aeiou") != (b[0] in "aeiou"):
        return False
    differing = [frozenset((x, y)) for x, y in vowels if x != y]
    return len(differing) == 1 and differing[0] in _CLOSE_VOWELS


def same_person(one: str, other: str) -> bool:
    """Tell whether two names may be of one person.

    The last words must agree, and the first ones where both have one: an initial
    agrees with a name that begins with it. What stands between does not count.
    """
    a, b = name_words(one), name_words(other)
    if not a or not b or not same_word(a[-1], b[-1]):
        return False
    return len(a) == 1 or len(b) == 1 or _same_given(a[0], b[0])


def _same_given(one: str, other: str) -> bool:
    short, long = sorted((one.rstrip("."), other.rstrip(".")), key=len)
    if len(short) == 1:
        return sound(long).startswith(sound(short))
    return same_word(short, long)


def named_by(words: str, name: str) -> bool:
    """Tell whether a question's words (a surname, a full name) may mean a person's name."""
    a, b = name_words(words), name_words(name)
    if not a or not b:
        return False
    if len(a) == 1:
        return any(same_word(a[0], word) for word in (b[-1], b[0]))
    return same_person(words, name)

"""Words as keyword search sees them: folded, without function words, stemmed."""

import calendar
import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

_ACRONYM = r"(?:[^\W\d_]\.){2,}"  # U.S., U.N.
_WORD = re.compile(rf"{_ACRONYM}|[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
# The closed classes of English: they carry grammar, not topic.
FUNCTION_WORDS = frozenset(
    """a about above after again against all also although am among an and another any
    anybody anyone anything are around as at be because been before being below between both
    but by can cannot could did do does doing done down during each either else ever every
    everybody everyone everything few for from further had has have having he her here hers
    herself him himself his how however i if in into is it its itself just least less let many
    may me might more most much must my myself neither no nobody nor not nothing of off on
    once one only or other others ought our ours ourselves out over own per perhaps quite
    rather same shall she should since so some somebody someone something such than that the
    their theirs them themselves then there these they this those though through thus to too
    toward towards under until up upon us very was we were what whatever when whenever where
    whereas wherever whether which whichever while who whoever whom whose why will with within
    without would yes yet you your yours yourself yourselves""".split()
)
_MONTHS = {
    name[:length].lower(): name.lower()
    for name in calendar.month_name
    for length in ((3, 4) if name == "September" else (3,))
    if name[:3] not in ("", "Mar", "May", "Jun", "Jul")  # a word, or too near to one
}


class Term(NamedTuple):
    """A word of a text: ``stem`` is what matches, ``word`` is how it is written."""

    stem: str
    word: str


class Place(NamedTuple):
    """A word of a text and the characters it takes, half-open; a function word has no stem."""

    start: int
    end: int
    stem: str
    word: str


def places(text: str) -> list[Place]:
    """List all words of a text in reading order, function words too."""
    return [
        Place(*match.span(), _stem(match.group()), match.group()) for match in _WORD.finditer(text)
    ]


def terms(text: str) -> list[Term]:
    """List the content words of a text in reading order, repeats included.

    Case, diacritics, possessive endings and inflection are folded away (Porter's
    second stemmer, as snowballstemmer has it), and short forms of months ("Oct."). An
    acronym that is spelt like a function word ("US", "WHO") is kept in capitals and so
    stays a content word.
    """
    return [Term(place.stem, place.word) for place in places(text) if place.stem]


def stems(text: str) -> list[str]:
    """List the stems of the content words of a text in reading order."""
    return [term.stem for term in terms(text)]


@lru_cache(maxsize=1 << 16)
def _stem(word: str) -> str:
    bare = _POSSESSIVE.sub("", word.replace(".", ""))
    folded = "".join(
        character
        for character in unicodedata.normalize("NFKD", bare.casefold())
        if not unicodedata.combining(character)
    )
    if folded in FUNCTION_WORDS or re.fullmatch(r"\w+n['’]t", folded):
        return bare if len(bare) > 1 and bare.isupper() else ""
    stem: str = _porter().stemWord(_MONTHS.get(folded, folded.replace("’", "'")))
    return re.sub(r"\W", "", stem)


@lru_cache(maxsize=1)
def _porter() -> snowballstemmer.english_stemmer.EnglishStemmer:
    return snowballstemmer.stemmer("english")

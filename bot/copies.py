"""Whether two sentences are one report: what a wire copy repeats is shown once."""

from collections import Counter

from index.words import places

# The share of their words that two copies have in common. A guess, and a careful one:
# what differs may be no name, number or negation in any case.
COMMON = 0.8
_NUMBERS = frozenset(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
    hundred thousand million billion trillion first second third fourth fifth half quarter
    dozen""".split()
)
_NEGATIONS = frozenset("no not never none nor without neither nobody nothing cannot".split())


def is_copy(one: str, other: str) -> bool:
    """Tell whether a sentence says the same as another, in the same words but for a few.

    Words that differ may not change what is said: names, numbers and negations have to
    be the same in both.
    """
    if " ".join(one.split()) == " ".join(other.split()):
        return True
    first, second = Counter(_words(one)), Counter(_words(other))
    shared = (first & second).total()
    everything = (first | second).total()
    if not everything or shared / everything < COMMON:
        return False
    return not any(map(_matters, (first - second) + (second - first)))


def _words(text: str) -> list[str]:
    """List words; case stays but at the beginning, where any word has a capital."""
    found = [place.word for place in places(text)]
    return [found[0].lower(), *found[1:]] if found else []


def _matters(word: str) -> bool:
    low = word.lower()
    return (
        word[0].isupper()
        or any(character.isdigit() for character in word)
        or low in _NEGATIONS
        or low.endswith(("n't", "n’t"))
        or low in _NUMBERS
    )

"""Meaning: how much of what a claim says is carried by the words of an exhibit."""

from collections import Counter
from collections.abc import Collection, Iterable
from itertools import pairwise

from bot.checks.alignment import MEANT, Alignment
from bot.checks.reading import Reading
from index.words import stems

# Weights of words, and least shares; read off `tests/claims`, part "develop".
_WEIGHTS = {"NOUN": 1.0, "PROPN": 0.4, "VERB": 1.0, "NUM": 1.0, "ADJ": 0.8, "ADV": 0.5}
LIGHT = frozenset(
    "be have do get make take give go come put say accord carri run hold keep follow bring".split()
)
# That a thing begins or happens is in its being told.
_PHASES = frozenset(stems("begin began start happen occur"))
_LEAVING = frozenset(stems("leave left"))
CARRIED = 0.7
OWN = 0.55  # without the words around the exhibit
DISTANT = 0.4  # a cosine below: another thing is meant
SIMILARITY = 0.4
# A word that is less like every word of the exhibit than this brings something new in; the
# highest that stop few paraphrases of `tests/claims`, part "develop".
_NEW = {"ADJ": 0.36, "ADV": 0.36, "NOUN": 0.3, "VERB": 0.25}
_CONTEXT = 0.8
_SIMILAR_ENOUGH = 0.35  # a cosine below MEANT still counts for this much of itself


def share_carried(alignment: Alignment, context: Collection[str], known: Collection[int]) -> float:
    """Return the share of the claim's words that the exhibit carries, 0 to 1, by weight.

    ``context`` are stems of what stands around the exhibit; ``known`` are tokens of the
    claim that are carried otherwise (a person's other name, a number).
    """
    claim = alignment.claim
    cosines = claim.vectors @ alignment.exhibit.vectors.T
    total = carried = 0.0
    for number, stem in enumerate(claim.stems):
        if not stem:
            continue
        weight = _WEIGHTS.get(claim.tokens[number].pos, 0.4)
        if stem in LIGHT:
            weight *= 0.4
        total += weight
        if alignment.same[number] or number in known:
            carried += weight
        elif alignment.near[number]:
            carried += weight * min(1.0, alignment.score[number] + 0.25)
        elif stem in context and claim.tokens[number].pos != "VERB":
            carried += weight * _CONTEXT
        elif cosines.shape[1]:
            best = float(cosines[number].max())
            carried += weight * best if best >= _SIMILAR_ENOUGH else 0.0
    return carried / total if total else 0.0


def novelty(alignment: Alignment, context: Collection[str], around: Reading | None) -> str:
    """Return the first word of the claim that the exhibit has nothing like, or nothing.

    ``around`` is what a noun may be taken from, where the exhibit has a pronoun.
    """
    claim = alignment.claim
    nearby = claim.vectors @ around.vectors.T if around else None
    cosines = claim.vectors @ alignment.exhibit.vectors.T
    for number, token in enumerate(claim.tokens):
        if token.pos not in _NEW or token.quoted or not claim.stems[number]:
            continue
        if alignment.same[number] or claim.stems[number] in LIGHT or token.text[0].isupper():
            continue
        if claim.stems[number] in _PHASES or _completes_light(claim, number):
            continue
        if token.pos != "VERB" and claim.stems[number] in context:
            continue
        if token.pos == "NOUN" and nearby is not None and nearby[number].max() >= MEANT:
            continue
        alike = cosines[number]
        if token.dep == "amod":
            alike = alike[[t.pos != "VERB" for t in alignment.exhibit.tokens]]
        if float(alike.max(initial=0.0)) < _NEW[token.pos]:
            return token.text
    return ""


def _completes_light(reading: Reading, token: int) -> bool:
    """Tell whether a word makes one verb with a light one: "got well", "left open"."""
    head = reading.tokens[token].head
    return (
        reading.tokens[token].pos in ("ADJ", "ADV")
        and reading.tokens[token].dep in ("acomp", "oprd", "advmod", "prt", "ccomp")
        and (reading.stems[head] in LIGHT or reading.stems[head] in _LEAVING)
        and reading.tokens[head].pos == "VERB"
    )


def said_twice(alignment: Alignment) -> str:
    """Return two words in a row that the claim has more often than the exhibit, or nothing."""
    mine, theirs = _pairs(alignment.claim), _pairs(alignment.exhibit)
    for pair, words in mine.items():
        if len(words) > max(1, len(theirs.get(pair, ()))):
            return words[0]
    return ""


def repeated(alignment: Alignment) -> str:
    """Return a noun that the claim has more often than the exhibit, or nothing.

    Twice is enough where the exhibit has it once; it is three times where it has it twice.

    Broken sentences put a thing beside itself: "a link between salt and salt". What is counted
    may be told anew: "nine percent, not five percent".
    """
    claim = alignment.claim
    theirs = Counter(alignment.exhibit.stems)
    mine: Counter[str] = Counter()
    for number, token in enumerate(claim.tokens):
        counted = number > 0 and claim.tokens[number - 1].tag in ("CD", "HYPH", "$")
        if token.pos not in ("NOUN", "PROPN") or token.quoted or counted:
            continue
        stem = claim.stems[number]
        if not stem or (token.dep == "attr" and _is_subject_of(claim, number)):
            continue
        mine[stem] += 1
        once = theirs[stem] == 1 and token.pos == "NOUN"
        if mine[stem] > theirs[stem] and (once or mine[stem] > 2):
            return token.text
    return ""


def _is_subject_of(claim: Reading, attribute: int) -> bool:
    """Tell whether a noun says what the same noun is: "the road is the first road to ..."."""
    beside = claim.children.get(claim.tokens[attribute].head, ())
    return len(claim.children.get(attribute, ())) > 1 and any(
        claim.tokens[n].dep == "nsubj" and claim.stems[n] == claim.stems[attribute] for n in beside
    )


def _pairs(reading: Reading) -> dict[tuple[str, str], list[str]]:
    """Find the pairs of content words that stand in a row, where they do."""
    found: dict[tuple[str, str], list[str]] = {}
    stems = [(n, stem) for n, stem in enumerate(reading.stems) if stem]
    for (one, a), (other, b) in pairwise(stems):
        if other == one + 1 and a != b and not reading.tokens[one].text[0].isupper():
            words = f"{reading.tokens[one].text} {reading.tokens[other].text}"
            found.setdefault((a, b), []).append(words)
    return found


def borrowed(alignment: Alignment, context: Collection[str]) -> list[int]:
    """List the words of the claim that only what stands around the exhibit has, in order."""
    claim = alignment.claim
    return [
        number
        for number, token in enumerate(claim.tokens)
        if token.pos in _NEW
        and not token.quoted
        and claim.stems[number]
        and claim.stems[number] not in LIGHT
        and not token.text[0].isupper()
        and not alignment.of(number)
        and claim.stems[number] in context
    ]


def closeness(alignment: Alignment, mine: Iterable[int], theirs: Iterable[int]) -> float:
    """Return the best cosine of some words of the claim with some of the exhibit."""
    claim, exhibit = alignment.claim, alignment.exhibit
    one = [n for n in mine if claim.stems[n]]
    other = [n for n in theirs if exhibit.stems[n]]
    if not one or not other:
        return 0.0
    return float((claim.vectors[one] @ exhibit.vectors[other].T).max())


def similarity(alignment: Alignment) -> float:
    """Return the cosine of claim and exhibit."""
    return float(alignment.claim.vector @ alignment.exhibit.vector)

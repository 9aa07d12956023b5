"""Which words of a claim are which words of an exhibit."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from bot.checks.names import same_name
from bot.checks.reading import Reading
from index.grammar import Token

# Least cosine of two words that are taken for one another: MEANT where nothing else tells
# against it. Read off the paraphrases of `tests/claims`, part "develop".
MEANT = 0.5
_AS_NEAR = 0.15  # what is less like by more than this is not meant
_OPEN = frozenset(("NOUN", "PROPN", "VERB", "ADJ", "ADV"))
_VERBAL = frozenset(("VERB", "AUX"))


@dataclass(frozen=True)
class Alignment:
    """Lists by token of the claim: tokens of the exhibit.

    ``same`` are the same word or name, ``near`` those that mean about the same, the best
    first, and ``score`` is the best cosine (1 for the same word).
    """

    claim: Reading
    exhibit: Reading
    same: tuple[tuple[int, ...], ...]
    near: tuple[tuple[int, ...], ...]
    score: tuple[float, ...]

    def of(self, token: int) -> tuple[int, ...]:
        """Return the tokens that a token of the claim may be: the same word, or else like it."""
        return self.same[token] or self.near[token]

    @cached_property
    def met(self) -> frozenset[int]:
        """The tokens of the exhibit that some word of the claim may be."""
        return frozenset(m for n in range(len(self.claim.tokens)) for m in self.of(n))


def align(claim: Reading, exhibit: Reading) -> Alignment:
    """Align the content words of a claim with those of an exhibit."""
    cosines = claim.vectors @ exhibit.vectors.T
    by_stem: dict[str, list[int]] = {}
    for number, stem in enumerate(exhibit.stems):
        if stem:
            by_stem.setdefault(stem, []).append(number)
    capitals = [n for n, token in enumerate(exhibit.tokens) if is_name(token)]
    same: list[tuple[int, ...]] = []
    near: list[tuple[int, ...]] = []
    score: list[float] = []
    for number, token in enumerate(claim.tokens):
        if not claim.stems[number]:
            same.append(())
            near.append(())
            score.append(0.0)
            continue
        found = dict.fromkeys(by_stem.get(claim.stems[number], ()))
        if is_name(token):
            found.update(
                (n, None) for n in capitals if _same_name(token.text, exhibit.tokens[n].text)
            )
        same.append(tuple(found))
        alike = _alike(token, exhibit, cosines[number]) if not found else ()
        near.append(alike)
        score.append(1.0 if found else float(cosines[number][alike[0]]) if alike else 0.0)
    return Alignment(claim, exhibit, tuple(same), tuple(near), tuple(score))


_same_name = lru_cache(maxsize=1 << 14)(same_name)


def _alike(
    token: Token, exhibit: Reading, cosines: "np.ndarray[tuple[int], np.dtype[np.float32]]"
) -> tuple[int, ...]:
    if token.pos not in _OPEN | _VERBAL or is_name(token):
        return ()
    order: Sequence[int] = np.argsort(-cosines, kind="stable").tolist()
    found: list[int] = []
    best = 0.0
    for number in order:
        if cosines[number] < max(MEANT, best - _AS_NEAR) or len(found) == 3:
            break
        other = exhibit.tokens[number]
        if exhibit.stems[number] and _may_stand_for(token, other):
            found.append(number)
            best = max(best, float(cosines[number]))
    return tuple(found)


def _may_stand_for(one: Token, other: Token) -> bool:
    if is_name(other):
        return False
    if one.pos in ("ADJ", "ADV") or other.pos in ("ADJ", "ADV"):
        return one.pos == other.pos
    return True


def is_name(token: Token) -> bool:
    """Tell whether a word is written as a name: with a capital, not only for its place."""
    if not token.text[:1].isupper():
        return False
    return token.pos == "PROPN" or bool(token.entity) or token.text.isupper()


def counterparts(alignment: Alignment, verb: int) -> list[int]:
    """List what a verb may be in the exhibit, first in the same form.

    "Is" is known by what follows it.
    """
    claim, exhibit = alignment.claim, alignment.exhibit
    if claim.stems[verb]:
        return sorted(alignment.of(verb), key=lambda n: exhibit.low(n) != claim.low(verb))
    found = []
    for child in claim.children.get(verb, ()):
        dep = claim.tokens[child].dep
        said = claim.children.get(child, ()) if dep == "prep" else (child,)
        if dep not in ("acomp", "attr", "prep"):
            continue
        for n in (n for word in said for n in alignment.same[word]):
            head = exhibit.tokens[n].head
            if exhibit.tokens[head].pos == "ADP":  # "are in order"
                head = exhibit.tokens[head].head
            if not exhibit.stems[head]:
                found.append(head)
    return found


def own_words(reading: Reading, verb: int, predicates: Collection[int]) -> set[int]:
    """Return the words that stand under a verb and under no other that is nearer."""
    return {
        n
        for n in reading.subtree(verb) - {verb}
        if next((h for h in (n, *reading.ancestors(n)) if h in predicates), -1) == verb
    }


def governors(alignment: Alignment, words: set[int], predicates: Collection[int]) -> list[int]:
    """List the verbs of the exhibit under which most of some words of the claim stand there."""
    exhibit = alignment.exhibit
    found: Counter[int] = Counter()
    for word in words:
        above = {
            next((h for h in (n, *exhibit.ancestors(n)) if h in predicates), -1)
            for n in alignment.same[word]
        }
        found.update(above - {-1})
    most = max(found.values(), default=0)
    return [verb for verb, count in found.items() if count == most]

"""Parts and wholes: what is told of the views of somebody is not told of them."""

from bot.checks.alignment import Alignment, counterparts
from bot.checks.clauses import Predicate, phrase
from bot.checks.reading import Reading
from index.words import stems

# Of these, what is told is told of what they are of.
_COUNTING = frozenset(
    stems(
        "one two three all some many most several few both each none any more others group number "
        "lot couple series kind type sort pair crowd set majority minority rest part half third "
        "quarter dozens hundreds thousands millions billions percent share list range variety "
        "team gang band bulk handful host array member people men women residents citizens"
    )
)
_PLACES = frozenset(stems("city town village port state republic kingdom province county island"))


def taken_for_whole(
    alignment: Alignment, predicates: dict[int, Predicate], others: dict[int, Predicate]
) -> str:
    """Say what a claim tells something of that its evidence tells of a part or side of it."""
    claim, exhibit = alignment.claim, alignment.exhibit
    for verb, predicate in predicates.items():
        for head in predicate.subjects or predicate.objects:
            if claim.tokens[head].quoted or not alignment.same[head] or predicate.inherited:
                continue
            for other in _same_verbs(alignment, verb, others):
                own = others[other].subjects or others[other].objects
                part = next((n for n in own if _is_of(exhibit, n, alignment.same[head])), None)
                if part is None or set(own) & set(alignment.same[head]):
                    continue
                met = {m for n in range(len(claim.tokens)) for m in alignment.of(n)}
                if not phrase(exhibit, part) & met:
                    return (
                        f"the evidence tells it of “{exhibit.tokens[part].text}”, "
                        f"not of “{claim.tokens[head].text}”"
                    )
    return ""


def _same_verbs(alignment: Alignment, verb: int, others: dict[int, Predicate]) -> list[int]:
    found = [n for n in counterparts(alignment, verb) if n in others]
    low = alignment.claim.low(verb)
    return found or [n for n in others if alignment.exhibit.low(n) == low]


def _is_of(reading: Reading, noun: int, wholes: tuple[int, ...]) -> bool:
    """Tell whether a noun is a part or side of something: "the views of Volan"."""
    if reading.tokens[noun].pos != "NOUN" or reading.stems[noun] in _COUNTING | _PLACES:
        return False
    below = [c for c in reading.children.get(noun, ()) if reading.low(c) == "of"]
    return any(
        n in wholes for of in below for n in reading.subtree(of) - {of} if _joins(reading, n, of)
    )


def _joins(reading: Reading, token: int, above: int) -> bool:
    """Tell whether a noun has nothing but nouns and "of" between it and one above it."""
    between = reading.ancestors(token)
    between = between[: between.index(above)]
    return reading.tokens[token].dep == "pobj" and all(
        reading.tokens[n].pos in ("NOUN", "PROPN") or reading.low(n) == "of" for n in between
    )

"""Parts and wholes: what is told of the views, aides or brother of somebody is not told of them."""

from bot.checks.alignment import Alignment, counterparts
from bot.checks.clauses import Predicate
from bot.checks.reading import Reading
from bot.checks.references import PLACES
from index.words import stems

# Of these, what is told is told of what they are of.
_COUNTING = frozenset(
    stems(
        "one two three all some many most several few both each none any more others group number "
        "lot couple series kind type sort pair crowd set majority minority rest part half third "
        "quarter dozens hundreds thousands millions billions percent share list range variety "
        "team gang band bulk handful host array member people men women residents citizens "
        "city town village port state republic kingdom province county island"
    )
)
# What these do, the country or town does whose they are.
_ACTING = frozenset(
    stems(
        "government parliament army military navy force troop police ministry authority court "
        "regulator delegation side team official"
    )
)
_OWNING = frozenset(("poss", "compound", "nmod"))


def taken_for_whole(
    alignment: Alignment, predicates: dict[int, Predicate], others: dict[int, Predicate]
) -> str:
    """Say what a claim tells something of that its evidence tells of what is theirs."""
    claim, exhibit = alignment.claim, alignment.exhibit
    for verb, predicate in predicates.items():
        if predicate.inherited or claim.tokens[verb].quoted:
            continue
        found = [others[n] for n in _same_verbs(alignment, verb, others)]
        for heads, own in (
            (predicate.subjects, [p.subjects or p.objects for p in found]),
            (predicate.objects, [p.objects for p in found]),
        ):
            for head in heads:
                same = alignment.same[head]
                if not same or any(set(nouns) & set(same) for nouns in own):
                    continue
                part = next(
                    (p for nouns in own for n in nouns for p in _parts(exhibit, n, same)), None
                )
                if part is not None and part not in alignment.met:
                    return (
                        f"the evidence tells it of “{exhibit.tokens[part].text}”, "
                        f"not of “{claim.tokens[head].text}”"
                    )
    return ""


def owned(reading: Reading, head: int) -> set[int]:
    """Return what goes with a common noun and is not what it means: "a Volan aide", "his wife".

    A country or town is meant where its government or army is.
    """
    if reading.tokens[head].pos != "NOUN":
        return set()
    found: set[int] = set()
    for child in reading.children.get(head, ()):
        token = reading.tokens[child]
        place = token.entity in PLACES and reading.stems[head] in _ACTING
        named = token.dep in _OWNING and token.pos == "PROPN"
        if (named or token.dep == "poss") and not place:
            found |= reading.subtree(child)
    return found


def _same_verbs(alignment: Alignment, verb: int, others: dict[int, Predicate]) -> list[int]:
    found = [n for n in counterparts(alignment, verb) if n in others]
    low = alignment.claim.low(verb)
    return found or [n for n in others if alignment.exhibit.low(n) == low]


def _is_certain(reading: Reading, noun: int) -> bool:
    """Tell whether a noun means something certain: a name, "the port"; not what is in a cargo."""
    if reading.tokens[noun].pos == "PROPN":
        return True
    below = reading.children.get(noun, ())
    return reading.tokens[noun].dep == "pobj" and any(reading.low(n) == "the" for n in below)


def _parts(reading: Reading, noun: int, wholes: tuple[int, ...]) -> list[int]:
    """List the nouns that stand between an argument and what they are of: "one of Volan's aides".

    Nothing is listed where something else joins them, or where they only count it.
    """
    if reading.tokens[noun].pos == "PROPN":
        return []
    found: list[int] = []
    for whole in wholes:
        path = [whole, *reading.ancestors(whole)]
        if whole == noun or noun not in path:
            continue
        path = path[: path.index(noun) + 1]
        if not _is_certain(reading, whole):
            continue
        joined = all(
            reading.low(n) == "of" or reading.tokens[n].dep in (*_OWNING, "pobj") or n == noun
            for n in path
        )
        place = reading.tokens[whole].entity in PLACES
        if joined:
            found += [
                n
                for n in path[1:]
                if reading.tokens[n].pos == "NOUN"
                and reading.stems[n] not in _COUNTING
                and not (place and reading.stems[n] in _ACTING)
            ]
    return found

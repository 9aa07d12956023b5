"""What something is held to be: "is described by critics as a ruin" is not "is a ruin"."""

from bot.checks.alignment import Alignment
from bot.checks.reading import Reading
from index.words import stems

_DEEMING = frozenset(
    stems(
        "describe regard consider call label brand view see seen deem portray depict denounce "
        "dismiss hail praise characterise characterize identify condemn criticise criticize "
        "perceive paint judge rate think thought believe"
    )
)
_CALL = stems("call")[0]
_NAME = stems("name")[0]
_REPORT = stems("report")[0]
_SAID = frozenset(("attr", "acomp"))
_HELD = frozenset(("oprd", "ccomp", "acomp", "attr", "dobj", "xcomp"))


def deemed(alignment: Alignment) -> str:
    """Say by which verb the exhibit only calls or holds something what a claim says it is."""
    claim, exhibit = alignment.claim, alignment.exhibit
    for number, token in enumerate(claim.tokens):
        if token.dep not in _SAID or token.quoted or claim.stems[token.head]:
            continue
        same = alignment.same[number]
        verbs = [verb for n in same if (verb := _verb(exhibit, n)) is not None]
        if verbs and len(verbs) == len(same) and not alignment.met.intersection(verbs):
            return f"the evidence says “{exhibit.tokens[verbs[0]].text}”"
    return ""


def _verb(reading: Reading, number: int) -> int | None:
    """Return the verb that calls or holds something what a word says; none where it is so."""
    token = reading.tokens[number]
    above = token.head
    if token.dep in ("pobj", "amod") and reading.low(above) == "as":
        verbs = [n for n in reading.ancestors(above) if reading.tokens[n].pos == "VERB"]
        above = next(iter(verbs), above)
    elif token.dep not in _HELD:
        return None
    if reading.stems[above] == _CALL and token.pos == "PROPN":
        return None  # what it is called is its name
    if reading.stems[above] == _NAME:
        below = reading.subtree(above)
        return above if any(reading.stems[n] == _REPORT for n in below) else None
    return above if reading.stems[above] in _DEEMING else None

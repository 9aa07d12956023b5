"""What a speaker holds to be no more than an opinion: "I think", "I don't get the sense"."""

from bot.checks.alignment import Alignment, counterparts
from bot.checks.clauses import Predicate
from bot.checks.reading import Reading
from bot.checks.strength import OPINION, cue_strength
from index.words import stems

_FIRST = frozenset(("i", "we"))
_CLAUSES = frozenset(("ccomp", "acl", "relcl"))


_VERBS = frozenset(stems("feel felt doubt suppose imagine guess"))
_NOUNS = frozenset(
    stems("sense feeling impression opinion view belief guess hope fear doubt suspicion")
)
_SEEMING = frozenset(stems("seem appear"))
_MAYBE = frozenset("may might could apparently seemingly probably possibly likely perhaps".split())
_HOLDING = frozenset("get have had got 've".split())


def unhedged(alignment: Alignment, predicates: dict[int, Predicate]) -> str:
    """Say which word of opinion a claim leaves out: "I think it rains" is not "it rains"."""
    claim, exhibit = alignment.claim, alignment.exhibit
    if word := _seeming(alignment, predicates):
        return f"the evidence says “{word}”"
    hedges = _hedges(exhibit)
    own = {n for n in range(len(claim.tokens)) if hedges and _is_hedge(claim, n)}
    for verb in predicates if hedges else ():
        above = claim.ancestors(verb)
        if any(claim.stems[n] in _NOUNS or n in above or _is_beside(claim, n, verb) for n in own):
            continue
        for number in counterparts(alignment, verb)[:1]:
            for hedge, content in hedges.items():
                if number in content:
                    return f"the evidence says “{exhibit.tokens[hedge].text}”"
    return ""


def _seeming(alignment: Alignment, predicates: dict[int, Predicate]) -> str:
    """Return the exhibit's "seem", if a claim has as a fact what there only seems to be."""
    claim, exhibit = alignment.claim, alignment.exhibit
    if any(claim.stems[n] in _SEEMING or claim.low(n) in _MAYBE for n in range(len(claim.tokens))):
        return ""
    for verb in predicates:
        for number in counterparts(alignment, verb)[:1]:
            head = exhibit.tokens[number].head
            raised = exhibit.tokens[number].dep in ("xcomp", "ccomp", "oprd")
            if raised and exhibit.stems[head] in _SEEMING and not claim.tokens[verb].quoted:
                return exhibit.tokens[head].text
    return ""


def _is_beside(claim: Reading, hedge: int, verb: int) -> bool:
    token = claim.tokens[hedge]
    return token.head == verb and token.dep == "parataxis"  # "the law, he thinks, is bad"


def _is_hedge(reading: Reading, number: int) -> bool:
    stem = reading.stems[number]
    strength = cue_strength(reading, number)
    return stem in _VERBS | _NOUNS or (strength is not None and strength <= OPINION)


def _hedges(reading: Reading) -> dict[int, set[int]]:
    """Find the words by which "I" or "we" hold an opinion, and what it is that they hold."""
    found: dict[int, set[int]] = {}
    for number, token in enumerate(reading.tokens):
        below = reading.children.get(number, ())
        if not any(reading.tokens[c].dep == "nsubj" and reading.low(c) in _FIRST for c in below):
            continue
        if token.pos == "VERB" and _is_hedge(reading, number):
            held = [c for c in below if reading.tokens[c].dep == "ccomp"]
            found[number] = set().union(*(reading.subtree(c) for c in held))
        elif reading.low(number) in _HOLDING:  # "I have the feeling that ..."
            for noun in below:
                if reading.tokens[noun].dep == "dobj" and reading.stems[noun] in _NOUNS:
                    held = [
                        c
                        for c in (*reading.children.get(noun, ()), *below)
                        if reading.tokens[c].dep in _CLAUSES
                    ]
                    found[noun] = set().union(*(reading.subtree(c) for c in held))
    return {hedge: content for hedge, content in found.items() if content}

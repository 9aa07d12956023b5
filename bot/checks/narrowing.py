"""Narrowing: what is denied of a part may not be denied of the whole.

"Has not paid this year" does not say "has not paid": under a negation, what narrows a statement
down makes it weaker, and a claim may not leave it out. Nor may it where a clause tells which things
of a kind are meant.

Reference:
    Ladusaw (1979), Polarity sensitivity as inherent scope relations: downward entailment.
"""

from bot.checks.alignment import Alignment, counterparts
from bot.checks.clauses import Predicate
from bot.checks.negation import denies, is_negated
from bot.checks.reading import Reading
from bot.checks.strength import cue_strength

_RELATIVE = frozenset(("that", "who", "which", "whose", "whom"))
_POINTING = frozenset(("these", "those", "such"))
_SOME = frozenset("some certain several few many most".split())
_FIELDS = frozenset(("in", "for", "among", "under", "within"))
_NARROWING = frozenset(("prep", "advmod", "npadvmod", "advcl", "acomp", "oprd", "dative"))


def widened(alignment: Alignment, predicates: dict[int, Predicate]) -> str:
    """Say which words of the exhibit, that narrow down what it denies, a claim leaves out."""
    claim, exhibit = alignment.claim, alignment.exhibit
    met = alignment.met
    for verb in predicates:
        for number in alignment.of(verb)[:1]:
            if (
                not is_negated(exhibit, number)
                or denies(exhibit, number)
                or not is_negated(claim, verb)
            ):
                continue
            for child in exhibit.children.get(number, ()):
                if exhibit.tokens[child].dep not in _NARROWING:
                    continue
                inside = [n for n in exhibit.subtree(child) if exhibit.stems[n]]
                if child < number or not inside or any(n in met for n in inside):
                    continue
                words = " ".join(exhibit.tokens[n].text for n in sorted(exhibit.subtree(child)))
                return f"it leaves out “{words[:60]}”, which narrows down what is denied"
    return ""


def generalised(alignment: Alignment) -> str:
    """Say which clause a claim leaves out that tells which things of a kind are meant.

    "Firms that paid late were fined" does not say that firms were fined. With "the", a comma or a
    number, the things are known otherwise, and the clause may go.
    """
    exhibit = alignment.exhibit
    met = alignment.met
    for noun, token in enumerate(exhibit.tokens):
        if token.tag != "NNS" or noun not in met or token.quoted:
            continue
        below = exhibit.children.get(noun, ())
        if any(exhibit.low(c) in _POINTING for c in below) and _is_bare(alignment, noun):
            return f"the evidence does not mean all {token.text}"
        if any(exhibit.tokens[c].dep in ("det", "poss", "nummod") for c in below):
            continue
        for clause in below:
            inside = sorted(exhibit.subtree(clause))
            if exhibit.tokens[clause].dep != "relcl" or exhibit.low(inside[0]) not in _RELATIVE:
                continue
            told = [n for n in inside if exhibit.stems[n]]
            if inside[0] == noun + 1 and told and not any(n in met for n in told):
                words = exhibit.text[
                    exhibit.tokens[inside[0]].start : exhibit.tokens[inside[-1]].end
                ]
                return f"it leaves out “{words[:60]}”, which tells which {token.text} are meant"
    return ""


def unframed(alignment: Alignment, predicates: dict[int, Predicate]) -> str:
    """Say which frame a claim leaves out: of what part of the world the exhibit tells something.

    "In some valleys, rain falls daily" does not say that rain falls daily, nor does "In
    valleys, ..." where it tells what is always so, and not what happened.
    """
    claim, exhibit = alignment.claim, alignment.exhibit
    met = alignment.met
    for verb in predicates:
        for number in alignment.of(verb)[:1] or counterparts(alignment, verb)[:1]:
            for child in exhibit.children.get(number, ()):
                inside = sorted(exhibit.subtree(child))
                told = [n for n in inside if exhibit.stems[n]]
                if exhibit.tokens[child].dep != "prep" or not told or met.intersection(told):
                    continue
                if claim.tokens[verb].quoted or any(exhibit.tokens[n].quoted for n in inside):
                    continue
                if exhibit.low(child) not in _FIELDS:
                    continue
                if any(exhibit.low(n) in _SOME for n in inside) or (
                    inside[0] == 0 and _is_always(exhibit, number) and _is_field(exhibit, child)
                ):
                    start, end = exhibit.tokens[inside[0]].start, exhibit.tokens[inside[-1]].end
                    return f"it leaves out “{exhibit.text[start:end][:60]}”"
    return ""


def _is_always(reading: Reading, verb: int) -> bool:
    """Tell whether a verb is in the simple present, and of no speech: what is so, not what was."""
    token = reading.tokens[verb]
    helping = [c for c in reading.children.get(verb, ()) if reading.tokens[c].dep == "aux"]
    return token.tag in ("VBZ", "VBP") and not helping and cue_strength(reading, verb) is None


def _is_field(reading: Reading, preposition: int) -> bool:
    """Tell whether a phrase names what something is so of, and no time, place or source."""
    nouns = [n for n in reading.children.get(preposition, ()) if reading.tokens[n].dep == "pobj"]
    return bool(nouns) and all(
        reading.tokens[n].tag in ("NNS", "NNP") and not reading.tokens[n].entity for n in nouns
    )


def _is_bare(alignment: Alignment, noun: int) -> bool:
    """Tell whether a claim has a noun of the exhibit without a word that tells which are meant."""
    claim = alignment.claim
    found = [n for n in range(len(claim.tokens)) if noun in alignment.same[n]]
    return bool(found) and all(
        claim.tokens[n].tag == "NNS"
        and not any(
            claim.tokens[c].dep in ("det", "poss") or claim.low(c) in _POINTING
            for c in claim.children.get(n, ())
        )
        and all(
            alignment.of(w) or not claim.stems[w]
            for w in claim.subtree(n)
            if claim.tokens[w].pos != "VERB"
        )
        for n in found
    )

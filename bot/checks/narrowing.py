"""Narrowing: what is denied of a part may not be denied of the whole.

"Has not paid this year" does not say "has not paid": under a negation, what narrows a statement
down makes it weaker, and a claim may not leave it out. Nor may it where a clause tells which things
of a kind are meant.

Reference:
    Ladusaw (1979), Polarity sensitivity as inherent scope relations: downward entailment.
"""

from bot.checks.alignment import Alignment
from bot.checks.clauses import Predicate
from bot.checks.negation import denies, is_negated

_RELATIVE = frozenset(("that", "who", "which", "whose", "whom"))
_POINTING = frozenset(("these", "those", "such"))
_NARROWING = frozenset(("prep", "advmod", "npadvmod", "advcl", "acomp", "oprd", "dative"))


def widened(alignment: Alignment, predicates: dict[int, Predicate]) -> str:
    """Say which words of the exhibit, that narrow down what it denies, a claim leaves out."""
    claim, exhibit = alignment.claim, alignment.exhibit
    met = {n for token in range(len(claim.tokens)) for n in alignment.of(token)}
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
    claim, exhibit = alignment.claim, alignment.exhibit
    met = {n for token in range(len(claim.tokens)) for n in alignment.of(token)}
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

"""Who does what to whom: no two arguments exchanged, no two facts joined into one."""

from bot.checks.alignment import Alignment, counterparts, is_name
from bot.checks.clauses import Predicate, phrase, predicate_above
from bot.checks.meaning import LIGHT, closeness
from bot.checks.modality import governs_modality
from bot.checks.reading import Reading
from bot.checks.speech import PRONOUNS
from bot.checks.strength import cue_strength

ALIKE = 0.5  # least cosine of two phrases that take the same place
_REFERRING = PRONOUNS | {"who", "which", "that", "one", "both", "some", "several", "many", "others"}


def misjoined(
    alignment: Alignment,
    predicates: dict[int, Predicate],
    others: dict[int, Predicate],
    context: frozenset[str],
) -> str:
    """Say which subject, object, number or name belongs to another verb in the exhibit.

    ``context`` are the names and nouns that pronouns of the exhibit may stand for.
    """
    claim = alignment.claim
    for verb, predicate in predicates.items():
        if claim.tokens[verb].quoted or cue_strength(claim, verb) is not None:
            continue
        vague = governs_modality(claim, verb) or claim.stems[verb] in LIGHT
        if vague and not alignment.same[verb] and claim.stems[verb]:
            continue
        found = [others[n] for n in counterparts(alignment, verb) if n in others]
        if not found:
            continue
        for heads, own, other in (
            (predicate.subjects, "subjects", "objects"),
            (predicate.objects, "objects", "subjects"),
        ):
            problems = []
            for p in found:
                its, opposite = getattr(p, own), getattr(p, other)
                if not its and not getattr(predicate, other):  # "drowned", "were drowned"
                    its, opposite = opposite, ()
                problems.append(_fits(alignment, heads, its, opposite, context))
            if problems and all(problems):
                words = claim.tokens[heads[0]].text
                return (
                    f"“{words}” is not what goes with “{claim.tokens[verb].text}” in the evidence"
                )
    return _strays(alignment, predicates, others)


def _fits(
    alignment: Alignment,
    heads: tuple[int, ...],
    own: tuple[int, ...],
    other: tuple[int, ...],
    context: frozenset[str],
) -> bool:
    """Tell whether phrases of the claim do NOT fit those of a predicate of the exhibit."""
    claim, exhibit = alignment.claim, alignment.exhibit
    if not heads:
        return False
    named = [h for h in heads if claim.stems[h] and claim.low(h) not in _REFERRING]
    if not named:
        return False
    mine = set().union(*(_near(alignment, h) for h in named))
    theirs = set().union(*(phrase(exhibit, n) for n in own)) if own else set()
    wrong = set().union(*({n} for n in other)) if other else set()
    counted = {
        n
        for h in named
        for c in claim.children.get(h, ())
        if claim.tokens[c].dep == "nummod"
        for n in alignment.same[c]
    }
    if (mine | counted) & theirs:
        return False
    if mine & wrong:
        return True
    if not own:
        return False
    if any(exhibit.low(n) in _REFERRING for n in theirs & set(own) or theirs):
        first = min(n for n in own if exhibit.low(n) in _REFERRING)
        words = {claim.stems[w] for h in named for w in phrase(claim, h)}
        return not words & context and not any(n < first for n in mine)
    if mine:  # a verb or adjective of the same stem is no other argument
        return any(
            exhibit.tokens[n].pos in ("NOUN", "PROPN", "NUM") or is_name(exhibit.tokens[n])
            for n in mine
        )
    around = set().union(*(phrase(claim, h) for h in named))
    return closeness(alignment, around, theirs) < ALIKE


def _near(alignment: Alignment, head: int) -> set[int]:
    found = set(alignment.same[head]) | set(alignment.near[head])
    if not found:
        for word in phrase(alignment.claim, head):
            found |= set(alignment.same[word])
    return found


def _strays(
    alignment: Alignment, predicates: dict[int, Predicate], others: dict[int, Predicate]
) -> str:
    """Say which number, date or name stands with another verb in the exhibit than here."""
    claim, exhibit = alignment.claim, alignment.exhibit
    for number, token in enumerate(claim.tokens):
        if token.quoted or not alignment.same[number]:
            continue
        if not (token.pos == "NUM" or is_name(token) or token.entity in ("DATE", "PERCENT")):
            continue
        if _is_subject(claim, number):
            continue  # looked at above
        mine = [v for v in predicate_above(claim, number, predicates) if v != number]
        bound = [v for v in mine[:1] if alignment.of(v)]
        if not bound:
            continue
        verb = bound[0]
        met = {n for n in alignment.of(verb) if n in others}
        if not met:
            continue
        chains = [set(predicate_above(exhibit, n, others)) for n in alignment.same[number]]
        if any(chain & met for chain in chains):
            continue
        joined = {
            c
            for m in met
            for c in others
            if m in predicate_above(exhibit, c, others) or c in predicate_above(exhibit, m, others)
            if not _apart(exhibit, m, c)
        }
        if any(chain & joined for chain in chains):
            continue
        return f"“{token.text}” goes with another verb in the evidence"
    return ""


def _is_subject(reading: Reading, token: int) -> bool:
    while reading.tokens[token].dep in ("compound", "amod", "nmod", "flat", "appos", "poss"):
        token = reading.tokens[token].head
    return reading.tokens[token].dep in ("nsubj", "nsubjpass", "csubj")


def _apart(exhibit: Reading, one: int, other: int) -> bool:
    """Tell whether two verbs have subjects of their own: two facts."""
    low, high = (one, other) if one in exhibit.subtree(other) else (other, one)
    here = low
    while here != high and exhibit.tokens[here].head != here:
        if any(
            exhibit.tokens[c].dep in ("nsubj", "nsubjpass") for c in exhibit.children.get(here, ())
        ) and exhibit.tokens[here].dep in ("conj", "advcl", "ccomp", "parataxis"):
            return True
        here = exhibit.tokens[here].head
    return False

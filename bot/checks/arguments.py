"""What may be the subject or object of a verb: a phrase of the claim, for one of the exhibit."""

from collections.abc import Sequence

from bot.checks.alignment import Alignment, is_name
from bot.checks.clauses import Predicate, phrase
from bot.checks.meaning import closeness
from bot.checks.reading import Reading
from bot.checks.references import describes
from bot.checks.voices import PRONOUNS

ALIKE = 0.5  # least cosine of two phrases that take the same place
REFERRING = PRONOUNS | {"who", "which", "that", "one", "both", "some", "several", "many", "others"}
PARTS = frozenset("majority minority number rest part half".split())
_BELOW = frozenset(("dobj", "nsubjpass", "prep", "pobj", "dative", "conj", "attr", "oprd", "xcomp"))
_FIRST = frozenset(("i", "we", "us", "me"))
_DEFINITE = frozenset(("the", "this", "that", "its", "his", "her", "their"))
_COUNTRIES = frozenset("country nation state government republic kingdom island".split())


def unfit(
    alignment: Alignment,
    predicate: Predicate,
    found: Sequence[Predicate],
    context: frozenset[str],
    text: str,
) -> str:
    """Return the argument that none of some predicates of the exhibit has beside the other."""
    claim, exhibit = alignment.claim, alignment.exhibit
    worst = ""
    for p in found:
        problem = ""
        for heads, done in ((predicate.subjects, False), (predicate.objects, True)):
            named = [h for h in heads if claim.stems[h] and claim.low(h) not in REFERRING | PARTS]
            if not named:
                continue
            if any(
                claim.tokens[h].dep == "conj"
                and not alignment.of(h)
                and claim.stems[h] not in context
                for h in named
            ):
                return claim.tokens[named[-1]].text  # "the road and the harbour"
            own, other = (p.objects, p.subjects) if done else (p.subjects, p.objects)
            alone = not (predicate.subjects if done else predicate.objects)
            names = any(is_name(claim.tokens[h]) for h in named)
            if alone and (not own or (not names and not done)):
                own, other = own + other, ()  # "drowned", "were drowned"; "sent", "went"
            loose = obliques(exhibit, p.verb) if done and not names else set()
            if exhibit.tokens[p.verb].dep == "relcl":  # "the camp at Lorne, which was shut"
                loose |= {
                    n for n in exhibit.ancestors(p.verb)[:3] if exhibit.tokens[n].pos == "NOUN"
                }
            clause = exhibit.subtree(p.verb) - {p.verb}
            if exhibit.tokens[p.verb].dep in ("relcl", "acl"):
                clause = clause | counting(exhibit, exhibit.tokens[p.verb].head)
            if not own and not done and (predicate.inherited or exhibit.tokens[p.verb].quoted):
                continue  # "“Leave,” she told them"
            if _described(alignment, named, own, text):
                continue
            if not _fits(alignment, named, own, other, loose, clause, p.verb, context):
                problem = problem or claim.tokens[heads[0]].text
        if not problem:
            return ""
        worst = worst or problem
    return worst


def _described(alignment: Alignment, named: Sequence[int], own: Sequence[int], text: str) -> bool:
    """Tell whether a definite noun of the exhibit is said to be what the claim names."""
    claim, exhibit = alignment.claim, alignment.exhibit
    return any(
        exhibit.tokens[n].pos == "NOUN"
        and any(exhibit.low(c) in _DEFINITE for c in exhibit.children.get(n, ()))
        and is_name(claim.tokens[h])
        and describes(exhibit.tokens[n].text, claim.tokens[h].text, text)
        for n in own
        for h in named
    )


def _fits(
    alignment: Alignment,
    named: Sequence[int],
    own: tuple[int, ...],
    other: tuple[int, ...],
    loose: set[int],
    clause: set[int],
    verb: int,
    context: frozenset[str],
) -> bool:
    """Tell whether phrases of the claim may be those that a verb of the exhibit has there.

    ``own`` are the heads of these, ``other`` those of its other argument, ``loose`` what else
    may stand for them, ``clause`` all that is said with the verb.
    """
    claim, exhibit = alignment.claim, alignment.exhibit
    mine = set().union(*(near(alignment, h) for h in named)) - {verb}
    theirs = set().union(*(counting(exhibit, n) for n in own)) if own else set()
    counted = {
        n
        for h in named
        for c in claim.children.get(h, ())
        if claim.tokens[c].dep == "nummod"
        for n in alignment.same[c]
    }
    if (mine | counted) & (theirs | loose):
        return True
    if mine & set(other):
        return False
    if not own:
        return not mine or bool(mine & clause)
    names = any(is_name(claim.tokens[h]) for h in named)
    referring = [n for n in own if exhibit.low(n) in REFERRING]
    if not names:
        referring += [n for n in theirs - set(own) if exhibit.low(n) in PRONOUNS]
    if names and any(
        exhibit.low(n) in _COUNTRIES
        and any(exhibit.low(c) in PRONOUNS for c in exhibit.children.get(n, ()))
        for n in own
    ):
        return any(
            claim.tokens[h].entity in ("GPE", "NORP")
            or any(
                exhibit.tokens[n].entity in ("GPE", "NORP") or exhibit.tokens[n].dep == "poss"
                for n in alignment.same[h]
            )
            for h in named
        )  # "his country"
    if names and not mine and not referring:
        return any(exhibit.low(n) in _COUNTRIES for n in own) and all(
            claim.tokens[h].entity in ("GPE", "NORP") for h in named
        )
    if any(exhibit.low(n) in _FIRST and exhibit.tokens[n].quoted for n in own):
        return bool(mine) or not names  # "we" are they whom the speaker speaks for
    if referring:
        words = {claim.stems[w] for h in named for w in phrase(claim, h)}
        first = min(referring)
        return bool(words & context) or any(
            n < first and exhibit.tokens[n].sentence == exhibit.tokens[first].sentence for n in mine
        )
    if any(exhibit.tokens[n].pos == "VERB" for n in mine & clause):
        return True  # "plan a meeting", "plan to meet"
    # a verb or adjective of the same stem is no other argument
    if any(
        exhibit.tokens[n].pos in ("NOUN", "PROPN", "NUM") or is_name(exhibit.tokens[n])
        for n in mine
    ):
        return False
    return closeness(alignment, named, theirs) >= ALIKE


def counting(reading: Reading, head: int) -> set[int]:
    """Return a phrase with the numbers that count it."""
    found = phrase(reading, head)
    return found | {
        c for n in found for c in reading.children.get(n, ()) if reading.tokens[c].dep == "nummod"
    }


def obliques(reading: Reading, verb: int) -> set[int]:
    """Return the phrases that prepositions join to a verb or its object: "a report on them"."""
    found: set[int] = set()
    waiting = [c for c in reading.children.get(verb, ()) if reading.tokens[c].dep in _BELOW]
    while waiting:
        here = waiting.pop()
        above = reading.tokens[here].head
        if (reading.tokens[here].dep == "pobj" and reading.low(above) != "by") or (
            reading.tokens[here].dep == "dobj" and above != verb
        ):
            found |= counting(reading, here)
        waiting += [c for c in reading.children.get(here, ()) if reading.tokens[c].dep in _BELOW]
    return found


def near(alignment: Alignment, head: int) -> set[int]:
    """Return what a noun of the claim is in the exhibit, or else what its phrase has there."""
    found = set(alignment.same[head]) | set(alignment.near[head])
    if not found:
        for word in phrase(alignment.claim, head):
            found |= set(alignment.same[word])
    return found

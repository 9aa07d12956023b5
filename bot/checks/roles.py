"""Who does what to whom: no two arguments exchanged, no two facts joined into one."""

from collections.abc import Sequence

from bot.checks.alignment import Alignment, counterparts, governors, is_name, own_words
from bot.checks.binding import together
from bot.checks.clauses import (
    Predicate,
    phrase,
    predicate_above,
    takes_clause,
)
from bot.checks.meaning import LIGHT, closeness
from bot.checks.modality import governs_modality
from bot.checks.reading import Reading
from bot.checks.references import describes
from bot.checks.strength import cue_strength
from bot.checks.voices import PRONOUNS
from index.words import stems

ALIKE = 0.5  # least cosine of two phrases that take the same place
# Verbs that say the same of both sides: "the law passed parliament".
_SYMMETRIC = frozenset(stems("meet marry border face pass resemble equal adjoin"))
_BELOW = frozenset(("dobj", "nsubjpass", "prep", "pobj", "dative", "conj", "attr", "oprd", "xcomp"))
_REFERRING = PRONOUNS | {"who", "which", "that", "one", "both", "some", "several", "many", "others"}
_FIRST = frozenset(("i", "we", "us", "me"))
_DEFINITE = frozenset(("the", "this", "that", "its", "his", "her", "their"))
_COUNTRIES = frozenset("country nation state government republic kingdom island".split())
PARTS = frozenset("majority minority number rest part half".split())


def misjoined(
    alignment: Alignment,
    predicates: dict[int, Predicate],
    others: dict[int, Predicate],
    context: frozenset[str],
    text: str,
) -> str:
    """Say which subject, object, number or name belongs to another verb in the exhibit.

    ``context`` are the names and nouns that pronouns of the exhibit may stand for; ``text`` is
    what tells whom a description means.
    """
    claim = alignment.claim
    for verb, predicate in predicates.items():
        if claim.tokens[verb].quoted or (
            cue_strength(claim, verb) is not None and takes_clause(claim, verb)
        ):
            continue
        vague = governs_modality(claim, verb) or claim.stems[verb] in LIGHT
        found = [others[n] for n in counterparts(alignment, verb) if n in others]
        if not found and not claim.stems[verb]:
            found = _predications(alignment, verb, others)
        if not found and not _is_touched(alignment, predicate, predicates):
            return f"nothing of “{claim.tokens[verb].text}” is in the evidence"
        if not found or (vague and not alignment.same[verb] and claim.stems[verb]):
            if problem := _astray(alignment, predicate, predicates, others):
                return f"“{problem}” has nothing to do with this in the evidence"
            continue
        if claim.stems[verb] in _SYMMETRIC:
            found = [Predicate(p.verb, *2 * (p.subjects + p.objects,)) for p in found]
        if problem := _unfit(alignment, predicate, found, context, text):
            return f"“{problem}” is not what goes with “{claim.tokens[verb].text}” in the evidence"
    return ""


def _is_touched(
    alignment: Alignment, predicate: Predicate, predicates: dict[int, Predicate]
) -> bool:
    """Tell whether the exhibit has any word that stands with a verb of the claim."""
    claim = alignment.claim
    words = own_words(claim, predicate.verb, predicates).union(predicate.subjects)
    words = {n for n in words if claim.stems[n]}
    if not claim.stems[predicate.verb] or claim.stems[predicate.verb] in LIGHT:
        return True
    return not words or any(alignment.of(n) for n in words)


def _predications(alignment: Alignment, verb: int, others: dict[int, Predicate]) -> list[Predicate]:
    """Find who is what in the exhibit by other words than "is": "called it absurd"."""
    claim, exhibit = alignment.claim, alignment.exhibit
    return [
        Predicate(head, others[head].objects, others[head].subjects)
        for c in claim.children.get(verb, ())
        if claim.tokens[c].dep in ("attr", "acomp")
        for n in alignment.same[c]
        if (head := exhibit.tokens[n].head) in others
        and exhibit.tokens[n].dep in ("oprd", "ccomp", "attr", "acomp")
        and others[head].objects
    ]


def _astray(
    alignment: Alignment,
    predicate: Predicate,
    predicates: dict[int, Predicate],
    others: dict[int, Predicate],
) -> str:
    """Return the subject of a verb that the exhibit lacks, if it stands apart from the rest there.

    What the verb's other words are of in the exhibit is known by these words.
    """
    claim, exhibit = alignment.claim, alignment.exhibit
    verb = predicate.verb
    heads = predicate.subjects or predicate.objects
    named = [h for h in heads if claim.stems[h] and claim.low(h) not in _REFERRING]
    if not named or predicate.inherited:
        return ""
    its = set().union(*(claim.subtree(h) for h in heads))
    below = own_words(claim, verb, predicates) - its
    governing = governors(alignment, below, others)
    mine = set().union(*(_near(alignment, h) for h in named))
    if not mine or not governing or all(exhibit.tokens[m].pos == "VERB" for m in mine):
        return ""
    for v in governing:
        p = others[v]
        args = (*p.subjects, *p.objects)
        clause = _obliques(exhibit, v).union(*(_counting(exhibit, n) for n in args))
        if mine & clause or any(exhibit.low(n) in _REFERRING for n in args):
            return ""
        if any(together(exhibit, v, m, others) or _mentions(exhibit, m, v, others) for m in mine):
            return ""
    return claim.tokens[named[0]].text


def _mentions(reading: Reading, token: int, verb: int, predicates: dict[int, Predicate]) -> bool:
    """Tell whether what a token is said of has a pronoun for what stands before: "opposes it"."""
    return any(
        reading.low(n) in PRONOUNS and reading.tokens[n].sentence == reading.tokens[verb].sentence
        for v in predicate_above(reading, token, predicates)[:1]
        for n in predicates[v].objects
    )


def _unfit(
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
            named = [h for h in heads if claim.stems[h] and claim.low(h) not in _REFERRING | PARTS]
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
            loose = _obliques(exhibit, p.verb) if done and not names else set()
            if exhibit.tokens[p.verb].dep == "relcl":  # "the camp at Lorne, which was shut"
                loose |= {
                    n for n in exhibit.ancestors(p.verb)[:3] if exhibit.tokens[n].pos == "NOUN"
                }
            clause = exhibit.subtree(p.verb) - {p.verb}
            if exhibit.tokens[p.verb].dep in ("relcl", "acl"):
                clause = clause | _counting(exhibit, exhibit.tokens[p.verb].head)
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
    mine = set().union(*(_near(alignment, h) for h in named)) - {verb}
    theirs = set().union(*(_counting(exhibit, n) for n in own)) if own else set()
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
    referring = [n for n in own if exhibit.low(n) in _REFERRING]
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


def _counting(reading: Reading, head: int) -> set[int]:
    """Return a phrase with the numbers that count it."""
    found = phrase(reading, head)
    return found | {
        c for n in found for c in reading.children.get(n, ()) if reading.tokens[c].dep == "nummod"
    }


def _obliques(reading: Reading, verb: int) -> set[int]:
    """Return the phrases that prepositions join to a verb or its object: "a report on them"."""
    found: set[int] = set()
    waiting = [c for c in reading.children.get(verb, ()) if reading.tokens[c].dep in _BELOW]
    while waiting:
        here = waiting.pop()
        above = reading.tokens[here].head
        if (reading.tokens[here].dep == "pobj" and reading.low(above) != "by") or (
            reading.tokens[here].dep == "dobj" and above != verb
        ):
            found |= _counting(reading, here)
        waiting += [c for c in reading.children.get(here, ()) if reading.tokens[c].dep in _BELOW]
    return found


def _near(alignment: Alignment, head: int) -> set[int]:
    found = set(alignment.same[head]) | set(alignment.near[head])
    if not found:
        for word in phrase(alignment.claim, head):
            found |= set(alignment.same[word])
    return found

"""Who does what to whom: no two arguments exchanged, no two facts joined into one."""

from bot.checks.alignment import Alignment, counterparts, governors, own_words
from bot.checks.arguments import REFERRING, counting, near, obliques, unfit
from bot.checks.binding import together
from bot.checks.clauses import Predicate, predicate_above, takes_clause
from bot.checks.meaning import LIGHT
from bot.checks.modality import governs_modality
from bot.checks.reading import Reading
from bot.checks.strength import cue_strength
from bot.checks.voices import PRONOUNS
from index.words import stems

# Verbs that say the same of both sides: "the law passed parliament".
_SYMMETRIC = frozenset(stems("meet marry border face pass resemble equal adjoin"))


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
        if problem := unfit(alignment, predicate, found, context, text):
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
    named = [h for h in heads if claim.stems[h] and claim.low(h) not in REFERRING]
    if not named or predicate.inherited:
        return ""
    its = set().union(*(claim.subtree(h) for h in heads))
    below = own_words(claim, verb, predicates) - its
    governing = governors(alignment, below, others)
    mine = set().union(*(near(alignment, h) for h in named))
    if not mine or not governing or all(exhibit.tokens[m].pos == "VERB" for m in mine):
        return ""
    for v in governing:
        p = others[v]
        args = (*p.subjects, *p.objects)
        clause = obliques(exhibit, v).union(*(counting(exhibit, n) for n in args))
        if mine & clause or any(exhibit.low(n) in REFERRING for n in args):
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

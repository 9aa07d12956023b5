"""What belongs together: a name, number, place or cause stays with the words it stood with."""

from bot.checks.alignment import Alignment, is_name
from bot.checks.attribution import sources
from bot.checks.clauses import Predicate, phrase, predicate_above
from bot.checks.reading import Reading
from bot.checks.references import PLACES, is_subject
from bot.checks.voices import PRONOUNS

_LINKS = frozenset(
    "because after before since until once when so therefore thus hence following due owing "
    "despite although unless if".split()
)
_PREPOSITIONS = frozenset("of for with to against from into".split())


def misplaced(alignment: Alignment) -> str:
    """Say which place the claim gives a noun that has another in the exhibit."""
    claim, exhibit = alignment.claim, alignment.exhibit
    for number, token in enumerate(claim.tokens):
        if token.entity not in PLACES or not claim.stems[number]:
            continue
        noun = _noun_above(claim, number)
        if noun is None:
            continue
        for other in alignment.same[noun]:
            its = [
                n
                for n, t in enumerate(exhibit.tokens)
                if t.entity in PLACES and exhibit.stems[n] and _noun_above(exhibit, n) == other
            ]
            if its and not set(its) & set(alignment.same[number]):
                return f"“{token.text}” is not whose “{claim.tokens[noun].text}” this is"
    return ""


def displaced(alignment: Alignment) -> str:
    """Say which place a claim takes for the thing itself: what is in Senn is not Senn."""
    claim, exhibit = alignment.claim, alignment.exhibit
    for number, token in enumerate(claim.tokens):
        if token.dep != "attr" or not is_name(token) or not alignment.same[number]:
            continue
        if all(_is_where(exhibit, n) for n in alignment.same[number]):
            return f"“{token.text}” is where something is in the evidence"
    return ""


def _is_where(reading: Reading, token: int) -> bool:
    """Tell whether a name stands behind "in" or the like, and nothing beside it says what it is."""
    above = reading.tokens[token].head
    beside = reading.children.get(token, ())
    return (
        reading.tokens[token].dep == "pobj"
        and reading.low(above) in ("in", "at", "near", "from", "to")
        and not any(reading.tokens[c].dep in ("appos", "relcl") for c in beside)
    )


def linked(alignment: Alignment) -> str:
    """Say where a claim makes two sentences of the exhibit cause and effect, or before and after.

    That one thing is why or when another happened is a fact of its own.
    """
    claim, exhibit = alignment.claim, alignment.exhibit
    for number in range(len(claim.tokens)):
        if claim.low(number) not in _LINKS:
            continue
        below = claim.subtree(number)
        token = claim.tokens[number]
        if token.dep in ("mark", "advmod", "prep", "cc") and len(below) == 1:
            below = claim.subtree(token.head)
        rest = set(range(len(claim.tokens))) - below
        met = [
            {
                exhibit.tokens[m].sentence
                for n in part
                for m in alignment.same[n]
                if not is_name(exhibit.tokens[m])
            }
            for part in (below, rest)
        ]
        if met[0] and met[1] and not met[0] & met[1]:
            return f"“{token.text}” joins what the evidence does not join"
    return ""


def strays(
    alignment: Alignment, predicates: dict[int, Predicate], others: dict[int, Predicate]
) -> str:
    """Say which number, date or name stands with another verb in the exhibit than here."""
    claim, exhibit = alignment.claim, alignment.exhibit
    speaking = {
        n
        for preposition in range(len(claim.tokens))
        if sources(claim, preposition)
        for n in claim.subtree(preposition)
    }
    for number, token in enumerate(claim.tokens):
        if token.quoted or not alignment.same[number] or number in speaking:
            continue
        named = token.pos == "NUM" or is_name(token) or token.entity in ("DATE", "PERCENT")
        if not named and not (token.dep == "pobj" and token.pos == "NOUN"):
            continue
        if is_subject(claim, number):
            continue  # looked at above
        mine = [v for v in predicate_above(claim, number, predicates) if v != number]
        bound = [v for v in mine[:1] if alignment.of(v)]
        if not bound:
            continue
        verb = bound[0]
        met = {n for n in alignment.of(verb) if n in others}
        if not met:
            continue
        if token.entity in PLACES and any(
            exhibit.low(c) == "there" and n < c
            for m in met
            for c in exhibit.children.get(m, ())
            for n in alignment.same[number]
        ):
            continue  # named before, and meant by "there"
        chains = [set(predicate_above(exhibit, n, others)) for n in alignment.same[number]]
        if token.entity not in ("DATE", "TIME") and all(
            _before_joint(exhibit, n, m) for n in alignment.same[number] for m in met
        ):
            return f"“{token.text}” goes with another verb in the evidence"
        if not named or any(chain & met for chain in chains):
            continue
        if any(together(exhibit, m, n, others) for m in met for n in alignment.same[number]):
            continue
        if _same_noun(alignment, number) or any(
            _pronoun_for(exhibit, others[m], n) for m in met for n in alignment.same[number]
        ):
            continue
        return f"“{token.text}” goes with another verb in the evidence"
    return ""


def _before_joint(reading: Reading, token: int, verb: int) -> bool:
    """Tell whether a word follows a verb that another is joined to: "cleared of it but convicted".

    What stands there is said of the first alone.
    """
    first = reading.tokens[verb].head
    return (
        reading.tokens[verb].dep == "conj"
        and first < token < verb
        and reading.tokens[first].pos == "VERB"
        and token in reading.subtree(first)
        and token not in reading.subtree(verb)
        and any(reading.low(h) in _PREPOSITIONS for h in reading.ancestors(token)[:1])
    )


def _same_noun(alignment: Alignment, name: int) -> bool:
    """Tell whether a name stands with the same noun here and there: "coach of Tarsk"."""
    claim, exhibit = alignment.claim, alignment.exhibit
    noun = _noun_above(claim, name)
    return noun is not None and any(
        _noun_above(exhibit, n) in alignment.same[noun] for n in alignment.same[name]
    )


def _noun_above(reading: Reading, token: int) -> int | None:
    for head in reading.ancestors(token):
        if reading.tokens[head].pos == "NOUN":
            return head
        if reading.tokens[head].pos not in ("ADP", "PROPN"):
            break
    return None


def _pronoun_for(reading: Reading, predicate: Predicate, name: int) -> bool:
    """Tell whether a pronoun with a verb may stand for a name before it in its sentence."""
    return any(
        reading.low(n) in PRONOUNS
        and name < n
        and reading.tokens[name].sentence >= reading.tokens[n].sentence - 1
        for head in (*predicate.subjects, *predicate.objects)
        for n in phrase(reading, head)
    )


def together(exhibit: Reading, verb: int, token: int, predicates: dict[int, Predicate]) -> bool:
    """Tell whether a token is said in one statement with a verb, not in another beside it."""
    mine = predicate_above(exhibit, verb, predicates)
    its = predicate_above(exhibit, token, predicates)
    shared = next((v for v in mine if v in its), None)
    return shared is not None and not any(
        _is_apart(exhibit, v, dated=exhibit.tokens[token].entity in ("DATE", "TIME"))
        for chain in (mine, its)
        for v in chain[: chain.index(shared)]
    )


def _is_apart(exhibit: Reading, verb: int, *, dated: bool) -> bool:
    """Tell whether a verb states something of its own: it is joined, and has a subject."""
    below = exhibit.children.get(verb, ())
    token = exhibit.tokens[verb]
    if (
        dated
        and token.dep == "advcl"
        and any(exhibit.low(c) in ("when", "as", "while") for c in below)
    ):
        return False  # at the same time
    return token.dep in ("conj", "advcl", "ccomp", "parataxis") and any(
        exhibit.tokens[c].dep in ("nsubj", "nsubjpass") for c in below
    )

"""Who does what to whom: the predicates of a sentence, with their subjects and objects."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.checks.attribution import sources
from bot.checks.reading import Reading
from index.words import stems

_NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"))
_VERBAL = ("VERB", "AUX")
_IMPERSONAL = frozenset(
    stem
    for word in "allow permit forbid ban prohibit recommend suggest propose oppose mean".split()
    for stem in stems(word)
)
_RELATIVE = frozenset(("who", "which", "that", "whom"))
# What something is raised or moved by, which does not raise it.
_MEASURES = frozenset(
    stems(
        "point percent percentage metre meter kilometre kilometer mile foot inch degree tonne ton "
        "litre liter barrel second minute hour day week month year decade margin amount"
    )
)


@dataclass(frozen=True, slots=True)
class Predicate:
    """A verb: who does it, and whom or what it is done to, as heads of phrases.

    In the passive the subject is what it is done to, so that both voices read alike.
    ``inherited``: the subject stands with another verb ("he came and went").
    """

    verb: int
    subjects: tuple[int, ...]
    objects: tuple[int, ...]
    inherited: bool = False


def find_predicates(reading: Reading) -> dict[int, Predicate]:
    """Find the predicates of a text, by their verb."""
    found: dict[int, Predicate] = {}
    for number in _heads_first(reading):
        token = reading.tokens[number]
        if token.pos == "VERB" or (token.pos == "AUX" and token.dep not in ("aux", "auxpass")):
            found[number] = _predicate(reading, number, found)
    return found


def _heads_first(reading: Reading) -> list[int]:
    return sorted(range(len(reading.tokens)), key=lambda n: len(reading.ancestors(n)))


def _predicate(reading: Reading, verb: int, known: dict[int, Predicate]) -> Predicate:
    below = reading.children.get(verb, [])
    deps: dict[str, list[int]] = {}
    for child in below:
        deps.setdefault(reading.tokens[child].dep, []).append(child)
    passive = "nsubjpass" in deps or "auxpass" in deps
    subjects = deps.get("nsubj", []) + deps.get("csubj", [])
    objects = deps.get("dobj", []) + deps.get("nsubjpass", [])
    for agent in deps.get("agent", []):
        subjects += [
            n
            for n in reading.children.get(agent, [])
            if reading.tokens[n].dep == "pobj"
            and reading.tokens[n].entity not in ("QUANTITY", "PERCENT", "MONEY")
            and not (reading.tokens[n].pos == "NOUN" and reading.stems[n] in _MEASURES)
        ]  # "lowered by six metres", "by half a percentage point"
    token = reading.tokens[verb]
    if token.tag == "VBN" and token.dep in ("ccomp", "oprd") and "aux" not in deps and not passive:
        passive = True  # "wants the town closed"
        subjects, objects = objects, [*objects, *subjects]
    subjects, objects = (_resolved(reading, verb, nouns) for nouns in (subjects, objects))
    if not objects:
        objects = _raised(reading, verb)
    if "agent" in deps and not objects and token.dep == "conj" and token.head in known:
        # "is kept by Volan and owned by Reku", "came and was met by Reku"
        above = known[token.head]
        objects = list(above.objects if _is_passive(reading, token.head) else above.subjects)
    if subjects or (passive and objects):
        return Predicate(verb, _spread(reading, subjects), _spread(reading, objects))
    return _inherit(reading, verb, known, objects, passive)


def _is_passive(reading: Reading, verb: int) -> bool:
    return any(
        reading.tokens[c].dep in ("nsubjpass", "auxpass") for c in reading.children.get(verb, ())
    )


def _raised(reading: Reading, verb: int) -> list[int]:
    """Return the object that a verb shares with one joined to it: "confirmed nor denied it"."""
    below = reading.children.get(verb, [])
    for child in below:
        if reading.tokens[child].dep != "conj" or reading.tokens[child].pos != "VERB":
            continue
        if all(reading.low(n) in ("and", "or", "nor") for n in range(verb + 1, child)):
            return [n for n in reading.children.get(child, []) if reading.tokens[n].dep == "dobj"]
    return []


def takes_clause(reading: Reading, verb: int) -> bool:
    """Tell whether a verb governs a clause or quotation, or stands beside one: "..., he said"."""
    if reading.tokens[verb].dep in ("ccomp", "parataxis") or sources(reading, verb):
        return True
    return any(
        (reading.tokens[c].dep in ("ccomp", "parataxis") and reading.tokens[c].pos in _VERBAL)
        or reading.tokens[c].quoted
        for c in (*reading.children.get(verb, ()), reading.tokens[verb].head)
        if c != verb
    )


def is_that_clause(reading: Reading, verb: int) -> bool:
    """Tell whether a clause is one of what was said, though grammar may put it under a noun.

    So it is in "said at a fair that she would stand".
    """
    return any(
        reading.low(c) == "that" and reading.tokens[c].dep == "mark"
        for c in reading.children.get(verb, ())
    )


def _inherit(
    reading: Reading, verb: int, known: dict[int, Predicate], objects: list[int], passive: bool
) -> Predicate:
    token = reading.tokens[verb]
    above = known.get(token.head)
    if above is None and token.dep == "xcomp":  # "are likely to remain"
        above = next((known[h] for h in reading.ancestors(verb) if h in known), None)
    shared: tuple[int, ...] = ()
    if token.dep in ("acl", "relcl") and reading.tokens[token.head].pos in _NOMINAL:
        if token.dep == "acl" and token.tag == "VBN":
            return Predicate(verb, (), _spread(reading, [token.head, *objects]), True)
        shared = (token.head,)
        above_it = [known[h] for h in reading.ancestors(token.head) if h in known][:1]
        if reading.tokens[token.head].entity in ("DATE", "TIME") and above_it:
            shared = above_it[0].subjects  # "spent six years working"
        elif token.tag == "VB" and above_it:
            shared = (token.head, *above_it[0].subjects)  # "she has a week to sign it"
        if token.tag == "VBG" and verb and reading.tokens[verb - 1].text == "," and above_it:
            shared = (token.head, *above_it[0].subjects)  # "expelled them, saying ..."
    elif above is not None and reading.stems[token.head] in _IMPERSONAL and token.tag == "VBG":
        shared = ()  # "allows giving them away"
    elif any(reading.tokens[c].tag == "WRB" for c in reading.children.get(verb, ())) and (
        token.tag == "VB"
    ):
        shared = ()  # "how to share it"
    elif above is not None and token.dep in ("conj", "xcomp", "advcl", "ccomp", "pcomp"):
        shared = above.subjects if above.subjects else above.objects
        spent = any(reading.tokens[n].entity in ("DATE", "TIME") for n in above.objects)
        if token.dep == "xcomp" and above.objects and above.subjects and not spent:
            shared = above.objects  # "urged both to accept"
        if token.dep == "ccomp" and token.quoted and not reading.tokens[token.head].quoted:
            shared = ()  # "“Leave the town,” she told them"
        if token.dep == "conj" and not above.subjects and token.tag == "VBN":
            return Predicate(verb, (), above.objects, True)
    elif token.dep == "pcomp":
        for head in reading.ancestors(verb):
            if head in known:
                shared = known[head].subjects or known[head].objects
                if reading.low(token.head) in ("of", "for", "from") and known[head].objects:
                    shared = known[head].objects  # "accused them of buying votes"
                break
    if passive:
        return Predicate(verb, (), shared or _spread(reading, objects), True)
    return Predicate(verb, shared, _spread(reading, objects), True)


def _resolved(reading: Reading, verb: int, nouns: Iterable[int]) -> list[int]:
    """Put the noun that a relative pronoun stands for in its place.

    Where that is what somebody is called, it is somebody as well: "Volan, a baker who ...".
    """
    token = reading.tokens[verb]
    found: list[int] = []
    for noun in nouns:
        if token.dep != "relcl" or reading.low(noun) not in _RELATIVE or token.head == verb:
            found.append(noun)
            continue
        called = [token.head]
        while reading.tokens[called[-1]].dep == "conj":
            called.append(reading.tokens[called[-1]].head)
        if reading.tokens[called[-1]].dep == "appos":
            found += [*called, reading.tokens[called[-1]].head]
        else:
            found.append(token.head)
    return found


def _spread(reading: Reading, nouns: Iterable[int]) -> tuple[int, ...]:
    """Add what is joined to a noun by "and"."""
    found: list[int] = []
    waiting = list(nouns)
    while waiting:
        noun = waiting.pop(0)
        if noun in found:
            continue
        found.append(noun)
        waiting += [
            n
            for n in reading.children.get(noun, [])
            if reading.tokens[n].dep in ("conj", "appos") and reading.tokens[n].pos in _NOMINAL
        ]
    return tuple(found)


def phrase(reading: Reading, head: int) -> set[int]:
    """Return a noun and the words that are one name or title with it."""
    found = {head}
    for child in reading.children.get(head, []):
        if reading.tokens[child].dep in ("compound", "amod", "flat", "nmod", "poss", "appos"):
            found |= phrase(reading, child)
        elif reading.low(child) == "of" and reading.tokens[head].pos in (
            "NUM",
            "DET",
            "PRON",
            "ADJ",
        ):
            for noun in reading.children.get(child, []):  # "two of the officers"
                found |= phrase(reading, noun)
    return found


def predicate_above(reading: Reading, token: int, predicates: dict[int, Predicate]) -> list[int]:
    """List the predicates a token stands under, the nearest first; itself when it is one."""
    return [n for n in (token, *reading.ancestors(token)) if n in predicates]

"""Modality: whether something is, will be, is wanted, or may be; and on what condition."""

from bot.checks.alignment import Alignment, counterparts, governors, own_words
from bot.checks.clauses import Predicate
from bot.checks.negation import denies, is_negated
from bot.checks.reading import Reading
from index.words import stems

_POSSIBLE = frozenset(("may", "might", "can", "could", "ca"))
_FUTURE = frozenset(("will", "would", "shall", "'ll", "'d", "wo"))
_MUST = frozenset(("must", "should", "ought"))
_DOUBT = frozenset(
    "perhaps possibly maybe potentially probably likely unlikely apparently allegedly reportedly "
    "presumably supposedly".split()
)


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem for word in words.split() for stem in stems(word))


# Verbs and adjectives that say how far what they govern is real.
_ALLOWING = _stems("allow permit able free possible likely entitle unlikely certain let")
_INTENDING = _stems(
    "plan want hope intend aim seek wish expect consider propose promise pledge vow threaten offer "
    "ask request urge demand call prepare due ready agree try recommend advise order refuse "
    "decline vote want foresee schedule set wait hope"
)
_FORCING = _stems("force oblige require compel need forced have")
_WISHING = _stems("hope want wish expect plan intend")
_DOING = _stems("begin begun began start continue manage finish stop happen")
_BRINGING = _stems("help seem appear use come turn prove know say report believe allege consider")
_CONDITIONS = frozenset(
    "if unless provided once until when whenever should depending condition case only".split()
)
_HARD_CONDITIONS = frozenset(("if", "unless", "provided", "until", "whenever"))
_CLAUSES = frozenset(("ccomp", "conj", "parataxis"))  # "said he can and will"
_CERTAIN = _stems("certain sure definite inevitable guarantee prove")
_SETTLED = _stems("agree plan due schedule set decide intend vote")
POSSIBLE, INTENDED, SCHEDULED, MUST, FUTURE, FACT = range(6)
_CALLED = (
    "a possibility", "a plan", "a plan", "an obligation", "something to come", "a fact",
)  # fmt: skip


def modality(reading: Reading, verb: int) -> int | None:
    """Return how real a predicate is said to be; none when its form does not tell."""
    here = verb
    head = reading.tokens[verb].head
    if reading.tokens[verb].dep in ("ccomp", "csubj", "xcomp") and any(
        reading.tokens[c].dep == "acomp" and reading.stems[c] in _ALLOWING
        for c in reading.children.get(head, ())
    ):
        return POSSIBLE  # "it is likely that ..."
    if any(
        reading.tokens[c].dep == "mark"
        and (reading.low(c) == "whether" or (reading.low(c) == "if" and _is_told(reading, verb)))
        for c in reading.children.get(verb, ())
    ):
        return POSSIBLE  # "it is not known whether ..."
    if head != verb and reading.tokens[verb].dep == "xcomp" and denies(reading, head):
        return None  # "refused to say"
    if reading.tokens[verb].dep == "ccomp" and reading.stems[head] in _WISHING:
        return INTENDED
    for child in reading.children.get(here, ()):
        low, dep = reading.low(child), reading.tokens[child].dep
        if dep in ("aux", "auxpass") or (low in _POSSIBLE | _FUTURE and dep not in _CLAUSES):
            if low in _POSSIBLE:
                return POSSIBLE
            if low in _FUTURE:
                return FUTURE
            if low in _MUST:
                return MUST
        if low in _DOUBT:
            return POSSIBLE
        if dep in ("aux", "auxpass") and low == "be" and _is_subjunctive(reading, verb):
            return INTENDED  # "demanded that it be closed"
    token = reading.tokens[verb]
    if token.dep == "conj" and not _has_subject(reading, verb):
        return modality(reading, token.head) if token.head != verb else None
    to = any(
        reading.low(c) == "to" and reading.tokens[c].dep == "aux"
        for c in reading.children.get(verb, ())
    )
    if token.head != verb and token.dep in ("xcomp", "ccomp", "advcl", "acl", "pcomp", "relcl"):
        head = token.head
        stem = reading.stems[head]
        if token.dep in ("xcomp", "ccomp") or to:
            if stem in _ALLOWING:
                return POSSIBLE
            if any(reading.low(c) == "yet" for c in reading.children.get(head, ())):
                return FACT  # "has yet to decide": it has not decided
            if stem in _FORCING or (reading.low(head) in ("has", "have", "had") and to):
                return POSSIBLE if modality(reading, head) == POSSIBLE else MUST
            if stem in _DOING or (stem == "go" and _has_particle(reading, head, "on")):
                return modality(reading, head)
            if reading.low(head) in ("is", "are", "was", "were") and to:
                return SCHEDULED
            if stem in _SETTLED and to:
                return SCHEDULED
            if stem in _INTENDING and (to or token.tag in ("VB", "VBG")):
                return INTENDED
    had = any(reading.low(c) in ("have", "having") for c in reading.children.get(verb, ()))
    if to and not had and token.dep in ("xcomp", "ccomp", "advcl"):
        return None if reading.stems[token.head] in _BRINGING else INTENDED  # "invited to look"
    if to or token.tag in ("VB", "VBG", "NN", "NNS"):
        return None
    if token.tag == "VBN" and token.dep in ("acl", "advcl", "amod"):
        return None
    if (
        token.dep in ("ccomp", "xcomp")
        and (token.tag == "VBN" or (token.tag == "VBD" and reading.low(token.head) == "get"))
        and not any(
            reading.tokens[c].dep in ("aux", "auxpass") for c in reading.children.get(verb, ())
        )
    ):
        return None  # "to get it passed"
    return FACT


def _is_told(reading: Reading, verb: int) -> bool:
    return reading.tokens[verb].dep == "ccomp"  # "asked if it rains", not "if it rains"


def _is_subjunctive(reading: Reading, verb: int) -> bool:
    below = reading.children.get(verb, ())
    return reading.tokens[verb].dep == "ccomp" and not any(
        reading.tokens[c].tag in ("MD", "TO") or reading.low(c) in ("has", "have", "had")
        for c in below
    )


def governs_modality(reading: Reading, verb: int) -> bool:
    """Tell whether a verb only says how real another is: "are allowed to", "had to"."""
    return reading.stems[verb] in _ALLOWING | _FORCING


def _has_particle(reading: Reading, verb: int, particle: str) -> bool:
    return any(
        reading.low(c) == particle and reading.tokens[c].dep in ("prt", "advmod")
        for c in reading.children.get(verb, ())
    )


def _has_subject(reading: Reading, verb: int) -> bool:
    return any(
        reading.tokens[c].dep in ("nsubj", "nsubjpass", "expl")
        for c in reading.children.get(verb, ())
    )


def disagreement(
    alignment: Alignment,
    predicates: dict[int, Predicate],
    others: dict[int, Predicate],
    *,
    dated: bool,
) -> str:
    """Say where a claim makes more, or something else, of how real a thing is.

    ``dated``: the claim names a date, and so may speak of the future in the present.
    """
    claim, exhibit = alignment.claim, alignment.exhibit
    for verb in predicates:
        found = counterparts(alignment, verb)
        if not found and claim.stems[verb] in _DOING:  # "the work may start", "they may work"
            subjects = predicates[verb].subjects
            found = [n for s in subjects for n in alignment.of(s) if n in others]
        mine = modality(claim, verb)
        if mine is None or (claim.tokens[verb].quoted and not found):
            continue
        if not found:
            if mine in (FUTURE, FACT) and _is_hoped(alignment, verb, predicates, others):
                return f"“{claim.tokens[verb].text}” is only hoped or planned in the evidence"
            continue
        theirs = [m for n in found[:2] if (m := modality(exhibit, n)) is not None]
        if theirs and not any(_agree(mine, m, claim, verb, dated=dated) for m in theirs):
            return (
                f"“{claim.tokens[verb].text}” is {_CALLED[mine]} here "
                f"and {_CALLED[theirs[0]]} in the evidence"
            )
        conditions = _conditions(exhibit, found[0])
        if conditions and not any(claim_word in _CONDITIONS for claim_word in _lows(claim)):
            return "it leaves a condition of the evidence out"
    mine_words, its_words = _lows(claim), _lows(exhibit)
    if {"only", "if"} <= its_words and "if" in mine_words and "only" not in mine_words:
        return "the evidence says “only if”"
    firm = [n for n, stem in enumerate(exhibit.stems) if stem in _CERTAIN]
    for number, stem in enumerate(claim.stems):
        if stem in _CERTAIN and not any(
            is_negated(exhibit, n) == is_negated(claim, number) for n in firm
        ):
            return "it is more certain than the evidence"
    return ""


def _is_hoped(
    alignment: Alignment,
    verb: int,
    predicates: dict[int, Predicate],
    others: dict[int, Predicate],
) -> bool:
    """Tell whether what the claim says with a verb of its own stands under a wish or a "may"."""
    claim, exhibit = alignment.claim, alignment.exhibit
    if governs_modality(claim, verb) or claim.stems[verb] in _INTENDING:
        return False
    objects = predicates[verb].objects
    words = own_words(claim, verb, predicates).intersection(
        *[claim.subtree(n) for n in objects[:1]]
    )
    found = governors(alignment, words, others) if objects else []
    return bool(found) and all(
        modality(exhibit, n) in (POSSIBLE, INTENDED, SCHEDULED) or exhibit.stems[n] in _WISHING
        for n in found
    )


def _agree(mine: int, theirs: int, claim: Reading, verb: int, *, dated: bool) -> bool:
    if mine == theirs:
        return True
    if INTENDED <= mine <= SCHEDULED and INTENDED <= theirs <= FUTURE and theirs != MUST:
        return mine <= theirs
    if theirs == FUTURE and mine == FACT:
        return dated and claim.tokens[verb].tag in ("VBZ", "VBP")
    if theirs == FACT and mine == FUTURE:
        return False
    if theirs == MUST and mine == FACT:
        return False
    return False


def _conditions(reading: Reading, verb: int) -> set[str]:
    """Return the words that make a predicate, or what reports it, depend on something."""
    found = set()
    for head in (
        verb,
        *[h for h in reading.ancestors(verb) if reading.tokens[h].pos in ("VERB", "AUX")],
    ):
        for child in reading.children.get(head, ()):
            if reading.tokens[child].dep != "advcl" or verb in reading.subtree(child):
                continue
            if reading.tokens[child].pos not in ("VERB", "AUX") and not _has_subject(
                reading, child
            ):
                continue  # "alike, if odd, views"
            found |= {
                reading.low(mark)
                for mark in reading.children.get(child, ())
                if reading.low(mark) in _HARD_CONDITIONS
            }
    return found


def _lows(reading: Reading) -> set[str]:
    return {reading.low(n) for n in range(len(reading.tokens))}

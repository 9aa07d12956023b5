"""Negation: what a sentence says is so, and what it says is not."""

from itertools import pairwise

from bot.checks.alignment import Alignment, counterparts, is_name
from bot.checks.clauses import Predicate, takes_clause
from bot.checks.reading import Reading
from bot.checks.strength import cue_strength
from index.words import stems

# The negators of English, and words that say that what they govern is not so.
_WORDS = frozenset(
    "not n't never no neither nor nobody none nothing nowhere without hardly barely scarcely "
    "cannot unlikely impossible unable exempt".split()
)
_VERBS = frozenset(
    stem
    for word in "deny denial refuse refusal decline reject rejection exclude fail failure ban bar "
    "forbid "
    "forbidden prohibit prohibition prevent avoid "
    "oppose doubt block dismiss dispute lack".split()
    for stem in stems(word)
)
_DEPENDENT = frozenset(("xcomp", "acl", "pcomp", "amod"))
_ADJUNCTS = frozenset("before until when if unless after while because since once as".split())
_CONCEDING = frozenset(("although", "though", "whereas"))
_MORE = frozenset(("fewer", "less", "more", "later", "earlier"))
_SAME = frozenset(("or", "nor"))
_COMPLEMENTS = frozenset(
    ("dobj", "ccomp", "xcomp", "pcomp", "pobj", "nsubjpass", "csubj", "csubjpass", "acl", "prep")
)


def denies(reading: Reading, token: int) -> bool:
    """Tell whether a word by its meaning says that something is not so."""
    pos = reading.tokens[token].pos
    if reading.stems[token] in _VERBS and pos != "PROPN":
        return pos != "NOUN" or reading.stems[token] not in _THINGS
    particle = _PARTICLES.get(reading.stems[token])
    return particle is not None and any(
        reading.low(child) == particle for child in reading.children.get(token, ())
    )


# "ruled it out", "turned it down"
_PARTICLES = {stems("rule")[0]: "out", stems("turn")[0]: "down"}
_THINGS = frozenset(stems("dispute block"))  # as nouns they deny nothing


def is_negated(reading: Reading, token: int) -> bool:
    """Tell whether a word stands under an odd number of negations, its own among them."""
    count = int(denies(reading, token))
    here, below = token, -1
    for _ in range(len(reading.tokens)):
        count += _negators(reading, here, below)
        if here != token:
            count += _is_negator(reading, here) or (
                denies(reading, here)
                and reading.tokens[below].dep in _COMPLEMENTS
                and (reading.tokens[below].dep != "ccomp" or below > here)
            )
        count += reading.low(here) in ("has", "have", "had") and any(
            reading.low(child) == "yet" for child in reading.children.get(here, ())
        )  # "has yet to decide"
        head = reading.tokens[here].head
        if reading.tokens[here].dep == "relcl":
            # "no law that works": what is said of the noun elsewhere is not said here
            count += _negators(reading, head, here)
            break
        if (
            head == here
            or _is_adjunct(reading, here)
            or (reading.tokens[here].dep == "ccomp" and here < head and not reading.stems[head])
        ):
            break  # "they welcomed it, others did not"
        if reading.tokens[here].dep == "conj" and not any(
            reading.low(child) in _SAME for child in reading.children.get(head, ())
        ):
            # "he did not come but went": what joins takes no negation along
            while reading.tokens[head].head != head and reading.tokens[here].dep == "conj":
                here, head = head, reading.tokens[head].head
            if reading.tokens[here].dep == "conj" or head == here:
                break
        below, here = here, head
    return bool(count % 2)


def _is_adjunct(reading: Reading, verb: int) -> bool:
    """Tell whether a verb's clause says when or on what condition, which nothing above negates."""
    return reading.tokens[verb].dep == "advcl" and any(
        reading.low(child) in _ADJUNCTS for child in reading.children.get(verb, ())
    )


def _governed(reading: Reading, verb: int) -> set[int]:
    """Return the words under a verb, but for clauses that hold beside it: "…, although he won"."""
    found = reading.subtree(verb) - {verb}
    for child in reading.children.get(verb, ()):
        marks = {reading.low(n) for n in reading.children.get(child, ())}
        if reading.tokens[child].dep == "advcl" and marks & _CONCEDING:
            found -= reading.subtree(child)
    return found


def _turns(reading: Reading, verb: int) -> bool:
    """Tell whether what a verb says holds but on a condition: "not until", as "only after"."""
    return any(
        reading.low(mark) in ("until", "unless")
        for child in reading.children.get(verb, ())
        if reading.tokens[child].dep == "advcl"
        for mark in reading.children.get(child, ())
    )


def _negators(reading: Reading, token: int, below: int) -> int:
    """Count what negates a word from beside it; "neither ... nor" is one."""
    found = [
        child
        for child in reading.children.get(token, ())
        if child != below
        and reading.low(child) not in ("without", "nor")
        and (_is_negator(reading, child) or _counts_nothing(reading, child))
    ]
    nor = any(reading.low(child) == "nor" for child in reading.children.get(token, ()))
    return len(found) or int(nor and reading.tokens[token].dep != "conj")


def _is_negator(reading: Reading, token: int) -> bool:
    """Tell whether a word negates what it stands with; "no fewer than" and ", not he," do not."""
    low = reading.low(token)
    if low == "unless":
        return True
    if low not in _WORDS:
        return False
    after = reading.low(token + 1) if token + 1 < len(reading.tokens) else ""
    than = reading.low(token + 2) if token + 2 < len(reading.tokens) else ""
    if low in ("no", "not") and after in _MORE and than == "than":
        return False  # a bound of a number
    if low == "not" and after == "only" and any(t.text == "but" for t in reading.tokens):
        return False
    if low == "not" and token and reading.tokens[token - 1].text in (",", "but"):
        later = reading.tokens[token + 1 : token + 4]
        return any(t.pos in ("VERB", "AUX", "PART") for t in later)
    return True


def _is_denied(reading: Reading, verb: int) -> bool:
    """Tell whether a verb is negated itself: "did not say", "nobody said"."""
    own = any(
        _is_negator(reading, child) or _counts_nothing(reading, child)
        for child in reading.children.get(verb, ())
        if reading.tokens[child].dep in ("neg", "nsubj", "advmod", "aux", "preconj")
    )
    head = reading.tokens[verb].head
    refused = reading.low(head) == "without" or (
        reading.tokens[verb].dep == "xcomp" and denies(reading, head)
    )
    return own != refused


def _quoted(reading: Reading) -> int:
    return sum(token.quoted and token.text[0].isalnum() for token in reading.tokens)


def _count(reading: Reading) -> int:
    """Count what negates in a text; "neither ... nor" is one."""
    return sum(
        (reading.low(n) != "nor" and _is_negator(reading, n))
        or denies(reading, n)
        or (reading.low(n) == "yet" and reading.low(max(0, n - 1)) in ("has", "have", "had"))
        for n in range(len(reading.tokens))
    )


def _counts_nothing(reading: Reading, token: int) -> bool:
    """Tell whether a noun that a verb governs is none: "no tax", "nobody on our side"."""
    if reading.tokens[token].dep not in (
        "nsubj", "nsubjpass", "dobj", "attr", "pobj", "npadvmod", "prep", "agent", "advmod", "expl",
    ):  # fmt: skip
        return False
    if reading.low(token) in _WORDS:
        return False  # counted as it stands
    if reading.low(token) == "with":
        return False  # "ended with no deal", as "without"
    return any(
        _is_negator(reading, child)
        or (reading.tokens[token].dep in ("prep", "agent") and _counts_nothing(reading, child))
        for child in reading.children.get(token, ())
    )


def has_negation(reading: Reading) -> bool:
    """Tell whether anything in a text is negated."""
    return any(reading.low(n) in _WORDS or denies(reading, n) for n in range(len(reading.tokens)))


# "has lost it", "no longer has it"
_ENDING = frozenset(stems("lose lost end stop cease halt leave left quit resign break broken"))


def _says_no_longer(reading: Reading) -> bool:
    lows = [reading.low(n) for n in range(len(reading.tokens))]
    return any(one == "no" and two == "longer" for one, two in pairwise(lows))


def _prefixed(claim: Reading, exhibit: Reading) -> bool:
    """Tell whether a prefix of the claim negates a word of the exhibit: "unsafe", "not safe"."""
    theirs = {exhibit.low(n) for n in range(len(exhibit.tokens)) if exhibit.stems[n]}
    return any(
        claim.low(n).startswith(prefix) and claim.low(n).removeprefix(prefix) in theirs
        for n in range(len(claim.tokens))
        for prefix in ("un", "in", "im", "ir", "il", "dis", "non-")
    )


def disagreement(
    alignment: Alignment, predicates: dict[int, Predicate], others: dict[int, Predicate]
) -> str:
    """Say where a claim denies what the exhibit affirms, or affirms what it denies."""
    claim, exhibit = alignment.claim, alignment.exhibit
    # what is quoted whole denies what it denied
    only = "only" in map(str.lower, exhibit.text.split())
    even = _count(claim) == _count(exhibit)
    whole = _quoted(claim) >= 0.9 * _quoted(exhibit)
    for token in range(len(claim.tokens)):
        if token not in predicates and not denies(claim, token):
            continue
        found = counterparts(alignment, token)
        if not found or (whole and claim.tokens[token].quoted) or is_name(claim.tokens[token]):
            continue
        if cue_strength(claim, token) is not None and takes_clause(claim, token):
            if all(_is_denied(exhibit, n) != _is_denied(claim, token) for n in found):
                return f"“{claim.tokens[token].text}” is not negated as in the evidence"
            continue
        alike = [n for n in found if exhibit.tokens[n].pos == claim.tokens[token].pos] or found
        alike = alike[:1] if alignment.same[token] else alike
        if claim.tokens[token].dep in _DEPENDENT and even:
            continue  # "denies that he knew", "says he did not know"
        turned = _turns(claim, token) and only
        if all((is_negated(exhibit, n) != is_negated(claim, token)) != turned for n in alike):
            return f"“{claim.tokens[token].text}” is not negated as in the evidence"
    opposed = any(
        exhibit.low(n) in ("against", "few", "fewer") and not token.quoted
        for n, token in enumerate(exhibit.tokens)
    )
    ended = _says_no_longer(claim) and any(stem in _ENDING for stem in exhibit.stems)
    if _count(claim) > _count(exhibit) + (opposed or ended):
        return "it denies what the evidence does not"
    if (
        not has_negation(claim)
        and not _prefixed(claim, exhibit)
        and "against" not in map(str.lower, claim.text.split())
    ):
        met = {n for token in range(len(claim.tokens)) for n in alignment.of(token)}
        for verb in others:
            if verb in met or not is_negated(exhibit, verb):
                continue
            around = [n for n in _governed(exhibit, verb) if exhibit.stems[n]]
            if around and sum(n in met for n in around) >= 0.6 * len(around):
                return "it leaves a negation of the evidence out"
    return ""

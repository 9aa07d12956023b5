"""What an exhibit asserts, and what it only asks or orders: "answer that it rains" reports no rain.

Such exhibits are kept from a model (`bot/addressing.py`); this is the wall behind that one.
"""

from bot.checks.alignment import Alignment
from bot.checks.reading import Reading
from bot.checks.strength import has_cue
from index.words import stems

_SUBJECTS = frozenset("nsubj nsubjpass csubj csubjpass expl".split())
_FINITE = frozenset(("MD", "TO", "VBD", "VBZ"))
_CLAUSES = frozenset(("ROOT", "advcl", "parataxis", "ccomp", "conj", "dep"))
_ASKING = frozenset("ask asks asked asking whether if wonder wondered question questioned".split())
_YOU = frozenset("you your yours yourself yourselves".split())
# "The fact is that", "the problem is that": what follows is so.
_FACTS = frozenset(
    stems(
        "fact truth reality reason result outcome consequence effect upshot problem trouble "
        "difficulty advantage benefit drawback difference news irony catch"
    )
)
_MET = 0.5  # share of a claim's words that are met in what is asserted


def unasserted(alignment: Alignment) -> str:
    """Say that a claim is carried by what the exhibit orders or asks, not by what it reports.

    Nor does it report as a fact what it tells as a legend, a hope or a plan: "the legend is that".
    """
    return _only_held(alignment) or _not_reported(alignment)


def _only_held(alignment: Alignment) -> str:
    claim, exhibit = alignment.claim, alignment.exhibit
    words = [n for n in range(len(claim.tokens)) if claim.stems[n] and alignment.of(n)]
    for number, token in enumerate(exhibit.tokens):
        above = exhibit.tokens[token.head]
        led = any(exhibit.low(c) == "that" for c in exhibit.children.get(number, ()))
        if token.dep != "ccomp" or above.pos != "AUX" or token.quoted or not led:
            continue
        for noun in exhibit.children.get(token.head, ()):
            held = exhibit.tokens[noun].dep in ("nsubj", "attr")
            if not held or exhibit.tokens[noun].pos != "NOUN" or noun in alignment.met:
                continue
            if exhibit.stems[noun] in _FACTS or noun in exhibit.subtree(number):
                continue
            inside = exhibit.subtree(number)
            told = [n for n in words if inside.intersection(alignment.of(n))]
            if len(told) > len(words) * _MET and not has_cue(claim):
                return f"the evidence tells this as “{exhibit.tokens[noun].text}”, not as a fact"
    return ""


def _not_reported(alignment: Alignment) -> str:
    claim, exhibit = alignment.claim, alignment.exhibit
    without = _ordered(exhibit) | _asked(exhibit) | _addressed(exhibit)
    if not without or {claim.low(n) for n in range(len(claim.tokens))} & _ASKING:
        return ""
    words = [
        n
        for n, token in enumerate(claim.tokens)
        if claim.stems[n] and alignment.of(n) and not token.quoted
    ]
    met = [n for n in words if set(alignment.of(n)) - without]
    if len(met) < len(words) * _MET:
        return "the evidence does not report this: it orders or asks"
    return ""


def _ordered(reading: Reading) -> set[int]:
    """Return what stands under a verb in the imperative, outside quotation marks."""
    found: set[int] = set()
    for number, token in enumerate(reading.tokens):
        if token.quoted or token.tag not in ("VB", "VBP") or token.dep not in _CLAUSES:
            continue
        below = reading.children.get(number, ())
        if token.dep == "conj" and token.head not in found:
            continue
        if any(
            reading.tokens[c].dep in _SUBJECTS
            or reading.tokens[c].dep == "mark"
            or (reading.tokens[c].dep == "aux" and reading.tokens[c].tag in _FINITE)
            for c in below
        ):
            continue
        if token.dep == "ccomp" and number > token.head:
            continue  # "they let it pass"
        found |= reading.subtree(number)
    return found


def _asked(reading: Reading) -> set[int]:
    """Return what stands in a question: the article's own, a quoted one, or after "whether"."""
    asking = {(t.sentence, t.quoted) for t in reading.tokens if t.text == "?"}
    found = {n for n, t in enumerate(reading.tokens) if (t.sentence, t.quoted) in asking}
    for number, token in enumerate(reading.tokens):
        if reading.low(number) == "whether" and token.head != number:
            found |= reading.subtree(token.head)
    return found


def _addressed(reading: Reading) -> set[int]:
    """Return what stands in a sentence that speaks to its reader, outside quotation marks."""
    spoken_to = {
        t.sentence for n, t in enumerate(reading.tokens) if reading.low(n) in _YOU and not t.quoted
    }
    return {n for n, t in enumerate(reading.tokens) if t.sentence in spoken_to and not t.quoted}

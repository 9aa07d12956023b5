"""Strength: "some" is not "all", "hinted" is not "said", "about 40" is not "40"."""

from bot.checks.alignment import Alignment
from bot.checks.attribution import sources
from bot.checks.reading import Reading
from index.words import stems

# What says that all is meant; a claim may not bring it in.
_WHOLE = (
    frozenset("all every everyone everybody everything entire entirely whole wholly each fully "
              "completely total totally".split()),
    frozenset(("always", "forever", "constantly")),
    frozenset(("both",)),
    frozenset(("most", "mostly", "majority", "mainly")),
    frozenset(("only", "solely", "exclusively", "alone", "merely")),
    frozenset(("exactly", "precisely")),
    frozenset(("likely", "probably", "probable")),  # more than "may"
    frozenset("very highly extremely greatly hugely vastly immensely enormously".split()),
)  # fmt: skip
# What says that it is a part; a claim may not leave it out beside the same noun.
_PART = (
    frozenset(("some", "several", "certain", "few", "part", "partly", "partially", "handful",
               "number")),
    frozenset(("most", "mostly", "majority", "mainly")),
    frozenset(("nearly", "almost", "half", "close")),
    frozenset(("few", "hardly", "barely")),
)  # fmt: skip
_SIMILAR = frozenset(("similar", "similarly"))
_KINDS = frozenset(("kind", "sort", "type"))  # "of the same sort" is no more than similar
_SMALL = _PART[0] | {"many", "most", "half"}
_TURNS = frozenset(stems("time occasion word step day"))  # "the first time", "the last word"
_DEGREES = frozenset(stems("level rate figure number amount total value mark point"))
_FIRST = frozenset(("first", "last", "only", "sole"))
WEAK, OPINION, NEUTRAL, STRONG = range(4)


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem for word in words.split() for stem in stems(word))


_WEAK = _stems(
    "conjecture rumour theorise hint imply hope expect fear suspect speculate guess predict "
    "foresee foresaw forecast"
)
_OPINION = _stems(
    "suggest believe belief think thought assume estimate consider reckon regard deem"
)
_NEUTRAL = _stems(
    "say said tell told add state write wrote written note remark report announce declare explain "
    "comment answer reply describe observe mention speak spoke quote call warn argue "
    "insist stress contend maintain claim allege testify"
)
_STRONG = _stems(
    "prove proof confirm show reveal demonstrate establish admit acknowledge concede know knew "
    "guarantee ensure verify certify find found realise realize"
)

PUT = stems("put")[0]
_POINT = stems("point")[0]


def cue_strength(reading: Reading, cue: int) -> int | None:
    """Return how firmly a word of saying stands for what it reports; none for others."""
    stem = reading.stems[cue]
    if stem in _WEAK:
        return WEAK
    if stem in _OPINION or stem == PUT or sources(reading, cue):
        return OPINION
    if stem in _NEUTRAL or (
        stem == _POINT and any(reading.low(c) == "out" for c in reading.children.get(cue, ()))
    ):
        return NEUTRAL
    return STRONG if stem in _STRONG else None


def has_cue(reading: Reading) -> bool:
    """Tell whether a text has a word of saying."""
    return any(cue_strength(reading, n) is not None for n in range(len(reading.tokens)))


def growth(alignment: Alignment) -> str:
    """Say what a claim makes more of than the exhibit does: quantity and completeness."""
    claim, exhibit = alignment.claim, alignment.exhibit
    mine, theirs = _lows(claim), _lows(exhibit)
    if has_cue(claim):  # what is quoted is told as somebody's words
        theirs |= {exhibit.low(n) for n in range(len(exhibit.tokens))}
    if "same" in mine - theirs and theirs & _SIMILAR and not mine & _KINDS:
        return "the evidence says “similar”"
    for group in _WHOLE:
        brought = mine & group
        if brought and not theirs & group:
            if group == _WHOLE[6] and any(stem.startswith("expect") for stem in exhibit.stems):
                continue
            if group == _WHOLE[2] and "two" in theirs | mine:
                continue
            if group == _WHOLE[4] and ("merely" in brought or len(theirs & {"one", "but"}) > 0):
                continue
            if group == _WHOLE[2] and theirs & {"either", "neither", "and"}:
                continue
            return f"“{sorted(brought)[0]}” is not in the evidence"
    if _count(claim, "only") > _count(exhibit, "only") > 0:
        return "“only” stands in it more often than in the evidence"
    if word := _shifted(alignment):
        return f"“only” goes with “{word}” in the evidence"
    if word := _beyond(alignment):
        return f"“{word}” is not in the evidence"
    for number in range(len(exhibit.tokens)):
        low = exhibit.low(number)
        for group in _PART:
            if low not in group or mine & (group | _SMALL if low in _SMALL else group):
                continue
            noun = _counted(exhibit, number)
            if low == "number" and any(
                exhibit.low(c) == "the" for c in exhibit.children.get(number, ())
            ):
                continue  # all of them
            if noun is not None and any(
                noun in alignment.same[n] for n in range(len(claim.tokens))
            ):
                return f"the evidence says “{exhibit.tokens[number].text}”"
    return ""


def _count(reading: Reading, word: str) -> int:
    return sum(reading.low(n) == word for n in range(len(reading.tokens)))


def _shifted(alignment: Alignment) -> str:
    """Return what "only" goes with in the exhibit, where that is something else than here."""
    claim, exhibit = alignment.claim, alignment.exhibit
    theirs = [f for n in range(len(exhibit.tokens)) if (f := _focus(exhibit, n))]
    for number in range(len(claim.tokens)):
        mine = _focus(claim, number)
        met = [set(alignment.of(n)) for n in mine if alignment.of(n)]
        if met and theirs and not any(found & set(focus) for found in met for focus in theirs):
            return exhibit.tokens[theirs[0][-1]].text
    return ""


def _focus(reading: Reading, only: int) -> list[int]:
    """Return the two words with a meaning that follow "only": what it goes with."""
    if reading.low(only) != "only" or reading.tokens[only].quoted:
        return []
    following = [n for n in range(only + 1, len(reading.tokens)) if reading.stems[n]]
    return following[:2]


def _beyond(alignment: Alignment) -> str:
    """Return a superlative of the claim, or what it reaches over, that the exhibit lacks."""
    claim, exhibit = alignment.claim, alignment.exhibit
    comparing = any(t.tag in ("JJS", "RBS", "JJR", "RBR") for t in exhibit.tokens)
    for number, token in enumerate(claim.tokens):
        first = token.dep == "amod" and claim.low(number) in _FIRST
        if (token.tag not in ("JJS", "RBS") and not first) or token.quoted:
            continue
        if not first and claim.stems[number] and not alignment.of(number) and not comparing:
            return token.text
        noun = token.head
        told = claim.tokens[noun].pos == "NOUN" and bool(claim.stems[noun])
        told = told and claim.stems[noun] not in _TURNS
        told = told and not (claim.stems[noun] in _DEGREES and _is_elliptic(alignment, number))
        if told and token.dep == "amod" and not alignment.of(noun):
            return f"{token.text} {claim.tokens[noun].text}"
        for head in (number, *claim.ancestors(number)[:2]):
            for preposition in claim.children.get(head, ()):
                if claim.low(preposition) not in ("in", "among") or preposition < number:
                    continue
                for noun in claim.children.get(preposition, ()):
                    known = not claim.stems[noun] or alignment.of(noun)
                    if claim.tokens[noun].pos == "NOUN" and not known:
                        return claim.tokens[noun].text
    return ""


def _is_elliptic(alignment: Alignment, superlative: int) -> bool:
    """Tell whether the exhibit has a superlative without a noun: "the highest since 1990"."""
    exhibit = alignment.exhibit
    return any(
        exhibit.tokens[n].dep != "amod" or exhibit.tokens[exhibit.tokens[n].head].pos != "NOUN"
        for n in alignment.same[superlative]
    )


def _counted(reading: Reading, quantifier: int) -> int | None:
    """Find the noun that a quantifier is of: "some boats", "some of the files"."""
    token = reading.tokens[quantifier]
    if token.dep in ("det", "amod", "advmod", "quantmod", "nummod", "predet"):
        head = token.head
        if reading.tokens[head].pos == "NUM" or reading.low(head) == "half":
            return None  # numbers are compared by themselves
        return head
    for child in reading.children.get(quantifier, ()):
        if reading.low(child) == "of":
            nouns = [n for n in reading.children.get(child, ()) if reading.tokens[n].dep == "pobj"]
            return nouns[0] if nouns else None
    return None


def _lows(reading: Reading) -> set[str]:
    return {
        reading.low(n)
        for n in range(len(reading.tokens))
        if not reading.tokens[n].quoted
        and not (reading.low(n) == "exactly" and n and reading.tokens[n - 1].tag[0] == "W")
    }

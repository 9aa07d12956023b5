"""Privatives: a former mayor is no mayor, a deputy minister no minister, a non-member no member.

Reference:
    Kamp and Partee (1995), Prototype theory and compositionality: adjectives whose noun is not, or
    not surely, what the noun alone would be.
"""

from bot.checks.alignment import Alignment
from bot.checks.reading import Reading

_WORDS = frozenset(
    "former ex deputy vice acting interim assistant shadow alleged suspected supposed so-called "
    "would-be attempted failed fake mock draft proposed planned potential possible presumed "
    "presumptive prospective aspiring designate elect non anti counter quasi pseudo".split()
)
_NOUNS = frozenset(("NOUN", "PROPN", "ADJ"))
_MODIFIES = frozenset(("amod", "compound", "nmod", "advmod", "punct", "prefix"))


def stripped(alignment: Alignment) -> str:
    """Say which word the claim takes from a noun, or adds, that makes another thing of it."""
    claim, exhibit = alignment.claim, alignment.exhibit
    for number, token in enumerate(claim.tokens):
        found = [n for n in alignment.same[number] if exhibit.tokens[n].pos in _NOUNS]
        if not found or token.pos not in _NOUNS or token.quoted:
            continue
        mine = _privatives(claim, number)
        theirs = [_privatives(exhibit, n) for n in found]
        if mine not in theirs and (lost := sorted(theirs[0] ^ mine)):
            both = [
                {reading.low(n) for n in range(len(reading.tokens))} for reading in (claim, exhibit)
            ]
            if not all(lost[0] in words for words in both):
                return f"“{lost[0]}” makes another thing of “{token.text}”"
    return ""


def _privatives(reading: Reading, noun: int) -> set[str]:
    """Return the privatives that stand by a noun, with or without a hyphen."""
    before = [noun - 1]
    if noun > 1 and reading.tokens[noun - 1].text in ("-", "‑", "–"):
        before = [noun - 2]
    children = [n for n in reading.children.get(noun, ()) if reading.tokens[n].dep in _MODIFIES]
    return {
        low
        for n in (*before, *children)
        if n >= 0 and (low := reading.low(n).rstrip("-")) in _WORDS
    }

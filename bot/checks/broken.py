"""Texts that look like a sentence and are none, as their evidence shows."""

from bot.checks.alignment import Alignment
from bot.checks.saying import FINITE, tells
from index.grammar import Token

_LEANING = frozenset(("acl", "amod"))


def broken(alignment: Alignment) -> str:
    """Say why a claim is no sentence of its own; nothing when it is one."""
    if _is_part(alignment):
        return "it is no whole sentence"
    return "it puts a label before what it says" if _is_labelled(alignment) else ""


def _is_part(alignment: Alignment) -> bool:
    """Tell whether what seems the claim's verb is none in the exhibit: "other roads used by"."""
    claim, exhibit = alignment.claim, alignment.exhibit
    telling = [n for n in range(len(claim.tokens)) if tells(claim, n)]
    found = [
        [m for m, other in enumerate(exhibit.tokens) if other.text == claim.tokens[n].text]
        for n in telling
    ]
    return all(
        words and all(_is_none(claim.tokens[n], exhibit.tokens[m]) for m in words)
        for n, words in zip(telling, found, strict=True)
    )


def _is_none(mine: Token, its: Token) -> bool:
    """Tell whether a word is a noun in the exhibit, or leans on one in both."""
    if mine.tag == its.tag == "VBN":
        return its.dep in _LEANING
    return mine.tag in FINITE and its.pos in ("NOUN", "PROPN")


def _is_labelled(alignment: Alignment) -> bool:
    """Tell whether words of the claim's own stand before a colon: "The answer itself: ..."."""
    claim, exhibit = alignment.claim, alignment.exhibit
    colon = next((n for n, t in enumerate(claim.tokens) if t.text == ":"), None)
    if colon is None or any(t.quoted for t in claim.tokens[:colon]):
        return False
    lows = {exhibit.low(n) for n in range(len(exhibit.tokens))}
    told = range(colon + 1, len(claim.tokens))
    return any(alignment.of(n) for n in told) and not any(
        alignment.of(n) or claim.tokens[n].pos == "PROPN" or claim.low(n) in lows
        for n in range(colon)
        if claim.stems[n]
    )

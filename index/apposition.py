"""Names behind a comma, put back to what they name: "the head of the river police, Ada Volan"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from index.person_nouns import HONORIFICS, names_person

if TYPE_CHECKING:
    from index.grammar import Token

_OF = frozenset("of for at in".split())
_NOMINAL = frozenset(("NOUN", "PROPN"))
_MISREAD = frozenset(("appos", "npadvmod"))  # a person is no adverb, nor a place or a body


def join_names(tokens: "Sequence[Token]") -> "list[Token]":
    """Let each such name depend, as its apposition, on the noun for a person before it.

    A small grammar makes it one of the place or body that is named last.
    """
    joined = list(tokens)
    for number, token in enumerate(tokens):
        if token.entity != "PERSON" or token.dep not in _MISREAD:
            continue
        comma = _before_name(tokens, number) - 1
        if comma < 1 or tokens[comma].text != "," or tokens[comma].sentence != token.sentence:
            continue
        if token.dep == "appos" and names_person(tokens[token.head].text):
            continue  # "the wife of the president, Ada Volan": it may be either
        person = _described(tokens, comma - 1)
        if person is not None and person != token.head:
            joined[number] = replace(token, dep="appos", head=person)
    return joined


def _before_name(tokens: "Sequence[Token]", number: int) -> int:
    """Return where a name begins, with the titles before it."""
    first = number
    while first > 0 and (
        tokens[first - 1].entity_number == tokens[number].entity_number
        or tokens[first - 1].text.lower().rstrip(".") in HONORIFICS
    ):
        first -= 1
    return first


def _described(tokens: "Sequence[Token]", last: int) -> int | None:
    """Find the noun for a person of a phrase that ends here: "the governor of the Tarn region"."""
    here = last
    while tokens[here].pos in (*_NOMINAL, "ADJ", "PART"):
        if tokens[here].dep in ("compound", "amod", "nmod", "poss", "case"):
            here = tokens[here].head
            if here > last:
                return None
            continue
        if names_person(tokens[here].text):
            return here
        preposition = tokens[here].head
        if tokens[here].dep != "pobj" or tokens[preposition].text.lower() not in _OF:
            return None
        here = tokens[preposition].head
        if here >= preposition:
            return None
    return None

"""Names behind a comma, put back to what they name: "the head of the river police, Ada Volan"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from index.person_nouns import before_titles, is_office, names_person

if TYPE_CHECKING:
    from index.grammar import Token

_OF = frozenset("of for at in".split())
_NOMINAL = frozenset(("NOUN", "PROPN", "ADJ", "PART"))
_WITHIN = frozenset(("compound", "amod", "nmod", "poss", "case"))
_MISREAD = frozenset(("appos", "npadvmod"))  # a person is no adverb, nor a place or a body


def join_names(tokens: "Sequence[Token]") -> "list[Token]":
    """Let each such name depend, as its apposition, on the office before it.

    A small grammar makes it one of the place or body that is named last. Where that is a person
    ("the lawyer of the victim, Ada Volan") the name may be of either, and stays.
    """
    joined = list(tokens)
    for number, token in enumerate(tokens):
        if token.entity != "PERSON" or token.dep not in _MISREAD:
            continue
        first = number
        while first > 0 and tokens[first - 1].entity_number == token.entity_number:
            first -= 1
        comma = before_titles(tokens, first) - 1
        if comma < 1 or tokens[comma].text != "," or tokens[comma].sentence != token.sentence:
            continue
        office = _described(tokens, comma - 1)
        if office is not None and office != token.head:
            joined[number] = replace(token, dep="appos", head=office)
    return joined


def _described(tokens: "Sequence[Token]", last: int) -> int | None:
    """Find the office of a phrase that ends here: "the governor of the Tarn region"."""
    here = last
    while tokens[here].pos in _NOMINAL:
        above = tokens[here].head
        if tokens[here].dep in _WITHIN and above <= last:
            here = above
            continue
        if is_office(tokens[here].text):
            return here
        of = tokens[here].dep == "pobj" and tokens[above].text.lower() in _OF
        if names_person(tokens[here].text) or not of or tokens[above].head >= above:
            return None
        here = tokens[above].head
    return None

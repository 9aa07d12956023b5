"""Titles: that a person holds the office that a claim gives them."""

import re

from bot.checks.alignment import Alignment
from bot.checks.clauses import phrase
from bot.checks.reading import Reading
from bot.checks.references import PLACES

_SAME_OFFICE = 0.7  # least cosine of two titles that may be one: "head", "leader"

_AGED = re.compile(r"\d+-year-old$")


def mistitled(alignment: Alignment) -> str:
    """Say which title the claim gives a person whom the exhibit gives another, or none."""
    return _another_name(alignment) or _adorned(alignment) or _another_office(alignment)


def _another_name(alignment: Alignment) -> str:
    """Say what a claim calls one name, behind a comma, that the exhibit calls another."""
    claim, exhibit = alignment.claim, alignment.exhibit
    for number, token in enumerate(claim.tokens):
        named = claim.tokens[token.head]
        if token.dep != "appos" or token.pos != "NOUN" or named.pos != "PROPN":
            continue
        group = {m for n in phrase(claim, token.head) - {number} for m in alignment.same[n]}
        for other in alignment.same[number]:
            whose = exhibit.tokens[other].head
            its = exhibit.tokens[whose]
            if exhibit.tokens[other].dep == "appos" and its.pos == "PROPN" and whose not in group:
                return f"“{token.text}” is what “{its.text}” is called in the evidence"
    return ""


def _adorned(alignment: Alignment) -> str:
    """Say which adjective of a claim's own stands before what a person is: "a leading baker"."""
    claim = alignment.claim
    for number, token in enumerate(claim.tokens):
        noun = claim.tokens[token.head]
        if token.dep != "amod" or token.pos != "ADJ" or not claim.stems[number] or token.quoted:
            continue
        if _AGED.search(claim.text[: token.end]):
            continue  # "a 67-year-old baker": numbers are compared
        called = noun.dep == "appos" and claim.tokens[noun.head].entity == "PERSON"
        if called and alignment.same[token.head] and not alignment.of(number):
            return f"“{token.text}” is not in the evidence"
    return ""


def _another_office(alignment: Alignment) -> str:
    claim, exhibit = alignment.claim, alignment.exhibit
    for number, token in enumerate(claim.tokens):
        if token.entity != "PERSON" or not alignment.same[number]:
            continue
        mine = _titles(claim, number)
        for other in alignment.same[number]:
            its = _titles(exhibit, other)
            for t in mine:
                for n in set(alignment.same[t]) & its:
                    one, two = _kinds(claim, t), _kinds(exhibit, n)
                    if one and two and not {m for k in one for m in alignment.of(k)} & two:
                        return f"“{claim.tokens[min(one)].text}” is another office in the evidence"
            its -= {n for t in mine for n in alignment.same[t]}
            near = [
                t
                for t in mine
                if set(alignment.near[t]) & its and alignment.score[t] < _SAME_OFFICE
            ]
            apart = [
                t
                for t in mine
                if claim.tokens[t].entity not in PLACES
                and not alignment.of(t)
                and its
                and not any(set(alignment.of(m)) & _titles(exhibit, other) for m in mine)
            ]
            if apart:
                return f"“{claim.tokens[apart[0]].text}” is another office in the evidence"
            if near:
                return f"“{claim.tokens[near[0]].text}” is another office in the evidence"
    return ""


def _kinds(reading: Reading, title: int) -> set[int]:
    """Return what tells a title from others of its name: "defence" in "defence minister"."""
    return {
        c
        for c in reading.children.get(title, ())
        if reading.tokens[c].dep in ("compound", "amod")
        and reading.tokens[c].entity not in (*PLACES, "PERSON")
        and reading.stems[c]
    }


def _titles(reading: Reading, name: int) -> set[int]:
    """Return the nouns that say what a person is: "minister" in "the minister, Ada Volan"."""
    top = name
    while reading.tokens[top].dep in ("compound", "flat", "appos", "nmod"):
        top = reading.tokens[top].head
    return {
        n
        for n in phrase(reading, top)
        if reading.tokens[n].entity != "PERSON"
        and reading.tokens[n].pos in ("NOUN", "PROPN")
        and reading.tokens[n].dep != "poss"
        and reading.stems[n]
    }

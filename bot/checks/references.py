"""Who or what a pronoun or a description stands for: "she", "the minister"."""

import re

from bot.checks.alignment import is_name
from bot.checks.reading import Reading
from index.grammar import Token

# Kinds of names that tell where something is, or whose it is.
PLACES = frozenset(("GPE", "LOC", "NORP"))
PERSONAL = frozenset(("he", "she", "him", "her"))


def referents(around: Reading) -> list[Token]:
    """List the names that a pronoun may stand for: of people, those named last.

    Of several in one sentence it is the subject rather than others. A sentence with a pronoun
    besides settles nothing: that may stand for somebody who was named still earlier.
    """
    names = [(n, t) for n, t in enumerate(around.tokens) if is_name(t)]
    people: set[int] = set()
    for sentence in sorted({t.sentence for t in around.tokens}, reverse=True):
        named = [(n, t) for n, t in names if t.entity == "PERSON" and t.sentence == sentence]
        if not named:
            continue
        acting = {t.entity_number for n, t in named if is_subject(around, n)}
        pronouns = [
            n
            for n, t in enumerate(around.tokens)
            if t.sentence == sentence and around.low(n) in PERSONAL
            if t.dep != "poss" or n < named[0][0]
        ]
        if pronouns and (acting or pronouns[0] < named[0][0]):
            continue  # it may be somebody who was named before
        people = acting or {t.entity_number for _, t in named}
        break
    return [t for _, t in names if t.entity != "PERSON" or t.entity_number in people]


def describes(noun: str, name: str, text: str) -> bool:
    """Tell whether a text puts a noun beside a name: "the minister" is Volan."""
    a, b = re.escape(noun), re.escape(name)
    its = r"(?:the|a|an|its|their|his|her|[A-Z][\w-]*(?:['’]s?))"
    names, words = r"(?:[A-Z][\w’'-]+ ){0,2}", r"(?:[\w’'-]+ ){0,2}"
    return bool(noun and name) and (
        re.search(rf"\b(?i:{a}),? {names}{b}\b|\b{b}, {its} {words}{a}\b", text) is not None
    )


def beside(one: str, other: str, text: str) -> bool:
    """Tell whether two words stand in a text with no more than two words between them."""
    a, b = re.escape(one), re.escape(other)
    gap = r"(?:['’]s)?,? (?:[\w’'-]+,? ){0,2}"
    return re.search(rf"\b(?:{a}{gap}{b}|{b}{gap}{a})\b", text, re.IGNORECASE) is not None


def is_subject(reading: Reading, token: int) -> bool:
    """Tell whether a word belongs to the name or phrase that is the subject of a verb."""
    while reading.tokens[token].dep in ("compound", "amod", "nmod", "flat", "appos", "poss"):
        token = reading.tokens[token].head
    return reading.tokens[token].dep in ("nsubj", "nsubjpass", "csubj")

"""Whether what a claim tells of is in its evidence: things, acts, enough of its words."""

from bot.checks.alignment import Alignment
from bot.checks.arguments import PARTS
from bot.checks.clauses import phrase
from bot.checks.meaning import (
    CARRIED,
    DISTANT,
    OWN,
    SIMILARITY,
    borrowed,
    closeness,
    novelty,
    repeated,
    said_twice,
    share_carried,
    similarity,
)
from bot.checks.reading import Reading

_PHRASE = 3  # words at most between the first and the last of what a pronoun stands for


def absent(alignment: Alignment, around: frozenset[str]) -> str:
    """Say which thing that is or does something in a claim its evidence has nothing of.

    ``around`` are stems of what stands around the evidence.
    """
    for number, token in enumerate(alignment.claim.tokens):
        agent = token.dep == "pobj" and alignment.claim.tokens[token.head].dep == "agent"
        subject = token.dep in ("nsubj", "nsubjpass")
        acts = (subject or agent) and token.text.lower() not in PARTS
        told = acts and token.pos == "NOUN" and not token.quoted
        if told and not _is_met(alignment, number, around):
            return f"“{token.text}” is not in the evidence"
    return ""


def doubled(alignment: Alignment) -> str:
    """Say what a claim says again that its evidence says once."""
    words = said_twice(alignment) or repeated(alignment)
    return f"it says “{words}” more than once" if words else ""


def unmet(
    alignment: Alignment, around: frozenset[str], known: set[int], nearby: Reading | None
) -> str:
    """Say what of a claim's meaning its evidence lacks; nothing when it has enough.

    ``around`` are stems of what stands around the evidence, ``nearby`` is that as read where
    the evidence has a pronoun; ``known`` are tokens of the claim that are met otherwise.
    """
    for number, token in enumerate(alignment.claim.tokens):
        if token.pos != "NOUN" or token.quoted or not _is_description(alignment.claim, number):
            continue
        if token.text == "." or alignment.claim.text[token.start : token.end + 1] == "No.":
            continue  # "No. 2": numbers are compared
        words = () if token.dep == "nsubj" else phrase(alignment.claim, number)
        if not any(alignment.of(n) for n in (number, *words)):
            return f"nothing is called “{token.text}” in the evidence"
    if word := novelty(alignment, around, nearby):
        return f"there is nothing like “{word}” in the evidence"
    near = borrowed(alignment, around)
    if near and near[-1] - near[0] > _PHRASE:
        return "more of it stands around the evidence than a name or noun"
    own = share_carried(alignment, frozenset(), known)
    if own < OWN or share_carried(alignment, around, known) < CARRIED:
        return "too little of it is in the evidence"
    if similarity(alignment) < SIMILARITY:
        return "it means something else than the evidence"
    return ""


def _is_description(claim: Reading, number: int) -> bool:
    """Tell whether a noun says what something is: "Orm is a judge", "the judge was Orm"."""
    token = claim.tokens[number]
    if token.dep == "nsubj":
        beside = claim.children.get(token.head, ())
        return any(claim.tokens[n].dep == "attr" and claim.tokens[n].pos == "PROPN" for n in beside)
    return token.dep == "attr"


def _is_met(alignment: Alignment, token: int, around: frozenset[str]) -> bool:
    words = phrase(alignment.claim, token)
    return (
        not alignment.claim.stems[token]
        or any(alignment.of(word) for word in words)
        or alignment.claim.stems[token] in around
        or closeness(alignment, words, range(len(alignment.exhibit.tokens))) >= DISTANT
    )

"""Reported speech that grammar shows and the tagger left out, above all speech in speech.

The corpus that the tagger learnt from marks only the outermost attribution: in "Volan
was content, said Reku, according to an official", the official's. A reader asks for
Reku's as well.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from index.cues import reporting_verb
from index.grammar import Token
from index.records import Attribution, Span
from index.sources import children_of, phrase_around

_NAMES = frozenset(("PERSON", "ORG", "GPE", "NORP"))
_TITLE_WORDS = 10
_CLAUSES = ("ccomp", "xcomp")


def add_reported(attributions: Sequence[Attribution], tokens: Sequence[Token]) -> list[Attribution]:
    """Add what a named subject reports by a verb of saying, unless that cue is known.

    The verb must govern a clause ("said he was content") or words in quotation marks
    ("ruled out any “concession”"). Returns all in reading order.
    """
    starts = [token.start for token in tokens]
    children = children_of(tokens)
    cues: set[int] = set()
    cue_starts = sorted(attribution.cue.start for attribution in attributions)
    for attribution in attributions:
        first = bisect_left(starts, attribution.cue.start)
        cues.update(range(first, bisect_left(starts, attribution.cue.end)))
    added = []
    for verb, token in enumerate(tokens):
        if token.pos != "VERB" or verb in cues or token.quoted or not reporting_verb(token.text):
            continue
        below = children.get(verb, [])
        subject = next((c for c in below if tokens[c].dep == "nsubj"), None)
        source = _named_source(tokens, children, subject, verb)
        content = _content(tokens, children, below, verb)
        if source is None or content is None:
            continue
        following = bisect_right(cue_starts, content.start)
        stop = cue_starts[following] if following < len(cue_starts) else 0
        if content.start < stop < content.end:  # "..., according to an official"
            stop = tokens[bisect_left(starts, stop) - 1].end
            content = Span(content.start, stop)
        particle = [c for c in below if tokens[c].dep == "prt" and c == verb + 1]
        added.append(
            Attribution(
                source,
                Span(token.start, tokens[particle[0] if particle else verb].end),
                (content,),
            )
        )
    return sorted([*attributions, *added], key=lambda a: min(a.cue, *a.content))


def _named_source(
    tokens: Sequence[Token], children: dict[int, list[int]], subject: int | None, verb: int
) -> Span | None:
    """Take a subject that is a name, or a title with a name at its end."""
    if subject is None or (subject > verb and subject - verb > 4):
        return None
    if tokens[subject].pos == "PROPN" or tokens[subject].entity in _NAMES:
        return phrase_around(tokens, children, subject)
    inside = [token for token in _subtree(children, subject) if token < verb]
    last = max(inside, default=subject)
    if tokens[last].entity != "PERSON" or last - min(inside) > _TITLE_WORDS:
        return None
    name = last
    while name > 0 and tokens[name - 1].entity_number == tokens[last].entity_number:
        name -= 1
    if tokens[name - 1].pos not in ("NOUN", "PROPN"):
        return None  # "the spokesman of Reku"
    return Span(tokens[min(inside)].start, tokens[last].end)


def _content(
    tokens: Sequence[Token], children: dict[int, list[int]], below: Sequence[int], verb: int
) -> Span | None:
    for child in below:
        clause = tokens[child].dep in _CLAUSES
        if not clause and tokens[child].dep != "dobj":
            continue
        inside = _subtree(children, child)
        first, last = min(inside), max(inside)
        if first <= verb <= last or not (
            (clause and child > verb) or any(tokens[t].quoted for t in inside)
        ):
            continue
        while last > first and tokens[last].pos == "PUNCT" and not tokens[last].quoted:
            last -= 1
        return Span(tokens[first].start, tokens[last].end)
    return None


def _subtree(children: dict[int, list[int]], root: int) -> list[int]:
    found, waiting = [root], [root]
    while waiting:
        below = children.get(waiting.pop(), [])
        found.extend(below)
        waiting.extend(below)
    return found

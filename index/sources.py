"""Complete what the tagger left open: the source that grammar gives a cue."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from index.grammar import Token
from index.records import Attribution, Span

_SUBJECTS = ("nsubj",)
_PASSIVE = ("nsubjpass", "auxpass")
# How a verb without a subject of its own hangs on the one that has it.
_SHARED = frozenset(("advcl", "conj", "xcomp", "ccomp", "pcomp", "dep", "prep"))
_CLIMB = 4
# What closes a noun phrase: it may be described at length.
_CLOSING = frozenset(("relcl", "acl", "appos", "advcl", "punct", "cc", "conj", "prep"))


def complete_sources(
    attributions: Sequence[Attribution], tokens: Sequence[Token]
) -> list[Attribution]:
    """Give each attribution without a source the subject of its cue, when it has one.

    A source that was cut short after its article gets the rest of its phrase. A participle
    ("he left, saying ...") takes the subject of the verb it hangs on; a passive ("it is
    said") has no source.
    """
    starts = [token.start for token in tokens]
    children = children_of(tokens)

    def completed(attribution: Attribution) -> Attribution:
        if attribution.source is not None:
            return replace(attribution, source=_whole(tokens, starts, children, attribution.source))
        first = bisect_right(starts, attribution.cue.start) - 1
        last = bisect_left(starts, attribution.cue.end)
        subject = _subject(tokens, children, max(first, 0), last)
        if subject is None:
            return attribution
        source = phrase_around(tokens, children, subject)
        if any(source.start < span.end and span.start < source.end for span in attribution.content):
            return attribution
        return replace(attribution, source=source)

    return [completed(attribution) for attribution in attributions]


def _whole(
    tokens: Sequence[Token], starts: Sequence[int], children: dict[int, list[int]], source: Span
) -> Span:
    """Complete a source that is an article and nothing else to the phrase it begins."""
    first, last = bisect_left(starts, source.start), bisect_left(starts, source.end)
    if last - first != 1 or tokens[first].pos != "DET" or tokens[first].dep != "det":
        return source
    return phrase_around(tokens, children, tokens[first].head)


def children_of(tokens: Sequence[Token]) -> dict[int, list[int]]:
    """List the tokens that depend on each token, in reading order."""
    children: dict[int, list[int]] = {}
    for number, token in enumerate(tokens):
        if token.head != number:
            children.setdefault(token.head, []).append(number)
    return children


def _subject(
    tokens: Sequence[Token], children: dict[int, list[int]], first: int, last: int
) -> int | None:
    verb = next((t for t in range(first, last) if tokens[t].pos in ("VERB", "AUX")), None)
    if verb is None:
        return None
    while tokens[verb].dep in ("aux", "auxpass") and tokens[verb].head != verb:
        verb = tokens[verb].head
    for _ in range(_CLIMB):
        below = children.get(verb, [])
        if any(tokens[child].dep in _PASSIVE for child in below):
            return None
        for child in below:
            if tokens[child].dep in _SUBJECTS:
                return child
        token = tokens[verb]
        if token.dep == "acl" and token.head != verb:
            return token.head
        if token.dep not in _SHARED or token.head == verb:
            return None
        verb = token.head
    return None


def phrase_around(tokens: Sequence[Token], children: dict[int, list[int]], head: int) -> Span:
    """Take a noun with what stands before it, and names right behind it."""
    first = last = head
    waiting = [head]
    while waiting:
        for child in children.get(waiting.pop(), []):
            if tokens[child].dep in _CLOSING or tokens[child].sentence != tokens[head].sentence:
                continue
            first, last = min(first, child), max(last, child)
            waiting.append(child)
    return Span(tokens[first].start, tokens[last].end)

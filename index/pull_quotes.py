"""Quotations with their speaker behind a dash: “We are ready.” — Ada Volan."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.records import Attribution, Span

_LINE = re.compile("[^\r\n\u2028\u2029\x0b\x0c\x85]+")
_NAME_WORDS = 6
_LINKING = frozenset("al and bin da de del der di du el la of the van von y".split())
_OPENING, _CLOSING = '“”«„"', '”»“"'
_BEHIND = re.compile(
    rf"[{_CLOSING}][ \t\xa0]*(?P<dash>[―—–-]{{1,3}})[ \t\xa0]*"
    r"(?P<name>[^\W\d_a-z][^―—–\"“”«»!?:;]{1,60}?)[.,]?[ \t\xa0]*$"
)


def attributed_lines(text: str, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Read each line that is a quotation, a dash and a name; it stands for what was found there.

    Returns all attributions in reading order.
    """
    lines: list[Attribution] = []
    for line in _LINE.finditer(text):
        start = line.start() + len(line.group()) - len(line.group().lstrip())
        if text[start : start + 1] not in tuple(_OPENING):
            continue
        # from the end: the name is short, so that the search is
        match = _BEHIND.search(text, max(start + 2, line.end() - 90), line.end())
        if match is None or not _is_name(match["name"]):
            continue
        lines.append(
            Attribution(
                Span(*match.span("name")),
                Span(*match.span("dash")),
                (Span(start + 1, match.start()),),
            )
        )
    if not lines:
        return list(attributions)
    taken = [Span(line.content[0].start - 1, (line.source or line.cue).end) for line in lines]
    kept = [left for a in attributions if (left := _outside(a, taken))]
    return sorted([*kept, *lines], key=lambda a: min(a.cue, *a.content))


def _is_name(words: str) -> bool:
    """Tell whether all words are capitalised but those that link names."""
    return len(words.split()) <= _NAME_WORDS and all(
        word[0].isupper() or word.lower() in _LINKING for word in words.split()
    )


def _outside(attribution: Attribution, taken: Sequence[Span]) -> Attribution | None:
    """Leave of an attribution what stands on no line that was read already."""
    pieces = list(attribution.content)
    for line in taken:
        if line.start <= attribution.cue.start < line.end:
            return None
        pieces = [
            piece
            for start, end in pieces
            for piece in (Span(start, min(end, line.start)), Span(max(start, line.end), end))
            if piece.start < piece.end
        ]
    return replace(attribution, content=tuple(dict.fromkeys(pieces))) if pieces else None

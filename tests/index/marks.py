"""Attributions as a test writes them: "[Volan] <said> {that the talks would resume}."."""

import re

from index.records import Attribution, Span

_MARK = re.compile(r"[\[\]<>{}]")


def read_marks(marked: str) -> tuple[str, list[Attribution]]:
    """Take the marks out of a text: [source], <cue> and {content}.

    All contents belong to the one cue, or there are as many of each as there are cues.
    """
    text, done, start = "", 0, 0
    spans: dict[str, list[Span]] = {"]": [], ">": [], "}": []}
    for mark in _MARK.finditer(marked):
        text += marked[done : mark.start()]
        done = mark.end()
        if mark[0] in spans:
            spans[mark[0]].append(Span(start, len(text)))
        else:
            start = len(text)
    text += marked[done:]
    sources, cues, contents = spans.values()
    if len(cues) == 1:
        return text, [Attribution(sources[0] if sources else None, cues[0], tuple(contents))]
    return text, [
        Attribution(source, cue, (content,))
        for source, cue, content in zip(sources, cues, contents, strict=True)
    ]

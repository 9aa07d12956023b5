"""From scores of words to who said what."""

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from index.records import Attribution, Span
from index.tagger.network import TAGS, Pointer, Tagger
from index.tagger.pieces import Pieces
from index.tagger.predict import Scores, Window

# Chosen on 42 articles of the train part that were left out of a training. A cue has a
# source: linked F1 1.1 higher than with 0.
NONE_SOURCE = 4.0
# For each of TAGS: a source that is missed costs an attribution, a cue too many makes one.
# 0.5 higher than without.
TAG_BIAS = np.array([0, 1.0, 0, -0.5, 0, -0.25, 0], dtype=np.float32)


def best_tags(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """Find the best sequence in which no I- tag follows another kind (Viterbi).

    Args:
        scores: shape ``(words, len(TAGS))``.
    """
    count, size = scores.shape
    allowed = np.zeros((size, size), dtype=np.float32)
    for i, after in enumerate(TAGS):
        for j, before in enumerate(TAGS):
            if after.startswith("I-") and before[2:] != after[2:]:
                allowed[j, i] = -1e4
    backward = np.zeros((count, size), dtype=np.int64)
    best = scores[0] + np.where([tag.startswith("I-") for tag in TAGS], -1e4, 0.0)
    for word in range(1, count):
        options = best[:, None] + allowed
        backward[word] = options.argmax(axis=0)
        best = options.max(axis=0) + scores[word]
    path = np.zeros(count, dtype=np.int64)
    path[-1] = best.argmax()
    for word in range(count - 1, 0, -1):
        path[word - 1] = backward[word, path[word]]
    return path


def runs(tags: NDArray[np.int64]) -> dict[str, list[tuple[int, int]]]:
    """Group tags: kind to first and last word of each run, in reading order."""
    found: dict[str, list[tuple[int, int]]] = {"source": [], "cue": [], "content": []}
    previous = "O"
    for word, tag in enumerate(tags.tolist()):
        name = TAGS[tag]
        if name.startswith("B-") or (name != "O" and previous[2:] != name[2:]):
            found[name[2:]].append((word, word))
        elif name != "O":
            spans = found[name[2:]]
            spans[-1] = (spans[-1][0], word)
        previous = name
    return found


def link(
    heads: Sequence[tuple[int, int]],
    tails: Sequence[tuple[int, int]],
    windows: Sequence[Window],
    lines: Tensor,
    pointer: Pointer,
    reluctance: float = 0.0,
) -> list[int | None]:
    """Find, for each head, the tail it belongs to.

    A pair is scored in the reading whose own the middle of the head is: the states of
    two readings do not compare.

    Args:
        heads: first and last word of each, in reading order.
        tails: likewise.
        windows: the readings of the article.
        lines: shape ``(words,)``, the line each word stands on.
        pointer: the scores.
        reluctance: what "none of them" has to score more.

    Returns:
        The number of a tail, -1 when none belongs to it, None when none is near.
    """
    found: list[int | None] = []
    starts = [first for first, _ in tails]
    number = 0
    waiting: list[tuple[int, int]] = []

    def settle(window: Window) -> None:
        low, high = bisect_left(starts, window.start), bisect_left(starts, window.end)
        near = [t for t in range(low, high) if tails[t][1] < window.end]
        if not waiting or not near:
            found.extend([None] * len(waiting))
            waiting.clear()
            return
        head = torch.tensor([(max(a, window.start), min(b, window.end - 1)) for a, b in waiting])
        tail = torch.tensor([tails[t] for t in near])
        here = lines[window.start : window.end]
        scores = pointer.pairs(window.states, here, head - window.start, tail - window.start)
        scores[:, -1] -= reluctance
        found.extend(
            near[best] if best < len(near) else -1 for best in scores.argmax(dim=1).tolist()
        )
        waiting.clear()

    for first, last in heads:
        middle = (first + last) // 2
        while middle >= windows[number].high:
            settle(windows[number])
            number += 1
        waiting.append((first, last))
    settle(windows[number])
    return found


def find_attributions(pieces: Pieces, scores: Scores, model: Tagger) -> list[Attribution]:
    """Read who said what from the scores of an article's words, in reading order."""
    if not len(scores.tags):
        return []
    found = runs(best_tags(scores.tags + TAG_BIAS))
    lines = torch.from_numpy(pieces.paragraphs)
    contents: dict[int, list[tuple[int, int]]] = {}
    cues = link(found["content"], found["cue"], scores.windows, lines, model.content_to_cue)
    for content, cue in zip(found["content"], cues, strict=True):
        if cue is not None and cue >= 0:
            contents.setdefault(cue, []).append(content)
    said = sorted(contents)
    heads = [found["cue"][number] for number in said]
    sources = link(heads, found["source"], scores.windows, lines, model.cue_to_source, NONE_SOURCE)

    def span(words: tuple[int, int]) -> Span:
        return Span(int(pieces.spans[words[0], 0]), int(pieces.spans[words[1], 1]))

    attributions = [
        Attribution(
            None if source is None or source < 0 else span(found["source"][source]),
            span(found["cue"][number]),
            tuple(span(content) for content in contents[number]),
        )
        for number, source in zip(said, sources, strict=True)
    ]
    return sorted(attributions, key=lambda a: min(a.cue, *a.content))

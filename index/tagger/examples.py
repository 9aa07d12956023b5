"""Marked articles as the network learns from them: tags, links and windows."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from index.records import Span
from index.tagger.corpus import Marked
from index.tagger.network import TAGS
from index.tagger.pieces import Pieces
from index.transformer import CLS, SEP

MASK = 103
_BEGIN = {kind: TAGS.index(f"B-{kind}") for kind in ("source", "cue", "content")}


@dataclass(slots=True)
class Example:
    """An article as one annotator marked it, in words.

    Attributes:
        tags: shape ``(words,)``, places in ``TAGS``.
        sources: first and last word of each.
        cues: first word, last word and the number of its source (-1: none).
        contents: first word, last word and the number of its cue.
        weight: what it counts; less when others marked the same article.
    """

    pieces: Pieces
    tags: NDArray[np.int64]
    weight: float
    sources: list[tuple[int, int, int]] = field(default_factory=list)
    cues: list[tuple[int, int, int]] = field(default_factory=list)
    contents: list[tuple[int, int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Window:
    """Words ``start`` to ``end``, half-open, of an example."""

    example: Example
    start: int
    end: int


def to_example(marked: Marked, pieces: Pieces, weight: float) -> Example:
    """Put an annotator's spans on the words of an article; each word has one tag."""
    example = Example(pieces, np.zeros(len(pieces.first), dtype=np.int64), weight)
    for marking in marked.markings:
        source = _put(example, marking.source, "source", example.sources, -1)
        cue = _put(example, marking.cue, "cue", example.cues, source)
        for span in marking.content:
            _put(example, [span], "content", example.contents, cue)
    return example


def _put(
    example: Example,
    spans: Iterable[Span],
    kind: str,
    found: list[tuple[int, int, int]],
    owner: int,
) -> int:
    """Tag spans; the first is listed with its owner. Returns its number, or -1."""
    number = -1
    for place, span in enumerate(spans):
        first = int(np.searchsorted(example.pieces.spans[:, 1], span.start, side="right"))
        last = int(np.searchsorted(example.pieces.spans[:, 0], span.end, side="left")) - 1
        if last < first or example.tags[first : last + 1].any():
            continue
        example.tags[first] = _BEGIN[kind]
        example.tags[first + 1 : last + 1] = _BEGIN[kind] + 1
        if place == 0:
            number = len(found)
            found.append((first, last, owner))
    return number


def windows(example: Example, rng: random.Random, limit: int) -> Iterator[Window]:
    """Cut an article into windows of whole lines where it can be, from a random start."""
    first = np.append(example.pieces.first, len(example.pieces.ids))
    count = len(example.pieces.first)
    lines = np.flatnonzero(example.pieces.features[:, 2] == 1)
    start, budget = 0, rng.randint(limit // 4, limit)
    while start < count:
        end = int(np.searchsorted(first, first[start] + budget, side="right")) - 1
        end = max(start + 1, min(end, count))
        if end < count:
            near = lines[(lines > start + (end - start) // 2) & (lines <= end)]
            end = int(near[-1]) if len(near) else end
        yield Window(example, start, end)
        start, budget = end, limit


def collate(batch: Sequence[Window], hide: float) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Pad windows to one length; hide a share of the words, so that none is relied on alone.

    Returns:
        ids and mask, shape ``(windows, pieces)``; features, ``(windows, pieces, 3)``;
        tags, ``(windows, pieces)``, -100 where no word begins.
    """
    bounds = [np.append(w.example.pieces.first, len(w.example.pieces.ids)) for w in batch]
    sizes = [int(f[w.end] - f[w.start]) for w, f in zip(batch, bounds, strict=True)]
    shape = (len(batch), max(sizes) + 2)
    ids, mask = torch.zeros(shape, dtype=torch.long), torch.zeros(shape, dtype=torch.long)
    features, tags = torch.zeros(*shape, 3, dtype=torch.long), torch.full(shape, -100)
    for row, (window, first, size) in enumerate(zip(batch, bounds, sizes, strict=True)):
        pieces, here = window.example.pieces, slice(window.start, window.end)
        low = int(first[window.start])
        spread = np.diff(first[window.start : window.end + 1])
        hidden = np.repeat(np.random.rand(window.end - window.start) < hide, spread)
        ids[row, 0], ids[row, size + 1] = CLS, SEP
        ids[row, 1 : size + 1] = torch.from_numpy(
            np.where(hidden, MASK, pieces.ids[low : low + size])
        )
        features[row, 1 : size + 1] = torch.from_numpy(
            np.repeat(pieces.features[here], spread, axis=0)
        )
        mask[row, : size + 2] = 1
        tags[row, torch.from_numpy(first[here] - low + 1)] = torch.from_numpy(
            window.example.tags[here]
        )
    return ids, features, mask, tags

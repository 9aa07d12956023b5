"""Run the tagger over a text."""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from index.tagger.network import Tagger
from index.tagger.pieces import CONTEXT, WINDOW, Pieces
from index.transformer import CLS, SEP

BATCH = 8


@dataclass(frozen=True, slots=True)
class Window:
    """Words ``start`` to ``end`` as one reading saw them; ``low`` to ``high`` are its own.

    ``states`` has the shape ``(end - start, size)``. Each word is some window's own.
    """

    start: int
    end: int
    low: int
    high: int
    states: Tensor


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network makes of an article: ``tags`` are log-probabilities, (words, TAGS)."""

    tags: NDArray[np.float32]
    windows: tuple[Window, ...]


def lay_windows(pieces: Pieces) -> list[tuple[int, int]]:
    """Cover an article with windows that share context: first and last word, half-open."""
    first = np.append(pieces.first, len(pieces.ids))
    count = len(pieces.first)
    found = []
    start = 0
    while True:
        end = int(np.searchsorted(first, first[start] + WINDOW, side="right")) - 1
        end = max(start + 1, min(end, count))
        found.append((start, end))
        if end == count:
            return found
        back = int(np.searchsorted(first, first[end] - CONTEXT, side="left"))
        start = max(start + 1, min(back, end))


@torch.inference_mode()
def score(model: Tagger, pieces: Pieces) -> Scores:
    """Score every word; one that several windows hold is read where it is most central."""
    first = np.append(pieces.first, len(pieces.ids))
    count = len(pieces.first)
    windows = lay_windows(pieces)
    tags = np.zeros((count, model.tags.out_features), dtype=np.float32)
    read: list[Window] = []
    for at in range(0, len(windows), BATCH):
        group = windows[at : at + BATCH]
        lengths = [int(min(first[e] - first[s], WINDOW)) for s, e in group]
        width = max(lengths) + 2
        ids = torch.zeros(len(group), width, dtype=torch.long)
        features = torch.zeros(len(group), width, 3, dtype=torch.long)
        mask = torch.zeros(len(group), width, dtype=torch.long)
        for row, ((start, end), length) in enumerate(zip(group, lengths, strict=True)):
            low = int(first[start])
            ids[row, 0], ids[row, length + 1] = CLS, SEP
            ids[row, 1 : length + 1] = torch.from_numpy(pieces.ids[low : low + length])
            spread = np.repeat(pieces.features[start:end], np.diff(first[start : end + 1]), axis=0)
            features[row, 1 : length + 1] = torch.from_numpy(spread[:length])
            mask[row, : length + 2] = 1
        hidden = model(ids, features, mask)
        emitted = torch.log_softmax(model.tags(hidden), dim=-1)
        for row, (start, end) in enumerate(group):
            number = at + row
            # the middle of what two windows share belongs to the first up to there
            low = start if number == 0 else (start + windows[number - 1][1]) // 2
            high = end if number + 1 == len(windows) else (windows[number + 1][0] + end) // 2
            positions = torch.from_numpy(first[start:end] - first[start] + 1)
            tags[low:high] = emitted[row, positions[low - start : high - start]].numpy()
            read.append(Window(start, end, low, high, hidden[row, positions].clone()))
    return Scores(tags, tuple(read))

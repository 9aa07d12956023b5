"""The tagger: the packaged encoder's layers, tuned, with tags and two pointers on top."""

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from index.tagger.pieces import CASES, LINES, QUOTES

if TYPE_CHECKING:
    from transformers import BertModel

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
POINTER = 128
NEAR = 12  # buckets of distance on either side, powers of 1.5 or so
FAR_LINES = 3


class Tagger(nn.Module):
    """Tags words as source, cue or content and scores which belong together."""

    def __init__(self, encoder: "BertModel") -> None:
        super().__init__()
        self.encoder = encoder
        size = encoder.config.hidden_size
        self.case = nn.Embedding(CASES, size)
        self.quote = nn.Embedding(QUOTES, size)
        self.line = nn.Embedding(LINES, size)
        self.dropout = nn.Dropout(0.1)
        self.tags = nn.Linear(size, len(TAGS))
        self.content_to_cue = Pointer(size)
        self.cue_to_source = Pointer(size)
        for table in (self.case, self.quote, self.line):
            nn.init.normal_(table.weight, std=0.01)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """Encode windows: ``ids`` and ``mask`` (windows, pieces), ``features`` (…, 3).

        Returns states, shape ``(windows, pieces, size)``.
        """
        embedded = self.encoder.embeddings.word_embeddings(ids)
        embedded = (
            embedded
            + self.case(features[..., 0])
            + self.quote(features[..., 1])
            + self.line(features[..., 2])
        )
        states: Tensor = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        return states


class Pointer(nn.Module):
    """Scores which of several targets a span belongs to; the last score is "none"."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.source = nn.Linear(2 * size, POINTER)
        self.target = nn.Linear(2 * size, POINTER)
        self.none = nn.Linear(2 * size, 1)
        self.dropout = nn.Dropout(0.2)
        self.near = nn.Embedding(2 * NEAR + 1, 1)
        self.near_end = nn.Embedding(2 * NEAR + 1, 1)
        self.lines = nn.Embedding(2 * FAR_LINES + 1, 1)
        for table in (self.near, self.near_end, self.lines):
            nn.init.zeros_(table.weight)

    def forward(
        self, source: Tensor, target: Tensor, start: Tensor, end: Tensor, lines: Tensor
    ) -> Tensor:
        """Score pairs.

        Args:
            source: (sources, 2 * size): states of a span's first and last word.
            target: (targets, 2 * size), likewise.
            start: (sources, targets): words from a source's start to the target's start.
            end: from a source's end to the target's start.
            lines: lines from the source to the target.

        Returns:
            (sources, targets + 1); the last column is "none of them".
        """
        source, target = self.dropout(source), self.dropout(target)
        scores = self.source(source) @ self.target(target).T / POINTER**0.5
        scores = (
            scores
            + self.near(bucket(start)).squeeze(-1)
            + self.near_end(bucket(end)).squeeze(-1)
            + self.lines(lines.clamp(-FAR_LINES, FAR_LINES) + FAR_LINES).squeeze(-1)
        )
        return torch.cat([scores, self.none(source)], dim=1)

    def pairs(self, states: Tensor, lines: Tensor, head: Tensor, tail: Tensor) -> Tensor:
        """Score spans, given as first and last word, shape ``(spans, 2)``.

        Args:
            states: (words, size).
            lines: (words,), the line each word stands on.
            head: what looks for its ...
            tail: ... counterpart.
        """
        scores: Tensor = self(
            states[head].flatten(1),
            states[tail].flatten(1),
            tail[None, :, 0] - head[:, None, 0],
            tail[None, :, 0] - head[:, None, 1],
            lines[tail[None, :, 0]] - lines[head[:, None, 0]],
        )
        return scores


def bucket(distance: Tensor) -> Tensor:
    """Put signed distances into 2 * NEAR + 1 buckets, finer when near."""
    steps = (torch.log1p(distance.abs().float()) * 2.2).round().clamp(max=NEAR).long()
    return torch.where(distance < 0, -steps, steps) + NEAR

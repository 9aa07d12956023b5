"""The reader: the packaged encoder's layers over a question and a sentence together.

Reference:
    Chen, Fisch, Weston & Bordes (2017), Reading Wikipedia to Answer Open-Domain
    Questions: exact matches told to the network. Devlin et al. (2019), BERT: the span,
    and the first piece for "no answer".
"""

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from bot.reader.pairs import CASES, MATCHES

if TYPE_CHECKING:
    from transformers import BertModel

HIDDEN = -1e4


class PairReader(nn.Module):
    """Reads two texts together, and scores whether the second does for the first."""

    def __init__(self, encoder: "BertModel") -> None:
        super().__init__()
        self.encoder = encoder
        size = encoder.config.hidden_size
        self.match = nn.Embedding(MATCHES, size)
        self.case = nn.Embedding(CASES, size)
        self.answers = nn.Sequential(nn.Linear(2 * size, size), nn.GELU(), nn.Linear(size, 1))
        for table in (self.match, self.case):
            nn.init.normal_(table.weight, std=0.01)

    def read(
        self, ids: Tensor, parts: Tensor, features: Tensor, mask: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Read pairs.

        Args:
            ids: word pieces, shape ``(pairs, pieces)``.
            parts: 0 for the first text, 1 for the second, likewise.
            features: match and case, shape ``(pairs, pieces, 2)``.
            mask: 1 for what is no padding, shape ``(pairs, pieces)``.

        Returns:
            log-odds, ``(pairs,)``; and the pieces' states, ``(pairs, pieces, size)``.
        """
        embedded = (
            self.encoder.embeddings.word_embeddings(ids)
            + self.match(features[..., 0])
            + self.case(features[..., 1])
        )
        states = self.encoder(
            inputs_embeds=embedded, attention_mask=mask, token_type_ids=parts
        ).last_hidden_state.float()
        real = mask.unsqueeze(-1).float()
        mean = (states * real).sum(dim=1) / real.sum(dim=1)
        return self.answers(torch.cat([states[:, 0], mean], dim=-1))[:, 0], states


class Reader(PairReader):
    """Scores whether a sentence answers a question, and where its answer begins and ends."""

    def __init__(self, encoder: "BertModel") -> None:
        super().__init__(encoder)
        self.span = nn.Linear(encoder.config.hidden_size, 2)

    def forward(
        self, ids: Tensor, parts: Tensor, features: Tensor, mask: Tensor, sentence: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Read pairs of a question and a sentence, laid out as for `PairReader.read`.

        ``sentence`` tells whether a piece may be the answer's; it is true for the first,
        which stands for "none". Returns the log-odds that the sentence answers,
        ``(pairs,)``; and scores of each piece to begin and to end the answer,
        ``(pairs, pieces, 2)``.
        """
        answers, states = self.read(ids, parts, features, mask)
        span = self.span(states).masked_fill(~sentence.unsqueeze(-1), HIDDEN)
        return answers, span

"""Keywords and vectors, fused into one ranking; each hit is measured word by word."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from index.interaction.meeting import AskedTokens, Meeting, asked_tokens
from index.interaction.tokens import token_encoder
from index.keywords import Keywords
from index.records import Passage
from index.store import Store

# The constant of reciprocal rank fusion, as its authors have it.
_RANK_OFFSET = 60


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found.

    ``score`` ranks it among the others (bigger is better); ``similarity`` is its cosine
    with the question, -1 to 1. ``meetings`` tell of each sentence how well the words meet
    (see `index.interaction.meeting`); none when the store keeps no vectors of words.
    """

    passage: Passage
    score: float
    similarity: float
    meetings: tuple[Meeting, ...] = ()


class Search:
    """Find passages by meaning and by words.

    Reference:
        Cormack, Clarke & Büttcher (2009), Reciprocal Rank Fusion.
    """

    def __init__(self, store: Store, encoder: Encoder, keywords: Keywords) -> None:
        self.store = store
        self.encoder = encoder
        self.keywords = keywords

    def find(self, text: str, words: Sequence[str], top_k: int) -> list[Hit]:
        """Find the ``top_k`` passages for a text and its stems, best first.

        Raises:
            EncoderMismatch: the store was made by another encoder.
            StoreError: the store cannot be read.
        """
        self.store.check_encoder(self.encoder.name)
        vector, asked = self._encoded(text)
        near = self.store.nearest(vector, top_k)
        ranked = self.keywords.rank(words, top_k)

        found = {neighbour.passage.id: neighbour for neighbour in near}
        missing = [id_ for id_, _ in ranked if id_ not in found]
        found |= {n.passage.id: n for n in self.store.similar(missing, vector)}

        scores: dict[str, float] = defaultdict(float)
        for ids in ([n.passage.id for n in near], [id_ for id_, _ in ranked]):
            for rank, id_ in enumerate(ids, start=1):
                scores[id_] += 1 / (_RANK_OFFSET + rank)
        best = sorted((id_ for id_ in scores if id_ in found), key=lambda id_: (-scores[id_], id_))
        return [
            Hit(
                found[id_].passage,
                scores[id_],
                found[id_].similarity,
                asked.meet(found[id_].tokens) if asked and found[id_].tokens else (),
            )
            for id_ in best[:top_k]
        ]

    def _encoded(self, text: str) -> tuple[NDArray[np.float32], AskedTokens | None]:
        showing = token_encoder(self.encoder)
        if showing is None:
            return self.encoder.encode([text])[0], None
        encoded = showing.encode_tokens([text])[0]
        return encoded.vector, asked_tokens(text, encoded, self.keywords.rarity)

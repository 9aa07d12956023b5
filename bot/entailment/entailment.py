"""The one real entailment model: load it once, then ask what a passage carries."""

import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bot.reader.reader import Candidate

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from bot.entailment.network import Entailer

WEIGHTS = Path(__file__).parent / "weights.safetensors"


class Entailment(Protocol):
    """Anything that tells whether evidence carries a claim."""

    def log_odds(self, pairs: Sequence[tuple[str, Candidate]]) -> list[float]:
        """Return, for each claim with its evidence, the log-odds that it is carried."""
        ...


class LearnedEntailment:
    """The packaged encoder, tuned on claims about invented news; loaded when first used."""

    def __init__(self, weights: Path = WEIGHTS) -> None:
        self._weights = weights
        self._using = threading.Lock()

    def load(self) -> None:
        """Load the weights now; a second call, from any thread, waits and does nothing."""
        with self._using:
            self._loaded  # noqa: B018  the property loads them

    def log_odds(self, pairs: Sequence[tuple[str, Candidate]]) -> list[float]:
        """Return, for each claim with its evidence, the log-odds that it is carried.

        Time is linear in their words.
        """
        from bot.entailment.predict import predict

        if not pairs:
            return []
        with self._using:
            tokenizer, model = self._loaded
            return predict(model, tokenizer, pairs)

    @cached_property
    def _loaded(self) -> "tuple[Tokenizer, Entailer]":
        from bot.entailment.network import Entailer
        from index.learnt import load_learnt

        return load_learnt(Entailer, self._weights)

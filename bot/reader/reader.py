"""The one real reader: load it once, then read the best candidates of each question."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from index.records import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from bot.reader.network import Reader

WEIGHTS = Path(__file__).parent / "weights.safetensors"
MAX_FACT = 16  # word pieces of an answer that is marked


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence to read, and the one before it in its paragraph (empty when none)."""

    before: str
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of a sentence.

    ``answers`` are the log-odds that it answers the question; ``fact`` are the words that
    would, characters of the sentence, and ``certainty`` how much likelier these are than
    no words at all, as a difference of log-probabilities.
    """

    answers: float
    fact: Span
    certainty: float


class SentenceReader(Protocol):
    """Anything that reads sentences for a question."""

    def read(self, question: str, candidates: Sequence[Candidate]) -> list[Reading]:
        """Read each candidate by itself, in order."""
        ...


class LearnedReader:
    """The packaged encoder, tuned on questions and sentences; loaded when first used.

    It reads with the packaged encoder whichever one the store's vectors are made by.
    """

    def __init__(self, weights: Path = WEIGHTS) -> None:
        self._weights = weights
        self._using = threading.Lock()

    def load(self) -> None:
        """Load the weights now; a second call, from any thread, waits and does nothing."""
        with self._using:
            self._loaded  # noqa: B018  the property loads them

    def read(self, question: str, candidates: Sequence[Candidate]) -> list[Reading]:
        """Read each candidate by itself, in order; time is linear in their words."""
        from bot.reader.predict import predict

        if not candidates:
            return []
        with self._using:
            tokenizer, model = self._loaded
            return predict(model, tokenizer, [(question, candidate) for candidate in candidates])

    @cached_property
    def _loaded(self) -> "tuple[Tokenizer, Reader]":
        from bot.reader.network import Reader
        from index.learnt import load_learnt

        return load_learnt(Reader, self._weights)

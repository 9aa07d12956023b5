"""Settle how likely a sentence has to be carried: ``python -m tests.claims.settle``.

Prints, for thresholds about `bot.checks.checker.ENTAILED`, the paraphrases that pass and the
altered claims that are stopped, on the part "settle" (on which neither the checks nor the
entailer were made) and on "develop" (on which both were).
"""

from collections.abc import Sequence

import bot.checks.checker
from bot.checks.checker import ENTAILED, Checker
from bot.entailment.entailment import LearnedEntailment
from bot.reader.reader import Candidate
from index.encoder import SentenceEncoder
from tests.claims.corpus import load_texts
from tests.claims.measure import TRUE, measure, stopped

_STEPS = (-96.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0)


class _Kept(LearnedEntailment):
    """The real one, asked once about each pair."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[tuple[str, Candidate], float] = {}

    def log_odds(self, pairs: Sequence[tuple[str, Candidate]]) -> list[float]:
        for pair in pairs:
            if pair not in self._known:
                self._known[pair] = super().log_odds([pair])[0]
        return [self._known[pair] for pair in pairs]


def main() -> None:
    """Print a line for each threshold and part."""
    checker = Checker(SentenceEncoder(), _Kept())
    for part in ("settle", "develop"):
        for step in _STEPS:
            bot.checks.checker.ENTAILED = ENTAILED + step
            outcomes, _ = measure(checker, load_texts(part))
            print(
                f"{part} {ENTAILED + step:6.1f}  {outcomes[TRUE].share:.3f} {stopped(outcomes):.3f}"
            )


if __name__ == "__main__":
    main()

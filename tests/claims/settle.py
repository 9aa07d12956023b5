"""Settle how likely a sentence has to be carried: ``python -m tests.claims.settle``.

Prints, for least log-odds about `bot.checks.checker.ENTAILED`, the paraphrases that pass and the
altered claims that are stopped, on the part "settle" (on which neither the checks nor the entailer
were made) and on "develop" (on which both were). First come those without entailment.
"""

import math
from collections.abc import Sequence

from bot.checks.checker import ENTAILED, Checker
from bot.entailment.entailment import LearnedEntailment
from bot.reader.reader import Candidate
from index.encoder import SentenceEncoder
from tests.claims.alter import alter
from tests.claims.corpus import load_texts
from tests.claims.measure import TRUE

_STEPS = (-2.0, -1.0, 0.0, 1.0, 2.0)


class _Recorder(LearnedEntailment):
    """The real one, with what it said since it was last cleared."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[float] = []

    def log_odds(self, pairs: Sequence[tuple[str, Candidate]]) -> list[float]:
        found = super().log_odds(pairs)
        self.said += found
        return found


def likelihoods(part: str) -> tuple[list[float], list[float]]:
    """Return the log-odds of the paraphrases of a part, and of its altered claims.

    They are minus infinity where another check stops a claim, and infinity where none asks.
    """
    recorder = _Recorder()
    checker = Checker(SentenceEncoder(), recorder, -math.inf)
    found: tuple[list[float], list[float]] = ([], [])
    for text, claim in alter(load_texts(part)):
        recorder.said.clear()
        passed = checker.check(claim.cited, text.exhibits).passed
        odds = min(recorder.said, default=math.inf) if passed else -math.inf
        found[claim.kind != TRUE].append(odds)
    return found


def main() -> None:
    """Print a line for each threshold and part."""
    for part in ("settle", "develop"):
        true, altered = likelihoods(part)
        for least in (-1e9, *(ENTAILED + step for step in _STEPS)):
            passed, stopped = sum(o >= least for o in true), sum(o < least for o in altered)
            shares = f"{passed / len(true):.3f} {stopped / len(altered):.3f}"
            print(f"{part:8}{max(least, -99.0):6.1f}  {shares}")


if __name__ == "__main__":
    main()

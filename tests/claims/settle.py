"""Settle how likely a claim has to be: ``python -m tests.claims.settle``.

Prints, for thresholds of `bot.checks.judgement` about those it has, the paraphrases that pass and
the altered claims that are stopped, on the part "settle" (on which neither the checks nor the
entailer were made) and on "develop" (on which both were).
"""

import itertools
from collections.abc import Callable
from dataclasses import dataclass

from bot.checks import judgement
from bot.checks.carriage import Finding
from bot.checks.checker import Checker
from bot.entailment.entailment import LearnedEntailment
from index.encoder import SentenceEncoder
from tests.claims.alter import alter
from tests.claims.corpus import load_texts
from tests.claims.measure import TRUE

_STEPS = (-1.0, 0.0, 1.0)  # to either side of the log-odds in use
_FREE_STEPS = (-0.4, -0.2, 0.0, 0.2, 0.4)


@dataclass(frozen=True, slots=True)
class Asked:
    """A claim, whether it is true, and what a judge was asked about it."""

    true: bool
    passed: bool
    findings: tuple[tuple[Finding, Callable[[], float]], ...]


class _Recorder:
    """A judge that keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[Finding, Callable[[], float]]] = []

    def __call__(self, finding: Finding, entailed: Callable[[], float]) -> str:
        log_odds = entailed()
        self.asked.append((finding, lambda: log_odds))
        return "not yet"


def ask(part: str) -> list[Asked]:
    """Check the claims of a part; those that no judge is asked about pass or not by themselves."""
    recorder = _Recorder()
    checker = Checker(SentenceEncoder(), LearnedEntailment(), recorder)
    found = []
    for text, claim in alter(load_texts(part)):
        recorder.asked.clear()
        passed = checker.check(claim.cited, text.exhibits).passed
        found.append(Asked(claim.kind == TRUE, passed, tuple(recorder.asked)))
    return found


def reached(claims: list[Asked]) -> tuple[float, float]:
    """Return the share of paraphrases that pass as the thresholds are, and of others stopped."""
    shares = []
    for true in (True, False):
        chosen = [claim for claim in claims if claim.true == true]
        passed = [c.passed or any(not judgement.judge(*f) for f in c.findings) for c in chosen]
        shares.append(sum(passed) / len(chosen))
    return shares[0], 1 - shares[1]


def main() -> None:
    """Print a line for each pair of thresholds."""
    parts = {part: ask(part) for part in ("settle", "develop")}
    plain, free = judgement.PLAIN, judgement.FREE
    for one, other in itertools.product(_STEPS, _FREE_STEPS):
        judgement.PLAIN, judgement.FREE = plain + one, free + other
        shares = [f"{part} {t:.3f} {s:.3f}" for part, c in parts.items() for t, s in [reached(c)]]
        print(f"{judgement.PLAIN:5.1f} {judgement.FREE:4.1f}   {'   '.join(shares)}")


if __name__ == "__main__":
    main()

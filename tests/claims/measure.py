"""What the checks stop and let through: ``python -m tests.claims.measure [PART ...] [--misses]``.

PART is "develop", which checks and entailer were made on; "settle", on which the thresholds were
read off; or "measure", which nobody who made them has read; all by default.
"""

import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.checks.checker import Checker
from bot.entailment.entailment import LearnedEntailment
from index.encoder import SentenceEncoder
from tests.claims.alter import KINDS, alter
from tests.claims.corpus import PARTS, Claim, Text, load_texts

TRUE = "paraphrase"


@dataclass
class Outcome:
    """Claims of one kind: how many, and those that were not treated as they should be."""

    count: int = 0
    misses: list[tuple[Claim, str]] = field(default_factory=list)

    @property
    def share(self) -> float:
        return 1 - len(self.misses) / self.count


def measure(checker: Checker, texts: Iterable[Text]) -> tuple[dict[str, Outcome], list[float]]:
    """Check all claims of some texts: outcomes by kind, and the seconds of each check."""
    outcomes: dict[str, Outcome] = defaultdict(Outcome)
    seconds = []
    for text, claim in alter(list(texts)):
        began = time.perf_counter()
        verdict = checker.check(claim.cited, text.exhibits)
        seconds.append(time.perf_counter() - began)
        outcome = outcomes[claim.kind]
        outcome.count += 1
        if verdict.passed != (claim.kind == TRUE):
            outcome.misses.append((claim, verdict.reason))
    return dict(outcomes), seconds


def stopped(outcomes: dict[str, Outcome]) -> float:
    """Return the share of the altered claims that were stopped."""
    altered = [outcome for kind, outcome in outcomes.items() if kind != TRUE]
    return 1 - sum(len(o.misses) for o in altered) / sum(o.count for o in altered)


def main() -> None:
    """Print a table by kind for each part."""
    checker = Checker(SentenceEncoder(), LearnedEntailment())
    for part in [name for name in sys.argv[1:] if name in PARTS] or PARTS:
        outcomes, seconds = measure(checker, load_texts(part))
        print(f"{part}: {len(load_texts(part))} texts")
        for kind in (TRUE, *KINDS):
            if kind in outcomes:
                done = "let through" if kind == TRUE else "stopped"
                outcome = outcomes[kind]
                right = outcome.count - len(outcome.misses)
                print(f"  {kind:11}{right:5} of {outcome.count:4} {done} {outcome.share:.3f}")
        print(f"  altered, all kinds: {stopped(outcomes):.3f} stopped")
        print(f"  {1000 * statistics.median(seconds):.1f} ms a sentence (median)")
        if "--misses" in sys.argv:
            for kind, outcome in outcomes.items():
                for claim, reason in outcome.misses:
                    print(f"    {kind}: {claim.cited} {reason}")


if __name__ == "__main__":
    main()

"""Weigh what speaks against a claim with how likely its evidence carries it.

Where a claim keeps to the words of its evidence, the checks by grammar are right when they
doubt, and mostly when they do not. Where it is worded freely (the check "substance" misses
its words), they no longer see what belongs to what, and the entailment decides.
"""

from collections.abc import Callable

from bot.checks.carriage import Finding

# Least log-odds, read off `tests.claims.settle`: of a claim that nothing speaks against; of one
# that is worded freely; and how much more for every other doubt of such a one.
PLAIN = -3.0
FREE = 1.2
EACH = 0.2

Judge = Callable[[Finding, Callable[[], float]], str]


def judge(finding: Finding, entailed: Callable[[], float]) -> str:
    """Say in one line why a claim is not carried; nothing when it is.

    ``entailed`` gives the log-odds that it is, and is asked only where they matter.
    """
    doubts = finding.doubts
    if doubts and "substance" not in doubts:
        return next(iter(doubts.values()))
    log_odds = entailed()
    if not doubts:
        return "" if log_odds >= PLAIN else "it says something else than the evidence"
    if log_odds >= FREE + EACH * (len(doubts) - 1):
        return ""
    return next(iter(doubts.values()))

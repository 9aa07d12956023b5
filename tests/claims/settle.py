"""Settle how likely a sentence has to be carried: ``python -m tests.claims.settle``.

Prints, for least log-odds about those of `bot.checks.judgement.Least`, the paraphrases that pass,
the altered claims that are stopped, and how many do not of the kinds of which none may pass; on
the part "settle", on which neither the checks nor the entailer were made. First come the checks
without entailment. It takes two minutes a line.
"""

import math
from collections.abc import Sequence
from dataclasses import astuple, replace

from bot.checks.checker import Checker
from bot.checks.judgement import Least
from bot.entailment.entailment import LearnedEntailment
from bot.reader.reader import Candidate
from index.encoder import SentenceEncoder
from tests.claims.alter import STRICT
from tests.claims.corpus import load_texts
from tests.claims.measure import TRUE, measure, stopped

_CHOSEN = Least()
_EACH = (
    Least(-math.inf, -math.inf, -math.inf, -math.inf, math.inf),
    replace(_CHOSEN, free=math.inf),
    _CHOSEN,
    *(replace(_CHOSEN, alike=_CHOSEN.alike + step) for step in (-1, 1)),
    *(replace(_CHOSEN, other=_CHOSEN.other + step) for step in (-1, 1)),
    *(replace(_CHOSEN, numbered=_CHOSEN.numbered + step) for step in (-1, 1)),
    *(replace(_CHOSEN, dated=_CHOSEN.dated + step) for step in (-1, 1)),
    *(replace(_CHOSEN, free=_CHOSEN.free + step) for step in (-0.5, 0.5)),
)


class _Remembering(LearnedEntailment):
    """The real one, which is asked only once for each claim with its evidence."""

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[tuple[str, Candidate], float] = {}

    def log_odds(self, pairs: Sequence[tuple[str, Candidate]]) -> list[float]:
        new = [pair for pair in pairs if pair not in self._said]
        self._said.update(zip(new, super().log_odds(new), strict=True))
        return [self._said[pair] for pair in pairs]


def main() -> None:
    """Print a line for each of them."""
    encoder, entailment = SentenceEncoder(), _Remembering()
    texts = load_texts("settle")
    print("excerpt alike other numbered dated  free  passed stopped  " + " ".join(STRICT))
    for least in _EACH:
        outcomes, _ = measure(Checker(encoder, entailment, least), texts)
        strict = " ".join(f"{len(outcomes[kind].misses):{len(kind)}}" for kind in STRICT)
        shares = f"{outcomes[TRUE].share:.3f}   {stopped(outcomes):.3f}"
        numbers = " ".join(f"{bound:5.1f}" for bound in astuple(least))
        print(f"  {numbers}   {shares}  {strict}", flush=True)


if __name__ == "__main__":
    main()

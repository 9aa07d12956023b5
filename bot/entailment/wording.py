"""What wording alone tells of whether a claim is true, so that the entailer need not learn it.

In texts that people wrote claims for, true ones are worded freely and false ones closely (or the
other way round): a learner takes that for the sign to look for. What a simple model makes of
the wording is added to its score while it learns, so that it learns the rest.

Reference:
    Clark, Yatskar & Zettlemoyer (2019), Don't Take the Easy Way Out: a product of experts.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import SplineTransformer

from bot.reader.reader import Candidate

Wording = tuple[str, Candidate]
_WORD = re.compile(r"\w+")


class Bias:
    """Log-odds that a claim is true by its wording: fitted on claims with their evidence."""

    def __init__(self, pairs: Sequence[Wording], true: Sequence[bool]) -> None:
        self._model: Pipeline = make_pipeline(
            SplineTransformer(n_knots=5, degree=2), LogisticRegression(C=1.0, max_iter=500)
        ).fit(_describe(pairs), np.asarray(true))

    def log_odds(self, pairs: Sequence[Wording]) -> NDArray[np.float32]:
        """Return log-odds, shape ``(pairs,)``."""
        found: NDArray[np.float64] = self._model.decision_function(_describe(pairs))
        return found.astype(np.float32)


def _describe(pairs: Sequence[Wording]) -> NDArray[np.float64]:
    return np.array([_overlap(claim, shown.text) for claim, shown in pairs])


@lru_cache(maxsize=1 << 17)
def _overlap(claim: str, quote: str) -> tuple[float, float, float]:
    """Return the share of a claim's words that its evidence has, of the longest run, and length."""
    mine, theirs = _WORD.findall(claim.lower()), _WORD.findall(quote.lower())
    known = set(theirs)
    shared = sum(word in known for word in mine) / max(1, len(mine))
    joined = f" {' '.join(theirs)} "
    longest = 0
    for start in range(len(mine)):
        while f" {' '.join(mine[start : start + longest + 1])} " in joined:
            if start + longest + 1 > len(mine):
                break
            longest += 1
    return shared, longest / max(1, len(mine)), min(2.0, len(mine) / max(1, len(theirs)))

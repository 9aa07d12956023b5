"""How likely it is that the articles answer, from the sentences that were read."""

import math
from collections.abc import Sequence

from bot.lacking import gives_number, gives_time, is_negated
from bot.question import Query
from bot.relevance import relevance
from bot.reranker import Evidence

_BOUND = 8.0  # log-odds beyond this tell nothing more

# What counts for an answer and what against it, in sentences that are on what is asked:
# weights of a logistic regression on 3,355 questions, half of them made to look
# answerable, read by readers that were trained on other articles than they belong to.
WEIGHTS = {
    "intercept": 0.191,
    "answers": 0.473,  # log-odds of the reader that the first sentence answers
    "best": 0.045,  # the highest such of all that were read
    "certainty": -0.058,  # how sure it is of words in it
    "similarity": 2.585,
    "coverage": -0.734,
    "context": -1.022,
    "missing_names": -1.040,  # share of the question's names that it and the one before lack
    "missing_numbers": -1.059,  # share of its numbers that they lack
    "no_number": -1.421,  # a number is asked for and the sentence gives none
    "no_time": -0.370,  # a date is asked for and the sentence gives none
    "negation": -0.215,  # the question or the sentence denies something, the other does not
}
# What 93 % of the answerable questions reach (0.146), and a little less: fitted on other
# articles that threshold is reached by 92 %, and by 1.2 % of off-topic questions.
THRESHOLD = 0.13


def confidence(query: Query, evidence: Sequence[Evidence]) -> float:
    """Estimate the probability, 0 to 1, that the articles answer; 0 without evidence.

    The probability that the best sentence is on what is asked (`bot.relevance`), times
    that it answers if it is.
    """
    if not evidence:
        return 0.0
    found = features(query, evidence)
    log_odds = WEIGHTS["intercept"] + sum(WEIGHTS[name] * value for name, value in found.items())
    return relevance(query, evidence[0]) / (1 + math.exp(-log_odds))


def features(query: Query, evidence: Sequence[Evidence]) -> dict[str, float]:
    """Measure what `WEIGHTS` weighs, of the first sentence; there is one."""
    first = evidence[0]
    answers = [_bounded(e.reading.answers) for e in evidence if e.reading]
    names = query.names
    numbers = {term.stem for term in query.terms if term.word[0].isdigit()}
    missing = len(names & first.missing)
    return {
        "answers": _bounded(first.reading.answers) if first.reading else -_BOUND,
        "best": max(answers, default=-_BOUND),
        "certainty": _bounded(first.reading.certainty) if first.reading else -_BOUND,
        "similarity": first.similarity,
        "coverage": first.coverage,
        "context": first.context,
        "missing_names": missing / max(1, len(names)),
        "missing_numbers": len(numbers & first.missing) / max(1, len(numbers)),
        "no_number": float(query.wants == "number" and not gives_number(first.text)),
        "no_time": float(query.wants == "time" and not gives_time(first.text)),
        "negation": float(is_negated(query.text) != is_negated(first.text)),
    }


def _bounded(value: float) -> float:
    return max(-_BOUND, min(_BOUND, value))

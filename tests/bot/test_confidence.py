from dataclasses import replace

from bot.confidence import THRESHOLD, confidence
from bot.question import read_question
from bot.reranker import Evidence
from index.records import Span

QUERY = read_question("what did Volan say about wheat?")
GOOD = Evidence("abc", Span(0, 5), "Volan", 1.0, 0.5, 0.8, 0.9, frozenset())


def test_confidence_is_a_probability_that_grows_with_the_evidence():
    good = confidence(QUERY, GOOD)
    assert THRESHOLD < good < 1
    for worse in (
        replace(GOOD, similarity=0.2),
        replace(GOOD, coverage=0.2),
        replace(GOOD, context=0.2),
        replace(GOOD, missing=frozenset({"volan"})),
    ):
        assert 0 < confidence(QUERY, worse) < good


def test_a_word_that_is_no_name_is_missed_by_coverage_alone():
    missing = replace(GOOD, missing=frozenset({"wheat"}))
    assert confidence(QUERY, missing) == confidence(QUERY, GOOD)


def test_without_evidence():
    assert confidence(QUERY, None) == 0.0

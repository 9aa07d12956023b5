from dataclasses import replace

from bot.question import read_question
from bot.relevance import RELEVANT, relevance
from bot.reranker import Evidence
from index.records import Span

QUERY = read_question("what did Volan say about wheat?")
GOOD = Evidence("abc", Span(0, 5), "Volan", 1.0, 0.5, 0.8, 0.9, frozenset())


def test_it_is_a_probability_that_grows_with_the_evidence():
    good = relevance(QUERY, GOOD)
    assert RELEVANT < good < 1
    for worse in (
        replace(GOOD, similarity=0.2),
        replace(GOOD, coverage=0.2),
        replace(GOOD, context=0.2),
        replace(GOOD, missing=frozenset({"volan"})),
    ):
        assert 0 < relevance(QUERY, worse) < good


def test_a_word_that_is_no_name_is_missed_by_coverage_alone():
    missing = replace(GOOD, missing=frozenset({"wheat"}))
    assert relevance(QUERY, missing) == relevance(QUERY, GOOD)

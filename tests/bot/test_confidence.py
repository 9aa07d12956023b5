from dataclasses import replace

import pytest

from bot.confidence import THRESHOLD, confidence
from bot.question import read_question
from bot.reader.reader import Reading
from bot.reranker import Evidence
from index.records import Span

QUERY = read_question("when did the envoy Volan leave Ostrava in 2031?")
GOOD = Evidence(
    article_id="abc",
    span=Span(0, 34),
    text="Volan left Ostrava on 4 March 2031.",
    score=1.0,
    similarity=0.6,
    coverage=0.9,
    context=0.9,
    missing=frozenset(),
    reading=Reading(4.0, Span(19, 31), 6.0),
)


def test_confidence_is_a_probability():
    assert THRESHOLD < confidence(QUERY, [GOOD]) < 1


@pytest.mark.parametrize(
    "worse",
    [
        pytest.param(replace(GOOD, reading=Reading(-4.0, Span(0, 5), -6.0)), id="does_not_answer"),
        pytest.param(replace(GOOD, similarity=0.2, coverage=0.2, context=0.2), id="off_topic"),
        pytest.param(replace(GOOD, missing=frozenset({"volan"})), id="a_name_is_missing"),
        pytest.param(replace(GOOD, missing=frozenset({"2031"})), id="a_number_is_missing"),
        pytest.param(replace(GOOD, text="Volan left."), id="no_date_is_given"),
        pytest.param(replace(GOOD, text="Volan never left on 4 March."), id="denied"),
    ],
)
def test_what_is_missing_counts_against_it(worse):
    assert 0 < confidence(QUERY, [worse]) < confidence(QUERY, [GOOD])


def test_without_evidence():
    assert confidence(QUERY, []) == 0.0

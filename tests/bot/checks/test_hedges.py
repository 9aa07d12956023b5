import pytest

from bot.checks.alignment import align
from bot.checks.clauses import find_predicates
from bot.checks.hedges import unhedged
from bot.checks.reading import Readings


@pytest.mark.parametrize(
    ("claim", "exhibit", "problem"),
    [
        pytest.param(
            "Reku said that the law will hurt farmers.",
            "“I think the law will hurt farmers,” Reku said.",
            "the evidence says “think”",
            id="dropped",
        ),
        pytest.param(
            "“The law will hurt farmers,” Reku said.",
            "“I think the law will hurt farmers,” Reku said.",
            "the evidence says “think”",
            id="cut_off_in_a_quotation",
        ),
        pytest.param(
            "Reku said that she is keen on reform.",
            "“I don't get the sense she is keen on reform,” said Reku.",
            "the evidence says “sense”",
            id="denied",
        ),
        pytest.param(
            "Reku thinks the law will hurt farmers.",
            "“I think the law will hurt farmers,” Reku said.",
            "",
            id="kept",
        ),
        pytest.param(
            "The law, Reku believes, will hurt farmers.",
            "“I think the law will hurt farmers,” Reku said.",
            "",
            id="kept_in_the_middle",
        ),
        pytest.param(
            "Reku said that the law will hurt farmers.",
            "“I think of farmers daily, and the law will hurt them,” Reku said.",
            "",
            id="no_opinion",
        ),
    ],
)
def test_an_opinion_stays_one(readings: Readings, claim, exhibit, problem):
    mine, theirs = readings.read([claim, exhibit])
    assert unhedged(align(mine, theirs), find_predicates(mine)) == problem


@pytest.mark.parametrize(
    ("claim", "problem"),
    [
        ("The toll explains the delay.", "the evidence says “seems”"),
        ("The toll seems to explain the delay.", ""),
        ("The toll may explain the delay.", ""),
    ],
)
def test_what_seems_is_no_fact(readings: Readings, claim, problem):
    mine, theirs = readings.read([claim, "The toll seems to explain the delay."])
    assert unhedged(align(mine, theirs), find_predicates(mine)) == problem

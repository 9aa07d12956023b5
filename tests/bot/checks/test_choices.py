import pytest

from bot.checks.alignment import align
from bot.checks.choices import chosen
from bot.checks.reading import Readings


@pytest.mark.parametrize(
    ("claim", "exhibit", "problem"),
    [
        pytest.param(
            "Coal has been superseded by batteries.",
            "Coal has been superseded by diesel or batteries.",
            "the evidence says “diesel or batteries”",
            id="one_of_two",
        ),
        pytest.param(
            "The toll is paid in salt.",
            "The toll is paid in grain, wool or salt.",
            "the evidence says “grain, wool or salt”",
            id="one_of_three",
        ),
        pytest.param(
            "The toll is paid in wool or salt.",
            "The toll is paid in wool or salt.",
            "",
            id="the_choice",
        ),
        pytest.param(
            "The mill may run on batteries.",
            "The mill runs on diesel or batteries.",
            "",
            id="left_open",
        ),
        pytest.param(
            "The mill runs without diesel.",
            "The mill runs without diesel or batteries.",
            "",
            id="each_holds",
        ),
        pytest.param(
            "The mill is old.", "The mill is old and runs on diesel or batteries.", "", id="neither"
        ),
    ],
)
def test_a_choice_is_not_settled(readings: Readings, claim, exhibit, problem):
    assert chosen(align(*readings.read([claim, exhibit]))) == problem

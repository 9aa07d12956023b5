import pytest

from bot.checks.alignment import align
from bot.checks.curtailed import misnamed


@pytest.mark.parametrize(
    ("evidence", "claim", "problem"),
    [
        (
            "The Bakers, a tall shop near the mill, was a baking school.",
            "The Baking Shop was a school.",
            "nothing is called “Baking Shop” in the evidence",
        ),
        ("She leads the defence ministry.", "She leads the Defence Ministry.", ""),
        (
            "Farms grew under the Northern Bloc economy.",
            "Farms grew under the Northern economy.",
            "the evidence says “Northern Bloc”",
        ),
        (
            "Farms grew under the Northern Bloc economy.",
            "Farms grew under the Northern Bloc.",
            "",
        ),
        (
            "Volan's plan names envoys for international conflicts.",
            "The plan of Volan International names envoys.",
            "nothing is called “International” in the evidence",
        ),
        (
            "Senn University of Trade has 900 students.",
            "The University of Senn has 900 students.",
            "the evidence says “University of Trade”",
        ),
        ("The University of Senn is old.", "The University of Senn is old.", ""),
        ("The Lindian Foreign Ministry spoke.", "The Lindian ministry spoke.", ""),
    ],
)
def test_half_a_name_or_words_of_none_are_no_name(readings, evidence, claim, problem):
    assert misnamed(align(*readings.read([claim, evidence]))) == problem

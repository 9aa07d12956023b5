import pytest

from bot.checks.alignment import align
from bot.checks.clauses import find_predicates
from bot.checks.wholes import taken_for_whole


@pytest.mark.parametrize(
    ("evidence", "claim", "stopped"),
    [
        (
            "The views of Volan had much in common with his.",
            "Volan had much in common with his.",
            1,
        ),
        ("The walls of the port collapsed.", "The port collapsed.", 1),
        ("The walls of the port collapsed.", "The port's walls collapsed.", 0),
        ("A group of bakers left Harrow.", "Bakers left Harrow.", 0),
        ("The city of Harrow voted.", "Harrow voted.", 0),
        ("The port of Harrow and its walls collapsed.", "The walls collapsed.", 0),
    ],
)
def test_what_is_told_of_a_part_is_not_told_of_the_whole(readings, evidence, claim, stopped):
    mine, its = readings.read([claim, evidence])
    problem = taken_for_whole(align(mine, its), find_predicates(mine), find_predicates(its))
    assert bool(problem) == stopped

import pytest

from bot.checks.alignment import align
from bot.checks.clauses import find_predicates
from bot.checks.wholes import taken_for_whole


@pytest.mark.parametrize(
    ("evidence", "claim", "stopped"),
    [
        ("The views of Volan had much in common.", "Volan had much in common.", True),
        ("The walls of the port collapsed.", "The port collapsed.", True),
        ("The walls of the port collapsed.", "The port's walls collapsed.", False),
        ("Volan's plan to raise the tolls failed.", "Volan failed to raise the tolls.", True),
        ("The Volan campaign sold the mill.", "Volan sold the mill.", True),
        ("The guild jailed Volan's brother.", "The guild jailed Volan.", True),
        ("They asked one of Volan's aides.", "They asked Volan.", True),
        ("They asked one of Volan's aides.", "They asked a Volan aide.", False),
        ("Lindia's army attacked the port.", "Lindia attacked the port.", False),
        ("Lindia's president left the port.", "Lindia left the port.", True),
        ("A group of bakers left Harrow.", "Bakers left Harrow.", False),
        ("The city of Harrow voted.", "Harrow voted.", False),
        ("The port of Harrow and its walls collapsed.", "The walls collapsed.", False),
    ],
)
def test_what_is_told_of_a_part_is_not_told_of_the_whole(readings, evidence, claim, stopped):
    mine, its = readings.read([claim, evidence])
    problem = taken_for_whole(align(mine, its), find_predicates(mine), find_predicates(its))
    assert bool(problem) == stopped

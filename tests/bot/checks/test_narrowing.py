import pytest

from bot.checks.alignment import align
from bot.checks.clauses import find_predicates
from bot.checks.narrowing import widened


@pytest.mark.parametrize(
    ("evidence", "claim", "stopped"),
    [
        ("Lindia has not paid for the ferry.", "Lindia has not paid.", True),
        ("Volan did not speak in public.", "Volan did not speak.", True),
        ("The port never closed at night.", "The port never closed.", True),
        ("The port never closed at night.", "At night the port never closed.", False),
        ("Lindia has paid for the ferry.", "Lindia has paid.", False),
        ("On Monday Volan did not speak.", "Volan did not speak.", False),
    ],
)
def test_what_is_denied_of_a_part_is_not_denied_of_the_whole(readings, evidence, claim, stopped):
    mine, its = readings.read([claim, evidence])
    assert bool(widened(align(mine, its), find_predicates(mine))) == stopped

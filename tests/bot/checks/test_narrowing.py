import pytest

from bot.checks.alignment import align
from bot.checks.clauses import find_predicates
from bot.checks.narrowing import generalised, unframed, widened


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


@pytest.mark.parametrize(
    ("evidence", "claim", "stopped"),
    [
        ("Firms that paid late were fined.", "Firms were fined.", True),
        ("Barges outrun lorries that carry salt.", "Barges outrun lorries.", True),
        ("Firms that paid late were fined.", "Firms were fined for paying late.", False),
        ("These firms were fined.", "Firms were fined.", True),
        ("These firms were fined.", "The firms were fined.", False),
        ("Such firms were fined.", "Such firms were fined.", False),
        ("These firms were fined.", "Firms of Senn were fined.", False),
        ("The firms that paid late were fined.", "The firms were fined.", False),
        ("Two firms that paid late were fined.", "Two firms were fined.", False),
        ("Firms, which paid late, were fined.", "Firms were fined.", False),
    ],
)
def test_which_of_a_kind_are_meant_is_not_left_out(readings, evidence, claim, stopped):
    assert bool(generalised(align(*readings.read([claim, evidence])))) == stopped


@pytest.mark.parametrize(
    ("evidence", "claim", "stopped"),
    [
        ("For certain towns, it is impossible to sell.", "It is impossible to sell.", True),
        ("In some valleys, rain fell daily.", "Rain fell daily.", True),
        ("Rain fell daily in some valleys.", "Rain fell daily.", True),
        ("In valleys, the barrier stops the salt.", "The barrier stops the salt.", True),
        (
            "In valleys, the barrier stops the salt.",
            "The barrier in valleys stops the salt.",
            False,
        ),
        ("In valleys, the barrier stopped the salt.", "The barrier stopped the salt.", False),
        ("On Mondays, the guild meets at noon.", "The guild meets at noon.", False),
        ("In Harrow, the guild meets at noon.", "The guild meets at noon.", False),
    ],
)
def test_what_part_of_the_world_is_meant_is_not_left_out(readings, evidence, claim, stopped):
    mine, its = readings.read([claim, evidence])
    assert bool(unframed(align(mine, its), find_predicates(mine))) == stopped

import pytest

from bot.checks.alignment import align
from bot.checks.deeming import deemed


@pytest.mark.parametrize(
    ("evidence", "claim", "stopped"),
    [
        ("The mill is described by critics as a ruin.", "The mill is a ruin.", True),
        ("Critics described the mill as a ruin.", "The mill is a ruin.", True),
        ("The mill is considered dangerous.", "The mill is dangerous.", True),
        ("Volan called the mill a ruin.", "The mill is a ruin.", True),
        ("Volan called the mill a ruin.", "The mill was called a ruin by Volan.", False),
        ("The suspect is named in reports as Orm Reku.", "The suspect is Orm Reku.", True),
        ("Orm Reku was named as chairman.", "Orm Reku is chairman.", False),
        ("The mill is called Harrow.", "The mill is Harrow.", False),
        ("The mill is a ruin.", "The mill is a ruin.", False),
    ],
)
def test_what_something_is_held_to_be_is_not_what_it_is(readings, evidence, claim, stopped):
    assert bool(deemed(align(*readings.read([claim, evidence])))) == stopped

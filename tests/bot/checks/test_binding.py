import pytest

from bot.checks.alignment import align
from bot.checks.binding import displaced
from bot.checks.reading import Readings


@pytest.mark.parametrize(
    ("claim", "exhibit", "stopped"),
    [
        ("The bridge office is Harrow.", "Pontis, the bridge office, sits in Harrow.", True),
        ("The bridge office is Pontis.", "Pontis, the bridge office, sits in Harrow.", False),
        ("The capital is Harrow.", "They met in Harrow, the capital.", False),
        ("The capital is Harrow.", "They met in the capital, Harrow.", False),
    ],
)
def test_where_a_thing_is_is_not_what_it_is(readings: Readings, claim, exhibit, stopped):
    assert bool(displaced(align(*readings.read([claim, exhibit])))) is stopped

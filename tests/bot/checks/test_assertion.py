import pytest

from bot.checks.alignment import align
from bot.checks.assertion import unasserted


@pytest.mark.parametrize(
    ("evidence", "claim", "stopped"),
    [
        ("The legend is that two sisters swam through the sea.", "Two sisters swam.", True),
        ("The hope of the guild is that the bridge opens.", "The bridge opens.", True),
        ("The legend is that two sisters swam.", "The legend tells that two sisters swam.", False),
        ("The reason is that the bridge closed.", "The bridge closed.", False),
        ("The fact is that the bridge closed.", "The bridge closed.", False),
    ],
)
def test_a_legend_or_a_hope_is_no_report(readings, evidence, claim, stopped):
    assert bool(unasserted(align(*readings.read([claim, evidence])))) == stopped

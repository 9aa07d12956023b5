import pytest

from bot.checks.alignment import align
from bot.checks.medium import rewritten


@pytest.mark.parametrize(
    ("evidence", "claim", "stopped"),
    [
        ("“All are late,” Reku told the Courier.", "“All are late,” Reku wrote.", True),
        ("“All are late,” Reku said in a letter.", "“All are late,” Reku wrote.", False),
        ("“All are late,” Reku told the Courier.", "“All are late,” Reku said.", False),
    ],
)
def test_what_was_said_is_not_told_as_written(readings, evidence, claim, stopped):
    assert bool(rewritten(align(*readings.read([claim, evidence])))) == stopped

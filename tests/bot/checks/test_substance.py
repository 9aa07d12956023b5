import pytest

from bot.checks.alignment import align
from bot.checks.reading import Readings
from bot.checks.substance import absent


@pytest.mark.parametrize(
    ("claim", "word"),
    [
        ("The bridge was closed by smugglers.", "smugglers"),
        ("Smugglers closed the bridge.", "Smugglers"),
        ("The bridge was closed by the guild.", ""),
        ("The bridge was closed by Monday.", ""),
    ],
)
def test_who_does_something_is_in_the_evidence(readings: Readings, claim, word):
    exhibit = "The guild closed the bridge on Monday."
    problem = absent(align(*readings.read([claim, exhibit])), frozenset())
    assert problem == (f"“{word}” is not in the evidence" if word else "")

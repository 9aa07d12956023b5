import pytest

from bot.checks.alignment import align
from bot.checks.reading import Readings
from bot.checks.substance import absent, doubled, unmet


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


def test_who_somebody_is_said_to_be_is_in_the_evidence(readings: Readings):
    evidence = "Savi's mill used wind to grind the rye."
    found = align(*readings.read(["The inventor of the rye was Savi.", evidence]))
    assert unmet(found, frozenset(), set(), None) == "nothing is called “inventor” in the evidence"


@pytest.mark.parametrize(
    ("claim", "problem"),
    [
        (
            "The miller had fresh flour with rye and fresh flour with the rye.",
            "it says “fresh flour” more than once",
        ),
        ("Savi's mill, Savi said, had flour as Savi had said.", "it says “Savi” more than once"),
        ("The miller had fresh flour.", ""),
    ],
)
def test_what_the_evidence_says_once_is_not_said_twice(readings: Readings, claim, problem):
    evidence = "The miller had fresh flour with the rye that Savi's boat brought."
    assert doubled(align(*readings.read([claim, evidence]))) == problem

from datetime import date

import pytest

from bot.checks.alignment import align
from bot.checks.clauses import find_predicates
from bot.checks.reading import Readings
from bot.checks.tenses import formerly, outdated


@pytest.mark.parametrize(
    ("claim", "exhibit", "problem"),
    [
        pytest.param(
            "Marenia has pledged to lift the tolls.",
            "Twenty years ago, Marenia pledged to lift the tolls.",
            "“pledged” is long ago in the evidence",
            id="perfect",
        ),
        pytest.param(
            "Volan owns the mill.",
            "Volan owned the mill in 2010.",
            "“owned” is long ago in the evidence",
            id="present",
        ),
        pytest.param("Volan owned the mill.", "Volan owned the mill in 2010.", "", id="past"),
        pytest.param(
            "Volan has owned the mill since 2010.",
            "Volan bought the mill in 2010 and owned it.",
            "",
            id="dated",
        ),
        pytest.param(
            "Volan has pledged to reopen the mill.",
            "Volan pledged on Monday to reopen the mill.",
            "",
            id="of_these_days",
        ),
        pytest.param(
            "Volan has pledged to open a mill.",
            "Volan pledged to open a mill in 2040.",
            "",
            id="to_come",
        ),
    ],
)
def test_what_was_long_ago_is_not_told_as_now(readings: Readings, claim, exhibit, problem):
    mine, theirs = readings.read([claim, exhibit])
    published = date(2031, 3, 5)
    assert outdated(align(mine, theirs), find_predicates(mine), published) == problem


@pytest.mark.parametrize(
    ("claim", "stopped"),
    [
        ("The old mill, known as the Black Mill, burned.", True),
        ("The old mill, then known as the Black Mill, burned.", False),
        ("The old mill, which was known as the Black Mill, burned.", False),
        ("The old mill burned.", False),
    ],
)
def test_what_was_once_is_not_told_without_a_time(readings: Readings, claim, stopped):
    evidence = "The old mill, then known as the Black Mill, burned."
    assert bool(formerly(align(*readings.read([claim, evidence])))) == stopped

import pytest

from bot.checks.alignment import align
from bot.checks.reading import Readings
from bot.checks.strength import growth


@pytest.mark.parametrize(
    ("claim", "exhibit", "problem"),
    [
        pytest.param(
            "Barges are taxed in the same way as lorries.",
            "Barges are taxed in a similar way to lorries.",
            "the evidence says “similar”",
            id="similar",
        ),
        pytest.param(
            "Barges pay on the same day.", "Barges pay on that day.", "", id="same_of_time"
        ),
        pytest.param(
            "The mayor was chosen only by the board, and the board only by the guilds.",
            "The mayor was chosen by the board, and the board only by the guilds.",
            "“only” stands in it more often than in the evidence",
            id="only_twice",
        ),
        pytest.param(
            "The Salt Museum is the largest museum in the world.",
            "The Salt Museum is the largest of the 60 museums in Senn.",
            "“world” is not in the evidence",
            id="of_more",
        ),
        pytest.param(
            "The earliest mill of Senn opened in 2006.",
            "A mill of Senn opened in 2006.",
            "“earliest” is not in the evidence",
            id="superlative",
        ),
        pytest.param(
            "The earliest sale of nets was in 1906.",
            "Volan opened the first shop for nets in 1906.",
            "“earliest sale” is not in the evidence",
            id="superlative_of_another_thing",
        ),
        pytest.param(
            "It spoke for the first time.", "It spoke, as never before.", "", id="a_turn_of_phrase"
        ),
        pytest.param(
            "The moor's soil is very wet.",
            "The moor has a wet soil.",
            "“very” is not in the evidence",
            id="intensified",
        ),
        pytest.param(
            "The mayor of Harrow was elected only by the council.",
            "The mayor was elected by the council, and that only by the residents of Harrow.",
            "“only” goes with “Harrow” in the evidence",
            id="only_of_another_thing",
        ),
        pytest.param(
            "The council is elected only by residents.",
            "The council is elected only by the residents of Harrow.",
            "",
            id="only_of_the_same",
        ),
        pytest.param(
            "The first and oldest mill opened.", "No mill is older than that.", "", id="compared"
        ),
        pytest.param(
            "The Salt Museum is the largest of the museums.",
            "The Salt Museum is the largest of the 60 museums in Senn.",
            "",
            id="of_the_same",
        ),
    ],
)
def test_a_claim_makes_no_more_of_it(readings: Readings, claim, exhibit, problem):
    assert growth(align(*readings.read([claim, exhibit]))) == problem

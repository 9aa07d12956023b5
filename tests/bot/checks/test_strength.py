import pytest

from bot.checks.alignment import align
from bot.checks.reading import Readings
from bot.checks.strength import growth, sources


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


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("According to Reku, the mill closed.", "Reku"),
        ("The mill closed, in her view.", "her"),
        ("In the words of Volan, the mill closed.", "Volan"),
        ("By the ministry's count, nine mills closed.", "ministry"),
        ("To Reku's mind, the mill closed.", "Reku"),
        ("In view of the drought, the mill closed.", ""),
        ("The sum was paid into her account.", ""),
        ("They voted by count.", ""),
    ],
)
def test_who_is_named_as_the_source(readings: Readings, text, named):
    (reading,) = readings.read([text])
    found = [
        reading.tokens[n].text for t in range(len(reading.tokens)) for n in sources(reading, t)
    ]
    assert found == ([named] if named else [])

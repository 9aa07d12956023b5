import pytest

from bot.checks.attribution import sources
from bot.checks.reading import Readings


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

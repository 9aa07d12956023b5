import pytest

from bot.checks.alignment import align
from bot.checks.meaning import repeated
from bot.checks.reading import Readings


@pytest.mark.parametrize(
    ("claim", "exhibit", "word"),
    [
        ("There is a link between salt and salt.", "Salt has a link with tolls.", "salt"),
        ("A slow toll is equal to a toll.", "A slow toll is equal to rest.", "toll"),
        ("The mill and the toll closed.", "The mill and the toll closed.", ""),
        ("Salt is salt, Reku said.", "“Salt is salt,” Reku said.", ""),
        ("They want nine crowns, not five crowns.", "They want nine crowns, not five.", ""),
    ],
)
def test_a_thing_stands_beside_itself(readings: Readings, claim, exhibit, word):
    assert repeated(align(*readings.read([claim, exhibit]))) == word

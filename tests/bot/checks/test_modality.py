import pytest

from bot.checks.modality import FACT, INTENDED, POSSIBLE, modality
from bot.checks.reading import Readings


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("Senator Mira Kern, a Lindian, said she cannot and will not sign it.", "said", FACT),
        ("Volan might have said it.", "said", POSSIBLE),
        ("She went on to attack Reku.", "attack", FACT),
        ("She wanted to attack Reku.", "attack", INTENDED),
    ],
)
def test_modality(readings: Readings, text: str, verb: str, expected: int):
    reading, *_ = readings.read([text])
    assert modality(reading, [token.text for token in reading.tokens].index(verb)) == expected

import pytest

from bot.checks.reading import Readings
from index.encoder import SentenceEncoder


@pytest.fixture(scope="session")
def readings(encoder: SentenceEncoder) -> Readings:
    """Texts as the checks read them, by the real encoder."""
    return Readings(encoder)

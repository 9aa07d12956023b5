"""Articles to be briefed on, of three outlets that tell of one thing, and the parts over them."""

from pathlib import Path

import pytest

from bot.desk import Desk
from index.build import build
from index.encoder import SentenceEncoder
from index.store import Store
from index.tagger.tagger import LearnedTagger
from tests.conftest import MAX_BYTES

BRIEFED = {
    "a.txt": (
        "---\noutlet: Lindia Wire\npublished: 2031-03-04\n---\n"
        "Lindia and Marenia will open the Ostrava corridor for grain ships on 20 March 2031.\n"
        "Ada Volan, the Lindian foreign minister, said that Marenian gunboats had entered the "
        "grain corridor twice.\n"
        "The grain corridor was closed in January 2031 after a mine sank the freighter Halcyon.\n"
        "Volan added that the harvest festival of Ostrava would be a quiet one.\n"
    ),
    "b.txt": (
        "---\noutlet: Marenia Today\npublished: 2031-03-05\n---\n"
        "Ships began to queue for the grain corridor off Ostrava on Wednesday.\n"
        "Marenian President Tomas Reku denied that gunboats had entered the grain corridor.\n"
        "Insurers may still ask for escorts in the grain corridor, two brokers said.\n"
    ),
    "c.txt": (
        "---\ntitle: What the corridor carries\noutlet: Ostrava Gazette\n"
        "published: 2031-03-02\n---\n"
        "The grain corridor carries four million tonnes of Lindian wheat a year to Sorrel.\n"
        "Minesweepers of both navies escort every convoy of grain ships through the corridor.\n"
        "Volan said that Lindia would pay for the pilots in the grain corridor.\n"
        "Harbour master Ines Tal warned that the corridor was too narrow for tankers.\n"
    ),
}


@pytest.fixture(scope="session")
def informed(tmp_path_factory: pytest.TempPathFactory, encoder: SentenceEncoder) -> Desk:
    """The real parts over the articles to be briefed on."""
    base: Path = tmp_path_factory.mktemp("briefing")
    for name, text in BRIEFED.items():
        (base / name).write_text(text, encoding="utf-8")
    store = Store(base / "store")
    build([base / name for name in BRIEFED], store, encoder, LearnedTagger(), max_bytes=MAX_BYTES)
    return Desk(store, encoder, LearnedTagger())

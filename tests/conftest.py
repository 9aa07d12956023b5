"""Shared by all tests: short articles about invented countries, and a real store of them."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from bot.desk import Desk
from bot.offline import stay_offline
from index.build import build
from index.encoder import SentenceEncoder
from index.store import Store
from index.tagger.tagger import LearnedTagger
from tests.fakes import TopicEncoder, VerbTagger

if "PYTEST_XDIST_WORKER" in os.environ:  # one process a core
    os.environ.setdefault("OMP_NUM_THREADS", "1")
stay_offline()
for variable in [name for name in os.environ if name.startswith("ONRECORD_")]:
    del os.environ[variable]
settings.register_profile("project", deadline=None)
settings.load_profile("project")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the folder for the pictures of tests/browser/test_shots.py."""
    parser.addoption("--shots", help="folder to put pictures of the page in")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep in one process what shares servers: a file, all of the wikis, all of the browser.

    Two browsers at once would leave too little of two cores for what they wait for.
    """
    for item in items:
        shared = (mark for mark in ("wiki", "browser") if item.get_closest_marker(mark))
        item.add_marker(pytest.mark.xdist_group(next(shared, str(item.path))))


ARTICLES = {
    "grain.txt": """---
title: Grain talks resume in Ostrava
outlet: Lindia Wire
published: 2031-03-04
url: https://wire.example/grain
---
Foreign Minister Ada Volan said on Tuesday that the grain talks would resume in Ostrava.
“We will not sign a corridor without inspections,” Volan told reporters.
The talks had stalled in January over the price of wheat.
Ostrava
The port city exports four million tonnes of wheat a year. area. harbour.
""",
    "gas.md": """# Gas flows again

President Tomas Reku of Marenia announced that the gas pipeline would open on 12 May.
Marenia had closed it for repairs, said the energy ministry.
Critics called the closure “a political signal”.
""",
}
MAX_BYTES = 5_000_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the two articles."""
    made = tmp_path / "articles"
    made.mkdir()
    for name, text in ARTICLES.items():
        (made / name).write_text(text, encoding="utf-8")
    return made


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty store in a temporary folder."""
    return Store(tmp_path / "store")


@pytest.fixture
def filled(store: Store, folder: Path) -> Store:
    """A store with the two articles, by an encoder whose vectors can be done by hand."""
    build([folder], store, TopicEncoder(), VerbTagger(), max_bytes=MAX_BYTES)
    return store


@pytest.fixture(scope="session")
def encoder() -> SentenceEncoder:
    """The real encoder, loaded once."""
    return SentenceEncoder()


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory, encoder: SentenceEncoder) -> Desk:
    """The real parts over the two articles."""
    base = tmp_path_factory.mktemp("desk")
    for name, text in ARTICLES.items():
        (base / name).write_text(text, encoding="utf-8")
    store = Store(base / "store")
    build([base / name for name in ARTICLES], store, encoder, LearnedTagger(), max_bytes=MAX_BYTES)
    return Desk(store, encoder, LearnedTagger())


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium; where browser tests are required, a missing one is a failure."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail("chromium is not installed; apt-get install chromium")
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield started
        started.close()

"""Text that tries to be more than text changes nothing on the page."""

import json
import subprocess
import sys
from collections.abc import Iterator
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Dialog, expect

from tests.browser.conftest import Watched
from tests.payloads import MARK, PAYLOADS
from tests.servers import free_port, serving, warm

pytestmark = pytest.mark.browser
# Elements that are never ours within what shows an article's or a reader's words.
BROUGHT = "img, svg, iframe, object, embed, form, input, script, style, link, meta, base, a, table"
SHOWS = ("#messages .on-record", ".evidence .article", ".evidence h2", "#tip", "#who .statement")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An article for every payload, which is its title, its outlet, a name and what is said."""
    base = tmp_path_factory.mktemp("hostile")
    (base / "seeds").mkdir()
    for number, payload in enumerate(PAYLOADS):
        head = "\n".join(
            f"{key}: {json.dumps(' '.join(payload.split()))}" for key in ("title", "outlet")
        )
        text = f"Envoy Ada Volan said that parcel {number} holds {payload} and no more."
        (base / "seeds" / f"{number:03}.txt").write_text(f"---\n{head}\n---\n{text}\n", "utf-8")
    indexed = subprocess.run([sys.executable, "-m", "bot", "index"], cwd=base, timeout=300)
    assert indexed.returncode in (0, 1)  # 1: what is no text at all has been left out
    with serving(free_port(), cwd=base) as at:
        warm(at)
        yield at


@pytest.fixture
def page(browser: Browser, served: str) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = Watched(context.new_page(), served)
    dialogs: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.page.on("dialog", dismiss)
    page.open()
    yield page
    assert page.page.evaluate(f"window.{MARK}") is None
    context.close()
    assert dialogs == []
    assert page.problems == []


def brought(page: Watched) -> list[str]:
    return [
        html
        for shows in SHOWS
        for html in page.page.locator(f"{shows} :is({BROUGHT})").evaluate_all(
            "all => all.filter(e => !e.closest('.actions')).map(e => e.outerHTML)"
        )
    ]


def test_articles_bring_nothing_but_their_words(page: Watched):
    page.ask("What did Ada Volan say about the parcels?")
    with urlopen(f"{page.address}/api/statements?speaker=Ada+Volan", timeout=60) as response:
        said = json.load(response)
    assert len(said) > len(PAYLOADS) // 2
    page.page.click("#view-said")
    expect(page.page.locator("#who .statement")).to_have_count(len(said))
    for shown, statement in zip(page.page.locator("#who .statement").all(), said, strict=True):
        assert shown.locator(".quote").text_content() == statement["quote"]
    for index in range(0, len(said), 5):
        page.page.locator("#who button.cite").nth(index).click()
        expect(page.page.locator(".evidence h2")).to_have_text(said[index]["title"])
        assert page.marked() == said[index]["quote"]
    assert brought(page) == []

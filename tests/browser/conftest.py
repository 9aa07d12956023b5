"""The web application over the seed and two invented articles."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.articles import ARTICLES
from tests.servers import free_port, serving, warm

SEEDS = Path(__file__).parents[2] / "seeds"
# Characters beyond the basic plane count once here and twice in JavaScript; markup that
# an article brings must stay text.
TRICKY = """---
title: "<img src=x onerror=window.hacked=1> Snow"
outlet: "<b>Wire</b>"
---
🌨️🌨️ Weather 🌨️ in Ostrava, with <img src=x onerror=window.hacked=1> and **stars**.

The snow plough 🚜 costs ninety thousand crowns & needs <script>window.hacked=1</script> diesel.
Mayor Odile Fenn said the plough “is $$our$$ best [1](javascript:window.hacked=1) friend”.
"""


expect.set_options(timeout=15_000)  # milliseconds; five seconds are short where others work


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The application as a newcomer has it: indexed by the command, served by the command."""
    base = tmp_path_factory.mktemp("served")
    shutil.copytree(SEEDS, base / "seeds")
    (base / "seeds" / "snow.txt").write_text(TRICKY, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "bot", "index"], cwd=base, check=True, timeout=120)
    with serving(free_port(), cwd=base) as at:
        yield at


@pytest.fixture(scope="session")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The application over three articles about invented countries."""
    base = tmp_path_factory.mktemp("invented")
    (base / "seeds").mkdir()
    for name, text in ARTICLES.items():
        (base / "seeds" / name).write_text(text, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "bot", "index"], cwd=base, check=True, timeout=120)
    with serving(free_port(), cwd=base) as at:
        warm(at)
        yield at


class Watched:
    """A page, and everything that it should not do."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.problems: list[str] = []
        page.on("pageerror", lambda error: self.problems.append(f"error: {error}"))
        page.on("console", self._console)
        page.on("request", self._request)

    def _console(self, message: object) -> None:
        kind, text = getattr(message, "type", ""), getattr(message, "text", "")
        # Gradio's own connection, cut off where a page is left for another
        cut = ("AbortError", "Unexpected error Connection errored out")
        if kind == "error" and not text.startswith(cut):
            self.problems.append(f"console: {text}")

    def _request(self, request: object) -> None:
        url = str(getattr(request, "url", ""))
        if not url.startswith((self.address, "data:", "blob:")):
            self.problems.append(f"request to {url}")

    def open(self) -> None:
        self.page.goto(self.address)
        self.page.wait_for_selector("#question textarea")

    def ask(self, question: str) -> None:
        answers = self.page.locator("#messages [data-testid=bot] .on-record:has(.source)")
        before = answers.count()
        self.page.fill("#question textarea", question)
        self.page.keyboard.press("Enter")
        answers.nth(before).wait_for(timeout=60_000)
        self.page.wait_for_timeout(300)  # the stream's last part

    def marked(self) -> str:
        """The highlighted words of the citation that is open, as the reader sees them."""
        classes = self.page.locator("button.cite.open").get_attribute("class") or ""
        key = next(name for name in classes.split() if name.startswith("at-"))
        # Until the citation's article is here, the panel shows the one before.
        self.page.wait_for_selector(f".evidence mark.current[data-key='{key}']")
        return "\n".join(self.page.locator(".evidence mark.current").all_text_contents())

    def in_view(self) -> bool:
        """Whether the highlight is scrolled to inside its panel and shown on the screen."""
        return bool(
            self.page.evaluate(
                """() => {
                  const mark = document.querySelector(".evidence mark.current");
                  const box = mark.getClientRects()[0];  // a sentence may begin within a line
                  const panel = document.querySelector(".evidence .article")
                    .getBoundingClientRect();
                  const middle = document.elementFromPoint(box.left + 5, box.top + 5);
                  return box.top >= panel.top && box.top < panel.bottom &&
                    mark.contains(middle);
                }"""
            )
        )


@pytest.fixture(params=[(1440, 900), (390, 844)], ids=["desktop", "phone"])
def watched(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Watched]:
    """A fresh page at desktop and phone width; its problems fail the test."""
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height})
    page = Watched(context.new_page(), address)
    page.open()
    yield page
    context.close()
    assert page.problems == []

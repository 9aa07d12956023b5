"""The "Articles" view: what is indexed, and what readers add to it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser.conftest import Watched
from tests.servers import free_port, serving

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror=window.hacked=1>"
GRAIN = """---
title: Grain talks resume in Ostrava
outlet: Lindia Wire
published: 2031-03-04
---
Foreign Minister Ada Volan said on Tuesday that the grain talks would resume in Ostrava.
"""
FERRY = """Harbour master Petra Lund said that the ferry to Brisk would sail again on Monday.

“Nobody will pay more than four crowns,” Lund told reporters.
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The application over one article, to which the tests add theirs."""
    base = tmp_path_factory.mktemp("uploads")
    (base / "seeds").mkdir()
    (base / "seeds" / "grain.txt").write_text(GRAIN, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "bot", "index"], cwd=base, check=True, timeout=120)
    with serving(free_port(), cwd=base) as at:
        yield at


@pytest.fixture
def articles(watched: Watched) -> Iterator[Watched]:
    """The page with the view open and one article listed."""
    watched.page.click("#view-articles")
    expect(watched.page.locator("#articles-count")).to_have_text("1 article")
    yield watched
    for article in json.load(urlopen(f"{watched.address}/api/articles"))["articles"]:
        if article["uploaded"]:
            at = f"{watched.address}/api/articles/{article['id']}"
            assert watched.page.request.delete(at, headers={"origin": watched.address}).ok


def choose(watched: Watched, folder: Path, **files: str | bytes) -> None:
    """Choose files as a person does."""
    paths = []
    for name, content in files.items():
        path = folder / f"{name}.txt"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        paths.append(path)
    with watched.page.expect_file_chooser() as chooser:
        watched.page.click("#articles-choose")
    chooser.value.set_files(paths)


def report(watched: Watched) -> list[str]:
    return watched.page.locator("#articles-report li").all_text_contents()


def test_the_view_lists_the_articles(articles: Watched):
    item = articles.page.locator("#articles-list li")
    expect(item.locator("button")).to_have_text(["Grain talks resume in Ostrava"])
    expect(item.locator(".origin")).to_have_text(
        "Lindia Wire · 2031-03-04 · grain.txt · 1 statement"
    )
    item.locator("button.cite").click()
    expect(articles.page.locator(".evidence .article")).to_contain_text("Ada Volan said on Tuesday")
    assert articles.page.locator(".evidence .problem").text_content() == ""
    articles.page.keyboard.press("Escape")


def test_chosen_files_are_answerable_at_once(articles: Watched, tmp_path: Path):
    choose(articles, tmp_path, ferry=FERRY, again=GRAIN, photo=b"\xff\0\0")
    expect(articles.page.locator("#articles-status")).to_contain_text(
        "1 added, 1 unchanged, 1 left out; ", timeout=60_000
    )
    assert report(articles) == [
        "added ferry.txt 1 passage, 2 statements",
        "unchanged again.txt 1 passage, 1 statement",
        "left out photo.txt: binary data, not text; save it as UTF-8 text",
    ]
    expect(articles.page.locator("#articles-progress")).to_be_hidden()
    expect(articles.page.locator("#articles-count")).to_have_text("2 articles")
    articles.page.click("#view-said")
    expect(articles.page.locator("#who .name", has_text="Petra Lund")).to_have_count(1)
    articles.page.click("#view-articles")
    articles.page.click("#articles-ask")
    articles.page.wait_for_selector("#question textarea")
    expect(articles.page.locator("#heading")).to_contain_text("2 articles")
    articles.ask("What did Petra Lund say about the ferry?")
    expect(articles.page.locator("#messages .quote").first).to_contain_text("the ferry to Brisk")


def test_dropped_files_are_taken(articles: Watched):
    articles.page.evaluate(
        """(text) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([text], "ferry.txt", {type: "text/plain"}));
          for (const name of ["dragenter", "dragover", "drop"])
            document.querySelector("#articles-drop").dispatchEvent(
              new DragEvent(name, {dataTransfer, bubbles: true, cancelable: true}));
        }""",
        FERRY,
    )
    expect(articles.page.locator("#articles-status")).to_contain_text("1 added", timeout=60_000)


def test_text_is_pasted_by_keyboard_alone_and_removed_again(articles: Watched):
    page = articles.page
    page.focus("#articles-choose")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#articles-text")).to_be_focused()
    page.keyboard.insert_text(FERRY)
    page.keyboard.press("Tab")
    page.keyboard.type(HOSTILE)
    page.keyboard.press("Tab")
    page.keyboard.type("Marenia Post")
    page.focus("#articles-paste")
    page.keyboard.press("Enter")
    expect(page.locator("#articles-status")).to_contain_text("1 added", timeout=60_000)
    expect(page.locator("#articles-text")).to_have_value("")
    item = page.locator("#articles-list li", has_text="uploaded")
    expect(item.locator("button.cite")).to_have_text(HOSTILE)
    assert page.locator("#articles img").count() == 0
    assert page.evaluate("window.hacked") is None
    item.locator(".remove").focus()
    page.keyboard.press("Enter")
    expect(item.locator(".remove")).to_have_text("Remove it?")
    page.keyboard.press("Enter")
    expect(page.locator("#articles-count")).to_have_text("1 article")
    expect(page.locator("#articles-status")).to_have_text(f"Removed {HOSTILE}")
    expect(page.locator("#articles-filter")).to_be_focused()


def test_what_is_wrong_with_a_text_is_said_and_it_stays(articles: Watched):
    page = articles.page
    page.click("#articles summary")
    page.click("#articles-paste")
    expect(page.locator("#articles-status.error")).to_have_text(
        "Paste the text of an article first"
    )
    page.fill("#articles-text", "The port is closed.")
    page.fill("#articles-url", "wire.example")
    page.click("#articles-paste")
    expect(page.locator("#articles-report li")).to_contain_text("it must begin with http://")
    expect(page.locator("#articles-text")).to_have_value("The port is closed.")


def test_what_goes_wrong_is_said(articles: Watched, tmp_path: Path):
    line = {"state": "failed", "detail": "the store is full"}
    told = iter(
        [
            lambda route: route.fulfill(status=409, json={"detail": "busy"}),
            lambda route: route.fulfill(body=json.dumps(line) + "\n"),
            lambda route: route.abort(),
        ]
    )

    def answer(route: Route) -> None:
        if route.request.method == "POST":
            next(told)(route)
        else:
            route.continue_()

    articles.page.route("**/api/articles*", answer)
    for says in ("busy", "the store is full", "the server does not answer"):
        choose(articles, tmp_path, ferry=FERRY)
        expect(articles.page.locator("#articles-status.error")).to_contain_text(says)
    articles.problems.clear()  # the browser's own lines


def test_the_filter_finds_articles(articles: Watched):
    articles.page.fill("#articles-filter", "wire")
    expect(articles.page.locator("#articles-count")).to_have_text("1 article on “wire”")
    articles.page.fill("#articles-filter", "submarine")
    expect(articles.page.locator("#articles-count")).to_have_text("0 articles on “submarine”")


def test_nothing_can_be_added_where_that_is_off(watched: Watched):
    """As behind a proxy: the server is not for who sits at the machine alone."""
    watched.page.set_extra_http_headers({"X-Forwarded-For": "192.0.2.7"})
    watched.page.click("#view-articles")
    expect(watched.page.locator("#articles-off")).to_contain_text("Nothing can be added here: ")
    expect(watched.page.locator("#articles-add")).to_be_hidden()
    expect(watched.page.locator("#articles-list li")).to_have_count(1)


@pytest.mark.parametrize("width", [320, 360, 768])
def test_the_tabs_fit(browser: Browser, address: str, width: int):
    page = browser.new_page(viewport={"width": width, "height": 700})
    page.goto(address)
    page.wait_for_selector("#views [role=tab]")
    boxes = page.locator("#views [role=tab]").evaluate_all(  # at one moment
        "tabs => tabs.map((tab) => tab.getBoundingClientRect().toJSON())"
    )
    assert len(boxes) == 4
    assert all(box["left"] >= 0 and box["right"] <= width for box in boxes)
    assert len({box["top"] for box in boxes}) == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("(v => v.scrollWidth <= v.clientWidth)(document.querySelector('#views'))")
    page.close()

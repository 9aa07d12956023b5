"""Copy, Export and Link, against the server's own answers."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Watched

pytestmark = pytest.mark.browser
FORMATS = ["md", "wiki", "dokuwiki", "xwiki", "confluence", "html", "json"]
REFUSED = "Object.defineProperty(navigator, 'clipboard', {value: undefined})"
NO_COMMAND = "document.execCommand = () => false"


@pytest.fixture
def page(request: pytest.FixtureRequest, browser: Browser, invented: str) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    for script in getattr(request, "param", ()):
        context.add_init_script(script)
    if not getattr(request, "param", ()):
        context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = Watched(context.new_page(), invented)
    page.open()
    page.ask("What did Ada Volan say about inspections?")
    yield page
    context.close()
    assert page.problems == []


def do(page: Watched, name: str) -> None:
    page.page.locator("#messages .actions").last.get_by_role("button", name=name).click()


def clipboard(page: Watched) -> dict[str, str]:
    copied: Any = page.page.evaluate(
        """async () => {
          const [item] = await navigator.clipboard.read();
          const texts = {};
          for (const type of item.types) texts[type] = await (await item.getType(type)).text();
          return texts;
        }"""
    )
    return dict(copied)


def kept(page: Watched) -> dict[str, Any]:
    """The answer that the page's Link leads to, as JSON."""
    do(page, "Link")
    link = page.page.locator("#messages .actions .outcome a").last
    with urlopen(f"{link.get_attribute('href')}.json", timeout=60) as response:
        return dict(json.load(response)["answer"])


def test_a_copy_is_rich_and_plain_with_its_citations(page: Watched):
    do(page, "Copy")
    expect(page.page.locator(".actions .outcome")).to_have_text("Copied, with its citations.")
    copied = clipboard(page)
    quote = "inspections take minutes when holds are open"
    assert quote in copied["text/html"]
    assert quote in copied["text/plain"]
    assert "<sup" in copied["text/html"]
    assert "[^" in copied["text/plain"]


def test_a_link_leads_to_the_answer(page: Watched):
    assert kept(page)["question"] == "What did Ada Volan say about inspections?"
    address = page.page.locator(".actions .outcome a").get_attribute("href") or ""
    assert clipboard(page)["text/plain"] == address
    with page.page.context.expect_page() as opened:
        page.page.locator(".actions .outcome a").click()
    expect(opened.value.locator("body")).to_contain_text("inspections take minutes")


def test_a_follow_up_is_kept_with_what_it_follows(page: Watched):
    page.ask("and Mara Tolly?")
    found = kept(page)
    assert found["question"] == "and Mara Tolly?"
    assert "Mara Tolly" in found["read_as"]


def test_every_format_can_be_copied_and_downloaded(page: Watched, tmp_path: Path):
    do(page, "Export…")
    items = page.page.locator("dialog .formats li")
    expect(items).to_have_count(len(FORMATS))
    for index, format_ in enumerate(FORMATS):
        with page.page.expect_download() as download:
            items.nth(index).get_by_role("link").click()
        download.value.save_as(tmp_path / format_)
        text = (tmp_path / format_).read_text("utf-8")
        assert download.value.suggested_filename.endswith(f".{format_}")
        assert "holds are open" in text
        name = items.nth(index).locator("strong").inner_text()
        items.nth(index).get_by_role("button").click()
        expect(page.page.locator("dialog .outcome")).to_have_text(f"{name} copied.")
        assert "holds are open" in clipboard(page)["text/plain"]
    page.page.keyboard.press("Escape")
    expect(page.page.locator("dialog")).to_have_count(0)
    expect(page.page.get_by_role("button", name="Export…")).to_be_focused()


@pytest.mark.parametrize("page", [[REFUSED]], indirect=True, ids=["by_command"])
def test_without_a_clipboard_the_old_way_copies(page: Watched):
    do(page, "Copy")
    expect(page.page.locator(".actions .outcome")).to_have_text("Copied, with its citations.")


@pytest.mark.parametrize("page", [[REFUSED, NO_COMMAND]], indirect=True, ids=["by_hand"])
def test_where_nothing_may_be_copied_the_text_is_shown(page: Watched):
    do(page, "Copy")
    area = page.page.locator("dialog textarea")
    expect(area).to_be_focused()
    assert "holds are open" in area.input_value()


def test_what_goes_wrong_is_said(page: Watched):
    page.page.route("**/api/answers", lambda route: route.abort())
    do(page, "Link")
    expect(page.page.locator(".actions .outcome")).to_have_text(
        "The server does not answer; is it still running?"
    )
    assert all("ERR_FAILED" in problem for problem in page.problems)
    page.problems.clear()
    page.page.unroute("**/api/answers")
    do(page, "Link")
    expect(page.page.locator(".actions .outcome a")).to_be_visible()

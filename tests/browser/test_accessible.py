"""What axe-core finds against WCAG 2.2 AA, in every state of the page, from phone to 4K."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Watched

pytestmark = pytest.mark.browser
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCREENS = [(320, "dark"), (768, "light"), (1440, "light"), (2560, "dark")]


@pytest.fixture(scope="module")
def axe() -> Axe:
    return Axe()


@pytest.fixture(params=SCREENS, ids=lambda screen: f"{screen[0]}-{screen[1]}")
def page(request: pytest.FixtureRequest, browser: Browser, invented: str) -> Iterator[Watched]:
    width, scheme = request.param
    context = browser.new_context(
        viewport={"width": width, "height": max(640, width * 9 // 16)},
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    page = Watched(context.new_page(), invented)
    page.open()
    yield page
    context.close()
    assert page.problems == []


def found(axe: Axe, page: Watched) -> list[str]:
    page.page.wait_for_timeout(200)
    response: Any = axe.run(page.page, options={"runOnly": RULES}).response
    return [
        f"{violation['id']}: {node['html']}"
        for violation in response["violations"]
        for node in violation["nodes"]
    ]


def test_axe_finds_nothing_in_any_state(axe: Axe, page: Watched):
    states: dict[str, list[str]] = {}
    page.page.locator("#messages button.example").first.wait_for()
    states["first view"] = found(axe, page)
    page.ask("What did Ada Volan say?")
    states["answer"] = found(axe, page)
    page.page.locator("#messages button.mark").first.click()
    page.marked()
    states["evidence"] = found(axe, page)
    page.page.keyboard.press("Escape")
    page.page.locator("#messages button.mark").first.focus()
    states["what a mark shows"] = found(axe, page)
    page.ask("What did Halvard Brisk say about submarines?")
    states["refusal"] = found(axe, page)
    page.page.get_by_role("button", name="Export…").last.click()
    expect(page.page.locator("dialog .formats li")).to_have_count(7)
    states["export"] = found(axe, page)
    page.page.keyboard.press("Escape")
    page.page.click("#view-said")
    page.page.locator("#who .statement").first.wait_for()
    states["who said what"] = found(axe, page)
    assert states == {state: [] for state in states}


def test_nothing_is_wider_than_the_screen_and_targets_can_be_hit(page: Watched):
    page.ask("What did Ada Volan say?")
    page.page.locator("#messages button.mark").first.click()
    page.marked()
    assert page.page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )
    small = page.page.locator("button:visible").evaluate_all(
        """buttons => buttons
          .map(button => [button.getBoundingClientRect(), button.outerHTML.slice(0, 120)])
          .filter(([box]) => box.width < 24 || box.height < 24)
          .map(([, html]) => html)"""
    )
    assert small == []


def test_headings_are_in_order_below_one_h1(page: Watched):
    page.ask("What did Ada Volan say?")
    page.page.locator("#messages button.mark").first.click()
    page.marked()
    levels = page.page.locator("h1, h2, h3, h4").evaluate_all(
        "all => all.filter(h => h.checkVisibility()).map(h => Number(h.tagName[1]))"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - level <= 1 for level, later in pairwise(levels))

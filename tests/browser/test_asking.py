"""Questions: one after another, from the address, and what is said of them aloud."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser.conftest import Watched

pytestmark = pytest.mark.browser
FIRST, SECOND = "What did Petra Lund say?", "What did Mara Tolly say?"


@pytest.fixture
def page(browser: Browser, invented: str) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield (watched := Watched(context.new_page(), invented))
    context.close()
    assert watched.problems == []


def texts(page: Watched, author: str) -> list[str]:
    return [
        text.strip()
        for text in page.page.locator(f"#messages [data-testid={author}]").all_inner_texts()
    ]


def test_a_question_sent_while_another_is_answered_has_its_turn(page: Watched):
    page.open()
    held: list[Route] = []
    page.page.route(
        "**/queue/join*", lambda route: route.continue_() if held else held.append(route)
    )
    page.page.fill("#question textarea", FIRST)
    with page.page.expect_request("**/queue/join*"):  # it has read what was typed
        page.page.keyboard.press("Enter")
    page.page.fill("#question textarea", SECOND)
    page.page.keyboard.press("Enter")
    page.page.wait_for_timeout(300)
    held[0].continue_()
    answers = page.page.locator("#messages [data-testid=bot] .sources")
    expect(answers).to_have_count(2)
    assert texts(page, "user") == [FIRST, SECOND]
    first, second = texts(page, "bot")
    assert "the cranes were older" in first
    assert "nobody fishes on a road" in second
    expect(page.page.locator("#question textarea")).to_have_value("")


def test_enter_pressed_twice_asks_once_and_nothing_asks_nothing(page: Watched):
    page.open()
    page.page.fill("#question textarea", FIRST)
    page.page.keyboard.press("Enter")
    page.page.keyboard.press("Enter")
    page.page.locator("#messages .actions").wait_for()
    page.page.keyboard.press("Enter")
    page.page.wait_for_timeout(500)
    assert texts(page, "user") == [FIRST]
    assert page.page.locator("#messages .error").count() == 0
    page.ask(FIRST)  # typed anew it is meant
    assert texts(page, "user") == [FIRST, FIRST]


def test_what_is_typed_meanwhile_stays(page: Watched):
    page.open()
    page.page.fill("#question textarea", FIRST)
    with page.page.expect_request("**/queue/join*"):
        page.page.keyboard.press("Enter")
    page.page.fill("#question textarea", "And what")
    page.page.locator("#messages .actions").wait_for()
    expect(page.page.locator("#question textarea")).to_have_value("And what")


def test_the_address_asks_once(page: Watched):
    page.page.goto(f"{page.address}/?q=What+did+Petra+Lund+say%3F&__theme=dark")
    page.page.locator("#messages .actions").wait_for()
    assert texts(page, "user") == [FIRST]
    assert page.page.url == f"{page.address}/?__theme=dark"
    page.page.reload()
    page.page.locator("#messages button.example").first.wait_for()
    page.page.wait_for_timeout(300)
    assert texts(page, "user") == []


def test_markup_in_the_address_is_a_question_like_any(page: Watched):
    hostile = "%3Cimg%20src%3Dx%20onerror%3Dwindow.pwned%3D1%3E"
    page.page.goto(f"{page.address}/?q={hostile}")
    page.page.locator("#messages .actions").wait_for()
    assert texts(page, "user") == ["<img src=x onerror=window.pwned=1>"]
    assert page.page.evaluate("window.pwned") is None


def test_the_newest_question_is_in_sight_above_its_answer(page: Watched):
    page.open()
    for question in (FIRST, SECOND, "What did Ada Volan say?"):
        page.ask(question)
        expect(page.page.locator("#messages [data-testid=user]").last).to_be_in_viewport()


def test_an_answer_is_read_out_once(page: Watched):
    page.open()
    page.page.evaluate(
        """() => {
          window.heard = [];
          const status = () => document.getElementById("said-aloud")?.textContent ?? "";
          let last = "";
          new MutationObserver(() => {
            if (status() !== last) window.heard.push((last = status()));
          }).observe(document.body, {childList: true, subtree: true, characterData: true});
        }"""
    )
    page.ask(FIRST)
    page.page.wait_for_timeout(1500)
    heard = page.page.evaluate("window.heard")
    assert len(heard) == 1
    assert "the cranes were older" in heard[0]
    assert "Copy" not in heard[0]
    assert page.page.locator("#messages [role=log]").get_attribute("aria-live") == "off"

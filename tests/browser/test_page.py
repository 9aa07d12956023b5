import json
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Watched

pytestmark = pytest.mark.browser


def api(address: str, path: str) -> dict[str, Any]:
    with urlopen(f"{address}{path}", timeout=60) as response:
        return dict(json.load(response))


def test_the_first_question_opens_the_passage(watched: Watched):
    question = "what did Lavrov say?"
    watched.ask(question)
    watched.page.locator("#messages button.mark").first.click()
    answer = api(watched.address, f"/api/ask?q={quote(question)}")
    citation = answer["citations"][0]
    assert "concession" in watched.marked()
    assert watched.marked() == citation["quote"]
    assert watched.in_view()
    assert watched.page.locator(".evidence h2").text_content() == citation["title"]


def test_each_citation_opens_its_own_span(watched: Watched):
    question = "What is said about Ukraine?"
    watched.ask(question)
    citations = api(watched.address, f"/api/ask?q={quote(question)}")["citations"]
    assert len(citations) > 1
    for citation in citations:
        marks = watched.page.locator("#messages blockquote button.mark")
        mark = marks.nth(citation["number"] - 1)
        mark.click()
        expect(mark).to_contain_class("open")
        assert watched.marked() == citation["quote"]
        assert watched.in_view()
        others = watched.page.locator(".evidence mark:not(.current)")
        assert others.count() == len(citations) - 1
        watched.page.keyboard.press("Escape")


def test_a_refusal_shows_the_nearest_passages_marked_as_such(watched: Watched):
    watched.ask("What did Halvard Brisk say about submarines?")
    text = watched.page.locator("#messages [data-testid=bot]").last.inner_text()
    assert "The articles do not answer this." in text
    assert "They nowhere name Halvard Brisk." in text
    assert "Nearest passages, which do not answer it:" in text
    assert watched.page.locator("#messages button.mark").count() == 0
    nearest = watched.page.locator("#messages ul.related button.source").first
    nearest.click()
    assert " ".join(watched.marked().split()) == nearest.inner_text()
    assert watched.in_view()


def test_an_example_asks_itself(watched: Watched):
    example = watched.page.locator("#messages button.example").first
    example.wait_for()
    text = example.inner_text().strip()
    example.click()
    watched.page.wait_for_selector("#messages [data-testid=bot] .on-record", timeout=60_000)
    assert watched.page.locator("#messages [data-testid=user]").first.inner_text().strip() == text


def test_articles_and_questions_are_never_markup(watched: Watched):
    watched.ask("what does the snow plough cost? <img src=x onerror=window.hacked=1>")
    watched.page.locator("#messages button.mark").first.click()
    answer = api(watched.address, "/api/ask?q=what+does+the+snow+plough+cost")
    assert "ninety thousand crowns" in answer["citations"][0]["quote"]
    assert watched.marked() == answer["citations"][0]["quote"]
    watched.page.keyboard.press("Escape")
    watched.ask("what did Odile Fenn say?")
    assert (
        "$$our$$ best [1](javascript:"
        in watched.page.locator("#messages [data-testid=bot] blockquote").last.inner_text()
    )
    watched.page.wait_for_timeout(300)
    assert watched.page.evaluate("window.hacked") is None
    brought = "#messages img[src=x], .evidence img, .evidence script, #messages a[href^=javascript]"
    assert watched.page.locator(brought).count() == 0


def test_the_keyboard_is_enough(watched: Watched):
    watched.ask("what did Lavrov say?")
    mark = watched.page.locator("#messages blockquote button.mark").first
    mark.focus()
    watched.page.keyboard.press("Enter")
    assert "concession" in watched.marked()
    assert watched.page.evaluate("document.activeElement.className") == "article"
    watched.page.keyboard.press("Escape")
    assert mark.evaluate("button => button === document.activeElement")


def test_a_screen_reader_hears_words_not_html(watched: Watched):
    watched.ask("what did Lavrov say?")
    for message in watched.page.locator("#messages [aria-label]").all():
        assert "<" not in (message.get_attribute("aria-label") or "")
    assert watched.page.locator("h1").inner_text() == "On Record"


def test_what_goes_wrong_is_said_in_the_chat(watched: Watched):
    watched.page.fill("#question textarea", "x" * 3000)
    watched.page.keyboard.press("Enter")
    watched.page.wait_for_selector("#messages .error")
    assert "3,000 characters" in watched.page.locator("#messages .error").inner_text()
    watched.ask("what did Lavrov say?")
    assert watched.page.locator("#messages button.mark").count() > 0


def test_a_follow_up_is_read_in_the_light_of_the_chat(watched: Watched):
    watched.ask("what did Lavrov say?")
    watched.ask("and Blinken?")
    last = watched.page.locator("#messages [data-testid=bot]").last
    assert last.locator(".read-as").inner_text() == "Read as: What did Blinken say?"
    alone = api(watched.address, f"/api/ask?q={quote('What did Blinken say?')}")
    shown = last.locator("blockquote, ul.related li").count()
    assert shown == len(alone["citations"] or alone["related"])

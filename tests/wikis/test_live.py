"""The widget inside the pages of real wikis, of the same site and of another."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bot.wikis.guides import Embedding
from tests.wikis.conftest import PAYLOADS, ask
from tests.wikis.wikis import Wiki, words

pytestmark = pytest.mark.wiki
SHOTS = Path(".shots")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"], ids=["same_site", "cross_site"])
def test_a_question_is_asked_in_the_frame_and_its_citation_opened(
    wiki: Wiki, host: str, on_record: str, browser: Browser
):
    question = "when will the gas pipeline open?"
    wiki.use(on_record)
    wiki.save("frame", f"Before.\n\n{Embedding(on_record, question).live_tag}\n\nAfter.\n")
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on(
        "console",
        lambda said: (
            problems.append(said.text)
            if said.type == "error" and not said.location["url"].endswith("/favicon.ico")
            else None
        ),
    )
    page.on(
        "request",
        lambda request: (
            None if re.match(r"http://(127\.0\.0\.1|localhost):|data:|blob:", request.url)
            else problems.append(request.url)
        ),
    )  # fmt: skip
    page.goto(wiki.page("frame").replace("127.0.0.1", host))
    frame = page.frame_locator("iframe.onrecord-widget")
    expect(frame.locator(".turn").first).to_contain_text(
        ask(on_record, question)["citations"][0]["quote"]
    )
    asked = "what did Volan say about inspections?"
    frame.locator("#q").fill(asked)
    frame.locator("#q").press("Enter")
    turn = frame.locator(".turn").first
    expect(turn.locator("h2")).to_have_text(asked)
    citation = ask(on_record, asked)["citations"][0]
    turn.locator("a.cite.mark").first.click()
    expect(frame.locator("dialog mark.current")).to_have_text(citation["quote"])
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"{type(wiki).__name__}-{host}.png")
    assert page.url.startswith(wiki.address.replace("127.0.0.1", host))
    assert problems == []
    page.close()


def test_a_pasted_question_is_asked_as_it_was_meant(wiki: Wiki, on_record: str, browser: Browser):
    """What ``onrecord embed`` prints survives the wiki: no part of it is markup there."""
    question = " ".join(PAYLOADS[:8]) + " who spoke?"
    embedding = Embedding(on_record, question)
    wiki.use(on_record)
    wiki.save("pasted", f"{embedding.live_tag}\n\n{embedding.tag}\n")
    html = wiki.html("pasted")
    assert f"UTC: {embedding.question}" in words(html)
    page = browser.new_page()
    page.goto(wiki.page("pasted"))
    heading = page.frame_locator("iframe.onrecord-widget").locator(".turn h2")
    expect(heading).to_have_text(embedding.question)
    assert page.evaluate("window.hacked") is None
    page.close()

"""The permanent page of a kept answer, as a browser without scripts shows it."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.request import Request, urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
QUESTIONS = {
    "answer": "what did Lavrov say?",
    "hostile": "what did Odile Fenn say about the plough? <img src=x onerror=window.hacked=1>",
    "refusal": "What did Halvard Brisk say about submarines?",
}


def keep(address: str, question: str) -> dict[str, Any]:
    request = Request(
        f"{address}/api/answers",
        data=json.dumps({"question": question}).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urlopen(request, timeout=60) as response:
        return dict(json.load(response))


@pytest.fixture(scope="module")
def kept(address: str) -> dict[str, dict[str, Any]]:
    return {name: keep(address, question) for name, question in QUESTIONS.items()}


@pytest.fixture(params=["light", "dark"])
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """A narrow page; nothing may fail on it, or come from elsewhere."""
    context = browser.new_context(
        viewport={"width": 320, "height": 800}, color_scheme=request.param
    )
    problems: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda r: None if r.url.startswith(address) else problems.append(r.url))
    yield page
    context.close()
    assert problems == []


@pytest.mark.parametrize("name", QUESTIONS)
def test_it_reads_on_a_narrow_screen_and_to_everybody(page, address, kept, name):
    page.goto(address + kept[name]["path"])
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.evaluate("window.hacked") is None
    assert page.locator("h1").inner_text() == QUESTIONS[name]
    assert page.locator("script, img, iframe, form").count() == 0


def test_without_scripts_a_mark_leads_to_its_evidence_and_back(browser, address, kept):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 500})
    page = context.new_page()
    page.goto(address + kept["answer"]["path"])
    page.locator(".mark").first.click()
    assert page.url.endswith("#c1")
    quote = kept["answer"]["answer"]["citations"][0]["quote"]
    evidence = page.locator("li:target mark")
    assert " ".join(evidence.inner_text().split()) == " ".join(quote.split())
    assert evidence.is_visible()
    page.locator("li:target .back a").click()
    assert page.url.endswith("#m1")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(browser, address, kept, scheme):
    # the page's own policy lets no script in, axe's neither
    context = browser.new_context(bypass_csp=True, color_scheme=scheme)
    page = context.new_page()
    for name in QUESTIONS:
        page.goto(address + kept[name]["path"])
        found = Axe().run(page).response["violations"]
        assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []
    context.close()

"""The widget in the frames of other sites: what their policies leave, works."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Frame, expect

from tests.browser.hosts import Framed, Hosts, hosting
from tests.servers import free_port, serving

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
HOSTILE = "<img src=x onerror=window.hacked=1>"
HILLS = "\n\n".join(
    f"The road from Ostrava to the border passes hill number {number}." for number in range(40)
)
GRAIN = f"""---
title: {HOSTILE} Grain talks resume
outlet: </textarea></template><script>window.hacked=1</script>
published: 2031-03-04
url: https://wire.example/grain
---
🌾🌾 Foreign Minister Ada Volan said on Tuesday that the grain talks would resume in Ostrava.

{HILLS}

“We will not sign a corridor without inspections,” Volan told reporters. 🚢

Volan said that inspections at sea would need {HOSTILE} forty observers.
"""
GAS = """---
title: Gas flows again
---
President Tomas Reku of Marenia announced that the gas pipeline would open on 12 May.

Reku said that inspections of the pipeline had ended.
"""
ASKED = "what did Volan say about inspections?"
SAID = "“We will not sign a corridor without inspections,” Volan told reporters. 🚢"


@pytest.fixture(scope="module")
def hosts() -> Iterator[Hosts]:
    with hosting() as started:
        yield started


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, hosts: Hosts) -> Iterator[str]:
    """The application over two articles; the host may frame it under both its names."""
    base = tmp_path_factory.mktemp("embedded")
    (base / "seeds").mkdir()
    (base / "seeds" / "grain.txt").write_text(GRAIN, encoding="utf-8")
    (base / "seeds" / "gas.txt").write_text(GAS, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "bot", "index"], cwd=base, check=True, timeout=120)
    named = {"ONRECORD_FRAME_ANCESTORS": f"{hosts.cross_site} {hosts.same_site}"}
    with serving(free_port(), cwd=base, env={**os.environ, **named}) as at:
        with urlopen(f"{at}/embed?q=gas", timeout=120) as response:
            response.read()  # what is loaded for the first one is no matter of the frame
        yield at


@pytest.fixture
def framed(browser: Browser, hosts: Hosts, address: str) -> Iterator[Framed]:
    context = browser.new_context(viewport={"width": 400, "height": 620})
    made = Framed(context.new_page(), hosts, address)
    yield made
    cookies = context.cookies()
    context.close()
    assert made.problems == []
    assert cookies == []


def ask(frame: Frame, question: str) -> None:
    frame.wait_for_load_state()  # a sandbox without allow-forms needs the script
    frame.fill("#q", question)
    frame.click("form button")
    expect(frame.locator(".turn h2").first).to_have_text(question)


def converse(frame: Frame, turns: int) -> None:
    """Ask, open a citation, ask on; ``turns`` are shown after that."""
    ask(frame, ASKED)
    expect(frame.locator(".quote").first).to_contain_text("without inspections")
    expect(frame.locator(".quote .speaker").first).to_have_text("Ada Volan")
    frame.locator(".quote a.mark").first.click()
    expect(frame.locator("mark.current")).to_have_text(SAID)
    expect(frame.locator("mark.current")).to_be_in_viewport()
    assert frame.locator("mark:not(.current)").count() == 1  # the other citation's
    frame.locator('.passage a[rel="next"]').click()
    expect(frame.locator("mark.current")).to_contain_text("forty observers")
    expect(frame.locator("mark.current")).to_be_in_viewport()
    frame.locator(".passage a.back, .passage .close").click()
    expect(frame.locator(".passage")).to_have_count(0 if turns == 1 else 1)
    expect(frame.locator("mark.current")).to_be_hidden()
    ask(frame, "and Reku?")
    read_as = frame.locator(".turn").first.locator(".read-as em")
    expect(read_as).to_have_text("What did Reku say about inspections?")
    expect(frame.locator(".turn").first.locator(".quote")).to_contain_text("had ended")
    expect(frame.locator(".turn")).to_have_count(turns)


# What hosts put on a frame: its attributes, the headers of the page around it, and how many
# answers stand on the page after two questions (without its own origin, a page each).
SCRIPTS = "allow-scripts allow-forms"
FRAMES = {
    "plain": ("", {}, 2),
    "sandbox, scripts and forms": (f'sandbox="{SCRIPTS}"', {}, 1),
    "sandbox, scripts alone": ('sandbox="allow-scripts"', {}, 1),
    "sandbox, forms alone": ('sandbox="allow-forms"', {}, 1),
    "sandbox, same origin": (f'sandbox="{SCRIPTS} allow-same-origin"', {}, 2),
    "sandbox, no forms": ('sandbox="allow-scripts allow-same-origin"', {}, 2),
    "BookStack": (
        'allowfullscreen="allowfullscreen"',
        {
            "Content-Security-Policy": "frame-ancestors 'self'; frame-src 'self' ADDRESS "
            "https://embed.diagrams.net; script-src http: https: 'nonce-x'; object-src 'self'; "
            "base-uri 'self'"
        },
        2,
    ),
    "Wiki.js": (
        "",
        {
            "X-Frame-Options": "deny",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
        },
        2,
    ),
    "Notion": (
        'sandbox="allow-scripts allow-popups allow-top-navigation-by-user-activation allow-forms '
        'allow-same-origin allow-storage-access-by-user-activation allow-popups-to-escape-sandbox" '
        'allowfullscreen referrerpolicy="no-referrer" loading="lazy"',
        {"Content-Security-Policy": "frame-src https: http: data: blob:; base-uri 'none'"},
        2,
    ),
}


@pytest.mark.parametrize("name", FRAMES)
def test_a_conversation_in_the_frame_of_another_site(framed: Framed, name: str):
    attributes, headers, turns = FRAMES[name]
    headers = {k: v.replace("ADDRESS", framed.address) for k, v in headers.items()}
    converse(framed.open(attributes=attributes, headers=headers), turns)


def test_a_conversation_in_the_frame_of_the_same_site(framed: Framed):
    converse(framed.open(at=framed.hosts.same_site), 2)


def test_a_conversation_with_cookies_of_other_sites_blocked(
    browser: Browser, hosts: Hosts, address: str
):
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    blocking = browser.browser_type.launch(
        executable_path=executable, args=["--no-sandbox", "--test-third-party-cookie-phaseout"]
    )
    framed = Framed(blocking.new_page(), hosts, address)
    frame = framed.open()
    assert frame.evaluate("document.hasStorageAccess()") is False
    converse(frame, 2)
    blocking.close()
    assert framed.problems == []


def test_a_site_that_is_not_named_cannot_frame_it(framed: Framed):
    with hosting() as other:
        framed.hosts = other
        frame = framed.open()
        framed.page.wait_for_timeout(500)
        assert frame.url == "chrome-error://chromewebdata/"
    assert any("frame-ancestors" in problem for problem in framed.problems)
    framed.problems.clear()


@pytest.mark.parametrize("width", [320, 768])
def test_it_fits_and_the_keyboard_is_enough(framed: Framed, width: int):
    framed.page.set_viewport_size({"width": width, "height": 620})
    frame = framed.open("lang=de&theme=dark&compact=1")
    framed.page.keyboard.press("Tab")  # into the frame
    expect(frame.locator("#q")).to_be_focused()
    framed.page.keyboard.type(ASKED)
    framed.page.keyboard.press("Enter")
    expect(frame.locator(".turn h2")).to_have_text(ASKED)
    framed.page.keyboard.press("Tab")  # the button
    framed.page.keyboard.press("Tab")
    mark = frame.locator(".quote a.mark").first
    expect(mark).to_be_focused()
    expect(mark).to_have_accessible_name("Beleg 1 von 2")
    framed.page.keyboard.press("Enter")
    expect(frame.locator("mark.current")).to_be_focused()
    expect(frame.locator("dialog")).to_have_accessible_name("Beleg 1 von 2")
    shown = frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert shown, "it scrolls sideways"
    framed.page.keyboard.press("Escape")
    expect(frame.locator("dialog")).to_be_hidden()
    expect(mark).to_be_focused()


def test_a_refusal_and_its_nearest_passages(framed: Framed):
    frame = framed.open("q=What+did+Halvard+Brisk+say+about+submarines%3F")
    expect(frame.locator(".refusal strong")).to_have_text("The articles do not answer this.")
    expect(frame.locator(".nearest")).to_contain_text("which do not answer it")
    nearest = frame.locator(".related a").first
    words = nearest.inner_text()
    nearest.click()
    expect(frame.locator(".passage .count")).to_contain_text("does not answer the question")
    assert " ".join(frame.locator("mark.current").inner_text().split()) == words


@pytest.mark.parametrize("sandbox", ["", f'sandbox="{SCRIPTS}"'])
def test_articles_and_questions_are_never_markup(framed: Framed, sandbox: str):
    frame = framed.open(attributes=sandbox)
    ask(frame, f"{ASKED} {HOSTILE}")
    ask(frame, ASKED)
    expect(frame.locator(".sources")).to_contain_text([HOSTILE] * frame.locator(".sources").count())
    frame.locator(".quote a.mark").nth(1).click()
    expect(frame.locator(".passage h2")).to_contain_text(HOSTILE)
    expect(frame.locator("mark.current")).to_contain_text(HOSTILE)
    framed.page.wait_for_timeout(200)
    assert frame.evaluate("window.hacked") is None
    assert frame.locator("img, main script, dialog script").count() == 0


def test_copying_where_the_clipboard_is_open_and_where_it_is_closed(framed: Framed):
    framed.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    for attributes in ('allow="clipboard-write"', "", f'sandbox="{SCRIPTS}"'):
        framed.page.goto("about:blank")
        frame = framed.open("q=what+did+Reku+say+about+inspections%3F", attributes)
        frame.locator(".copy summary").click()
        expect(frame.locator("#status")).to_have_text("Copied, citations included.")
        copied = framed.clipboard()
        assert "Reku said that inspections of the pipeline had ended. [1]" in copied["text/plain"]
        assert "[1] Gas flows again" in copied["text/plain"]
        assert "had ended. <sup>[1]</sup></blockquote>" in copied["text/html"]


def test_what_cannot_be_copied_is_selected(framed: Framed):
    frame = framed.open("q=what+did+Reku+say+about+inspections%3F")
    frame.locator(".copy summary").wait_for()
    frame.evaluate("() => { document.execCommand = () => false; }")
    frame.locator(".copy summary").click()
    expect(frame.locator("#status")).to_contain_text("Ctrl+C")
    selected = frame.evaluate(
        "() => { const a = document.activeElement;"
        " return a.value.slice(a.selectionStart, a.selectionEnd); }"
    )
    assert "had ended. [1]" in selected


def test_the_host_script_of_the_guide_fits_the_frame_to_what_is_in_it(framed: Framed):
    guide = (ROOT / "docs" / "embed.md").read_text(encoding="utf-8")
    script = re.search(r"<script>.*?</script>", guide, re.DOTALL)
    assert script
    frame = framed.open("height=auto", script=script[0])

    def height() -> float:
        box = framed.page.locator("iframe").bounding_box()
        assert box
        return box["height"]

    frame.locator(".examples").wait_for()
    framed.page.wait_for_timeout(200)
    empty = height()
    assert empty < 400
    ask(frame, ASKED)
    framed.page.wait_for_timeout(200)
    assert height() > empty + 100
    assert frame.evaluate("document.documentElement.scrollHeight <= innerHeight")
    frame.locator(".quote a.mark").first.click()
    expect(frame.locator(".quote dialog mark.current")).to_have_text(SAID)
    framed.page.wait_for_timeout(200)
    assert frame.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_only_a_frame_that_asks_for_it_tells_its_height(framed: Framed):
    listen = "<script>told = []; onmessage = (event) => told.push(event.data);</script>"
    for query, tells in (("q=gas", False), ("q=gas&height=auto", True)):
        frame = framed.open(query, script=listen)
        frame.locator(".turn").wait_for()
        framed.page.wait_for_timeout(300)
        told = framed.page.evaluate("told")
        assert bool(told) is tells
        assert all(set(data) == {"type", "px"} for data in told)


CHECKS = {
    "": {"framed": "by a page of another site", "sandbox": "None", "api": "answers"},
    f'sandbox="{SCRIPTS}"': {"sandbox": "Add allow-same-origin", "api": "does not answer"},
    'sandbox="allow-forms"': {"scripts": "do not run here", "sandbox": "cannot be told"},
    'allow="clipboard-write"': {"clipboard": "may be written to"},
    'style="width:300px;height:200px"': {"size": "which is little"},
}


@pytest.mark.parametrize("attributes", CHECKS)
def test_the_check_says_what_a_frame_lacks(framed: Framed, attributes: str):
    framed.page.set_default_timeout(10_000)
    frame = framed.open(attributes=attributes, path="/embed/check")
    for line, says in CHECKS[attributes].items():
        expect(frame.locator(f"#{line}")).to_contain_text(says, use_inner_text=True)
    expect(frame.locator("#articles")).to_contain_text("2 articles")
    named = f"{framed.hosts.cross_site} may frame it."
    expect(frame.locator("#ancestors")).to_contain_text(named, use_inner_text=True)
    framed.problems.clear()  # a sandbox's refusal to fetch is said in the console

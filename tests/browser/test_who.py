"""The "Who said what" view, over two articles about invented countries."""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import Watched
from tests.servers import free_port, serving

pytestmark = pytest.mark.browser

# Characters beyond the basic plane stand before and within what is said.
GRAIN = """---
title: Grain talks resume in Ostrava
outlet: Lindia Wire
published: 2031-03-04
---
🌾🌾 Foreign Minister Ada Volan said on Tuesday that the grain talks would resume in Ostrava.

“We will not sign a corridor without inspections,” Volan told reporters. 🚢

Harbour master Petra Lund said the cranes “are <b>older</b> than 🏗️ the port”.

An official of the port said that the ferry would stay in the harbour.
"""
HILLS = "\n\n".join(
    f"The road from Ostrava to the border passes hill number {number}." for number in range(40)
)
GAS = f"""---
title: Gas flows again
outlet: <img src=x onerror=window.hacked=1>
---
{HILLS}

President Tomas Reku of Marenia announced that the gas pipeline would open on 12 May.

“The repairs cost more than wheat, and we paid in wheat,” Reku said.
"""
VOLAN = [
    "🌾🌾 Foreign Minister Ada Volan said on Tuesday that the grain talks would resume in Ostrava.",
    "“We will not sign a corridor without inspections,” Volan told reporters. 🚢",
]
REKU_ON_WHEAT = "“The repairs cost more than wheat, and we paid in wheat,” Reku said."
HOSTILE = "<img src=x onerror=window.hacked=1>"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The application over the two articles; takes the place of the one over the seed."""
    base = tmp_path_factory.mktemp("said")
    (base / "seeds").mkdir()
    (base / "seeds" / "grain.txt").write_text(GRAIN, encoding="utf-8")
    (base / "seeds" / "gas.txt").write_text(GAS, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "bot", "index"], cwd=base, check=True, timeout=120)
    with serving(free_port(), cwd=base) as at:
        statements(at)  # what is loaded for the first one is no matter of the page
        yield at


@pytest.fixture
def who(watched: Watched) -> Watched:
    """The page with the view open and everyone's statements listed."""
    watched.page.click("#view-said")
    expect(watched.page.locator("#who-status")).to_have_text("6 statements")
    return watched


def statements(address: str, **asked: str) -> list[dict[str, Any]]:
    with urlopen(f"{address}/api/statements?{urlencode(asked)}", timeout=60) as response:
        return list(json.load(response))


def choose(watched: Watched, speaker: str) -> None:
    """Choose a speaker as a person does; where there is no room, their list opens first."""
    if watched.page.locator("#who-choose").is_visible():
        watched.page.click("#who-choose")
    watched.page.locator("#who .voice", has_text=speaker).click()


def quotes(watched: Watched) -> list[str]:
    return watched.page.locator("#who-said .quote").all_text_contents()


def test_the_view_lists_the_speakers_with_their_statements(who: Watched):
    listed = {
        group: [
            tuple(voice.locator("span").all_text_contents())
            for voice in who.page.locator(f"#{group} .voice").all()
        ]
        for group in ("who-named", "who-described")
    }
    assert listed == {
        "who-named": [("Ada Volan", "2"), ("Tomas Reku", "2"), ("Petra Lund", "1")],
        "who-described": [("An official of the port", "1")],
    }
    headings = who.page.locator("#who legend").all_text_contents()
    assert headings == ["Named", "Described, not named"]


def test_the_view_takes_the_chats_place(watched: Watched):
    chat, who = watched.page.locator("#chat"), watched.page.locator("#who")
    expect(chat).to_be_visible()
    expect(who).to_be_hidden()
    watched.page.click("#view-said")
    expect(chat).to_be_hidden()
    expect(who).to_be_visible()
    expect(watched.page.get_by_role("tab", selected=True)).to_have_text("Who said what")
    watched.page.click("#view-ask")
    expect(chat).to_be_visible()
    expect(who).to_be_hidden()
    expect(watched.page.get_by_role("tab", selected=True)).to_have_text("Ask")


def test_a_statement_shows_who_said_what_where(who: Watched):
    for shown, found in zip(
        who.page.locator("#who .statement").all(), statements(who.address), strict=True
    ):
        assert shown.locator(".speaker").text_content() == found["speaker"]
        assert shown.locator(".cue").text_content() == found["cue"]
        assert shown.locator(".kind").text_content() == found["kind"]
        assert shown.locator(".quote").text_content() == found["quote"]
        assert shown.locator(".quote em").all_text_contents() == found["content"]
    sources = who.page.locator("#who button.cite").all_text_contents()
    assert sources[0] == "Grain talks resume in Ostrava · Lindia Wire · 2031-03-04"


def test_choosing_a_speaker_shows_theirs_only(who: Watched):
    choose(who, "Ada Volan")
    expect(who.page.locator("#who-status")).to_have_text("2 statements by Ada Volan")
    assert quotes(who) == VOLAN
    choose(who, "Everyone")
    expect(who.page.locator("#who-status")).to_have_text("6 statements")


def test_the_filter_finds_speakers_by_part_of_a_name(who: Watched):
    if who.page.locator("#who-choose").is_visible():
        who.page.click("#who-choose")
    names = who.page.locator("#who .voice .name")
    who.page.fill("#who-filter", "LÚND")
    assert names.all_text_contents() == ["Everyone", "Petra Lund"]
    who.page.fill("#who-filter", "Brisk")
    assert names.all_text_contents() == ["Everyone"]
    expect(who.page.locator("#who-speakers .none")).to_have_text("No speaker of that name")
    who.page.fill("#who-filter", "")
    assert names.count() == 5


def test_a_topic_filters_the_statements(who: Watched):
    who.page.fill("#who-topic", "wheat")
    expect(who.page.locator("#who-status")).to_have_text("1 statement on “wheat”")
    assert quotes(who) == [REKU_ON_WHEAT]
    who.page.fill("#who-topic", "")
    expect(who.page.locator("#who-status")).to_have_text("6 statements")
    choose(who, "Tomas Reku")
    who.page.fill("#who-topic", "wheat")
    expect(who.page.locator("#who-status")).to_have_text("1 statement by Tomas Reku on “wheat”")
    assert quotes(who) == [REKU_ON_WHEAT]


def test_nothing_on_a_topic_is_said(who: Watched):
    who.page.fill("#who-topic", "submarines")
    expect(who.page.locator("#who-status")).to_have_text("No statements on this")
    assert quotes(who) == []


def test_a_statement_opens_its_article_at_the_span(who: Watched):
    for index in (0, 2, 5):
        found = statements(who.address)[index]
        who.page.locator("#who button.cite").nth(index).click()
        expect(who.page.locator(".evidence mark.current")).to_have_text(found["quote"])
        assert who.in_view()
        assert who.page.locator(".evidence h2").text_content() == found["title"]
        who.page.keyboard.press("Escape")
    assert who.page.locator(".evidence mark:not(.current)").all_text_contents() == [
        statements(who.address)[4]["quote"]
    ]


def test_the_keyboard_is_enough(who: Watched):
    page = who.page
    page.focus("#view-said")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#chat")).to_be_visible()
    page.keyboard.press("End")
    expect(page.locator("#articles")).to_be_visible()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#who")).to_be_visible()
    page.keyboard.press("Tab")
    narrow = page.locator("#who-choose").is_visible()
    if narrow:
        expect(page.locator("#who-choose")).to_be_focused()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
    expect(page.locator("#who-filter")).to_be_focused()
    page.keyboard.type("volan")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#who .voice:has(:focus-visible)")).to_contain_text("Ada Volan")
    if narrow:
        page.keyboard.press("Enter")
        expect(page.locator("#who-choose")).to_be_focused()
    expect(page.locator("#who-status")).to_have_text("2 statements by Ada Volan")
    page.keyboard.press("Tab")
    expect(page.locator("#who-topic")).to_be_focused()
    page.keyboard.type("corridor")
    expect(page.locator("#who-status")).to_have_text("1 statement by Ada Volan on “corridor”")
    page.keyboard.press("Tab")
    cite = page.locator("#who button.cite")
    expect(cite).to_be_focused()
    page.keyboard.press("Enter")
    assert who.marked() == VOLAN[1]
    assert page.evaluate("document.activeElement.className") == "article"
    page.keyboard.press("Escape")
    if narrow:
        expect(cite).to_be_focused()


def test_articles_are_never_markup(who: Watched):
    assert "are <b>older</b> than 🏗️ the port" in quotes(who)[2]
    assert HOSTILE in who.page.locator("#who button.cite").last.inner_text()
    who.page.locator("#who button.cite").nth(2).click()
    assert "<b>older</b>" in who.marked()
    assert who.page.locator("#who :is(b, img), .evidence :is(b, img)").count() == 0
    assert who.page.evaluate("window.hacked") is None


def test_names_are_never_markup(watched: Watched):
    speaker = {"name": HOSTILE, "named": True, "statements": 1, "names": [HOSTILE]}
    statement = statements(watched.address)[0] | {
        "speaker": HOSTILE, "cue": HOSTILE, "kind": HOSTILE
    }  # fmt: skip
    watched.page.route("**/api/speakers", lambda route: route.fulfill(json=[speaker]))
    watched.page.route("**/api/statements?*", lambda route: route.fulfill(json=[statement]))
    watched.page.click("#view-said")
    choose(watched, HOSTILE)
    expect(watched.page.locator("#who-status")).to_have_text(f"1 statement by {HOSTILE}")
    for part in ("speaker", "cue", "kind"):
        expect(watched.page.locator(f"#who .statement .{part}")).to_have_text(HOSTILE)
    expect(watched.page.locator("#who-choose")).to_have_text(HOSTILE)
    assert watched.page.locator("#who img").count() == 0
    assert watched.page.evaluate("window.hacked") is None


def test_what_goes_wrong_is_said(who: Watched):
    who.page.fill("#who-topic", "x" * 3000)
    expect(who.page.locator("#who-status.error")).to_contain_text("3,000 characters")
    assert quotes(who) == []
    assert [p for p in who.problems if "422" not in p] == []
    who.problems.clear()  # the browser's own line about the status
    who.page.fill("#who-topic", "wheat")
    expect(who.page.locator("#who-status")).to_have_text("1 statement on “wheat”")


def test_a_late_answer_does_not_replace_a_newer_one(who: Watched):
    held: list[Route] = []
    who.page.route("**/api/statements?topic=ferry", lambda route: held.append(route))
    who.page.fill("#who-topic", "ferry")
    expect(who.page.locator("#who-status")).to_have_text("Looking …")
    expect(who.page.locator("#who-said")).to_have_attribute("aria-busy", "true")
    who.page.wait_for_timeout(500)
    assert len(held) == 1
    who.page.fill("#who-topic", "wheat")
    expect(who.page.locator("#who-status")).to_have_text("1 statement on “wheat”")
    held[0].fulfill(json=statements(who.address, topic="ferry"))
    who.page.wait_for_timeout(300)
    assert quotes(who) == [REKU_ON_WHEAT]


def test_opened_again_the_view_has_the_speakers_of_now(who: Watched):
    choose(who, "Petra Lund")
    expect(who.page.locator("#who-status")).to_have_text("1 statement by Petra Lund")
    newer = [{"name": "Ada Volan", "named": True, "statements": 3, "names": ["Ada Volan"]}]
    who.page.route("**/api/speakers", lambda route: route.fulfill(json=newer))
    who.page.click("#view-ask")
    who.page.click("#view-said")
    expect(who.page.locator("#who .voice .name")).to_have_text(["Everyone", "Ada Volan"])
    expect(who.page.locator("#who .voice .count")).to_have_text(["3"])
    expect(who.page.locator("#who-status")).to_have_text("6 statements")  # she is gone


def test_the_keyboard_keeps_its_place_when_the_speakers_come_late(who: Watched):
    listed = json.load(urlopen(f"{who.address}/api/speakers", timeout=60))
    held: list[Route] = []
    who.page.route("**/api/speakers", lambda route: held.append(route))
    who.page.click("#view-ask")
    who.page.click("#view-said")
    if who.page.locator("#who-choose").is_visible():
        who.page.click("#who-choose")
    who.page.focus("#who .voice input >> nth=0")
    who.page.keyboard.press("ArrowDown")
    for _ in range(100):
        if held:
            break
        who.page.wait_for_timeout(50)
    held[0].fulfill(json=[*listed, listed[0] | {"name": "Ina Lott", "names": ["Ina Lott"]}])
    expect(who.page.locator("#who .voice", has_text="Ina Lott")).to_be_visible()
    expect(who.page.locator("#who .voice:has(:focus)")).to_contain_text("Ada Volan")

"""The "Timeline" view, over articles about invented countries."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Watched
from tests.servers import free_port, serving

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror=window.hacked=1>"
GRAIN = """---
title: Grain talks resume in Ostrava
outlet: Lindia Wire
published: 2031-03-04
---
🌾 Foreign Minister Ada Volan said on Tuesday that the grain talks would resume in Ostrava.

“We will not sign a corridor without inspections,” Volan told reporters. 🚢

The port of Ostrava burned on 3 January 2029 and opened again in May 2030.

Snow fell on the hills on 12 May.
"""
GAS = f"""---
title: {HOSTILE}
published: 2031-03-20
---
President Tomas Reku of Marenia announced that the <b>gas</b> pipeline would open on 2 April 2031.

The pipeline was built in 2024.
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The application over two articles, one of them also as a wire copy."""
    base = tmp_path_factory.mktemp("timeline")
    (base / "seeds").mkdir()
    copy = GRAIN.replace("Lindia Wire", "Ostrava Post") + "\nIt rained.\n"
    for name, text in (("grain", GRAIN), ("post", copy), ("gas", GAS)):
        (base / "seeds" / f"{name}.txt").write_text(text, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "bot", "index"], cwd=base, check=True, timeout=120)
    with serving(free_port(), cwd=base) as at:
        timeline(at)
        yield at


@pytest.fixture
def drawn(watched: Watched) -> Watched:
    """The page with the view open and everything drawn."""
    watched.page.click("#view-timeline")
    expect(watched.page.locator("#timeline-status")).to_contain_text("dated sentences")
    return watched


def timeline(address: str, **asked: str) -> dict[str, Any]:
    with urlopen(f"{address}/api/timeline?{urlencode(asked)}", timeout=60) as response:
        return dict(json.load(response))


def times(watched: Watched) -> list[str]:
    return watched.page.locator("#timeline-list time").all_text_contents()


def lanes(watched: Watched) -> list[str]:
    return watched.page.locator("#timeline .lane .name").all_text_contents()


def zoom(watched: Watched, first: str, last: str) -> None:
    watched.page.fill("#timeline-from", first)
    expect(watched.page.locator("#timeline-from")).to_have_value(first)
    watched.page.fill("#timeline-to", last)
    expect(watched.page.locator("#timeline-plot")).to_have_attribute("aria-busy", "false")


def test_it_is_drawn_in_lanes_and_listed(drawn: Watched):
    assert times(drawn) == [
        "2024", "3 January 2029", "May 2030", "4 March 2031", "4 March 2031", "2 April 2031",
    ]  # fmt: skip
    assert lanes(drawn) == ["Events", "Ada Volan", "Tomas Reku"]
    status = drawn.page.locator("#timeline-status")
    expect(status).to_contain_text("6 dated sentences")
    expect(status).to_contain_text("could not be put on a day")
    assert drawn.page.locator("#timeline-bars text").count() >= 2
    sources = drawn.page.locator("#timeline-list li").nth(1).locator("button")
    assert [text.split(" · ")[1] for text in sources.all_text_contents()] == [
        "Lindia Wire", "Ostrava Post",
    ]  # fmt: skip
    drawn.page.select_option("#timeline-lanes", "article")
    assert lanes(drawn) == ["Grain talks resume in Ostrava", HOSTILE]
    assert drawn.page.locator("#timeline :is(img, b)").count() == 0
    assert drawn.page.evaluate("window.hacked") is None


def test_points_stand_in_the_order_of_time(drawn: Watched):
    def left(lane: str) -> list[float]:
        points = drawn.page.locator("#timeline .lane", has_text=lane).locator("button")
        return [float(re.sub("px", "", p.evaluate("b => b.style.left"))) for p in points.all()]

    events = left("Events")
    assert len(events) >= 2
    assert events == sorted(events)
    assert left("Ada Volan")[0] > events[-1]
    width = drawn.page.locator("#timeline-plot").bounding_box()
    assert width
    assert all(12 <= x <= width["width"] - 11 for x in (*events, *left("Tomas Reku")))


def test_a_point_opens_its_passage(drawn: Watched):
    zoom(drawn, "2029-01-01", "2029-01-31")
    drawn.page.click("#timeline-plot button.cite.event")
    assert "burned on 3 January 2029" in drawn.marked()
    assert drawn.in_view()
    drawn.page.keyboard.press("Escape")
    drawn.page.locator("#timeline-list button.cite").last.click()
    assert "burned on 3 January 2029" in drawn.marked()
    expect(drawn.page.locator(".evidence .origin")).to_contain_text("Ostrava Post")


def test_a_statement_without_a_day_has_its_articles_and_looks_so(drawn: Watched):
    zoom(drawn, "2031-03-01", "2031-03-10")
    drawn.page.locator("#timeline .cluster").click()  # two on one day: they are in the list
    expect(drawn.page.locator("#timeline-list button:focus")).to_have_count(1)
    words = drawn.page.locator("#timeline-list .words").all_text_contents()
    assert sorted(words) == ["the article’s date", "“Tuesday”"]


def test_a_range_is_chosen_with_buttons_and_by_drawing(drawn: Watched):
    page = drawn.page
    page.click("#timeline .step >> text=+")
    expect(page.locator("#timeline-status")).to_contain_text("before or after")
    page.get_by_role("button", name="The whole time").click()
    expect(page.locator("#timeline-list time")).to_have_count(6)
    expect(page.locator("#timeline-plot")).to_have_attribute("aria-busy", "false")
    page.locator("#timeline-plot").scroll_into_view_if_needed()  # drawn anew where its size changes
    page.locator("#timeline-bars").scroll_into_view_if_needed()
    box = page.locator("#timeline-bars").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + 20, steps=3)
    page.mouse.up()
    expect(page.locator("#timeline-list time")).to_have_text(["3 January 2029"])
    page.get_by_role("button", name="Later").dblclick()  # half of the range each
    expect(page.locator("#timeline-list time")).to_have_text(["May 2030"])


def test_it_is_filtered_by_speaker_and_topic(drawn: Watched):
    expect(drawn.page.locator("#timeline-speaker option")).to_have_count(3)
    drawn.page.select_option("#timeline-speaker", "Tomas Reku")
    expect(drawn.page.locator("#timeline-list time")).to_have_text(["2 April 2031"])
    drawn.page.select_option("#timeline-speaker", "")
    drawn.page.fill("#timeline-topic", "port")
    expect(drawn.page.locator("#timeline-list time")).to_have_text(["3 January 2029", "May 2030"])
    drawn.page.fill("#timeline-topic", "submarines")
    expect(drawn.page.locator("#timeline-status")).to_contain_text("Nothing here has a date")
    expect(drawn.page.locator("#timeline-plot")).to_be_hidden()


def test_the_keyboard_is_enough(drawn: Watched):
    page = drawn.page
    focused = "document.activeElement.closest('.lane')?.querySelector('.name').textContent"
    page.get_by_role("button", name="The whole time").focus()
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "Events"
    page.keyboard.press("End")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == "Ada Volan"
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == "Tomas Reku"
    name = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert name.startswith("2 April 2031 (“2 April 2031”). Tomas Reku: President Tomas Reku")
    page.keyboard.press("Enter")
    assert "gas" in drawn.marked()
    page.keyboard.press("Escape")
    page.focus("#timeline-plot button[tabindex='0']")
    page.keyboard.press("Tab")  # one stop, and on to the list
    expect(page.locator("#timeline-list button:focus")).to_have_count(1)


def test_what_goes_wrong_is_said(drawn: Watched):
    drawn.page.fill("#timeline-topic", "x" * 3000)
    expect(drawn.page.locator("#timeline-status.error")).to_contain_text("3,000 characters")
    drawn.problems.clear()  # the browser's own line about the status
    drawn.page.fill("#timeline-topic", "")
    expect(drawn.page.locator("#timeline-status")).to_contain_text("6 dated sentences")


@pytest.mark.parametrize(
    ("first", "last", "label"),
    [
        ("2031-03-03", "2031-03-05", "4 Mar"),
        ("2031-01-01", "2031-12-31", "2031"),
        ("2000-01-01", "2031-12-31", "2020"),
        ("1000-01-01", "2031-12-31", "1400"),
    ],
)
def test_ticks_suit_the_range(browser: Browser, address: str, first: str, last: str, label: str):
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    watched = Watched(context.new_page(), address)
    watched.open()
    watched.page.click("#view-timeline")
    expect(watched.page.locator("#timeline-status")).to_contain_text("dated sentences")
    zoom(watched, first, last)
    labels = watched.page.locator("#timeline-bars text")
    expect(labels.filter(has_text=label).first).to_be_visible()
    assert 2 <= labels.count() <= 14
    context.close()

"""The panel: numbers in both places, the way from citation to citation, and what marks show."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Watched

pytestmark = pytest.mark.browser
QUESTION = "What did Ada Volan say about inspections?"


@pytest.fixture(scope="module")
def address(invented: str) -> str:
    """The articles about invented countries in place of the seed."""
    return invented


@pytest.fixture
def page(watched: Watched) -> Watched:
    """The page with a question of two citations answered, at both widths."""
    watched.ask(QUESTION)
    return watched


@pytest.fixture
def desktop(browser: Browser, invented: str) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = Watched(context.new_page(), invented)
    page.open()
    page.ask(QUESTION)
    yield page
    context.close()
    assert page.problems == []


def marks(page: Watched):
    return page.page.locator("#messages blockquote button.mark")


def number(page: Watched) -> str:
    found = page.page.locator(".evidence mark.current").first
    return str(found.evaluate("mark => getComputedStyle(mark, '::before').content")).strip('"')


def test_a_citation_has_its_number_in_both_places(page: Watched):
    count = marks(page).count()
    assert count > 1
    for index in range(count):
        marks(page).nth(index).click()
        expect(marks(page).nth(index)).to_have_attribute("aria-current", "true")
        expect(page.page.locator(".evidence .position")).to_have_text(
            f"Citation {index + 1} of {count}"
        )
        current = page.page.locator(".evidence mark.current").first
        expect(current).to_have_attribute("data-number", str(index + 1))
        expect(current).to_be_visible()
        assert number(page) == marks(page).nth(index).inner_text() == str(index + 1)
        page.page.keyboard.press("Escape")


def test_from_a_question_to_citation_after_citation_and_back_by_keyboard(page: Watched):
    count = marks(page).count()
    marks(page).first.focus()
    page.page.keyboard.press("Enter")
    expect(page.page.locator(".evidence .article")).to_be_focused()
    quotes = [page.marked()]
    for index in range(1, count):
        page.page.keyboard.press("ArrowRight")
        expect(page.page.locator(".evidence .position")).to_have_text(
            f"Citation {index + 1} of {count}"
        )
        current = page.page.locator(".evidence mark.current").first
        expect(current).to_have_attribute("data-number", str(index + 1))
        quotes.append(page.marked())
        assert page.in_view()
        assert quotes[-1] in page.page.locator("#said-aloud").inner_text()
    assert len(set(quotes)) == count
    page.page.keyboard.press("ArrowRight")  # there is none after the last
    expect(page.page.locator(".evidence .next")).to_have_attribute("aria-disabled", "true")
    page.page.keyboard.press("ArrowLeft")
    expect(marks(page).nth(count - 2)).to_contain_class("open")
    page.page.keyboard.press("Escape")
    expect(marks(page).nth(count - 2)).to_be_focused()


def test_the_buttons_step_and_keep_the_focus(page: Watched):
    marks(page).first.click()
    page.marked()
    page.page.click(".evidence .next")
    expect(marks(page).nth(1)).to_contain_class("open")
    expect(page.page.locator(".evidence .next")).to_be_focused()
    page.page.click(".evidence .previous")
    expect(marks(page).first).to_contain_class("open")


def test_all_that_is_cited_of_an_article_is_marked(page: Watched):
    page.ask("What did Ada Volan say?")
    cited = page.page.locator("#messages [data-testid=bot]").last.locator("blockquote button.mark")
    cited.last.click()
    page.marked()
    numbers = page.page.locator(".evidence mark[data-number]").evaluate_all(
        "marks => marks.map(mark => mark.dataset.number)"
    )
    place = "button => [...button.classList].find(name => name.startsWith('at-')).split('-')[1]"
    articles = cited.evaluate_all(f"buttons => buttons.map({place})")
    assert len(numbers) == articles.count(articles[-1]) > 1
    other = page.page.locator(".evidence mark[data-number]:not(.current)").first
    chosen = int(other.get_attribute("data-number") or 0)
    other.click()
    expect(cited.nth(chosen - 1)).to_contain_class("open")


def test_on_a_phone_the_sheet_is_a_dialog(page: Watched):
    sheet = page.page.locator(".evidence")
    phone = page.page.evaluate("innerWidth") < 900
    marks(page).first.click()
    page.marked()
    assert sheet.get_attribute("aria-modal") == ("true" if phone else None)
    assert page.page.locator("#chat").evaluate("chat => chat.inert") is phone
    if not phone:
        return
    reached = set()
    for _ in range(8):
        page.page.keyboard.press("Tab")
        reached.add(
            page.page.evaluate("document.activeElement.closest('.evidence, body').className")
        )
    assert not any("gradio" in name for name in reached)
    assert page.page.locator("#chat :focus, #heading :focus").count() == 0
    page.page.mouse.click(200, 20)  # beside the sheet
    expect(page.page.locator(".evidence")).to_be_hidden()
    expect(marks(page).first).to_be_focused()
    assert page.page.locator("#chat").evaluate("chat => chat.inert") is False


def test_a_mark_shows_its_quotation_outlet_and_date(desktop: Watched):
    tip, mark = desktop.page.locator("#tip"), marks(desktop).first
    mark.hover()
    expect(tip).to_be_visible()
    quote, source = tip.locator("span").all_inner_texts()
    assert quote == desktop.marked()
    shown = desktop.page.locator(".evidence h2, .evidence .origin").all_inner_texts()
    title, outlet, published = source.split(" · ")
    assert shown[0] == title
    assert shown[1].startswith(f"{outlet} · {published}")
    tip.hover()  # what it shows can be pointed at
    desktop.page.wait_for_timeout(600)
    expect(tip).to_be_visible()
    desktop.page.mouse.move(5, 5)
    expect(tip).to_be_hidden()
    desktop.page.locator("#question textarea").focus()
    for _ in range(30):
        desktop.page.keyboard.press("Shift+Tab")
        if mark.evaluate("mark => mark === document.activeElement"):
            break
    expect(tip).to_be_visible()
    assert mark.get_attribute("aria-describedby") == "tip"
    assert mark.get_attribute("title") is None
    desktop.page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    expect(mark).to_be_focused()


def test_the_newest_articles_can_be_read_before_anything_is_asked(desktop: Watched):
    desktop.open()
    titles = desktop.page.locator("#empty button.cite")
    titles.first.wait_for()
    assert titles.all_inner_texts() == [
        "Fishers of Belvar ask for a place at the table",
        "Marenia opens the gas pipeline again in May",
        "Grain talks resume in Ostrava",
    ]
    titles.first.click()
    expect(desktop.page.locator(".evidence h2")).to_have_text(
        "Fishers of Belvar ask for a place at the table"
    )
    expect(desktop.page.locator(".evidence .position")).to_have_text("Article 1 of 3")
    assert desktop.page.locator(".evidence mark").count() == 0

"""Pictures of the page to look at: ``python -m pytest tests/browser/test_shots.py --shots FOLDER``.

Without a folder they are taken and thrown away: that they can be taken is all that is tested.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Watched

pytestmark = pytest.mark.browser
SCREENS = [(320, 640), (768, 1024), (1440, 900)]


@pytest.fixture
def shots(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    folder = Path(request.config.getoption("--shots") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: str(screen[0]))
def test_what_the_page_looks_like(
    browser: Browser, invented: str, shots: Path, screen: tuple[int, int], scheme: str
):
    width, height = screen
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    page = Watched(context.new_page(), invented)
    page.open()

    def shoot(name: str) -> None:
        page.page.mouse.move(1, 1)
        page.page.wait_for_timeout(300)
        page.page.screenshot(path=shots / f"{name}-{width}-{scheme}.png")

    page.page.locator("#messages button.example").first.wait_for()
    shoot("first")
    page.ask("What did Ada Volan say?")
    page.page.locator("#messages button.mark").nth(2).click()
    page.marked()
    shoot("evidence")
    page.page.keyboard.press("Escape")
    shoot("answer")
    page.ask("What did Halvard Brisk say about submarines?")
    shoot("refusal")
    page.page.get_by_role("button", name="Export…").last.click()
    page.page.locator("dialog .formats").wait_for()
    shoot("export")
    page.page.keyboard.press("Escape")
    page.page.click("#view-said")
    page.page.locator("#who .statement").first.wait_for()
    shoot("who")
    context.close()
    assert len(list(shots.glob(f"*-{width}-{scheme}.png"))) == 6
    assert page.problems == []

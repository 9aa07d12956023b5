import re

import pytest
from fastapi.testclient import TestClient

from bot.app import create_app
from bot.settings import Settings

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def client(desk):
    return TestClient(create_app(desk, Settings.read()))


def test_the_page_names_what_it_needs_and_all_of_it_is_there(client):
    page = client.get("/").text
    needed = re.findall(r'<link rel="(?:modulepreload|preload)"[^>]*href="([^"]+)"', page)
    assert len([name for name in needed if name.startswith("assets/")]) > 20
    assert "onrecord/page.js" in needed
    for name in needed:
        assert client.get(f"/{name}").status_code == 200


def test_the_page_carries_no_other_name_and_no_picture_from_elsewhere(client):
    response = client.get("/")
    assert response.headers["content-length"] == str(len(response.content))
    assert response.headers["cache-control"] == "no-cache"
    assert "og:image" not in response.text
    assert "manifest.json" not in response.text
    assert "<title>On Record" in response.text or '"title":"On Record"' in response.text


def test_what_has_its_hash_in_its_name_is_kept_and_nothing_else(client):
    asset = re.findall(r'href="(assets/[^"]+\.js)"', client.get("/").text)[0]
    assert "immutable" in client.get(f"/{asset}").headers["cache-control"]
    for path in ("/onrecord/page.js", "/healthz", "/assets/none-12345678.js"):
        assert "immutable" not in client.get(path).headers.get("cache-control", "")

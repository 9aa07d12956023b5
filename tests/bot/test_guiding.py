import re

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.settings import Settings
from bot.web.guiding import guiding
from bot.wikis.guides import WIKIS


def client(**settings: str) -> TestClient:
    app = FastAPI()
    app.include_router(guiding(Settings.read(**settings)))
    return TestClient(app, base_url="http://brief.test:7860")


def test_every_guide_is_listed_and_opens():
    page = client(url="https://brief.example/desk")
    listed = re.findall(r'href="guides/(\w+)">([^<]+)<', page.get("/guides").text)
    assert dict(listed) == WIKIS
    for wiki, name in listed:
        shown = page.get(f"/guides/{wiki}")
        assert shown.status_code == 200
        assert f"<h1>On Record in {name}</h1>" in shown.text
        assert "https://brief.example/desk/embed" in shown.text
        assert "script-src" not in shown.headers["content-security-policy"]


def test_without_an_address_the_one_that_was_asked_is_in_the_guide():
    assert "http://brief.test:7860/embed" in client().get("/guides/notion").text


@pytest.mark.parametrize("wiki", WIKIS)
def test_a_question_is_text_in_the_guide(wiki):
    question = "</code></pre><script>x</script>\"'> ``` {{x}} what?"
    shown = client(url="https://brief.example").get(f"/guides/{wiki}", params={"q": question})
    assert "<script>" not in shown.text
    assert shown.text.count("<pre>") == shown.text.count("</pre>")
    assert shown.text.count("<input") == 1


def test_a_wiki_without_a_guide_is_404():
    assert "there is one for mediawiki" in client().get("/guides/moin").json()["detail"]


@pytest.mark.parametrize("host", ["evil.example/'><script>", "evil'\"<x>", "a b"])
def test_a_host_that_is_none_is_not_in_the_guide(host):
    answer = client().get("/guides/notion", headers={"host": host})
    assert answer.status_code in (200, 422)
    assert "evil" not in answer.text if answer.status_code == 200 else answer.json()["detail"]

"""The widget and its check as they are served."""

import re
from urllib.parse import urljoin

import pytest
from fastapi.testclient import TestClient

from bot.app import create_app
from bot.settings import Settings
from bot.widget import POLICY
from tests.parsed import Parsed

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def client(desk):
    origin = "https://wiki.example"
    with TestClient(create_app(desk, Settings.read(frame_ancestors=origin))) as client:
        yield client


@pytest.mark.parametrize(
    "path", ["/embed", "/embed?q=gas", "/embed/check", "/embed?q=x&at=abc-0-4"]
)
def test_the_widget_brings_its_own_policy_and_no_cookie(client, path: str):
    response = client.get(path)
    assert response.status_code == 200
    named = "; frame-ancestors 'self' https://wiki.example"
    assert response.headers["content-security-policy"] == POLICY + named
    assert "unsafe" not in POLICY
    assert "set-cookie" not in response.headers
    assert "x-frame-options" not in response.headers
    assert "<style" not in response.text
    assert "style=" not in response.text


def test_a_citation_opens_without_scripts_and_leads_on_and_back(client, desk):
    question = "what did Volan say?"
    answer = desk.chain.invoke(question)
    html = client.get("/embed", params={"q": question, "lang": "fr"}).text
    marks = [a for a in Parsed(html).all("a") if a.get("class") == "cite mark"]
    assert len(marks) >= len(answer.citations) > 1
    for citation, mark in zip(answer.citations, marks, strict=False):
        passage = client.get(urljoin("/embed", mark["href"])).text
        marked = "\n".join(re.findall('<mark class="current"[^>]*>(.*?)</mark>', passage))
        assert marked == citation.quote
    links = {a.get("rel") or a.get("class"): a["href"] for a in Parsed(passage).all("a")}
    assert links["prev"] == marks[len(answer.citations) - 2]["href"]
    assert 'lang="fr"' in passage
    back = client.get(urljoin("/embed", links["back"])).text
    assert re.search("<blockquote.*</blockquote>", back) is not None
    assert re.findall("<blockquote.*</blockquote>", back) == re.findall(
        "<blockquote.*</blockquote>", html
    )


def test_a_follow_up_in_the_address_is_read_in_the_light_of_what_was_asked(client):
    earlier = "what did Volan say about inspections?"
    html = client.get("/embed", params={"q": "and Reku?", "earlier": [earlier]}).text
    assert "<em>What did Reku say about inspections?</em>" in html
    hidden = [i for i in Parsed(html).all("input") if i.get("type") == "hidden"]
    assert [i["value"] for i in hidden if i["name"] == "earlier"] == [earlier, "and Reku?"]


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/embed/?q=gas", "../embed?q=gas"),
        ("/embed?q=gas&at=nonsense", "embed?q=gas"),
        ("/embed?q=gas&at=abc0-1-2&n=7", "embed?q=gas"),
    ],
)
def test_an_address_that_is_a_little_wrong_leads_to_the_widget(client, address, leads_to):
    response = client.get(address, follow_redirects=False)
    assert response.status_code == 307
    assert response.headers["location"] == leads_to


def test_scripts_and_styles_are_kept_by_their_version(client):
    parsed = Parsed(client.get("/embed").text)
    files = [str(parsed.all("link")[0]["href"]), str(parsed.all("script")[0]["src"])]
    for file in files:
        assert "immutable" in client.get(f"/{file}").headers["cache-control"]
        fresh = client.get(f"/{file.split('?')[0]}")
        assert fresh.headers["cache-control"] == "no-cache"
        tag = {"if-none-match": fresh.headers["etag"]}
        assert client.get(f"/{file.split('?')[0]}", headers=tag).status_code == 304


@pytest.mark.parametrize(
    ("parent", "headers", "says"),
    [
        ("https://wiki.example/", {}, "<code>https://wiki.example</code> may frame it."),
        ("https://other.example", {}, "https://other.example</code> is not named"),
        ("https://a.example/wiki", {}, "is no origin"),
        ("<b>", {}, "<code>&lt;b&gt;</code> is no origin"),
        ("", {}, "Named are: <code>https://wiki.example</code>."),
        (
            "",
            {"sec-fetch-dest": "iframe", "referer": "https://wiki.example/page"},
            "<code>https://wiki.example</code> may frame it.",
        ),
        ("", {"sec-fetch-dest": "document"}, "No, it is open by itself."),
        ("", {"sec-fetch-dest": "iframe", "sec-fetch-site": "same-site"}, "of the same site"),
    ],
)
def test_the_check_tells_by_what_a_request_brings(client, parent, headers, says):
    html = client.get("/embed/check", params={"parent": parent}, headers=headers).text
    shown = re.sub(r"<p [^>]*hidden>.*?</p>", "", html)
    assert says in shown
    assert "2 articles, 7 passages." in shown

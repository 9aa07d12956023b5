"""Kept answers over HTTP: kept on request alone, and found again at their addresses."""

import re
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient

from bot.app import create_app
from bot.exports.formats import FORMATS
from bot.settings import Settings
from bot.web.feed import to_atom
from tests.bot.exports.readers import read_html
from tests.bot.exports.samples import ID, an_answer, filled_with
from tests.payloads import PAYLOADS

pytestmark = pytest.mark.slow
GRAIN = "what did Volan say about inspections?"
ATOM = {"atom": "http://www.w3.org/2005/Atom"}


@pytest.fixture(scope="module")
def client(desk):
    with TestClient(create_app(desk, Settings.read())) as client:
        yield client


@pytest.fixture(scope="module")
def kept(client):
    response = client.post("/api/answers", json={"question": GRAIN})
    assert response.status_code == 201
    return response.json()


def without_seconds(answer):
    return {key: value for key, value in answer.items() if key != "seconds"}


def test_asking_keeps_nothing_and_keeping_asks_again(client, desk):
    before = desk.store.kept.count()
    asked = client.get("/api/ask", params={"q": "when will the gas pipeline open?"}).json()
    assert desk.store.kept.count() == before
    question = {"question": "when will the gas pipeline open?"}
    one, other = (client.post("/api/answers", json=question).json() for _ in range(2))
    assert without_seconds(one["answer"]) == without_seconds(asked)
    assert one["id"] == other["id"]
    assert one["path"] == f"/a/{one['id']}"
    assert one["url"] == f"http://testserver/a/{one['id']}"
    assert desk.store.kept.count() == before + 1


def test_a_follow_up_is_kept_as_it_was_read(client):
    body = {"question": "and Reku?", "earlier": [GRAIN]}
    kept = client.post("/api/answers", json=body).json()
    page = client.get(kept["path"]).text
    assert "Read as: <em>What did Reku say about inspections?</em>" in page
    assert 'href="../?q=What%20did%20Reku%20say%20about%20inspections%3F"' in page


def test_what_can_be_kept_has_bounds(client, desk):
    too_long = client.post("/api/answers", json={"question": "x" * 3000})
    assert (too_long.status_code, "3,000" in too_long.json()["detail"]) == (422, True)
    none = TestClient(create_app(desk, Settings.read(max_kept=0)))
    refused = none.post("/api/answers", json={"question": "who closed the pipeline?"})
    assert (refused.status_code, "ONRECORD_MAX_KEPT" in refused.json()["detail"]) == (503, True)


def test_the_page_shows_the_answer_and_its_evidence(client, kept):
    response = client.get(kept["path"])
    page = read_html(response.text)
    citation = kept["answer"]["citations"][0]
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    for shown in (GRAIN, "Ada Volan", citation["title"], "Lindia Wire", "2031-03-04"):
        assert shown in page.words()
    assert f"<mark>{citation['quote']}</mark>" in response.text
    assert f"characters {citation['start']} to {citation['end']}" in page.words()
    assert "of 2 articles dated 2031-03-04 (1 without a date)." in page.words()
    assert citation["url"] in page.links
    assert {"#c1", "#m1"} <= set(page.links)
    for each in FORMATS.values():
        assert f"{kept['id']}.{each.extension}" in page.links
    assert "<script" not in response.text
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self'")
    assert policy.endswith("frame-ancestors 'self'")


def test_a_refusal_is_kept_as_one(client):
    kept = client.post("/api/answers", json={"question": "who sank the ferry at Nordhaven?"}).json()
    page = read_html(client.get(kept["path"]).text)
    assert kept["answer"]["abstained"]
    assert "The articles do not answer this." in page.words()
    assert "Nearest passages, which do not answer it" in page.words()
    assert "#m1" not in page.links


@pytest.mark.parametrize(
    "path", ["/a/0123456789abcdee", "/a/x..y", "/a/%27", "/a/0123456789abcdee.md"]
)
def test_an_address_without_an_answer_says_so(client, path):
    response = client.get(path)
    assert response.status_code == 404
    if path.startswith("/a/0") and not path.endswith(".md"):
        assert "No answer is kept here" in response.text
        assert response.headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize(
    ("name", "extension", "media_type"),
    [
        ("markdown", "md", "text/markdown"),
        ("mediawiki", "wiki", "text/x-wiki"),
        ("dokuwiki", "dokuwiki", "text/plain"),
        ("xwiki", "xwiki", "text/plain"),
        ("confluence", "confluence", "text/plain"),
        ("html", "html", "text/html"),
        ("json", "json", "application/json"),
    ],
)
def test_each_format_has_an_address(client, kept, name, extension, media_type):
    response = client.get(kept["formats"][name])
    assert response.headers["content-type"] == f"{media_type}; charset=utf-8"
    file = f'attachment; filename="on-record-{kept["id"]}.{extension}"'
    assert response.headers["content-disposition"] == file
    assert response.headers["content-security-policy"].startswith("default-src 'none'; sandbox")
    assert "inspections" in response.text
    assert f"http://testserver/a/{kept['id']}" in response.text
    assert client.head(kept["formats"][name]).status_code == 200
    assert client.get(f"{kept['path']}.exe").status_code == 404


def test_addresses_are_the_settings_and_never_a_proxys_word(client, desk, kept):
    forged = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Prefix": "/evil"}
    set_url = TestClient(create_app(desk, Settings.read(url="https://brief.example/chat/")))
    for asked, home in ((client, "http://testserver"), (set_url, "https://brief.example/chat")):
        for path in (kept["path"], f"{kept['path']}.md", "/feed.atom"):
            text = asked.get(path, headers=forged).text
            assert f"{home}/a/{kept['id']}" in text
            assert "evil" not in text
        answer = asked.post("/api/answers", json={"question": GRAIN}, headers=forged).json()
        assert answer["url"] == f"{home}/a/{kept['id']}"
    bad = client.post("/api/answers", json={"question": GRAIN}, headers={"Host": '">evil'})
    assert "evil" not in bad.text


# ---------------------------------------------------------------- oEmbed


def oembed(client, url, **more):
    return client.get("/oembed", params={"url": url, **more})


def test_oembed_frames_a_kept_answer(client, kept):
    found = oembed(client, kept["url"], format="json", maxwidth=400, maxheight=300)
    assert found.headers["content-type"] == "application/json"
    told = found.json()
    assert {told["version"], told["type"], told["provider_name"]} == {"1.0", "rich", "On Record"}
    assert (told["title"], told["width"], told["height"]) == (GRAIN, 400, 300)
    assert f'src="{kept["url"]}" title="{GRAIN}" width="400" height="300"' in told["html"]
    assert "allow-scripts" not in told["html"]
    page = client.get(kept["path"]).text
    (href,) = re.findall(
        r'<link rel="alternate" type="application/json\+oembed" href="(.*?)"', page
    )
    assert client.get(href.replace("&amp;", "&")).json()["title"] == GRAIN


def test_oembed_frames_a_question(client):
    told = oembed(client, "http://testserver/?q=who+is+%22Volan%22%3F").json()
    assert 'src="http://testserver/embed?q=who%20is%20%22Volan%22%3F"' in told["html"]
    assert 'title="who is &quot;Volan&quot;?"' in told["html"]
    assert "allow-scripts" in told["html"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_oembed_is_inert(client, payload):
    response = oembed(client, f"http://testserver/?{urlencode({'q': payload})}")
    if response.status_code == 200:
        assert read_html(response.json()["html"]).parts == [
            "iframe[height,loading,sandbox,src,style,title,width]",
            "/iframe",
        ]


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("https://evil.example/a/{id}", 404),
        ("http://testserver.evil.example/a/{id}", 404),
        ("http://testserver@evil.example/a/{id}", 404),
        ("http://testserver/a/0123456789abcdee", 404),
        ("http://testserver/", 404),
        ("http://testserver/?q=", 404),
        ("http://testserver/docs?q=who", 404),
        ("http://testserver/?q=" + "x" * 3000, 404),
        ("http://[", 404),
        ("javascript:alert(1)", 404),
        ("https://testserver/a/{id}", 200),
    ],
)
def test_oembed_knows_only_its_own(client, kept, url, status):
    assert oembed(client, url.format(id=kept["id"])).status_code == status


def test_oembed_gives_json_and_no_other(client, kept):
    assert oembed(client, kept["url"], format="xml").status_code == 501
    assert oembed(client, kept["url"], maxwidth="wide").status_code == 422
    assert client.get("/oembed").status_code == 422


# ---------------------------------------------------------------- feed


def test_the_feed_has_what_was_kept(client, kept):
    response = client.get("/feed.atom")
    assert response.headers["content-type"] == "application/atom+xml"
    root = ElementTree.fromstring(response.content)
    entries = {
        link.attrib["href"]: entry
        for entry in root.findall("atom:entry", ATOM)
        for link in entry.findall("atom:link", ATOM)
    }
    entry = entries[kept["url"]]
    assert entry.findtext("atom:title", None, ATOM) == GRAIN
    content = entry.find("atom:content", ATOM)
    assert content is not None
    assert content.attrib == {"type": "html"}
    assert "Volan told reporters." in read_html(content.text or "").words()


def test_a_feed_has_what_atom_requires():
    for answers in ([], [an_answer()]):
        root = ElementTree.fromstring(to_atom(answers, "https://brief.example"))
        for each in (root, *root.findall("atom:entry", ATOM)):
            assert (each.findtext("atom:id", "", ATOM)).startswith("urn:uuid:")
            assert each.findtext("atom:title", None, ATOM)
            assert re.fullmatch(
                r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", each.findtext("atom:updated", "", ATOM)
            )
        assert root.findtext("atom:author/atom:name", None, ATOM) == "On Record"
        assert len(root.findall("atom:link[@rel='self']", ATOM)) == 1
    assert root.findtext("atom:entry/atom:updated", None, ATOM) == "2031-03-05T09:30:00+00:00"
    assert f"/a/{ID}" in ElementTree.tostring(root, encoding="unicode")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_the_feed_is_inert(payload):
    hostile, plain = (
        to_atom(filled_with(text), "https://b.example") for text in (payload, "Plain")
    )
    shapes = [[e.tag for e in ElementTree.fromstring(feed).iter()] for feed in (hostile, plain)]
    assert shapes[0] == shapes[1]

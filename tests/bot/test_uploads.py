"""Articles that readers bring, over HTTP: the real store, encoder and tagger."""

import json
import shutil
import threading
import time
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import httpx
import pytest
from fastapi.testclient import TestClient

from bot.app import create_app
from bot.desk import Desk
from bot.settings import Settings
from bot.web import uploads as web
from index.build import build
from index.store import Store
from index.tagger.tagger import LearnedTagger
from tests.conftest import ARTICLES, MAX_BYTES
from tests.servers import free_port, serving

pytestmark = pytest.mark.slow

LOCAL = "http://127.0.0.1:7860"
FERRY = """---
title: The ferry sails again
outlet: Marenia Post
published: 2031-05-02
---
Harbour master Petra Lund said that the ferry to Brisk would sail again on Monday.

“Nobody will pay more than four crowns,” Lund told reporters.
"""
QUESTION = "what did Petra Lund say about the ferry?"


@pytest.fixture
def own(desk, encoder, tmp_path):
    """A copy of the store of the two articles, to be changed; their files are the desk's."""
    shutil.copytree(desk.store.path, tmp_path / "store")
    return Desk(Store(tmp_path / "store"), encoder, LearnedTagger())


@pytest.fixture
def client(own):
    return client_of(own)


def client_of(desk: Desk, address: str = LOCAL, **settings: str) -> TestClient:
    return TestClient(create_app(desk, Settings.read(**settings)), base_url=address)


def index_again(desk: Desk, folder: Path, *, prune: bool = False):
    return build([folder], desk.store, desk.encoder, desk.tagger, max_bytes=MAX_BYTES, prune=prune)


def lines(response) -> list[dict[str, Any]]:
    assert response.status_code == 200, response.text
    return [json.loads(line) for line in response.text.splitlines()]


def upload(client: TestClient, *files: tuple[str, str | bytes]) -> dict[str, Any]:
    sent = [("files", (name, content, "text/plain")) for name, content in files]
    return lines(client.post("/api/articles", files=sent))[-1]


def paste(client: TestClient, text: str, **known: str) -> dict[str, Any]:
    return lines(client.post("/api/articles", json={"text": text, **known}))[-1]


def names(client: TestClient, **asked: str) -> list[str]:
    found = client.get("/api/articles", params=asked).json()
    return [article["name"] for article in found["articles"]]


def test_what_is_uploaded_is_answered_at_once(client, desk):
    files = [desk.store.path.parent / name for name in ARTICLES]
    assert client.get("/api/ask", params={"q": QUESTION}).json()["abstained"]
    before = [path.read_bytes() for path in files]
    report = upload(client, ("ferry.txt", FERRY))
    (article,) = report["articles"]
    assert (report["state"], article["outcome"], article["title"]) == (
        "done", "added", "The ferry sails again",
    )  # fmt: skip
    assert report["passages"] == article["passages"] > 0
    assert report["statements"] == article["statements"] == 2
    answer = client.get("/api/ask", params={"q": QUESTION}).json()
    assert "the ferry to Brisk would sail again" in answer["citations"][0]["quote"]
    assert answer["citations"][0]["outlet"] == "Marenia Post"
    assert "Petra Lund" in [s["name"] for s in client.get("/api/speakers").json()]
    assert [path.read_bytes() for path in files] == before


def test_each_upload_is_reported_and_a_bad_one_does_not_stop_the_rest(client):
    report = upload(
        client,
        ("C:\\news\\ferry.txt", FERRY),
        ("grain.txt", ARTICLES["grain.txt"]),
        ("photo.jpg", b"\xff\xd8\x00\x00"),
        ("empty.txt", "  \n"),
        ("when.txt", "---\npublished: yesterday\n---\nThe port said nothing."),
        ("café.txt", "Ada Volan said the café in Ostrava was closed, à la carte.".encode("cp1252")),
    )
    outcomes = [(a["name"], a["outcome"], a.get("reason", "")) for a in report["articles"]]
    assert outcomes == [
        ("ferry.txt", "added", ""),
        ("grain.txt", "unchanged", ""),
        ("photo.jpg", "left out", "photo.jpg: binary data, not text; save it as UTF-8 text"),
        ("empty.txt", "left out", "empty.txt: empty; an article needs text"),
        ("when.txt", "left out", "when.txt: published is 'yesterday'; write it as YYYY-MM-DD"),
        ("café.txt", "added", ""),
    ]
    assert [warning.split(":")[0] for warning in report["warnings"]] == ["café.txt"]


def test_pasted_text_brings_what_is_known_about_it(client):
    report = paste(
        client,
        "Petra Lund said the cranes were older than the port.",
        title="Old cranes", outlet="Marenia Post", published="2031-05-03",
        url="https://post.example/cranes",
    )  # fmt: skip
    (article,) = report["articles"]
    assert [article[k] for k in ("name", "title", "outlet", "published", "url", "uploaded")] == [
        "Old cranes", "Old cranes", "Marenia Post", "2031-05-03", "https://post.example/cranes",
        True,
    ]  # fmt: skip
    again = paste(client, "Petra Lund said the cranes were older than the port.", title="Cranes")
    assert [a["outcome"] for a in again["articles"]] == ["unchanged"]
    assert names(client, q="cranes") == ["Cranes"]


def test_what_cannot_be_pasted_is_left_out_with_its_reason(client):
    report = paste(client, "Lund said no.", url="javascript:alert(1)")
    assert report["articles"][0]["reason"].endswith("it must begin with http:// or https://")
    assert paste(client, " ")["articles"][0]["outcome"] == "left out"
    for body in ({"text": 5}, {}):
        refused = client.post("/api/articles", json=body)
        assert (refused.status_code, refused.json()["detail"][:5]) == (422, "text:")


def test_progress_is_told_before_the_end(client):
    sent = [("files", (f"{n}.txt", f"Ada Volan said {n} ships sailed.")) for n in (3, 4)]
    told = lines(client.post("/api/articles", files=sent))
    assert [line["state"] for line in told] == ["reading"] * (len(told) - 1) + ["done"]
    steps = [(line["done"], line["of"]) for line in told[:-1]]
    assert steps == sorted(steps)
    assert steps[-1] == (4, 4)


def test_later_indexing_keeps_uploads_and_files_come_first(own, client, tmp_path):
    upload(client, ("ferry.txt", FERRY))
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "gas.md").write_text(ARTICLES["gas.md"])
    index_again(own, folder, prune=True)
    assert "ferry.txt" in names(client)
    (folder / "sailing.txt").write_text(FERRY.replace("Marenia Post", "The Sailor"))
    assert index_again(own, folder).unchanged.count("sailing.txt") == 1
    assert names(client, q="the sailor") == ["sailing.txt"]
    (folder / "sailing.txt").unlink()
    index_again(own, folder, prune=True)
    assert len(names(client, q="ferry sails")) == 1
    assert not client.get("/api/ask", params={"q": QUESTION}).json()["abstained"]


def test_an_uploaded_article_can_be_removed_and_a_files_cannot(own, client):
    (article,) = upload(client, ("ferry.txt", FERRY))["articles"]
    (shared,) = upload(client, ("grain.txt", ARTICLES["grain.txt"]))["articles"]
    for removed in (article, shared):
        assert client.delete(f"/api/articles/{removed['id']}").status_code == 200
    assert sorted(names(client)) == ["gas.md", "grain.txt"]  # the file still holds it
    assert client.get("/api/ask", params={"q": QUESTION}).json()["abstained"]
    kept = client.delete(f"/api/articles/{shared['id']}")
    assert (kept.status_code, "was not uploaded" in kept.json()["detail"]) == (409, True)
    assert client.delete("/api/articles/0000").status_code == 404
    assert own.store.count()[0] == 2


@pytest.mark.parametrize(
    ("settings", "address", "headers", "on"),
    [
        pytest.param({}, LOCAL, {}, True, id="loopback"),
        pytest.param({}, "http://localhost:7860", {}, True, id="localhost"),
        pytest.param({}, "http://[::1]:7860", {}, True, id="loopback-6"),
        pytest.param({}, "http://brief.example", {}, False, id="a_name_that_leads_here"),
        pytest.param({}, LOCAL, {"x-forwarded-for": "192.0.2.7"}, False, id="behind_a_proxy"),
        pytest.param({"host": "0.0.0.0"}, LOCAL, {}, False, id="every_address"),
        pytest.param({"host": ""}, LOCAL, {}, False, id="no_address"),
        pytest.param({"url": "https://brief.example"}, LOCAL, {}, False, id="readers_elsewhere"),
        pytest.param({"uploads": "off"}, LOCAL, {}, False, id="off"),
        pytest.param(
            {"uploads": "on", "host": "0.0.0.0"}, "http://brief.example", {}, True, id="on"
        ),
    ],
)
def test_who_may_upload(desk, settings, address, headers, on):
    client = client_of(desk, address, **settings)
    state = client.get("/api/articles", headers=headers).json()["uploads"]
    assert (state["on"], state["reason"] is None) == (on, on)
    for response in (
        client.post("/api/articles", json={"text": ""}, headers=headers),
        client.delete("/api/articles/0000", headers=headers),
    ):
        assert (response.status_code == 403) == (not on)
        assert on or response.json()["detail"] == state["reason"]


@pytest.mark.parametrize(
    ("headers", "taken"),
    [
        ({"sec-fetch-site": "same-origin", "origin": LOCAL}, True),
        ({"origin": LOCAL}, True),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": "none"}, False),
        ({"origin": "https://evil.example"}, False),
        ({"origin": "http://127.0.0.1:9999"}, False),
        ({"origin": "null"}, False),
    ],
)
def test_no_other_page_may_upload(desk, headers, taken):
    client = client_of(desk, cors_origins="https://evil.example")
    for response in (
        client.post("/api/articles", json={"text": ""}, headers=headers),
        client.post("/api/articles", files={"files": ("x.txt", " ")}, headers=headers),
    ):
        assert response.status_code == (200 if taken else 403)
    if not taken:
        assert client.delete("/api/articles/0000", headers=headers).status_code == 403


def test_what_is_too_much_is_refused(desk, monkeypatch):
    client = client_of(desk, max_article_bytes="100")
    report = upload(client, ("long.txt", "The port is closed. " * 6))
    assert report["articles"][0]["reason"].startswith("long.txt: more than the 0.0001 MB")
    monkeypatch.setattr(web, "MAX_TOTAL_BYTES", 1000)
    files = [("files", ("long.txt", "x" * 2000))]
    assert client.post("/api/articles", files=files).status_code == 413
    many = [("files", (f"{n}.txt", "")) for n in range(web.MAX_FILES + 1)]
    assert client_of(desk).post("/api/articles", files=many).status_code in (400, 413)
    unsized = client.post("/api/articles", content=iter([b"x"]))
    assert unsized.status_code == 411
    assert client.post("/api/articles", content=b"x").status_code == 415


def test_one_upload_at_a_time(own, client):
    """While another process writes, the first waits for it and the second is told."""
    with own.store.writing(own.encoder.name):
        first = threading.Thread(target=upload, args=(client, ("ferry.txt", FERRY)))
        first.start()
        while not any(thread.name == "upload" for thread in threading.enumerate()):
            time.sleep(0.01)
        refused = client.post("/api/articles", json={"text": "Lund said no."})
        assert refused.status_code == 409
        assert refused.json()["detail"] == (
            "another upload is being indexed; try again when it is done"
        )
    first.join(timeout=60)
    assert "ferry.txt" in names(client)


def test_the_list_is_filtered_and_dated_articles_come_first(desk):
    client = client_of(desk)
    listed = client.get("/api/articles").json()
    assert [a["name"] for a in listed["articles"]] == ["grain.txt", "gas.md"]
    assert listed["total"] == 2
    assert not any(a["uploaded"] for a in listed["articles"])
    assert names(client, q="lindia WIRE") == ["grain.txt"]
    assert names(client, q="submarine") == []


def test_through_the_server(tmp_path):
    """As a person has it: nothing indexed, served by the command, asked after an upload."""
    with serving(free_port(), cwd=tmp_path) as address:
        sent = {"files": ("ferry.txt", FERRY.encode())}
        with httpx.stream("POST", f"{address}/api/articles", files=sent, timeout=120) as response:
            told = [json.loads(line) for line in response.iter_lines()]
        assert told[-1]["state"] == "done", told
        asked = Request(f"{address}/api/ask", json.dumps({"question": QUESTION}).encode())
        asked.add_header("Content-Type", "application/json")
        with urlopen(asked, timeout=60) as response:
            quote = json.load(response)["citations"][0]["quote"]
        assert "the ferry to Brisk would sail again" in quote
    assert [path.name for path in tmp_path.iterdir()] == [".onrecord"]

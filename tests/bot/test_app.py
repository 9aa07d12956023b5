import pytest
from fastapi.testclient import TestClient

from bot.app import create_app
from bot.desk import Desk
from bot.markup import note
from bot.page import answer_in_chat
from bot.settings import Settings
from index.encoder import SentenceEncoder
from index.store import Store
from index.tagger.tagger import LearnedTagger

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def client(desk):
    with TestClient(create_app(desk, Settings.read())) as client:
        yield client


def test_ask_by_get_and_post(client):
    question = "when will the gas pipeline open?"
    got = client.get("/api/ask", params={"q": question}).json()
    posted = client.post("/api/ask", json={"question": question}).json()
    assert {k: got[k] for k in got if k != "seconds"} == {
        k: posted[k] for k in posted if k != "seconds"
    }
    assert got["question"] == question
    assert "12 May" in got["citations"][0]["quote"]


def test_a_follow_up_brings_the_questions_before_it(client):
    earlier = ["what did Volan say about inspections?"]
    got = client.get("/api/ask", params={"q": "and Reku?", "earlier": earlier}).json()
    posted = client.post("/api/ask", json={"question": "and Reku?", "earlier": earlier}).json()
    assert got["read_as"] == posted["read_as"] == "What did Reku say about inspections?"
    assert got["question"] == "and Reku?"


@pytest.mark.parametrize(
    ("question", "says"),
    [("", "nothing is asked"), ("x" * 100_000, "100,000 characters"), ("\ud800", "nothing is")],
)
def test_a_bad_question_is_422_with_one_line(client, question, says):
    body = '{"question": "\\ud800"}' if question == "\ud800" else None
    response = (
        client.post("/api/ask", content=body, headers={"content-type": "application/json"})
        if body
        else client.post("/api/ask", json={"question": question})
    )
    assert response.status_code == 422
    assert says in str(response.json()["detail"])


def test_an_article_with_a_span(client, desk):
    citation = desk.chain.invoke("when will the gas pipeline open?").citations[0]
    address = f"/api/articles/{citation.article_id}"
    span = {"start": citation.start, "end": citation.end}
    article = client.get(address, params=span).json()
    assert article["text"][citation.start : citation.end] == citation.quote
    assert article["highlight"] == {**span, "quote": citation.quote}
    assert client.get(address).json()["highlight"] is None
    assert client.get(address, params={"start": 5, "end": 10**9}).status_code == 422
    assert client.get("/api/articles/0000").status_code == 404


def test_health_and_documentation_come_from_here(client):
    assert client.get("/healthz").json() | {"encoder": ""} == {
        "status": "ok",
        "articles": 2,
        "passages": 7,
        "encoder": "",
        "model": None,
    }
    page = client.get("/docs").text
    assert "https://" not in page
    assert "/api/ask" in client.get("/openapi.json").json()["paths"]


@pytest.mark.parametrize("path", ["/", "/api/ask?q=gas", "/healthz", "/docs", "/onrecord/page.js"])
def test_no_page_may_be_framed_or_fed_from_elsewhere(client, path):
    response = client.get(path)
    assert response.status_code == 200
    policy = response.headers["content-security-policy"]
    assert "frame-ancestors 'self'" in policy
    assert "unsafe-eval" not in policy
    assert "http" not in policy


def test_only_named_origins_may_frame_or_read_it(desk):
    origin = "https://wiki.example"
    settings = Settings.read(frame_ancestors=origin, cors_origins=origin)
    named = TestClient(create_app(desk, settings))
    for path in ("/", "/healthz"):
        framed = named.get(path).headers["content-security-policy"]
        assert framed.endswith("frame-ancestors 'self' https://wiki.example")
    for client, asking, allowed in (
        (named, origin, origin),
        (named, "https://evil.example", None),
        (TestClient(create_app(desk, Settings.read())), origin, None),
    ):
        for path in ("/healthz", "/config"):
            response = client.get(path, headers={"origin": asking, "host": "brief.example"})
            assert response.headers.get("access-control-allow-origin") == allowed


def test_no_files_are_taken(client):
    response = client.post("/gradio_api/upload", files={"files": ("x.txt", b"x")})
    assert response.status_code == 403


def test_the_chat_streams_and_says_what_went_wrong(desk, tmp_path):
    history = [{"role": "user", "content": "q"}]
    steps = list(answer_in_chat(desk, "what did Volan say about the talks?", history))
    assert all(step[:1] == history and len(step) == 2 for step in steps)
    assert "cite mark at-" in steps[-1][1]["content"]
    for question, of, says in (
        ("", desk, "nothing is asked"),
        (
            "what?",
            Desk(Store(tmp_path / "none"), SentenceEncoder(), LearnedTagger()),
            "onrecord index",
        ),
    ):
        last = list(answer_in_chat(of, question, history))[-1]
        assert says in last[1]["content"]
        assert 'class="error"' in last[1]["content"]


def test_the_chat_reads_a_follow_up_in_the_light_of_what_it_shows(desk):
    def asked(text):
        return {"role": "user", "content": note(text, "asked")}

    history = [
        asked("what did Volan say about gas & grain?"),
        {"role": "assistant", "content": "an answer"},
        {"role": "user", "content": [{"type": "text", "text": note("and Reku?", "asked")}]},
    ]
    last = list(answer_in_chat(desk, "and Reku?", history))[-1][-1]["content"]
    assert "Read as: <em>What did Reku say about gas &amp; grain?</em>" in last

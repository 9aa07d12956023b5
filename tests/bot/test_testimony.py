"""Questions for somebody's words, over articles of invented countries."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from bot.app import create_app
from bot.desk import Desk
from bot.settings import Settings
from index.build import build
from index.encoder import SentenceEncoder
from index.store import Store
from index.tagger.tagger import LearnedTagger
from tests.conftest import MAX_BYTES

TEXTS = {
    "a.txt": (
        "---\npublished: 2031-03-04\n---\n"
        "Lindian President Ada Volan said that the harbour of Ostrava would stay closed until "
        "May.\nPresident Tomas Reku of Marenia denied that his fleet had crossed the border.\n"
        "“We will not pay for repairs,” Volan told reporters.\n"
        "The Marble Palace warned that wheat would become scarce.\n"
        "Halvard Brisk listened to Volan and left without a word.\n"
    ),
    "b.txt": (
        "---\npublished: 2031-03-05\n---\n"
        "The Lindian president said the harbour was safe.\nFew ships were seen at sea.\n"
    ),
}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    base: Path = tmp_path_factory.mktemp("heard")
    for name, text in TEXTS.items():
        (base / name).write_text(text, encoding="utf-8")
    store, encoder, tagger = Store(base / "store"), SentenceEncoder(), LearnedTagger()
    build([base / name for name in TEXTS], store, encoder, tagger, max_bytes=MAX_BYTES)
    return Desk(store, encoder, tagger)


@pytest.mark.parametrize(
    ("question", "says"),
    [
        pytest.param("what did Volan say about repairs?", "We will not pay", id="topic"),
        pytest.param("Wolan's position on repairs", "We will not pay", id="spelt-otherwise"),
        pytest.param("did Reku deny crossing the border?", "denied that his fleet", id="act"),
        pytest.param("what did the Marble Palace warn of?", "wheat", id="metonym"),
        pytest.param("who said the harbour would stay closed?", "until May", id="who"),
        pytest.param("what did Volan tell reporters?", "We will not pay", id="to-whom"),
        pytest.param("what did Volan say about safety of the harbour?", "harbour", id="elsewhere"),
    ],
)
def test_the_speakers_own_statement_comes_first(heard, question, says):
    answer = heard.chain.invoke(question)
    assert says in answer.sentences[0].text
    assert answer.statements
    first = answer.citations[0]
    article = heard.store.article(first.article_id)
    assert article is not None
    assert article.text[first.start : first.end] == first.quote == answer.sentences[0].text


def test_somebody_of_anothers_is_looked_for_in_the_passages(heard):
    answer = heard.chain.invoke("what did Reku's fleet commander say about the border?")
    assert "nothing said by that name" not in answer.reason
    assert "border" in (answer.sentences or answer.related)[0].text


def test_nobody_elses_statement_is_offered(heard):
    answer = heard.chain.invoke("what did Reku say?")
    assert {statement.speaker for statement in answer.statements} == {"Tomas Reku"}
    everything = heard.chain.invoke("quotes by Ada Volan")
    assert {s.speaker for s in everything.statements} <= {"Ada Volan", None}
    # what another article calls her counts as hers
    assert any("was safe" in sentence.text for sentence in everything.sentences)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        pytest.param(
            "what did Halvard Brisk say?",
            "They name Halvard Brisk, but report nothing said by that name.",
            id="named-not-quoted",
        ),
        pytest.param("what did Orla Penn say?", "They nowhere name Orla Penn.", id="absent"),
        pytest.param(
            "what did Reku say about vaccines and hospitals?",
            "They report nothing that Tomas Reku said on this.",
            id="not-on-this",
        ),
        pytest.param(
            "did Reku apologize?",
            "They report no statement of Tomas Reku of this kind.",
            id="not-this-act",
        ),
    ],
)
def test_silence_is_said(heard, question, reason):
    answer = heard.chain.invoke(question)
    assert answer.abstained
    assert (answer.reason, answer.sentences, answer.statements) == (reason, (), ())
    assert answer.related


def test_the_view_lists_speakers_and_filters(heard):
    client = TestClient(create_app(heard, Settings.read()))
    speakers = {s["name"]: s for s in client.get("/api/speakers").json()}
    assert speakers["Ada Volan"]["statements"] == 3
    assert set(speakers["Ada Volan"]["names"]) == {"Ada Volan", "The Lindian president"}
    own = client.get("/api/statements", params={"speaker": "Ada Volan"}).json()
    assert {s["speaker"] for s in own} == {"Ada Volan"}
    assert [s["article"] for s in own] == ["b.txt", "a.txt", "a.txt"]  # the latest first
    assert [s["cue"] for s in own][1:] == ["said", "told"]
    about = client.get("/api/statements", params={"topic": "wheat"}).json()
    assert [s["speaker"] for s in about] == ["Marble Palace"]
    assert client.get("/api/statements", params={"topic": "submarines"}).json() == []
    assert client.get("/api/statements", params={"speaker": "Nobody"}).json() == []


def test_statements_survive_a_file_that_changes(heard, tmp_path):
    file = tmp_path / "a.txt"
    store = Store(tmp_path / "store")
    for text in ("Ada Volan said that it was over.", "Tomas Reku said that it was not over."):
        file.write_text(text)
        build([file], store, heard.encoder, heard.tagger, max_bytes=MAX_BYTES)
    desk = Desk(store, heard.encoder, heard.tagger)
    assert [s.name for s in desk.directories.current().speakers] == ["Tomas Reku"]
    answer = desk.chain.invoke("what did Volan say?")
    assert answer.abstained
    assert answer.reason == "They nowhere name Volan."

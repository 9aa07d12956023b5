"""The setting to a model, and a real one: SmolLM2 in this process and behind a server."""

import re
import threading
import time
from collections.abc import Iterator

import pytest
from langchain_core.messages import HumanMessage

from bot.desk import Desk
from bot.errors import ModelError
from bot.model import open_model
from bot.prompts import greeting
from bot.rewriting import rewrite
from bot.settings import Settings
from bot.streaming import stream_text
from bot.writer import Writer
from index.records import Answer
from tests.bot.test_chain import faithful
from tests.models import serving_smollm


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("nonsense", "names no model"),
        ("nonsense:x", "names no model"),
        ("gguf:/no/such/file.gguf", "there is no file /no/such/file.gguf"),
        ("gguf:", "there is no file"),
        ("groq:x", "pip install langchain-groq"),
        ("openai:gpt", "OPENAI_API_KEY"),
    ],
)
def test_a_wrong_model_is_told_in_one_line(name, says, monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    writer = Writer(name, lambda: open_model(name))
    assert not writer.ready()
    assert says in writer.problem
    assert "\n" not in writer.problem


def test_every_extra_makes_its_model():
    for name in ("openai:some-model", "ollama:qwen3:8b", "anthropic:some-model"):
        model = open_model(name, "http://127.0.0.1:1", 5)
        assert type(model).__name__.lower() == f"chat{name.partition(':')[0]}"
        began = time.monotonic()
        with pytest.raises(ModelError, match="cannot be reached"):
            list(stream_text(model, greeting(), 10))
        assert time.monotonic() - began < 8


def test_a_broken_file_is_no_model(tmp_path):
    (tmp_path / "x.gguf").write_bytes(b"GGUF no")
    writer = Writer("x", lambda: open_model(f"gguf:{tmp_path / 'x.gguf'}"))
    assert not writer.ready()
    assert "no model that llama.cpp can run" in writer.problem


@pytest.fixture(scope="module")
def smollm() -> Writer:
    """SmolLM2 in this process."""
    writer = Writer("smollm", lambda: open_model("smollm"))
    assert writer.ready(), writer.problem
    return writer


@pytest.mark.slow
def test_a_file_in_this_process_writes_the_same_each_time(smollm):
    model = open_model("smollm")
    asked = [HumanMessage("Name three colours.")]
    said = ["".join(stream_text(model, asked, 60)) for _ in range(2)]
    assert said[0] == said[1]
    assert re.search("red|blue|green", said[0], re.IGNORECASE)


@pytest.mark.slow
def test_a_stream_that_is_closed_frees_the_model(smollm):
    long = [HumanMessage("Tell a very long story about a ship.")]
    stream = smollm.write(long)
    next(stream)
    stream.close()
    began = time.monotonic()
    assert "".join(smollm.write([HumanMessage("Say yes.")]))
    assert time.monotonic() - began < 15


@pytest.mark.slow
def test_too_long_a_prompt_is_an_error_of_one_line(smollm):
    with pytest.raises(ModelError):
        list(smollm.write([HumanMessage("word " * 20_000)]))
    smollm.load()
    assert smollm.ready()


FOLLOW_UPS = (
    ("When will it open?", "What of the gas pipeline?"),
    ("Who pays for it?", "Did Ada Volan sign the Ostrava accord?"),
    ("Why did they leave?", "How many observers did Marenia send to the border?"),
    ("Is it still closed?", "Why did Tomas Reku close the port?"),
    ("What did she mean by that?", "What did Ada Volan say about wheat?"),
)


@pytest.mark.slow
def test_no_name_enters_a_follow_up(smollm):
    for question, before in FOLLOW_UPS:
        read = rewrite(question, [before], smollm)
        new = set(re.findall(r"[A-Z]\w+|\d+", read[1:])) - set(re.findall(r"\w+", before))
        assert new <= set(re.findall(r"\w+", question)), read
    assert smollm.ready()


@pytest.fixture(scope="module")
def served() -> Iterator[str]:
    """SmolLM2 behind llama.cpp's OpenAI-compatible server."""
    with serving_smollm() as (address, _):
        yield address


def with_model(desk: Desk, url: str) -> Desk:
    settings = Settings.read(
        store=desk.store.place,
        model="openai:smollm",
        model_url=url,
        model_seconds=60,
        model_trial=False,
    )
    writer = Desk.open(settings).writer
    return Desk(desk.store, desk.encoder, desk.tagger, writer)


def places(answer: Answer) -> set[tuple[str, int, int]]:
    return {(c.article_id, c.start, c.end) for c in answer.citations}


QUESTIONS = ("when will the gas pipeline open?", "what did Volan say?")


@pytest.mark.slow
def test_what_a_real_model_says_and_what_is_shown(desk, served):
    """Nothing that it says is shown but what passes; the evidence is the default's."""
    real = with_model(desk, served)
    assert real.writer is not None
    for question in QUESTIONS:
        quoted = desk.chain.invoke(question)
        answer = real.chain.invoke(question)
        assert answer.model == "openai:smollm"
        assert not answer.abstained
        assert answer.confidence == quoted.confidence
        assert places(answer) == places(quoted)
        assert answer.citations[0].quote == quoted.citations[0].quote
        for sentence in answer.sentences:
            cited = [c.quote for c in answer.citations if c.number in sentence.citations]
            assert cited
            if not sentence.written:
                assert sentence.text == cited[0]
        for name in set(re.findall(r"[A-Z]\w+", " ".join(s.text for s in answer.sentences))):
            article = " ".join(a.text for a in desk.store.latest_articles(10))
            assert name.lower() in article.lower(), name


@pytest.mark.slow
def test_a_refusal_stays_one(desk, served):
    real = with_model(desk, served)
    refused = real.chain.invoke("what did Halvard Brisk say?")
    assert refused.abstained
    assert refused.model == ""
    assert refused.composer == "quotes"


@pytest.mark.slow
def test_the_server_is_killed_in_mid_answer(desk):
    with serving_smollm() as (address, process):
        real = with_model(desk, address)
        assert real.writer is not None
        assert real.writer.ready()
        stream = real.writer.write([HumanMessage("Tell a very long story about a ship.")])
        assert next(stream)
        process.kill()
        with pytest.raises(ModelError):
            list(stream)
        answer = real.chain.invoke(QUESTIONS[0])
    faithful(answer, desk.store)
    assert answer.composer == "quotes"
    assert real.writer.state == "failed"


@pytest.mark.slow
def test_the_server_is_killed_while_an_answer_is_written(desk):
    quoted = desk.chain.invoke(QUESTIONS[1])
    with serving_smollm() as (address, process):
        real = with_model(desk, address)
        assert real.writer is not None
        assert real.writer.ready()
        threading.Timer(0.5, process.kill).start()
        answer = real.chain.invoke(QUESTIONS[1])
    faithful(answer, desk.store)
    assert real.writer.state == "failed"
    assert places(answer) == places(quoted)

"""What a model is asked before anything of it is shown, and what becomes of one that fails."""

import asyncio
import hashlib
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from langchain_core.messages import BaseMessage
from langchain_core.outputs import ChatGenerationChunk

from bot.checks.verdict import Verdict
from bot.desk import Desk
from bot.exhibits import Exhibit
from bot.model import open_model
from bot.prompts import BEFORE, SPEAKER
from bot.settings import Settings
from bot.trial.outcomes import FAILED_SECONDS, PASSED_SECONDS, Outcome, Outcomes
from bot.trial.papers import read_papers
from bot.trial.trial import LEAST, SENTENCES, Trial
from bot.writer import Writer
from index.store import Store
from index.tagger.tagger import LearnedTagger
from tests.models import ScriptedModel, WordChecker

FALSE = "Nobody has signed the accord of Ostrava. [1]"


class Answering(ScriptedModel):
    """Writes what a function makes of the lines of evidence it is sent."""

    write: Callable[[list[str]], str]

    async def _astream(
        self, messages: list[BaseMessage], *args: Any, **kwargs: Any
    ) -> AsyncIterator[ChatGenerationChunk]:
        lines = messages[-1].text.splitlines()
        if evidence := [line[4:] for line in lines if line.startswith("[")]:
            self.steps = [self.write(evidence)]
        async for chunk in super()._astream(messages, *args, **kwargs):
            yield chunk


def shortened(evidence: list[str]) -> str:
    """Write the first words of each exhibit."""
    return " ".join(
        f"{' '.join(words.split()[:6])}. [{number}]" for number, words in enumerate(evidence, 1)
    )


def copied(evidence: list[str]) -> str:
    return f"{evidence[0]} [1]"


@pytest.fixture(scope="module")
def tagger() -> LearnedTagger:
    return LearnedTagger()


@pytest.fixture
def now() -> list[float]:
    return [1_900_000_000.0]


@pytest.fixture
def outcomes(tmp_path, now) -> Outcomes:
    return Outcomes(Store(tmp_path / "store").trials, lambda: now[0])


def on_trial(model: ScriptedModel, tagger: LearnedTagger, outcomes: Outcomes) -> Writer:
    writer = model.writer()
    writer.trial = Trial(tagger, WordChecker(), outcomes)
    return writer


def test_the_papers_are_articles_with_speakers_and_questions(tagger):
    papers = list(read_papers(tagger))
    for paper in papers:
        assert paper.question.endswith("?")
        assert len(paper.exhibits) >= 3
        assert [exhibit.number for exhibit in paper.exhibits] == list(
            range(1, len(paper.exhibits) + 1)
        )
        assert any(said.speaker for exhibit in paper.exhibits for said in exhibit.said)
    assert sum(len(paper.exhibits) for paper in papers) > SENTENCES


def test_one_that_tells_what_it_is_sent_may_write(tagger, outcomes):
    model = Answering(steps=[], write=shortened)
    assert on_trial(model, tagger, outcomes).ready()
    assert len(model.asked) == 2  # no more than settles it
    assert SPEAKER in model.asked[0][-1].text
    assert BEFORE in model.asked[0][-1].text


def test_one_that_does_not_may_not(tagger, outcomes):
    model = ScriptedModel(steps=[f"{FALSE} Nor has it asked {n} times. [2] " for n in range(6)])
    writer = on_trial(model, tagger, outcomes)
    assert not writer.ready()
    enough = SENTENCES - LEAST + 1
    assert writer.told() == (
        "answers are quotations, and scripted is not used "
        f"(in its trial 0 of {enough} sentences could be shown)"
    )


def test_one_that_only_copies_has_shown_nothing(tagger, outcomes):
    def miscopied(evidence: list[str]) -> str:
        return f"{evidence[0]} [1] {evidence[0]} [1]"  # a copy of what was said counts neither way

    for write in (copied, miscopied):
        model = Answering(steps=[], write=write)
        writer = on_trial(model, tagger, outcomes)
        assert writer.trial is not None
        writer.trial.forget("scripted")
        assert not writer.ready()
        assert len(model.asked) == 12
        assert "it wrote too little of its own" in writer.problem


def test_one_that_writes_little_is_judged_by_its_share(tagger, outcomes):
    def seldom(evidence: list[str]) -> str:
        right = shortened(evidence[:1])
        return right if "Halden" in evidence[0] or "Torvia" in evidence[0] else FALSE

    writer = on_trial(Answering(steps=[], write=seldom), tagger, outcomes)
    assert not writer.ready()
    assert "2 of 12 sentences" in writer.problem


def test_a_quarter_is_enough(tagger, outcomes):
    def often(evidence: list[str]) -> str:
        return f"{shortened(evidence[:1])} {FALSE} Nor was it. [1]"

    model = Answering(steps=[], write=often)
    assert on_trial(model, tagger, outcomes).ready()
    assert len(model.asked) == LEAST


def test_one_that_is_slow_is_judged_by_what_it_had_written(tagger, outcomes):
    class Slow(Answering):
        async def _astream(
            self, messages: list[BaseMessage], *args: Any, **kwargs: Any
        ) -> AsyncIterator[ChatGenerationChunk]:
            async for chunk in super()._astream(messages, *args, **kwargs):
                yield chunk
            if self.steps:
                await asyncio.sleep(60)

    model = Slow(steps=[], write=shortened)
    writer = model.writer(seconds=1)
    writer.trial = Trial(tagger, WordChecker(), outcomes)
    assert writer.ready()
    assert writer.problem == ""


def test_what_it_made_up_in_its_trial_is_not_held_against_it(tagger, outcomes):
    class Strict(WordChecker):
        def check(
            self, sentence: str, exhibits: Sequence[Exhibit], before: str | None = None
        ) -> Verdict:
            verdict = super().check(sentence, exhibits, before)
            return replace(verdict, made_up=not verdict.passed)

    def often(evidence: list[str]) -> str:
        return f"{shortened(evidence[:1])} {FALSE} Nor was it. [1]"

    writer = Answering(steps=[], write=often).writer()
    writer.trial = Trial(tagger, Strict(), outcomes)
    assert writer.ready()
    writer.heard(made_up=False)
    assert writer.ready()


def test_whatever_fails_the_answers_are_quotations(tagger, outcomes, caplog):
    class Broken(WordChecker):
        def check(
            self, sentence: str, exhibits: Sequence[Exhibit], before: str | None = None
        ) -> Verdict:
            raise ZeroDivisionError

    writer = Answering(steps=[], write=shortened).writer()
    writer.trial = Trial(tagger, Broken(), outcomes)
    assert not writer.ready()
    assert (writer.state, writer.problem) == ("failed", "it fails with ZeroDivisionError")


def test_an_outcome_of_another_version_is_none(tagger, outcomes, tmp_path):
    outcomes.put("one", "trial", Outcome(True, 8, 9))
    rows = Store(tmp_path / "store").trials
    (id_,) = (hashlib.sha256(b"one\ntrial").hexdigest(),)
    rows.remove(id_)
    rows.put(id_, '{"grade": "A"}', 0)
    assert outcomes.of("one", "trial") is None


def test_how_it_ended_is_remembered_for_a_while(tagger, outcomes, now):
    def asked(write: Callable[[list[str]], str]) -> bool:
        model = Answering(steps=[], write=write)
        on_trial(model, tagger, outcomes).ready()
        return bool(model.asked)

    def wrong(_: list[str]) -> str:
        return FALSE

    assert asked(wrong)
    assert not asked(shortened)
    now[0] += FAILED_SECONDS + 1
    assert asked(shortened)
    now[0] += PASSED_SECONDS - 1
    assert not asked(wrong)
    now[0] += 2
    assert asked(wrong)


def test_one_that_failed_is_not_even_opened(tagger, outcomes):
    assert not on_trial(ScriptedModel(steps=[FALSE]), tagger, outcomes).ready()

    def nothing() -> ScriptedModel:
        raise AssertionError("it is opened")

    writer = Writer("scripted", nothing)
    writer.trial = Trial(tagger, WordChecker(), outcomes)
    assert not writer.ready()
    assert "0 of 12 sentences" in writer.problem


def test_another_model_is_not_taken_for_it(tagger, outcomes):
    outcomes.put("one", "trial", Outcome(True, 8, 9))
    assert outcomes.of("one", "trial") == Outcome(True, 8, 9)
    assert outcomes.of("other", "trial") is None
    assert outcomes.of("one", "another trial") is None


def test_one_that_fails_in_its_trial_is_tried_again(tagger, outcomes):
    class Breaking(Answering):
        async def _astream(
            self, messages: list[BaseMessage], *args: Any, **kwargs: Any
        ) -> AsyncIterator[ChatGenerationChunk]:
            if len(self.asked) == 1:
                raise RuntimeError("boom")
            async for chunk in super()._astream(messages, *args, **kwargs):
                yield chunk

    writer = on_trial(Breaking(steps=[], write=shortened), tagger, outcomes)
    assert not writer.ready()
    assert writer.problem == "it fails with RuntimeError"
    assert writer.trial is not None
    assert writer.trial.known("scripted") is None


def test_one_that_makes_things_up_later_has_to_prove_itself_anew(tagger, outcomes):
    writer = on_trial(Answering(steps=[], write=shortened), tagger, outcomes)
    assert writer.ready()
    assert writer.trial is not None
    assert writer.trial.known("scripted")
    while writer.state == "ready":
        writer.heard(made_up=True)
    assert writer.trial.known("scripted") is None


def test_meanwhile_answers_are_quotations(tagger, outcomes):
    going_on, go_on = threading.Event(), threading.Event()

    def waiting(evidence: list[str]) -> str:
        going_on.set()
        assert go_on.wait(30)
        return shortened(evidence)

    writer = on_trial(Answering(steps=[], write=waiting), tagger, outcomes)
    writer.expect()
    thread = threading.Thread(target=writer.load)
    thread.start()
    assert going_on.wait(30)
    assert not writer.ready()
    assert "(it is on trial)" in writer.told()
    go_on.set()
    thread.join()
    assert writer.ready()


def test_looking_whether_it_is_there_is_no_trial(tagger, outcomes):
    model = Answering(steps=[], write=shortened)
    writer = on_trial(model, tagger, outcomes)
    writer.greet()
    assert (writer.state, writer.problem) == ("new", "its trial is still to come")
    assert not model.asked
    assert writer.ready()
    other = on_trial(model, tagger, outcomes)
    other.greet()
    assert other.ready()


def test_a_store_without_articles_remembers_it_and_stays_empty(tmp_path, outcomes, tagger):
    assert on_trial(Answering(steps=[], write=shortened), tagger, outcomes).ready()
    store = Store(tmp_path / "store")
    assert store.is_empty()
    assert store.kept.count() == 0
    assert store.trials.count() == 1


def test_a_store_that_cannot_be_written_is_no_reason_to_leave_it(tmp_path, tagger, caplog):
    store = Store(tmp_path / "store")
    (tmp_path / "store").write_text("a file")
    writer = on_trial(Answering(steps=[], write=shortened), tagger, Outcomes(store.trials))
    assert writer.ready()
    assert "is not remembered" in caplog.text


def test_the_setting(tmp_path):
    settings = {"store": tmp_path, "model": "openai:x"}
    tried, untried = (
        Desk.open(Settings.read(**settings, model_trial=trial)).writer for trial in (True, False)
    )
    assert tried is not None
    assert untried is not None
    assert tried.trial is not None
    assert untried.trial is None


@pytest.mark.slow
def test_the_worst_model_at_hand_leaves_the_default_s_answers(desk, outcomes):
    writer = Writer("smollm", lambda: open_model("smollm"))
    writer.trial = Trial(desk.tagger, desk.checker, outcomes)
    with_it = Desk(desk.store, desk.encoder, desk.tagger, writer)
    question = "when will the gas pipeline open?"
    answer, quoted = with_it.chain.invoke(question), desk.chain.invoke(question)
    assert "sentences could be shown" in writer.problem
    assert (answer.sentences, answer.citations) == (quoted.sentences, quoted.citations)
    assert (answer.composer, answer.model) == ("quotes", "")

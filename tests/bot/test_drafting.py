"""What a model may do, and what is shown of it."""

import logging
import threading
import time
from collections.abc import Sequence
from dataclasses import replace

import httpx
import pytest
from langchain_core.messages import AIMessageChunk

from bot.checks.marks import read_marks
from bot.checks.verdict import Verdict
from bot.drafting import draft
from bot.exhibits import Exhibit, lay_out
from bot.prompts import FENCE, MAX_SENTENCES, NOT_IN_EVIDENCE
from bot.standing import MOST
from index.records import Answer, Article, Citation, Sentence, Span, Statement
from tests.models import ScriptedModel, Step, WordChecker

TEXT = (
    "Ada Volan said the talks would resume in Ostrava. They had stalled.\n"
    "Tomas Reku closed the pipeline. The port exports wheat."
)
ARTICLE = Article("abc", "x.txt", "Talks", None, None, None, None, TEXT)
FIRST, SECOND, THIRD = (
    "Ada Volan said the talks would resume in Ostrava.",
    "They had stalled.",
    "Tomas Reku closed the pipeline.",
)
OWN = "Ada Volan said the talks would resume."  # in the model's own words
TAIL = f" {OWN} [1]"


def cited(number: int, words: str) -> Citation:
    start = TEXT.index(words)
    end = start + len(words)
    return Citation(number, "abc", "x.txt", "Talks", None, None, None, start, end, words)


def part(number: int, words: str) -> Answer:
    return Answer(
        "what now?",
        sentences=(Sentence(words, (number,)),),
        citations=(cited(number, words),),
        confidence=0.8,
        reason="They lack a date.",
    )


STATEMENT = Statement(
    "s", "abc", "Ada Volan", Span(0, 9), Span(10, 14), (Span(15, 48),), "indirect", Span(0, 49)
)
QUOTED = [
    replace(part(1, FIRST), statements=(STATEMENT,)),
    part(2, SECOND),
    part(3, THIRD),
]


def exhibits():
    return lay_out(QUOTED, lambda id_: ARTICLE, lambda name: (name, "Volan"))


def parts(*steps: Step, seconds: float = 20.0) -> list[Answer]:
    writer = ScriptedModel(steps=list(steps)).writer(seconds)
    assert writer.ready()
    return list(draft("what now?", QUOTED, exhibits(), writer, WordChecker()))


def shown(*steps: Step, seconds: float = 20.0) -> list[tuple[str, tuple[int, ...], bool]]:
    found = parts(*steps, seconds=seconds)
    whole = found[0]
    for one in found[1:]:
        whole += one
    numbers = [c.number for c in whole.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    for citation in whole.citations:
        assert TEXT[citation.start : citation.end] == citation.quote
    assert whole.model == "scripted"
    assert not whole.abstained
    return [(s.text, s.citations, s.written) for s in whole.sentences]


DEFAULT = [(FIRST, (1,), False), (SECOND, (2,), False), (THIRD, (3,), False)]
WRITTEN = [(OWN, (1,), True), *DEFAULT[1:]]  # what it leaves out is quoted


def test_exhibits_are_the_quoted_sentences_with_who_speaks():
    one, two, three = exhibits()
    assert [e.citation for e in (one, two, three)] == [c for p in QUOTED for c in p.citations]
    assert (one.before, two.before, three.before) == ("", FIRST, "")
    assert [(s.speaker, s.names, s.cue, s.content) for s in one.said] == [
        ("Ada Volan", ("Ada Volan", "Volan"), "said", ("the talks would resume in Ostrava",))
    ]
    assert two.said == ()


def test_a_sentence_is_shown_before_the_model_has_ended():
    model = ScriptedModel(steps=[OWN, " [1]", " They", " had stalled. [2]", 30.0, "Reku"])
    writer = model.writer(60)
    assert writer.ready()
    began = time.monotonic()
    answer = draft("what now?", QUOTED, exhibits(), writer, WordChecker())
    assert next(answer).sentences == (Sentence(OWN, (1,), written=True),)
    assert time.monotonic() - began < 10
    assert not model.closed.is_set()
    answer.close()
    assert model.closed.wait(5), "the stream went on with nobody reading"


def test_the_first_sentence_is_shown_when_the_model_has_ended_it():
    words = f"{OWN} [1]".split()
    later = "They had stalled and so on".split()
    steps = [step for word in (*words, *later) for step in (f"{word} ", 0.1)]
    model = ScriptedModel(steps=[*steps, 30.0])
    writer = model.writer(60)
    assert writer.ready()
    began = time.monotonic()
    answer = draft("what now?", QUOTED, exhibits(), writer, WordChecker())
    assert next(answer).sentences[0].written
    shown_after = time.monotonic() - began
    answer.close()
    assert shown_after <= 1.2 * (model.times[len(words) - 1] - began)


def test_what_was_quoted_stays_with_what_is_written():
    one, two, three = parts("Ada Volan said the talks would resume. [1] They stalled. [2]")
    assert one == Answer(
        "what now?",
        sentences=(Sentence("Ada Volan said the talks would resume.", (1,), written=True),),
        citations=(cited(1, FIRST),),
        statements=(STATEMENT,),
        confidence=0.8,
        reason="They lack a date.",
        model="scripted",
    )
    assert one.composer == "model"
    assert (two.citations, two.statements) == ((cited(2, SECOND),), ())
    assert (two.composer, three.composer) == ("model", "quotes")


def test_the_best_evidence_leads():
    late = f"{THIRD} [3] {OWN} [1]"
    assert shown(late) == [
        (FIRST, (1,), False), (THIRD, (2,), False), (SECOND, (3,), False)
    ]  # fmt: skip
    left_out = "They stalled. [2] Tomas Reku closed. [3]"
    assert shown(left_out) == [
        (FIRST, (1,), False), ("They stalled.", (2,), True), ("Tomas Reku closed.", (3,), True)
    ]  # fmt: skip


def test_a_copy_is_shown_as_the_quotation_that_it_is():
    assert shown(f"ada Volan said talks would resume in Ostrava. [1] {SECOND}") == DEFAULT


def test_what_the_model_leaves_out_is_quoted_after_it():
    assert shown(f"{OWN} [1] Tomas Reku closed. [3]") == [
        (OWN, (1,), True), ("Tomas Reku closed.", (2,), True), (SECOND, (3,), False)
    ]  # fmt: skip


def test_what_is_kept_from_the_model_is_quoted():
    writer = ScriptedModel(steps=[TAIL]).writer()
    assert writer.ready()
    found = list(draft("what now?", QUOTED, exhibits()[:1], writer, WordChecker()))
    assert [(s.text, s.written) for one in found for s in one.sentences] == [
        (OWN, True), (SECOND, False), (THIRD, False)
    ]  # fmt: skip


def test_a_sentence_on_what_several_articles_carry_cites_them_all():
    twice = replace(
        QUOTED[0],
        sentences=(Sentence(FIRST, (1, 2)),),
        citations=(cited(1, FIRST), replace(cited(2, FIRST), article_id="other")),
    )
    quoted = [twice, part(3, SECOND)]
    laid_out = lay_out(quoted, lambda id_: ARTICLE, lambda name: (name,))
    assert [(e.number, e.citation.quote) for e in laid_out] == [(1, FIRST), (2, SECOND)]
    writer = ScriptedModel(steps=[f"{SECOND} [2] {OWN} [1]"]).writer()
    assert writer.ready()
    one, two = draft("what now?", quoted, laid_out, writer, WordChecker())
    assert one.sentences == twice.sentences
    assert two.sentences[0].citations == (3,)
    assert two.citations == (cited(3, SECOND),)


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        pytest.param([f"The war is over. [1]{TAIL}"], WRITTEN, id="false"),
        pytest.param([f"{SECOND} [99]{TAIL}"], WRITTEN, id="citation_of_nothing"),
        pytest.param([f"{THIRD} [1]{TAIL}"], WRITTEN, id="citation_of_another"),
        pytest.param([OWN], WRITTEN, id="without_a_citation"),
        pytest.param([f"The answer to the question is: {OWN} [1]"], WRITTEN, id="labelled"),
        pytest.param([f"The evidence is that {OWN} [1]"], WRITTEN, id="evidence_named"),
        pytest.param([f"The evidence is {OWN} [1]"], WRITTEN, id="evidence_named_at_once"),
        pytest.param([f"The speaker is Ada Volan. [1] {OWN} [1]"], WRITTEN, id="its_own_note"),
        pytest.param([f"<b>{SECOND}</b> [2]\n{TAIL}"], WRITTEN, id="html"),
        pytest.param([f"<img src=x onerror=alert(1)> {SECOND} [2]\n{TAIL}"], WRITTEN, id="image"),
        pytest.param([f"[They had stalled](https://x.example). [2]{TAIL}"], WRITTEN, id="link"),
        pytest.param([f"{OWN} [1]\n\n| They | had |\n|---|---|\n"], WRITTEN, id="table"),
        pytest.param([f"```\n{OWN} [1]\n```\n"], WRITTEN, id="code_around"),
        pytest.param([f"# Talks\n\n- **{OWN}** [1]"], WRITTEN, id="heading_and_bullet"),
        pytest.param([TAIL, TAIL, TAIL], WRITTEN, id="again_and_again"),
        pytest.param([TAIL, " Volan said talks would resume. [1]"], WRITTEN, id="less_again"),
        pytest.param([f"{OWN} [1]\n{FENCE}\n{SECOND} [2]"], WRITTEN, id="what_it_was_sent"),
        pytest.param([], DEFAULT, id="nothing"),
        pytest.param(["", "", ""], DEFAULT, id="empty_pieces"),
        pytest.param(["   \n\n  "], DEFAULT, id="blanks"),
        pytest.param([NOT_IN_EVIDENCE], DEFAULT, id="says_that_it_cannot"),
        pytest.param(["[1] [2] [3]"], DEFAULT, id="marks_alone"),
        pytest.param([f"They had \ud800stalled. [2]{TAIL}"], WRITTEN, id="half_a_character"),
        pytest.param([f"They had\x1b[2J\x00 stalled. [2]{TAIL}"], WRITTEN, id="control"),
        pytest.param(
            [f"They had \u202edellats. [2]{TAIL}"], WRITTEN, id="mark_of_direction"
        ),
        pytest.param([UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid")], DEFAULT,
                     id="invalid_utf8"),
        pytest.param(
            [AIMessageChunk(content="", tool_calls=[
                {"name": "delete", "args": {"path": "/"}, "id": "1", "type": "tool_call"}])],
            DEFAULT, id="tool_call",
        ),
        pytest.param(
            [AIMessageChunk(content=[{"type": "reasoning", "reasoning": f"{SECOND} [2]"},
                                     {"type": "text", "text": TAIL}])],
            WRITTEN, id="reasoning_block",
        ),
        pytest.param([f"<think>{SECOND} [2]</think>", TAIL], WRITTEN, id="thinking_aloud"),
        pytest.param(['<tool_call>{"name": "delete"}</tool_call>\n', TAIL], WRITTEN,
                     id="tool_call_in_words"),
        pytest.param([TAIL, " They had", RuntimeError("boom")], WRITTEN, id="dies_mid_answer"),
        pytest.param([RuntimeError("boom")], DEFAULT, id="dies_at_once"),
        pytest.param(
            [TAIL, " Th", httpx.ReadError("gone")], WRITTEN, id="connection_lost_mid_answer"
        ),
    ],
)  # fmt: skip
def test_whatever_it_writes(steps, expected):
    assert shown(*steps) == expected


class Trusting:
    """Passes whatever cites the first exhibit."""

    def check(
        self, sentence: str, exhibits: Sequence[Exhibit], before: str | None = None
    ) -> Verdict:
        text = read_marks(sentence).text
        return Verdict("[1]" in sentence, "", (1,), text=text, told=text)


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("Words of hers, and the speaker is Ada Volan. [1]", False),
        ("The evidence is a speech by Ada Volan. [1]", False),
        ("Just before it: Ada Volan spoke. [1]", False),
        ("It is Ada Volan. [1]", True),
    ],
)
def test_its_own_notes_are_not_shown_whoever_lets_them_pass(text, passes):
    writer = ScriptedModel(steps=[text]).writer()
    assert writer.ready()
    parts = draft("what now?", QUOTED, exhibits(), writer, Trusting())
    assert any(sentence.written for part in parts for sentence in part.sentences) is passes


def test_a_sentence_on_other_evidence_waits_for_nothing():
    model = ScriptedModel(steps=["They stalled. [2]", " Tomas", 30.0, " Reku"])
    writer = model.writer(60)
    assert writer.ready()
    began = time.monotonic()
    answer = draft("what now?", QUOTED, exhibits(), writer, WordChecker())
    assert [next(answer).sentences[0].text for _ in range(2)] == [FIRST, "They stalled."]
    assert time.monotonic() - began < 5
    answer.close()


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        pytest.param([60.0], DEFAULT, id="hangs"),
        pytest.param([TAIL, " They", 60.0], WRITTEN, id="hangs_mid_answer"),
        pytest.param([word for _ in range(400) for word in (0.05, "on ")], DEFAULT, id="slow"),
    ],
)
def test_one_that_does_not_end_is_left(steps, expected):
    began = time.monotonic()
    assert shown(*steps, seconds=1.5) == expected
    assert time.monotonic() - began < 4


@pytest.mark.parametrize(
    "word", ["word ", "word. ", "word\n", "x", "[1]", "The talks resume. [1] ", "<think>"]
)
def test_a_hundred_thousand_tokens_are_not_waited_for(word):
    model = ScriptedModel(steps=[word] * 100_000)
    writer = model.writer()
    assert writer.ready()
    answer = list(draft("what now?", QUOTED, exhibits(), writer, WordChecker()))
    assert sum(len(one.sentences) for one in answer) <= MAX_SENTENCES + len(QUOTED)
    assert model.closed.wait(5)
    assert model.written < 25_000


def test_what_can_pass_is_tried_once_more():
    class Flaky(ScriptedModel):
        async def _astream(self, messages, *args, **kwargs):
            if len(self.asked) == 0 and self.steps:
                self.asked.append(messages)
                raise httpx.ConnectError("refused")
            async for chunk in super()._astream(messages, *args, **kwargs):
                yield chunk

    model = Flaky(steps=[TAIL])
    model.asked.append([])
    writer = model.writer()
    assert writer.ready()
    model.asked.clear()
    found = list(draft("what now?", QUOTED, exhibits(), writer, WordChecker()))
    assert [one.sentences[0].written for one in found] == [True, False, False]
    assert len(model.asked) == 2


def test_one_that_failed_is_left_alone_for_a_while():
    model = ScriptedModel(steps=[RuntimeError("boom")])
    writer = model.writer()
    assert writer.ready()
    list(draft("what now?", QUOTED, exhibits(), writer, WordChecker()))
    assert (writer.state, writer.problem) == ("failed", "it fails with RuntimeError")
    assert not writer.ready()


class Accusing:
    """Finds every sentence made up."""

    def check(
        self, sentence: str, exhibits: Sequence[Exhibit], before: str | None = None
    ) -> Verdict:
        return Verdict(False, "“Ostrava” is not in the evidence", (), made_up=True)


def test_one_that_makes_up_too_much_is_left_alone():
    writer = ScriptedModel(steps=["The war in Ostrava is over. [1]"]).writer()
    answers = 0
    while writer.ready():
        found = list(draft("what now?", QUOTED, exhibits(), writer, Accusing()))
        assert found == [replace(one, model="scripted") for one in QUOTED]
        answers += 1
    assert answers == MOST
    assert f"{MOST} of its last {MOST} sentences" in writer.told()


def test_a_reader_who_leaves_stops_it_where_it_is():
    model = ScriptedModel(steps=[60.0])
    writer = model.writer(60)
    assert writer.ready()
    left = threading.Event()
    threading.Timer(0.5, left.set).start()
    began = time.monotonic()
    list(draft("what now?", QUOTED, exhibits(), writer, WordChecker(), left))
    assert time.monotonic() - began < 5
    assert model.closed.wait(5)
    assert writer.state == "ready"


def test_what_is_dropped_is_logged_and_no_words_of_it_as_a_warning(caplog):
    caplog.set_level(logging.DEBUG, logger="onrecord")
    shown("The war in Ostrava is over. [1]", TAIL, RuntimeError("Ostrava burns"))
    told = [(r.levelname, r.getMessage()) for r in caplog.records if r.name == "onrecord"]
    assert told == [
        ("INFO", "a sentence of scripted was dropped: its words stand in no exhibit it cites"),
        ("DEBUG", "dropped: The war in Ostrava is over. [1]"),
        (
            "WARNING",
            "the model scripted is not used: it fails with RuntimeError; answers are quotations",
        ),
    ]


@pytest.mark.parametrize(
    "again", [pytest.param(TAIL, id="shown"), pytest.param(" It rained. [9]", id="dropped")]
)
def test_one_that_goes_round_in_a_circle_is_not_waited_for(again):
    writer = ScriptedModel(steps=[TAIL, *[again] * 4, 30.0, " More. [2]"]).writer(60)
    assert writer.ready()
    began = time.monotonic()
    found = list(draft("what now?", QUOTED, exhibits(), writer, WordChecker()))
    assert time.monotonic() - began < 10
    assert found[0].sentences[0].text == OWN
    assert [part.sentences[0].text for part in found[1:]] == [SECOND, THIRD]


def test_what_failed_is_checked_once_more_where_it_is_said_again():
    assert shown(f" {OWN} [9]", TAIL) == WRITTEN


def test_one_that_repeats_what_it_was_sent_is_not_waited_for():
    model = ScriptedModel(steps=[f"{OWN} [1]\n{FENCE}\nQuestion:", 30.0, "\n"])
    writer = model.writer(60)
    assert writer.ready()
    began = time.monotonic()
    list(draft("what now?", QUOTED, exhibits(), writer, WordChecker()))
    assert time.monotonic() - began < 5
    assert model.closed.wait(5)


def test_what_the_evidence_says_of_evidence_is_no_label():
    quote = "The evidence shows that Reku closed the pipeline, the court said."
    cited_ = replace(cited(1, FIRST), quote=quote)
    quoted = [replace(QUOTED[0], sentences=(Sentence(quote, (1,)),), citations=(cited_,))]
    asked = [replace(exhibits()[0], citation=cited_, said=())]
    writer = ScriptedModel(steps=["The evidence shows that Reku closed the pipeline. [1]"]).writer()
    assert writer.ready()
    (answer,) = draft("what now?", quoted, asked, writer, WordChecker())
    assert answer.sentences[0].text == "The evidence shows that Reku closed the pipeline."


class Listening(WordChecker):
    """Keeps what a reader has read before each sentence; spells out a "She"."""

    def __init__(self) -> None:
        self.before: list[str] = []

    def check(
        self, sentence: str, exhibits: Sequence[Exhibit], before: str | None = None
    ) -> Verdict:
        self.before.append(before or "")
        found = super().check(sentence.replace("She ", "Ada Volan "), exhibits)
        return replace(found, text=read_marks(sentence).text) if found.passed else found


def test_a_sentence_is_checked_after_what_is_read_before_it():
    def read(*steps: Step) -> tuple[list[str], list[str]]:
        checker = Listening()
        writer = ScriptedModel(steps=list(steps)).writer()
        assert writer.ready()
        found = draft("and Reku?", QUOTED, exhibits(), writer, checker)
        return checker.before, [part.sentences[0].text for part in found]

    before, texts = read(
        "She said the talks would resume. [1] Reku sang. [3] The pipeline Reku closed. [3]"
    )
    assert before == ["and Reku?", *[f"and Reku? {OWN}"] * 2]
    assert texts[:2] == ["She said the talks would resume.", "The pipeline Reku closed."]
    before, texts = read("Reku closed the pipeline, Tomas. [3]")
    assert before == ["and Reku?", FIRST]  # which is quoted before it, for it answers best
    assert texts[0] == FIRST


@pytest.mark.parametrize(
    ("first", "leaning", "passes"),
    [
        pytest.param(f"{OWN} [1]", "They stalled.", True, id="shown"),
        pytest.param("Reku sang. [1]", "They stalled.", False, id="dropped"),
        pytest.param("Reku sang. [1]", "But in this they stalled.", False, id="later_in_it"),
        pytest.param("Reku sang. [1]", "Stalled they had.", True, id="does_not_lean"),
    ],
)
def test_what_leans_on_a_sentence_that_is_not_shown_is_not_shown(
    first: str, leaning: str, *, passes: bool
):
    texts = [text for text, *_ in shown(f"{first} {leaning} [2]")]
    assert (leaning in texts) is passes

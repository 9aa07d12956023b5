import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.answer import laid_out, refusal, to_json, to_markdown
from bot.markup import note, to_html
from bot.terminal import to_text
from index.records import Answer, Citation, Sentence, Span, Statement
from tests.index.test_sentences import DIRTY

QUOTE = "“We will not sign,” Volan said."
CITATION = Citation(1, "abc", "grain.txt", "Talks", "Wire", date(2031, 3, 4), None, 10, 41, QUOTE)
ANSWER = Answer(
    question="what did Volan say?",
    sentences=(Sentence(QUOTE, (1,)),),
    citations=(CITATION,),
    statements=(
        Statement(
            "s", "abc", "Ada Volan", Span(30, 35), Span(36, 40), (Span(11, 28),), "direct",
            Span(10, 41),
        ),
    ),
    confidence=0.9,
    seconds={"total": 0.01},
)  # fmt: skip
REFUSED = Answer("who is X?", abstained=True, related=(CITATION,), missing=("X", "zeppelin"))


def test_json_is_what_the_design_has():
    assert to_json(ANSWER) == {
        "question": "what did Volan say?",
        "answer": f"> {QUOTE} [1]",
        "sentences": [{"text": QUOTE, "citations": [1], "section": None, "written": False}],
        "abstained": False,
        "confidence": 0.9,
        "citations": [
            {
                "number": 1,
                "article": "grain.txt",
                "title": "Talks",
                "outlet": "Wire",
                "published": "2031-03-04",
                "url": None,
                "start": 10,
                "end": 41,
                "quote": QUOTE,
            }
        ],
        "statements": [
            {
                "speaker": "Ada Volan",
                "mention": "Volan",
                "cue": "said",
                "content": ["We will not sign,"],
                "kind": "direct",
                "citation": 1,
            }
        ],
        "related": [],
        "facts": [],
        "sections": [],
        "composer": "quotes",
        "model": None,
        "read_as": None,
        "reason": "",
        "also": [],
        "seconds": {"total": 0.01},
    }


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ((), "The articles do not answer this."),
        (("X",), "The articles do not answer this. They nowhere use “X”."),
        (("X", "Y", "Z"), "The articles do not answer this. They nowhere use “X”, “Y” or “Z”."),
    ],
)
def test_refusal_names_what_is_missing(missing, said):
    assert refusal(Answer("q", abstained=True, missing=missing)) == said


def test_a_refusal_has_no_answer_and_marks_what_is_near():
    printed = to_json(REFUSED)
    assert (printed["abstained"], printed["citations"]) == (True, [])
    assert printed["related"][0]["quote"] == QUOTE
    assert "[1]" not in printed["answer"]
    assert "Nearest passages, which do not answer it:" in to_text(REFUSED)
    assert "Nearest passages, which do not answer it:" in to_html(REFUSED)


@given(DIRTY | st.text(alphabet="[]<>*_`#&;~\\1.+-=| \nabx!$@:/"))
def test_what_an_article_says_is_never_markup(text):
    shown = " ".join(text.split())
    answer = Answer("q", sentences=(Sentence(text, (1,)),), citations=(CITATION,))
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(to_markdown(answer))
    (quote,) = [token for token in tokens if token.type == "inline"]
    children = quote.children or []
    assert {child.type for child in children} <= {"text", "text_special"}
    assert "".join(child.content for child in children) == f"{shown} [1]".strip()


@given(DIRTY | st.text(alphabet="[]<>*_`#&;~\\1.+-=| \nabx!$@:/"))
def test_what_a_model_writes_is_never_markup(text):
    shown = " ".join(text.split())
    answer = replace(WRITTEN, sentences=(Sentence(text, (1,), written=True),))
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(to_markdown(answer))
    first, quote = [token for token in tokens if token.type == "inline"]
    assert {child.type for child in first.children or []} <= {"text", "text_special"}
    assert "".join(child.content for child in first.children or []) == f"{shown} [1]".strip()
    assert quote.content == f"{QUOTE} [1]"
    assert "<img" not in to_html(answer).replace("&lt;img", "")


@pytest.mark.parametrize(
    "line", ["<img src=x onerror=alert(1)>", "a & b", '"><script>', "\n\n**x**"]
)
def test_html_escapes_everything(line):
    html = note(line)
    assert "<img" not in html
    assert "<script" not in html
    assert "\n" not in html
    attack = Answer(line, sentences=(Sentence(line, (1,)),), citations=(CITATION,))
    named = replace(CITATION, title=line, outlet=line, name=line, quote=line)
    refused = Answer(line, abstained=True, related=(named,), missing=(line,))
    for shown in (attack, replace(attack, citations=(named,)), refused):
        html = to_html(shown)
        assert "<img" not in html
        assert "<script" not in html
        assert "\n" not in html


def test_an_article_cannot_command_the_terminal():
    quote = "\x1b]0;hacked\x07 \u202etxt.exe \x9b31m"
    named = replace(CITATION, quote=quote, title=quote)
    answer = Answer("q", sentences=(Sentence(quote, (1,)),), citations=(named,))
    shown = to_text(answer) + to_text(Answer("q", abstained=True, related=(named,)))
    assert not set(shown) & set("\x1b\x07\x9b\u202e")


def test_parts_of_a_streamed_answer_add_up():
    second = Answer("what did Volan say?", sentences=(Sentence("b", (2,)),), confidence=0.9)
    whole = ANSWER + second
    assert [s.text for s in whole.sentences] == [QUOTE, "b"]
    assert whole.citations == ANSWER.citations


WRITTEN = replace(
    ANSWER, sentences=(Sentence("Volan will not sign.", (1,), written=True),), model="tiny"
)


def test_what_a_model_wrote_is_told_with_its_quotation_beneath():
    by = "Written by tiny; each sentence was checked against what it cites."
    assert to_json(WRITTEN) | {"statements": []} == to_json(ANSWER) | {
        "answer": f"Volan will not sign. [1]\n\n> {QUOTE} [1]",
        "sentences": [
            {"text": "Volan will not sign.", "citations": [1], "section": None, "written": True}
        ],
        "composer": "model",
        "model": "tiny",
        "statements": [],
    }
    assert to_text(WRITTEN).split("\n\n") == [
        "Volan will not sign. [1]",
        f"Ada Volan:\n  {QUOTE} [1]",
        by,
        "[1] Talks, Wire, 2031-03-04 (grain.txt, characters 10 to 41)",
    ]
    html = to_html(WRITTEN)
    assert '<p class="written">Volan will not sign.&nbsp;<button class="cite mark' in html
    assert html.index('class="written"') < html.index('<blockquote class="quote"')
    assert by in html


def test_quotations_follow_the_prose_by_number():
    second = replace(CITATION, number=2, start=50, end=60, quote="Reku left.")
    answer = replace(
        WRITTEN,
        sentences=(*WRITTEN.sentences, Sentence("Reku left.", (2,))),
        citations=(CITATION, second),
    )
    ((_, found),) = laid_out(answer)
    assert [(s.text, s.written) for s in found] == [
        ("Volan will not sign.", True), (QUOTE, False), ("Reku left.", False)
    ]  # fmt: skip


def test_quotations_are_told_where_a_model_could_not_say_anything():
    said = "Quoted word for word: no words of tiny’s own are shown."
    fallen_back = replace(ANSWER, model="tiny")
    assert said in to_text(fallen_back)
    assert said in to_html(fallen_back)
    assert to_json(fallen_back) == to_json(ANSWER) | {"model": "tiny"}
    assert "word for word" not in to_text(ANSWER) + to_html(ANSWER)
    assert "tiny" not in to_text(replace(REFUSED, model="tiny"))


WITH_FACT = replace(
    ANSWER,
    sentences=(Sentence(QUOTE, (1,), Span(11, 27)),),
    read_as="What did Ada Volan say?",
    reason="It is not all.",
)


def test_the_words_that_answer_stand_out_where_there_is_a_way_to():
    printed = to_json(WITH_FACT)
    fact = {"citation": 1, "start": 11, "end": 27, "text": "We will not sign"}
    assert printed["facts"] == [fact]
    assert printed["answer"] == to_json(ANSWER)["answer"]
    assert '“<strong class="fact">We will not sign</strong>,” Volan said.' in to_html(WITH_FACT)
    assert "“\x1b[1mWe will not sign\x1b[0m,” Volan said. [1]" in to_text(WITH_FACT, bold=True)
    assert "\x1b" not in to_text(WITH_FACT)


def test_how_a_question_was_read_is_shown_and_what_the_evidence_lacks():
    for shown in (to_text(WITH_FACT), re.sub("<[^>]+>", "", to_html(WITH_FACT))):
        assert shown.startswith("Read as: What did Ada Volan say?")
        assert "It is not all." in shown
    assert to_json(WITH_FACT)["read_as"] == "What did Ada Volan say?"
    refused = replace(REFUSED, read_as="who is X?")
    assert "Read as: who is X?" in to_text(refused)
    assert "Read as: <em>who is X?</em>" in to_html(refused)


def test_a_refusal_tells_what_is_missing_and_what_else_is_lacking():
    assert refusal(replace(REFUSED, reason="The nearest passages give no number.")) == (
        "The articles do not answer this. They nowhere use “X” or “zeppelin”. "
        "The nearest passages give no number."
    )


def test_an_article_cannot_command_the_terminal_by_a_fact():
    text = "a\ue000b\x1b[31m c"
    sentence = Sentence(text, (1,), Span(10, 12))
    citation = replace(CITATION, start=10, end=10 + len(text), quote=text)
    shown = to_text(replace(ANSWER, sentences=(sentence,), citations=(citation,)), bold=True)
    assert shown.count("\x1b") == 2

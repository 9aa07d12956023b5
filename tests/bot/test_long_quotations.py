"""A sentence of a quotation that goes on for several is its speaker's, whoever stands elsewhere."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.answer import speakers, to_json
from bot.desk import Desk
from bot.exhibits import lay_out
from bot.markup import to_html
from index.build import build
from index.encoder import SentenceEncoder
from index.records import Article, Sentence, Span, Statement
from index.store import Store
from index.tagger.tagger import LearnedTagger
from tests.conftest import MAX_BYTES

TEXT = (
    "Lindia's harvest is in. “We are glad that it is over,” Agriculture Minister Ada Volan told "
    "growers in Ostrava on Monday. “The corridor carried four million tonnes of wheat last year. "
    "It will carry more of it this spring.”\n\n"
    "As Tomas Reku of the growers' league put it:\n\n"
    "“The silos at Sorrel are full of barley. Nobody knows who is to buy it.”\n\n"
    "The weather was fair at the fair of Tarn.\n"
)
WHEAT = "“The corridor carried four million tonnes of wheat last year."

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def quoting(tmp_path_factory: pytest.TempPathFactory, encoder: SentenceEncoder) -> Desk:
    base: Path = tmp_path_factory.mktemp("quoting")
    (base / "a.txt").write_text(TEXT, encoding="utf-8")
    store, tagger = Store(base / "store"), LearnedTagger()
    build([base / "a.txt"], store, encoder, tagger, max_bytes=MAX_BYTES)
    return Desk(store, encoder, tagger)


@pytest.mark.parametrize(
    ("question", "words", "speaker"),
    [
        pytest.param(
            "how much wheat did the corridor carry?", WHEAT, ["Ada Volan"], id="behind_the_cue"
        ),
        pytest.param(
            "what are the silos at Sorrel full of?", "barley", ["Tomas Reku"], id="in_a_block"
        ),
        pytest.param("how was the weather at the fair of Tarn?", "fair", [], id="nobodys"),
    ],
)
def test_who_speaks_is_told(quoting, question, words, speaker):
    answer = quoting.chain.invoke(question)
    assert words in answer.sentences[0].text
    assert speakers(answer, answer.sentences[0]) == speaker
    html = to_html(answer)
    assert all(name in html for name in speaker)


def test_json_has_of_it_what_is_quoted(quoting):
    answer = to_json(quoting.chain.invoke("how much wheat did the corridor carry?"))
    assert answer["citations"][0]["quote"] == WHEAT
    assert answer["statements"] == [
        {
            "speaker": "Ada Volan",
            "mention": None,
            "cue": None,
            "content": [WHEAT],
            "kind": "direct",
            "citation": 1,
        }
    ]


def test_a_model_is_told_who_speaks(quoting):
    answer = quoting.chain.invoke("how much wheat did the corridor carry?")

    article: Article = quoting.store.article(answer.citations[0].article_id)
    exhibit, *_ = lay_out([answer], lambda _: article, lambda name: (name,))
    (said,) = exhibit.said
    assert (said.speaker, said.cue, said.content) == ("Ada Volan", "", (WHEAT,))
    checker = quoting.checker
    words = "the corridor carried four million tonnes of wheat last year. [1]"
    assert checker.check(f"Volan said {words}", [exhibit]).passed
    assert not checker.check(f"Reku said {words}", [exhibit]).passed
    assert not checker.check(f"It is certain that {words}", [exhibit]).passed


def test_two_sentences_of_one_quotation_have_one_statement(quoting):
    found = quoting.chain.invoke("how much wheat did the corridor carry?")
    (first,), (statement,) = found.citations, found.statements
    spring = "It will carry more of it this spring.”"
    at = TEXT.index(spring)
    second = replace(first, number=2, start=at, end=at + len(spring), quote=spring)
    more = replace(found, sentences=(Sentence(spring, (2,)),), citations=(second,))
    answer = found + more
    assert answer.statements == (statement,)
    assert [speakers(answer, sentence) for sentence in answer.sentences] == [["Ada Volan"]] * 2
    told = to_json(answer)["statements"]
    assert [(one["citation"], one["content"]) for one in told] == [(1, [WHEAT]), (2, [spring])]


def test_what_is_a_sentence_of_what_is_said():
    #  0-10 said (cue 8-10), 10-19 told between, 20-40 said but for its end
    statement = Statement(
        "s", "a", "Volan", None, Span(8, 10), (Span(0, 5), Span(20, 31)), "direct", Span(0, 40)
    )
    assert statement.is_told_in(0, 40)
    assert statement.is_told_in(0, 10)
    assert statement.is_told_in(20, 40)
    assert not statement.is_told_in(10, 19)
    assert not statement.is_told_in(25, 40)  # most of it is the article's
    assert not statement.is_told_in(20, 41)
    told = replace(statement, kind="indirect")
    assert told.is_told_in(0, 10)
    assert not told.is_told_in(20, 40)

import pytest

from bot.lacking import gives_number, gives_time, is_negated, what_is_lacking
from bot.question import read_question
from bot.reranker import Evidence
from index.records import Span


def lacking(question: str, text: str, *missing: str, unused: tuple[str, ...] = ()) -> str:
    found = Evidence("abc", Span(0, 1), text, 1.0, 0.5, 0.5, 0.5, frozenset(missing))
    return what_is_lacking(read_question(question), [found], "nearest passages", unused)


@pytest.mark.parametrize(
    ("question", "text", "missing", "expected"),
    [
        pytest.param(
            "who met Reku in 2031?",
            "Volan met many.",
            ("reku", "2031"),
            "The nearest passages do not have “Reku” or “2031”.",
            id="name_and_number",
        ),
        pytest.param(
            "how many ships sank?",
            "Ships sank.",
            (),
            "The nearest passages give no number.",
            id="no_number",
        ),
        pytest.param("how many ships sank?", "Two ships sank.", (), "", id="a_number_in_words"),
        pytest.param(
            "when did it sink?", "It sank.", (), "The nearest passages give no date.", id="date"
        ),
        pytest.param("when did it sink?", "It sank in May.", (), "", id="a_month"),
        pytest.param(
            "who did not sign?",
            "Volan signed.",
            (),
            "The question is in the negative, the nearest passages are not.",
            id="negation",
        ),
        pytest.param("who signed?", "Volan signed.", (), "", id="nothing_lacks"),
    ],
)
def test_what_is_lacking(question, text, missing, expected):
    assert lacking(question, text, *missing) == expected


def test_what_no_article_uses_is_told_elsewhere():
    assert lacking("who met Reku?", "Volan met many.", "reku", unused=("reku",)) == ""


def test_without_evidence_nothing_can_be_named():
    assert what_is_lacking(read_question("who met Reku?"), [], "nearest passages") == ""


def test_kinds_of_words():
    assert is_negated("It didn’t sink.")
    assert not is_negated("It sank near Notting.")
    assert gives_number("several ships")
    assert not gives_number("the ships")
    assert gives_time("on Tuesday")
    assert not gives_time("at sea")

"""What is kept of a statement and read back."""

import pytest

from index.records import Span, Statement
from index.rows import read_spans, statement_data, to_voiced, voice_of, written

TEXT = "Ada Volan's denial came late: she “did not sign”, it said, nor “read” it."


def said(mention: Span | None, speaker: str | None = None) -> Statement:
    content = (Span(34, 47), Span(64, 68))
    return Statement("a:1", "a", speaker, mention, None, content, "mixed", Span(0, len(TEXT)))


@pytest.mark.parametrize(
    ("mention", "speaker", "expected"),
    [
        pytest.param(Span(0, 11), None, "Ada Volan", id="possessive"),
        pytest.param(Span(0, 11), "Volan", "Volan", id="resolved"),
        pytest.param(Span(30, 33), None, "", id="pronoun"),
        pytest.param(None, None, "", id="nobody"),
    ],
)
def test_whose_a_statement_is(mention, speaker, expected):
    assert voice_of(said(mention, speaker), TEXT) == expected


@pytest.mark.parametrize("mention", [Span(0, 11), None])
def test_a_statement_comes_back_as_it_was(mention):
    statement = said(mention)
    voiced = to_voiced("a:1", TEXT, statement_data(statement, TEXT))
    assert (voiced.statement, voiced.text) == (statement, TEXT)


@pytest.mark.parametrize("spans", [[], [Span(0, 3)], [Span(0, 3), Span(3, 9)]])
def test_spans_come_back_as_they_were(spans):
    assert read_spans(written(spans)) == spans

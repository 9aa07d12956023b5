import pytest

from index.grammar import read_grammar
from index.records import Attribution, Span
from index.sources import complete_sources

TEXT = "The owners of ninety boats asked on Sunday to be heard."


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("The", "The owners", id="cut_after_its_article"),
        pytest.param("The owners of ninety boats", "The owners of ninety boats", id="whole"),
        pytest.param(None, "The owners", id="none"),
    ],
)
def test_complete_sources(source, expected):
    def span(words: str) -> Span:
        return Span(TEXT.index(words), TEXT.index(words) + len(words))

    found = Attribution(span(source) if source else None, span("asked"), (span("to be heard"),))
    (completed,) = complete_sources([found], read_grammar(TEXT))
    assert completed.source
    assert TEXT[slice(*completed.source)] == expected

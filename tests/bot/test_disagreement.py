import pytest

from bot.disagreement import disagreeing
from index.records import Span, Statement
from index.rows import Voiced


def voiced(text: str, cue: str, content: str) -> Voiced:
    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    whole = Span(0, len(text))
    return Voiced(
        Statement("s", "a", None, None, span(cue), (span(content),), "indirect", whole), "", text
    )


SENT = voiced("Volan said troops had crossed the Ostra.", "said", "troops had crossed the Ostra")
DENIED = voiced(
    "Reku denied that troops had crossed the Ostra.", "denied", "troops had crossed the Ostra"
)
NEGATED = voiced(
    "No troops crossed the Ostra, Reku told us.", "told", "No troops crossed the Ostra"
)
DOUBLE = voiced(
    "Reku denied that no troops crossed the Ostra.", "denied", "no troops crossed the Ostra"
)
OTHER = voiced("Reku denied that the dam would break.", "denied", "the dam would break")


@pytest.mark.parametrize(
    ("said", "pairs"),
    [
        pytest.param([("Volan", SENT), ("Reku", DENIED)], [(0, 1)], id="denied"),
        pytest.param([("Reku", DENIED), ("Volan", SENT)], [(1, 0)], id="the_denial_comes_second"),
        pytest.param([("Volan", SENT), ("Reku", NEGATED)], [(0, 1)], id="in_its_own_words"),
        pytest.param([("Volan", SENT), ("Reku", DOUBLE)], [], id="denied_twice"),
        pytest.param([("Volan", SENT), ("Volan", DENIED)], [], id="one_speaker"),
        pytest.param([("Volan", SENT), ("Reku", OTHER)], [], id="on_something_else"),
        pytest.param([("Volan", SENT), ("Ilk", SENT), ("Reku", DENIED)], [(0, 2)], id="once"),
    ],
)
def test_disagreeing(said, pairs):
    assert list(disagreeing(said)) == pairs

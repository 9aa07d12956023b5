import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.splitting import MAX_CHARACTERS, SentenceSplitter

TWO = ["Volan spoke of 3.5 million tonnes. [1]", "Mr. Reku left. [2]"]


def split(text: str, size: int) -> list[str]:
    splitter = SentenceSplitter()
    found: list[str] = []
    for start in range(0, len(text), size):
        found += splitter.feed(text[start : start + size])
    return [*found, *splitter.rest()]


@pytest.mark.parametrize("size", [1, 3, 7, 1000])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(" ".join(TWO), TWO, id="marks_behind_the_full_stop"),
        pytest.param(
            "Volan spoke [1]. Reku left [2][3].", ["Volan spoke [1].", "Reku left [2][3]."],
            id="marks_before_it",
        ),
        pytest.param(
            "## Answer\n- Volan spoke. [1]\n2. Reku left. [1, 2]\n",
            ["Answer", "Volan spoke. [1]", "Reku left. [1, 2]"],
            id="lines_with_bullets",
        ),
        pytest.param(
            "“We will not sign,” Volan said. [1] “Why?” asked Reku. [2]",
            ["“We will not sign,” Volan said. [1]", "“Why?” asked Reku. [2]"],
            id="quotation_marks",
        ),
        pytest.param(
            "<think>Reku left? No. He stayed.</think>\n\nVolan spoke. [1]",
            ["Volan spoke. [1]"], id="thinking_aloud",
        ),
        pytest.param("<think>Reku left and left and never ended", [], id="thought_without_end"),
        pytest.param("No full stop", ["No full stop"], id="no_full_stop"),
        pytest.param(" \n\n ", [], id="blanks"),
        pytest.param("", [], id="nothing"),
    ],
)  # fmt: skip
def test_sentences_come_with_the_marks_behind_them(text, size, expected):
    assert split(text, size) == expected


def test_a_sentence_is_complete_when_the_next_begins():
    splitter = SentenceSplitter()
    assert list(splitter.feed("Volan spoke.")) == []
    assert list(splitter.feed(" [1]")) == []
    assert list(splitter.feed(" Re")) == ["Volan spoke. [1]"]
    assert list(splitter.rest()) == ["Re"]


@given(st.text(st.sampled_from("ab A1.!?[]\n“”<>-*#\u3000"), max_size=300), st.integers(1, 50))
def test_nothing_is_lost_however_it_comes(text, size):
    letters = [c for c in "".join(split(text, size)) if c.isalpha()]
    expected = [c for c in text if c.isalpha()]
    assert letters == expected


@pytest.mark.parametrize("size", [1, 50, 5000])
@pytest.mark.parametrize("end", [". ", ".\n"])
def test_of_a_sentence_that_does_not_end_only_the_beginning_comes(size, end):
    endless = "and then on Friday, " * 200
    pieces = split(f"{TWO[0]} It ends{endless}it ended{end}{TWO[1]}", size)
    assert [pieces[0], pieces[-1]] == TWO
    (beginning,) = pieces[1:-1]
    assert len(beginning) == MAX_CHARACTERS + 1
    assert beginning.startswith("It ends")

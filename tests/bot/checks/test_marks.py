import pytest

from bot.checks.marks import read_marks


@pytest.mark.parametrize(
    ("sentence", "text", "numbers"),
    [
        ("Volan left [1].", "Volan left.", (1,)),
        ("Volan left [2][1].", "Volan left.", (2, 1)),
        ("Volan [1, 3] left [3; 4].", "Volan left.", (1, 3, 4)),
        ("Volan left [1-3].", "Volan left.", (1, 2, 3)),
        ("Volan left [3–1].", "Volan left.", (3, 1)),
        ("Volan left [1", "Volan left [1", ()),
        ("Volan left [sic].", "Volan left [sic].", ()),
        ("", "", ()),
    ],
)
def test_read_marks(sentence: str, text: str, numbers: tuple[int, ...]):
    marked = read_marks(sentence)
    assert (marked.text, marked.numbers) == (text, numbers)

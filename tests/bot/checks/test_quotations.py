import pytest

from bot.checks.quotations import (
    is_bare,
    is_unbalanced,
    lesser_quoted,
    quoted_words,
    stands_in,
)

TEXT = "“We will not sign it – not\n now,” she said. It’s late."


@pytest.mark.parametrize(
    ("quotation", "stands"),
    [
        ("We will not sign it - not now", True),
        ("we will not sign it", True),
        ("We will sign it", False),
        ("will not sig", False),
        ("It's late.", True),
        ("", False),
        ("…", False),
    ],
)
def test_stands_in(quotation: str, stands: bool):
    assert stands_in(quotation, TEXT) is stands


def test_two_apostrophes_are_a_mark():
    assert stands_in("will “not” leave", "We will ''not'' leave.")


def test_words_between_any_marks():
    found = quoted_words("“One” and «two» and \"three\" and ''four''")
    assert found == ["One", "two", "three", "four"]


def test_words_between_single_marks():
    found = lesser_quoted("Volan’s ‘one’s own’, the bakers' 'two', ‘so’ and the growers’ hall")
    assert found == ["one's own", "two", "so"]
    assert lesser_quoted("In the '90s the levy ruined the growers' market") == []
    assert lesser_quoted("the ’90s and the growers’, too") == []


@pytest.mark.parametrize(
    ("text", "unbalanced"),
    [
        ("“a”", False),
        ('"a"', False),
        ("''a''", False),
        ("''a", True),
        ("“a", True),
        ("a”", True),
        ('a"', True),
        ("a", False),
        ('a board of 5" and more', False),
        ('a board of 5" “and more', True),
        ('will rise to 40".', True),
    ],
)
def test_marks_come_in_pairs(text: str, unbalanced: bool):
    assert is_unbalanced(text) is unbalanced


@pytest.mark.parametrize(
    ("text", "bare"),
    [("“We leave.”", True), ("“We leave.” “Now.”", True), ("“We leave,” she said.", False)],
)
def test_a_text_may_be_nothing_but_a_quotation(text: str, bare: bool):
    assert is_bare(text) is bare

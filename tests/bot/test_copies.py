import pytest

from bot.copies import is_copy

SENTENCE = "The grain talks between Lindia and Marenia will resume in Ostrava on 4 March."


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        pytest.param(SENTENCE, True, id="the_same"),
        pytest.param(SENTENCE.replace(" ", "\n "), True, id="another_layout"),
        pytest.param(SENTENCE.replace("will resume", "resume"), True, id="a_word_less"),
        pytest.param(SENTENCE.replace("talks", "negotiations"), True, id="another_word"),
        pytest.param(SENTENCE.replace("4 March", "5 March"), False, id="another_day"),
        pytest.param(SENTENCE.replace("Marenia", "Kestria"), False, id="another_name"),
        pytest.param(SENTENCE.replace("will", "will not"), False, id="negated"),
        pytest.param(SENTENCE.replace("4 March", "four March"), False, id="spelt_out"),
        pytest.param("The talks will resume.", False, id="shorter"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_is_copy(other, expected):
    assert is_copy(SENTENCE, other) is expected
    assert is_copy(other, SENTENCE) is expected


def test_a_number_in_words_is_a_number():
    assert not is_copy(
        "Lindia sold two old ships to its neighbour in the north last year.",
        "Lindia sold three old ships to its neighbour in the north last year.",
    )

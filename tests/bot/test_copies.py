import pytest

from bot.copies import is_copy, is_excerpt

SENTENCE = "The grain talks between Lindia and Marenia will resume in Ostrava on 4 March."


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        pytest.param(SENTENCE, True, id="the_same"),
        pytest.param(SENTENCE.replace(" ", "\n "), True, id="another_layout"),
        pytest.param(SENTENCE.removeprefix("The ").capitalize(), False, id="names_in_lower_case"),
        pytest.param("Grain" + SENTENCE.removeprefix("The grain"), True, id="an_article_less"),
        pytest.param(SENTENCE.replace(" on", ", on"), True, id="a_comma_more"),
        pytest.param(SENTENCE.replace("will", "may"), False, id="another_certainty"),
        pytest.param(SENTENCE.replace("will resume", "resumed"), False, id="another_tense"),
        pytest.param(SENTENCE.replace("talks", "negotiations"), False, id="another_word"),
        pytest.param(SENTENCE.replace("4 March", "5 March"), False, id="another_day"),
        pytest.param(SENTENCE.replace("Marenia", "Kestria"), False, id="another_name"),
        pytest.param(SENTENCE.replace("will", "will not"), False, id="negated"),
        pytest.param("The talks will resume.", False, id="shorter"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_is_copy(other, expected):
    assert is_copy(SENTENCE, other) is expected
    assert is_copy(other, SENTENCE) is expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Volan accused Reku of lying.", "Reku accused Volan of lying."),
        ("The army attacked the rebels.", "The rebels attacked the army."),
        ("Exports rose.", "Exports fell."),
        ("…", "!"),
    ],
)
def test_the_same_words_can_say_another_thing(one, other):
    assert not is_copy(one, other)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        ("Talks between Lindia and Marenia will resume.", True),
        ("The grain talks will resume on 4 March.", True),
        (SENTENCE, True),
        ("The talks between Marenia and Lindia will resume.", False),
        ("The talks may resume.", False),
    ],
)
def test_an_excerpt_only_leaves_words_out(one: str, expected: bool):
    assert is_excerpt(one, SENTENCE) is expected

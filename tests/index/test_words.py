import pytest

from index.words import stems


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The ministers denied it", ["minist", "deni"], id="inflection"),
        pytest.param("Lindia’s Lindia's LINDIA", ["lindia"] * 3, id="possessive_and_case"),
        pytest.param("Café cafe\u0301", ["cafe", "cafe"], id="diacritics"),
        pytest.param("U.N. UN", ["un", "un"], id="acronym"),
        pytest.param("the WHO and who", ["WHO"], id="acronym_like_a_function_word"),
        pytest.param("didn’t won't", [], id="negated_auxiliaries"),
        pytest.param("Что сказал Волан?", ["что", "сказал", "волан"], id="another_script"),
        pytest.param("Oct. 9, October 9", ["octob", "9", "octob", "9"], id="month"),
        pytest.param("... – “”", [], id="no_words"),
    ],
)
def test_stems(text, expected):
    assert stems(text) == expected

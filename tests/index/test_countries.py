import pytest

from index.countries import countries_of, with_countries
from index.roles import to_role


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("Norwegian president", "Norway president", id="adjective"),
        pytest.param("the french foreign minister", "the France foreign minister", id="lower_case"),
        pytest.param("U.S. officials", "United States officials", id="abbreviation"),
        pytest.param("president of Norway", "president of Norway", id="country"),
        pytest.param("the Lindian president", "the Lindian president", id="invented"),
        pytest.param("", "", id="empty"),
        pytest.param("\0 🙂 \ud800", "\0 🙂 \ud800", id="no_words"),
        pytest.param(
            "American officials",
            "United States officials",
            id="american",
        ),
        pytest.param(
            "Indian officials",
            "India officials",
            id="indian",
        ),
        pytest.param(
            "at 3 p.m. the",
            "at 3 p.m. the",
            id="afternoon",
        ),
    ],
)
def test_with_countries(words, expected):
    assert with_countries(words) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Norway", {"norway"}, id="name"),
        pytest.param("the Norwegian embassy", {"norway"}, id="adjective"),
        pytest.param("Oslo", {"norway"}, id="capital"),
        pytest.param("New Zealand", {"new zealand"}, id="two_words"),
        pytest.param("the United Kingdom", {"united kingdom"}, id="two_words_and_article"),
        pytest.param("Paris and Rome", {"france", "italy"}, id="two"),
        pytest.param("Lindia", set(), id="invented"),
        pytest.param("", set(), id="empty"),
        pytest.param(
            "the U.K., e.g.",
            {"united kingdom"},
            id="for_example",
        ),
        pytest.param(
            "Washington",
            {"united states"},
            id="washington",
        ),
        pytest.param(
            "South Korean",
            {"south korea"},
            id="adjective_of_two_words",
        ),
    ],
)
def test_countries_of(name, expected):
    assert countries_of(name) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Norwegian president", "the president of Norway", id="of"),
        pytest.param("Norway's president", "Norwegian President", id="possessive"),
        pytest.param("the Swiss foreign minister", "foreign minister of Switzerland", id="swiss"),
    ],
)
def test_a_role_is_one_with_adjective_and_with_country(one, other):
    assert to_role(one) == to_role(other)

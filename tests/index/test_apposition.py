import pytest

from index.grammar import read_grammar


def named(text: str) -> dict[str, str]:
    """Give for each last word of an apposed name the word that it names."""
    tokens = read_grammar(text)
    return {t.text: tokens[t.head].text for t in tokens if t.dep == "appos" and t.entity}


@pytest.mark.parametrize(
    ("text", "of"),
    [
        pytest.param(
            "The president of Zamora province, Luis Arrabal, has ruled out a vote.",
            "president",
            id="behind_a_place",
        ),
        pytest.param(
            "The road is shut, according to the head of the river police, Captain Joao Arrabal.",
            "head",
            id="taken_for_an_adverb",
        ),
        pytest.param(
            "The wife of the president, Luis Arrabal, has ruled out a vote.",
            "president",
            id="of_two_persons",
        ),
        pytest.param(
            "The minister met the mayor of Castra, Luis Arrabal, on Monday.",
            "mayor",
            id="of_an_object",
        ),
    ],
)
def test_a_name_behind_a_comma(text, of):
    assert named(text)["Arrabal"] == of


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("In the hall of the palace, Luis Arrabal spoke.", id="a_subject"),
        pytest.param("He saw the mayor of Castra, and Luis Arrabal left.", id="joined"),
        pytest.param("The capital of Lindia, Ostrava, is on the Sarn.", id="a_place"),
    ],
)
def test_what_names_nobody_before_it_stays(text):
    assert named(text).get("Arrabal") is None

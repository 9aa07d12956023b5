import pytest

from index.grammar import read_grammar


def named(text: str) -> str | None:
    """Return the word that the name in an apposition names."""
    tokens = read_grammar(text)
    return next((tokens[t.head].text for t in tokens if t.dep == "appos" and t.entity), None)


@pytest.mark.parametrize(
    ("text", "of"),
    [
        pytest.param(
            "The president of Zamora province, Luis Arrabal, has ruled out a vote.",
            "president",
            id="behind_a_place",
        ),
        pytest.param(
            "The barge had no lights, according to the head of the river police, Captain Joao "
            "Telles.",
            "head",
            id="taken_for_an_adverb",
        ),
        pytest.param(
            "The minister met the mayor of Castra, Luis Arrabal, on Monday.",
            "mayor",
            id="of_an_object",
        ),
    ],
)
def test_a_name_behind_an_office_is_its_holders(text, of):
    assert named(text) == of


@pytest.mark.parametrize(
    "text",
    [
        "Police spoke to the lawyer of the defendant, Tomas Reku, on Monday.",
        "They spoke to the daughter of the poet, Tomas Reku, in May.",
        "Reporters met the doctor of the hostage, Tomas Reku, in Castra.",
        "Police questioned the killer of the baker, Tomas Reku, on Monday.",
        "They arrested the driver of the victim, Dr Ada Volan, on Monday.",
        "The editor of the paper in Castra, Luis Arrabal, left.",
        "The wife of the president, Luis Arrabal, has ruled out a vote.",
    ],
)
def test_whose_name_it_may_be_as_well_does_not_get_it(text):
    assert named(text) not in ("lawyer", "daughter", "doctor", "killer", "driver", "paper", "wife")

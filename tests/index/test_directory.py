"""One speaker, under every name that the articles have."""

import pytest

from index.directory import Directory
from index.records import Article, Profile
from index.rows import Stored, Voice


def entry(number: int, voices: list[tuple[str, bool, int]], profiles: list[Profile]) -> Stored:
    article = Article(str(number), f"{number}.txt", "", None, None, None, None, "")
    return Stored(article, (), "", 1, 1, tuple(Voice(*voice) for voice in voices), tuple(profiles))


VOLAN = Profile("Ada Volan", ("Lindian President",))
REKU = Profile("Tomas Reku", ("Marenian foreign minister",))


@pytest.fixture
def directory() -> Directory:
    return Directory(
        [
            entry(1, [("Ada Volan", True, 2), ("Marble Palace", True, 1)], [VOLAN]),
            entry(2, [("Volan", True, 1), ("the Lindian president", False, 3)], [REKU]),
            entry(3, [("Tomas Reku", True, 1), ("a Lindian president", False, 1)], []),
            entry(4, [("Mira Brisk", True, 1), ("Otto Brisk", True, 1), ("Brisk", True, 1)], []),
        ]
    )


def test_names_and_descriptions_come_together(directory):
    found = {s.name: (set(s.voices), s.count, s.named) for s in directory.speakers}
    assert found == {
        "Ada Volan": ({"Ada Volan", "Volan", "the Lindian president"}, 6, True),
        "Tomas Reku": ({"Tomas Reku"}, 1, True),
        "Marble Palace": ({"Marble Palace"}, 1, True),
        "a Lindian president": ({"a Lindian president"}, 1, False),
        "Mira Brisk": ({"Mira Brisk"}, 1, True),
        "Otto Brisk": ({"Otto Brisk"}, 1, True),
        "Brisk": ({"Brisk"}, 1, True),
    }


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        pytest.param("Volan", ["Ada Volan"], id="surname"),
        pytest.param("Mrs. Wolan", ["Ada Volan"], id="transliterated"),
        pytest.param("the Lindian president", ["Ada Volan"], id="office"),
        pytest.param("the Marenian foreign minister", ["Tomas Reku"], id="office-elsewhere"),
        pytest.param("the marble palace", ["Marble Palace"], id="metonym"),
        pytest.param("Brisk", ["Brisk", "Mira Brisk", "Otto Brisk"], id="several"),
        pytest.param("Mira Brisk", ["Mira Brisk"], id="full-name"),
        pytest.param("Olga Volan", [], id="another-given-name"),
        pytest.param("Halvard", [], id="absent"),
        pytest.param("the former Lindian president", [], id="another-office"),
    ],
)
def test_find(directory, asked, names):
    assert sorted(s.name for s in directory.find(asked)) == names


def test_a_description_that_does_not_say_whose_is_nobodys():
    """Each article has its own president."""
    directory = Directory(
        [
            entry(1, [("Ada Volan", True, 1)], [VOLAN]),
            entry(2, [("the president", False, 1), ("The finance minister", False, 1)], []),
        ]
    )
    assert [(s.name, s.named) for s in directory.speakers] == [
        ("Ada Volan", True),
        ("The finance minister", False),
        ("the president", False),
    ]


def test_related_are_of_the_same_country():
    directory = Directory(
        [
            entry(
                1, [("Paris", True, 1), ("French Foreign Ministry", True, 1), ("Oslo", True, 1)], []
            )
        ]
    )
    assert [s.name for s in directory.related(directory.find("Paris"), 5)] == [
        "French Foreign Ministry"
    ]


@pytest.mark.parametrize(
    "label",
    [
        pytest.param("Growers", id="capital_of_a_sentence"),
        pytest.param("Those growers", id="these"),
        pytest.param("the Lindian growers", id="several"),
        pytest.param("Lindian grower", id="indefinite"),
        pytest.param("A Lindian’s grower", id="indefinite_owner"),
    ],
)
def test_what_several_or_anybody_say_is_nobody_s_who_is_called_so(label: str):
    profiles = [Profile("Ada Volan", ("Lindian grower",))]
    directory = Directory([entry(1, [("Ada Volan", True, 1), (label, False, 2)], profiles)])
    assert {s.name: s.count for s in directory.speakers} == {"Ada Volan": 1, label: 2}
    assert [s.name for s in directory.find("the growers")] in ([], [label])


def test_a_description_by_whose_it_is_belongs_to_whom_it_describes():
    profiles = [Profile("Ada Volan", ("Lindia’s oldest grower",))]
    label = "Lindia’s oldest grower"
    directory = Directory([entry(1, [("Ada Volan", True, 1), (label, False, 2)], profiles)])
    assert {s.name: s.count for s in directory.speakers} == {"Ada Volan": 3}


def test_a_body_is_called_by_the_last_word_of_its_name_only_where_that_stands():
    board = entry(1, [("Port Board", True, 1), ("Board", True, 2)], [])
    growers = entry(2, [("Hill Growers", True, 1), ("Growers", True, 2)], [])
    elsewhere = entry(3, [("Board", True, 4)], [])
    found = {s.name: s.count for s in Directory([board, growers]).speakers}
    assert found == {"Port Board": 3, "Hill Growers": 1, "Growers": 2}
    found = {s.name: s.count for s in Directory([board, elsewhere]).speakers}
    assert found == {"Port Board": 1, "Board": 6}
    with_surname = [entry(1, [("Ada Volan", True, 1)], [VOLAN]), entry(2, [("Volan", True, 1)], [])]
    assert {s.name: s.count for s in Directory(with_surname).speakers} == {"Ada Volan": 2}

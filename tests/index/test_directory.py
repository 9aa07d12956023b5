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

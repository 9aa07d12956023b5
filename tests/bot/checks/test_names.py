import pytest

from bot.checks.names import same_name


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Lindia", "Lindian", True), ("Marenia's", "Marenia", True), ("Belmoran", "Belmora", True),
        ("Volan", "Wolan", True), ("Volan", "Reku", False), ("Lindia", "Linda", False),
        ("France", "French", True), ("Ivanov", "Ivanova", False),
    ],
)  # fmt: skip
def test_same_name(one: str, other: str, same: bool):
    assert same_name(one, other) is same

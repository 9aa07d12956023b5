import pytest

from bot.checks.naming import named_as

QUOTE = "Volan said on Tuesday that Lindia would pay."


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Ada Volan said Lindia would pay.", "Volan said Lindia would pay."),
        (
            "According to Foreign Minister Ada Volan, it would pay.",
            "According to Volan, it would pay.",
        ),
        ("On Tuesday Ada Volan's office paid.", "On Tuesday Volan's office paid."),
        ("Élodie Östra Volan said so.", "Volan said so."),
        ("Ada Reku said Lindia would pay.", "Ada Reku said Lindia would pay."),
    ],
)
def test_names_are_as_short_as_elsewhere(text: str, named: str):
    assert named_as(text, QUOTE) == named

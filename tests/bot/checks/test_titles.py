import pytest

from bot.checks.alignment import align
from bot.checks.titles import mistitled


@pytest.mark.parametrize(
    ("evidence", "claim", "problem"),
    [
        (
            "The pro-Reku Salt Leader, a daily of Harrow, printed the speech.",
            "Reku, a daily of Harrow, printed the speech.",
            "“daily” is what “Leader” is called in the evidence",
        ),
        (
            "The Salt Leader, a daily of Harrow, printed the speech.",
            "The Leader, a daily of Harrow, printed the speech.",
            "",
        ),
        (
            "Harrow pollster Ada Fenn said it was late.",
            "Ada Fenn, a prominent pollster, said it was late.",
            "“prominent” is not in the evidence",
        ),
        ("Harrow pollster Ada Fenn said it was late.", "Ada Fenn, a pollster, said so.", ""),
        (
            "Ada Fenn, 67, a pollster, said it was late.",
            "Ada Fenn, a 67-year-old pollster, said it was late.",
            "",
        ),
        (
            "Ada Fenn, a pollster, said it was late.",
            "Ada Fenn, a world-famous pollster, said it was late.",
            "“famous” is not in the evidence",
        ),
    ],
)
def test_what_somebody_is_called_is_theirs(readings, evidence, claim, problem):
    assert mistitled(align(*readings.read([claim, evidence]))) == problem

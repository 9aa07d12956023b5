import pytest

from bot.checks.alignment import align
from bot.checks.privatives import stripped


@pytest.mark.parametrize(
    ("evidence", "claim", "is_stopped"),
    [
        ("Former mayor Ada Volan left.", "Mayor Ada Volan left.", True),
        ("Deputy Minister Ada Volan left.", "Minister Ada Volan left.", True),
        ("Two non-members signed the accord.", "Two members signed the accord.", True),
        ("The alleged spy was freed.", "The spy was freed.", True),
        ("Anti-government marches began.", "Government marches began.", True),
        ("Two members signed the accord.", "Two non-members signed the accord.", True),
        ("Former mayor Ada Volan left.", "Ada Volan, the former mayor, left.", False),
        ("The mayor met the former mayor.", "The mayor met a predecessor.", False),
        ("Minister Ada Volan left.", "Minister Ada Volan left.", False),
        ("Two non-members signed the accord.", "The accord was signed by two non-members.", False),
    ],
)
def test_what_a_noun_is_not_without_a_word(readings, evidence, claim, is_stopped):
    mine, its = readings.read([claim, evidence])
    assert bool(stripped(align(mine, its))) == is_stopped

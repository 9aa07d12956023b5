import pytest

from bot.checks.alignment import align
from bot.checks.opposites import opposed


@pytest.mark.parametrize(
    ("evidence", "claim"),
    [
        ("Turnout rose to 71 percent.", "Turnout sank to 71 percent."),
        ("The largest group of bakers went.", "The fewest bakers went."),
        ("Pushing the cart moves it.", "Pulling the cart moves it."),
        ("Lindia opposed the loan.", "Lindia pushed for the loan."),
        ("The court freed two editors.", "The court jailed two editors."),
        ("The talks ended in Ostrava.", "The talks opened in Ostrava."),
        ("Marenia will withdraw 40 observers.", "Marenia will send 40 observers."),
        ("The ban did not end in May.", "The ban did not begin in May."),
    ],
)
def test_the_other_side_is_the_opposite(readings, evidence, claim):
    mine, its = readings.read([claim, evidence])
    assert "the evidence says" in opposed(align(mine, its))


@pytest.mark.parametrize(
    ("evidence", "claim"),
    [
        ("Turnout rose to 71 percent.", "Turnout climbed to 71 percent."),
        ("Prices fell after the bank raised rates.", "Prices dropped."),
        ("Lindia did not reject the loan.", "Lindia accepted the loan."),
        ("“It will rise,” Reku said of the fall in prices.", "Reku spoke of a decline in prices."),
        ("The port opened in May.", "The port was built in May."),
    ],
)
def test_the_same_side_is_not(readings, evidence, claim):
    mine, its = readings.read([claim, evidence])
    assert opposed(align(mine, its)) == ""

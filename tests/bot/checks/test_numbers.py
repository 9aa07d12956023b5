from fractions import Fraction

import pytest

from bot.checks.numbers import find_numbers, written_as


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("four million tonnes and 2,300 people", [4_000_000, 2300]),
        ("8 billion, 1.4 bn and 5m", [8 * 10**9, Fraction(14, 10), 5 * 10**6]),
        ("two thirds of it, a quarter of it", [Fraction(2, 3), Fraction(1, 4)]),
        ("fifty-two witnesses, one hundred and five votes", [52, 105]),
        ("between four and seven, two thousand and six", [4, 7, 2006]),
        ("one in five, one in five ships", [Fraction(1, 5), Fraction(1, 5)]),
        ("twice on 3 March 2031", [2]),
        ("nobody came", []),
    ],
)  # fmt: skip
def test_values(text: str, values: list[Fraction]):
    assert [number.value for number in find_numbers(text)] == values


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("at least 30", "more"), ("more than 30", "more"), ("up to six", "less"),
        ("about 30", "about"), ("some 600", "about"), ("nearly half", "near"), ("30", ""),
        ("longer than 30 days", "more"), ("two ferry lines or more", "more"),
        ("twelve at most", "less"), ("not longer than 30 days", "less"),
        ("no larger than 30 hectares", "less"), ("not lower than 30 metres", "more"),
    ],
)  # fmt: skip
def test_how_exact_a_number_is(text: str, bound: str):
    assert [number.bound for number in find_numbers(text)] == [bound]


def test_percent_and_order_make_another_number():
    numbers = find_numbers("5 percent, 5 crowns, the 5th")
    assert [(n.percent, n.ordinal) for n in numbers] == [
        (True, False), (False, False), (False, True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "other", "written"),
    [
        ("for twelve days", "12 days of rain", "for 12 days"),
        ("for 2 of nine days", "nine days, two of them dry", "for two of nine days"),
        ("for eleven days", "12 days of rain", "for eleven days"),
        ("a fifth of it", "20 percent of it", "a fifth of it"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_elsewhere(text: str, other: str, written: str):
    assert written_as(text, other) == written

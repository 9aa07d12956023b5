from datetime import date

import pytest

from bot.dating import asks_for_latest, counted_from_today, in_words, is_of
from index.dates import find_dates

TODAY = date(2031, 3, 5)  # a Wednesday


@pytest.mark.parametrize(
    ("question", "sentence", "published", "expected"),
    [
        pytest.param("in 2030?", "In 2030 Lindia left.", None, True, id="the_year_itself"),
        pytest.param("in 2030?", "In 2029 Lindia left.", None, False, id="another_year"),
        pytest.param("in 2030?", "Lindia left.", None, None, id="nothing_said"),
        pytest.param("in 2030?", "Lindia left.", date(2030, 5, 1), True, id="published_then"),
        pytest.param("in 2030?", "Lindia left.", date(2031, 5, 1), None, id="published_later"),
        pytest.param(
            "in 2030?", "Lindia left in 2012.", date(2030, 5, 1), False, id="of_another_time"
        ),
        pytest.param(
            "on March 4?", "Volan left on Tuesday.", date(2031, 3, 5), True, id="a_weekday_resolved"
        ),
        pytest.param("on March 4?", "Volan left on Tuesday.", None, None, id="a_weekday_left"),
        pytest.param("yesterday?", "Volan left.", date(2031, 3, 4), True, id="published_yesterday"),
        pytest.param("yesterday?", "Volan left.", date(2031, 3, 1), False, id="published_before"),
        pytest.param("this week?", "Volan left.", None, None, id="an_article_without_a_date"),
        pytest.param("on Monday?", "Volan left Monday.", None, True, id="a_weekday_as_it_is_left"),
        pytest.param("on Monday?", "Volan left Friday.", None, False, id="another_weekday"),
        pytest.param(
            "on Monday?", "Volan left Monday.", date(2030, 5, 1), False, id="another_monday"
        ),
    ],
)
def test_is_of(question, sentence, published, expected):
    assert is_of(find_dates(question, TODAY), sentence, published) is expected


def test_days_counted_from_today_are_told_from_others():
    assert counted_from_today(find_dates("last week", TODAY))
    assert not counted_from_today(find_dates("in 2030", TODAY))
    assert not counted_from_today(find_dates("last week"))


def test_the_days_are_named():
    text = "last week or in 2030?"
    assert in_words(find_dates(text, TODAY), text) == (
        "last week (2031-02-24 to 2031-03-02) or 2030"
    )


@pytest.mark.parametrize(
    ("question", "expected"),
    [("What is the latest on grain?", True), ("any recent news?", True), ("Who was late?", False)],
)
def test_asks_for_latest(question, expected):
    assert asks_for_latest(question) is expected

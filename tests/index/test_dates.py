import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dates import DateMention, agree, find_dates
from index.records import Span

WRITTEN = date(2031, 3, 5)  # a Wednesday
Days = tuple[str, str | None, str | None]


def days(text: str, written: date | None = WRITTEN) -> list[Days]:
    return [
        (
            text[slice(*found.span)],
            found.first.isoformat() if found.first else None,
            found.last.isoformat() if found.last else None,
        )
        for found in find_dates(text, written)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on January 10, 2031.", ("January 10, 2031", "2031-01-10", "2031-01-10")),
        ("They met on Jan. 10, 2031.", ("Jan. 10, 2031", "2031-01-10", "2031-01-10")),
        ("They met on 10 January 2031.", ("10 January 2031", "2031-01-10", "2031-01-10")),
        ("the 2nd of May 2030", ("2nd of May 2030", "2030-05-02", "2030-05-02")),
        ("Dated 2031-03-04, Ostrava", ("2031-03-04", "2031-03-04", "2031-03-04")),
        ("Since February 2028 it rains.", ("February 2028", "2028-02-01", "2028-02-29")),
        ("In 1998 Lindia left.", ("1998", "1998-01-01", "1998-12-31")),
        ("The treaty (1648) holds.", ("1648", "1648-01-01", "1648-12-31")),
        ("the war of 2014–16 ended", ("2014–16", "2014-01-01", "2016-12-31")),
        ("in the 1990s", ("1990s", "1990-01-01", "1999-12-31")),
        ("a 19th century port", ("19th century", "1801-01-01", "1900-12-31")),
        ("They met on 10 January.", ("10 January", None, None)),
        ("They met in March.", ("March", None, None)),
        ("He spoke on Tuesday.", ("Tuesday", "2031-03-04", "2031-03-04")),
        ("He spoke last Wednesday.", ("last Wednesday", "2031-02-26", "2031-02-26")),
        ("They will meet on Friday.", ("Friday", "2031-03-07", "2031-03-07")),
        ("They meet next Wednesday.", ("next Wednesday", "2031-03-12", "2031-03-12")),
        ("Yesterday it snowed.", ("Yesterday", "2031-03-04", "2031-03-04")),
        ("this week", ("this week", "2031-03-03", "2031-03-09")),
        ("Last month it snowed.", ("Last month", "2031-02-01", "2031-02-28")),
        ("last year", ("last year", "2030-01-01", "2030-12-31")),
        ("next weekend", ("next weekend", "2031-03-15", "2031-03-16")),
        ("last January", ("January", "2031-01-01", "2031-01-31")),
        ("two days ago", ("two days ago", "2031-03-03", "2031-03-03")),
        ("in the past 10 days", ("past 10 days", "2031-02-23", "2031-03-05")),
    ],
)
def test_one_date(text, expected):
    assert days(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Volan may march with the second of the troops.",
        "Minister May said so.",
        "It exports 2,014 tonnes, 1500 troops and 1066 km of pipe.",
        "It costs $2015.",
        "On 12/01/2022, nobody knows which month.",
        "The sun set, and in the end they sat.",
        "",
    ],
)
def test_no_date(text):
    assert days(text) == []


def test_without_knowing_when_it_was_written():
    found = find_dates("He spoke on Tuesday, last week and yesterday, in 2014.")
    assert [(f.first is None, f.relative) for f in found] == [(True, True)] * 3 + [(False, False)]


def one(text: str, written: date | None = WRITTEN) -> DateMention:
    (found,) = find_dates(text, written)
    return found


@pytest.mark.parametrize(
    ("asked", "found", "expected"),
    [
        ("in 2031", "on 4 March 2031", True),
        ("in 2030", "on 4 March 2031", False),
        ("on March 4", "on 4 March 2031", True),
        ("on March 5", "on 4 March 2031", False),
        ("on March 4", "on March 4", True),
        ("in March", "on March 4", True),
        ("in March", "in April", False),
        ("on March 4", "on Tuesday", True),
        ("on March 4", "in 2031", None),
        ("this week", "on Tuesday", True),
        ("last week", "on Tuesday", False),
    ],
)
def test_agree(asked, found, expected):
    assert agree(one(asked), one(found)) is expected
    assert agree(one(found), one(asked)) is expected


def test_what_is_open_agrees_with_nothing_and_contradicts_nothing():
    assert agree(one("on Tuesday", None), one("in 2031")) is None


@given(st.text(alphabet="0123456789 ,.-–()thsnd JanuaryMayTuesdaylastnextweekago\n", max_size=80))
def test_spans_are_in_order_and_hold_words(text):
    end = 0
    for found in find_dates(text, WRITTEN):
        assert end <= found.span.start < found.span.end <= len(text)
        assert text[slice(*found.span)].strip()
        end = found.span.end
        if found.first and found.last:
            assert found.first <= found.last


@pytest.mark.parametrize("piece", ["on 10 January 2031, ", "1", "last ", "January ", "in 2014 "])
def test_time_is_linear(piece):
    text = piece * (200_000 // len(piece))
    began = time.perf_counter()
    find_dates(text, WRITTEN)
    assert time.perf_counter() - began < 5


def test_a_span_is_of_the_text():
    assert one("They met on Jan. 10 in Ostrava.").span == Span(12, 19)

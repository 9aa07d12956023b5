import time

import pytest

from index.pull_quotes import attributed_lines
from index.records import Attribution, Span
from tests.index.marks import read_marks


def lines(text: str, attributions: list[Attribution]) -> list[tuple[str, str, list[str]]]:
    found = attributed_lines(text, attributions)
    return [
        (
            text[slice(*(a.source or Span(0, 0)))],
            text[slice(*a.cue)],
            [text[slice(*c)] for c in a.content],
        )
        for a in found
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "“We are ready.” — Ada Volan", [("Ada Volan", "—", ["We are ready."])], id="long_dash"
        ),
        pytest.param(
            "“We are ready.” – Ada Volan", [("Ada Volan", "–", ["We are ready."])], id="en_dash"
        ),
        pytest.param(
            '"We are ready." -- Ada Volan.', [("Ada Volan", "--", ["We are ready."])], id="straight"
        ),
        pytest.param(
            "«We are ready.» — Ada Volan", [("Ada Volan", "—", ["We are ready."])], id="guillemets"
        ),
        pytest.param(
            "„We are ready.“ – Ada Volan", [("Ada Volan", "–", ["We are ready."])], id="german"
        ),
        pytest.param(
            " \t“We are ready.” — Ada Volan \t",
            [("Ada Volan", "—", ["We are ready."])],
            id="blanks_around",
        ),
        pytest.param(
            "“We are ready.” — Ada Volan, Foreign Minister of Lindia",
            [("Ada Volan, Foreign Minister of Lindia", "—", ["We are ready."])],
            id="with_office",
        ),
        pytest.param(
            "Talks resumed.\n“Yes.” — Ada Volan\r\n\n“No.” — Tomas Reku\nThe harbour is open.",
            [("Ada Volan", "—", ["Yes."]), ("Tomas Reku", "—", ["No."])],
            id="two",
        ),
        pytest.param("“We are ready,” said Ada Volan.", [], id="no_dash"),
        pytest.param("We are ready. — Ada Volan", [], id="no_marks"),
        pytest.param("“We are ready.” — she left.", [], id="no_name"),
        pytest.param("He left. “We are ready.” — Ada Volan", [], id="not_at_the_beginning"),
        pytest.param(
            "“We are ready.” — Ada Volan said so to a crowd at the harbour", [], id="too_long"
        ),
        pytest.param("“Yes.” — “No.”", [], id="dialogue"),
        pytest.param("“” — Ada Volan", [], id="nothing_between"),
        pytest.param('"', [], id="one_mark"),
        pytest.param("", [], id="empty"),
        pytest.param(
            "“We are ready.” — President A. Volan",
            [("President A. Volan", "—", ["We are ready."])],
            id="initial",
        ),
        pytest.param(
            "“No” – Marenia rejects talks",
            [],
            id="headline",
        ),
        pytest.param(
            "“Yes,” he said. “No.” — Ada Volan",
            [],
            id="prose_between_two_quotations",
            marks=pytest.mark.xfail(reason="the line need not be one quotation"),
        ),
    ],
)
def test_attributed_lines(text, expected):
    assert lines(text, []) == expected


def test_a_line_stands_for_what_was_found_there_and_the_rest_is_kept_in_order():
    text, attributions = read_marks(
        "[Ada Volan] <said> {that the talks would resume}.\n"
        "“{We are ready.}” <—> [Ada] Volan\n"
        "“{We are not},” [Tomas Reku] <said>.\n"
    )
    assert lines(text, attributions) == [
        ("Ada Volan", "said", ["that the talks would resume"]),
        ("Ada Volan", "—", ["We are ready."]),
        ("Tomas Reku", "said", ["We are not"]),
    ]


def test_what_was_said_elsewhere_too_keeps_what_is_not_on_the_line():
    text, attributions = read_marks(
        "{“We are ready,”} [Ada Volan] <told> reporters.\n{“Nobody has called.”} — Ben Oram\n"
    )
    assert lines(text, attributions) == [
        ("Ada Volan", "told", ["“We are ready,”"]),
        ("Ben Oram", "—", ["Nobody has called."]),
    ]


@pytest.mark.parametrize("unit", ['"', "“a” — ", "“a” — A\n", "—", "“", "word "])
def test_a_megabyte_is_read_at_once(unit):
    started = time.perf_counter()
    attributed_lines(unit * (1_000_000 // len(unit)), [])
    assert time.perf_counter() - started < 20

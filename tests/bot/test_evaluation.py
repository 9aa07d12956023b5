"""The figures of an evaluation, by hand and over a real store."""

import pytest

from bot.evaluation import Bin, Outcome, evaluate, figures, to_json, to_table
from bot.expected import Expected, read_expected

SENTENCE = "The port is shut."


def outcome(*, answer: str = "", confidence: float, **found: object) -> Outcome:
    """One question; unanswerable without an answer, refused without anything found."""
    fields: dict[str, object] = {"abstained": not found, "rank": None, "place": None}
    return Outcome(
        Expected(1, "Who?", (answer,) if answer else ()),
        confidence=confidence,
        shown=(SENTENCE,),
        seconds=0.02,
        **(fields | found),  # type: ignore[arg-type]
    )


OUTCOMES = [
    outcome(answer="Reku", confidence=0.95, rank=1, place=1),
    outcome(answer="Reku", confidence=1.0, rank=4, place=3),
    outcome(answer="Reku", confidence=0.55, rank=None, place=None, abstained=False),
    outcome(answer="Reku", confidence=0.15, rank=2, abstained=True),
    outcome(confidence=0.55, place=None, abstained=False),
    outcome(confidence=0.05),
]


def test_the_figures_are_those_done_by_hand():
    found = figures(OUTCOMES)
    assert (found.questions, found.answerable) == (6, 4)
    assert found.recall == {1: 0.25, 3: 0.5, 5: 0.75, 10: 0.75}
    assert (found.answered, found.first, found.first_three) == (0.75, 0.25, 0.5)
    assert found.refused == 0.5
    # of the eight pairs, six the right way round, one tie, one the wrong way
    assert found.auroc == pytest.approx(6.5 / 8)
    squares = [0.05**2, 0, 0.45**2, 0.85**2, 0.55**2, 0.05**2]
    assert found.brier == pytest.approx(sum(squares) / 6)
    assert found.calibration == (
        Bin(0.05, 0.0, 1),
        Bin(0.15, 1.0, 1),
        Bin(0.55, 0.5, 2),
        Bin(0.975, 1.0, 2),
    )
    assert found.median_seconds == 0.02


@pytest.mark.parametrize(
    ("outcomes", "none"),
    [
        pytest.param(OUTCOMES[:4], {"refused", "auroc"}, id="all_answerable"),
        pytest.param(
            OUTCOMES[4:], {"answered", "first", "first_three", "auroc"}, id="none_answerable"
        ),
    ],
)
def test_what_is_not_counted_has_no_figure(outcomes, none):
    printed = to_json(outcomes)
    assert {name for name, value in printed.items() if value is None} == none
    assert to_table(outcomes).count("none to count") >= len(none)


def test_every_miss_is_named():
    assert [one.miss for one in OUTCOMES] == [
        None,
        "right sentence not first",
        "answered wrongly",
        "refused",
        "answered, unanswerable",
        None,
    ]
    misses = to_json(OUTCOMES)["misses"]
    assert isinstance(misses, list)
    assert [miss["miss"] for miss in misses] == [one.miss for one in OUTCOMES if one.miss]
    table = to_table(OUTCOMES)
    assert "missed: 4" in table
    assert (
        "  line 1, refused (0.15): Who?\n    wanted   Reku\n    nearest  The port is shut." in table
    )
    assert "    shown    The port is shut." in table


def test_a_question_cannot_command_the_terminal():
    asked = Expected(1, "Who\x1b[2J?", ("Re\x07ku",))
    table = to_table([Outcome(asked, True, 0.1, None, None, (), 0.02)])
    assert "\x1b" not in table
    assert "\x07" not in table


@pytest.mark.slow
def test_questions_are_put_to_the_store(desk):
    questions = read_expected(
        [
            '{"question": "Where will the grain talks resume?", "answer": "Ostrava"}',
            '{"question": "When will the gas pipeline open?", "answer": "14 May"}',
            '{"question": "How many ships sank at Nordhaven?", "unanswerable": true}',
        ]
    )
    found = list(evaluate(questions, desk.chain, desk.retriever))
    assert [one.miss for one in found] == [None, "answered wrongly", None]
    assert [one.abstained for one in found] == [False, False, True]
    assert (found[0].rank, found[0].place) == (1, 1)
    assert (found[1].rank, found[1].place) == (None, None)
    assert found[1].shown == (
        "President Tomas Reku of Marenia announced that the gas pipeline would open on 12 May.",
    )
    assert all(0 < one.seconds < 60 for one in found)

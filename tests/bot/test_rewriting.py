"""Follow-ups that a model rewrites: what passes, and what is read by rule instead."""

import pytest

from bot.rewriting import is_open, rewrite
from tests.models import ScriptedModel, Step

EARLIER = ["Will the tunnel to Marenia open in 2031?"]
ASKED = "Who pays for it?"


def _rewritten(*steps: Step, earlier: list[str] = EARLIER) -> str:
    writer = ScriptedModel(steps=list(steps)).writer()
    writer.load()
    return rewrite(ASKED, earlier, writer)


def test_a_good_question_is_used() -> None:
    assert _rewritten("Who pays for the ", "tunnel to Marenia?\nBye") == (
        "Who pays for the tunnel to Marenia?"
    )


@pytest.mark.parametrize(
    "written",
    [
        "Who pays for Ada Volan's tunnel?",
        "Who pays for the tunnel in 2032?",
        "Who pays for the harbour?",
        "Who pays for the **tunnel**?",
        "Who does not pay for the tunnel?",
        "When will the tunnel pay?",
        "Who pays for it?",
        "Who pays for the tunnel it?",
        "Who will open the tunnel and pays for Marenia?",
        "Lindia pays for the tunnel.",
        "Here it is:\nWho pays for the tunnel?",
        "Who pays for the tunnel? Will it open?",
        "tunnel " * 10_000,
        "",
    ],
)
def test_anything_else_is_refused(written: str) -> None:
    assert _rewritten(written) == ASKED


def test_a_model_that_fails_or_hangs_leaves_the_question(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.rewriting.SECONDS", 0.3)
    assert _rewritten(ValueError("no")) == ASKED
    assert _rewritten(30.0, "Who pays for the tunnel?") == ASKED


def test_only_a_question_that_leans_on_others_is_open() -> None:
    assert is_open(ASKED)
    assert is_open("Why?")
    assert is_open("Who said that?")


@pytest.mark.parametrize(
    "question",
    [
        "Who pays for the tunnel to Marenia?",
        "Did Volan say she would resign?",
        "Is it raining in Lindia?",
        "Is it true that the tunnel is closed?",
    ],
)
def test_a_question_complete_in_itself_is_not_open(question: str) -> None:
    assert not is_open(question)

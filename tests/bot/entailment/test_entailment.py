import json
from pathlib import Path

import pytest
import torch

from bot.entailment import train
from bot.entailment.entailment import LearnedEntailment
from bot.entailment.evidence import evidence
from bot.entailment.lessons import asked_lessons, read_lessons

QUOTE = (
    "Foreign Minister Ada Volan, who toured the border on Monday, said Lindia might reopen the "
    "port of Ostrava if Marenia withdrew its gunboats."
)


@pytest.fixture(scope="module")
def entailment() -> LearnedEntailment:
    return LearnedEntailment()


def odds(entailment: LearnedEntailment, claim: str, quote: str = QUOTE, before: str = "") -> float:
    return entailment.log_odds([(claim, evidence("The port", before, quote))])[0]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("true", "false"),
    [
        pytest.param(
            "Volan said that Ostrava's port could be opened again if the gunboats left.",
            "Volan said that Ostrava's port would be opened again even if the gunboats stayed.",
            id="condition",
        ),
        pytest.param(
            "The foreign minister visited the border on Monday.",
            "The foreign minister closed the border on Monday.",
            id="act",
        ),
        pytest.param(
            "According to Volan, Lindia may reopen the port if Marenia pulls back its gunboats.",
            "According to Volan, Marenia may reopen the port if Lindia pulls back its gunboats.",
            id="roles",
        ),
    ],
)
def test_what_is_carried_is_likelier(entailment: LearnedEntailment, true: str, false: str):
    assert odds(entailment, true) > odds(entailment, false)


@pytest.mark.slow
def test_pairs_are_scored_in_order_and_none_give_none(entailment: LearnedEntailment):
    pairs = [(text, evidence("The port", "", QUOTE)) for text in (QUOTE, "It rained.", QUOTE)]
    first, other, last = entailment.log_odds(pairs)
    assert first == pytest.approx(last, abs=0.2)
    assert first > other
    assert entailment.log_odds([]) == []


TEXT = {
    "id": "port",
    "title": "The port",
    "published": "2031-03-06",
    "people": ["Ada Volan"],
    "places": ["Ostrava"],
    "paragraphs": [
        ["Ada Volan closed the port.", "She blamed a winter storm, which had lasted a week."]
    ],
    "claims": [
        {"kind": "paraphrase", "of": [2], "text": "Volan said a winter storm was to blame."},
        {"kind": "speaker", "of": [2], "text": "Reku said a winter storm was to blame."},
    ],
}


@pytest.mark.slow
def test_lessons_hold_claims_with_their_evidence(tmp_path):
    (tmp_path / "claims.jsonl").write_text(json.dumps(TEXT) + "\n", encoding="utf-8")
    (lesson,) = read_lessons([tmp_path / "claims.jsonl"])
    assert lesson.evidence == evidence("The port", *TEXT["paragraphs"][0])
    assert lesson.carried == ("Volan said a winter storm was to blame.",)
    assert lesson.false == ("Reku said a winter storm was to blame.",)
    assert lesson.restated == ("She blamed a winter storm.",)
    assert lesson.altered
    assert [other.text for other in lesson.others] == ["Ada Volan closed the port."]


ASKED = {
    "title": "The_port",
    "paragraphs": [
        {
            "context": "Ada Volan closed the port. Goran Reku opened the harbour in 2031.",
            "qas": [
                {
                    "question": "Who closed the port?",
                    "answers": [{"text": "Ada Volan", "answer_start": 0}],
                    "is_impossible": False,
                },
                {
                    "question": "Who closed the harbour?",
                    "answers": [],
                    "plausible_answers": [{"text": "Goran Reku", "answer_start": 27}],
                    "is_impossible": True,
                },
            ],
        }
    ],
}


def write_asked(folder: Path) -> Path:
    path = folder / "asked.json"
    articles = [ASKED, {**ASKED, "title": "Left_out"}]
    path.write_text(json.dumps({"data": articles}), encoding="utf-8")
    return path


@pytest.mark.slow
def test_questions_make_claims_but_for_articles_that_are_left_out(tmp_path: Path):
    first, second = asked_lessons(write_asked(tmp_path), leave_out=1)
    assert first.evidence == evidence("The port", "", "Ada Volan closed the port.")
    assert first.carried == ("Ada Volan closed the port.",)
    assert first.false == ("Goran Reku closed the port.",)
    assert first.others == (second.evidence,)
    assert second.evidence.text == "Goran Reku opened the harbour in 2031."
    assert (second.carried, second.false) == ((), ("Goran Reku closed the harbour.",))


@pytest.mark.slow
def test_training_makes_weights_that_load(tmp_path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "claims.jsonl").write_text((json.dumps(TEXT) + "\n") * 3, encoding="utf-8")
    monkeypatch.setattr(train, "BATCH", 8)
    monkeypatch.setattr(train, "LEFT_OUT", 1)
    given = (tmp_path / "run", write_asked(tmp_path), [tmp_path / "claims.jsonl"])
    weights = train.train(*given)
    assert torch.isfinite(torch.tensor(odds(LearnedEntailment(weights), QUOTE)))
    made = weights.stat().st_mtime_ns
    assert train.train(*given).stat().st_mtime_ns == made

import pytest

from bot.reader.reader import WEIGHTS, Candidate, LearnedReader

SENTENCE = "The grain talks between Lindia and Marenia will resume in Ostrava on 4 March."


@pytest.fixture(scope="module")
def reader():
    return LearnedReader()


def answers(reader: LearnedReader, question: str, text: str = SENTENCE) -> float:
    return reader.read(question, [Candidate("", text)])[0].answers


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("Where will the grain talks resume?", "Ostrava"),
        ("When will the grain talks between Lindia and Marenia resume?", "4 March"),
    ],
)
def test_it_finds_the_words_that_answer(reader, question, fact):
    (reading,) = reader.read(question, [Candidate("", SENTENCE)])
    assert fact in SENTENCE[slice(*reading.fact)]
    assert reading.certainty > 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("good", "bad"),
    [
        pytest.param(
            "Where will the grain talks between Lindia and Marenia resume?",
            "Where will the grain talks between Lindia and Kestria resume?",
            id="another_name",
        ),
        pytest.param(
            "Where will the grain talks resume on 4 March?",
            "Where will the grain talks resume on 9 June?",
            id="another_date",
        ),
        pytest.param(
            "Where will the grain talks resume?",
            "Where will the fishing talks resume?",
            id="another_thing",
        ),
        pytest.param(
            "Where will the grain talks resume?",
            "How many grain ships has Lindia lost?",
            id="what_it_does_not_say",
        ),
    ],
)
def test_a_question_altered_is_answered_less(reader, good, bad):
    assert answers(reader, good) > answers(reader, bad)


@pytest.mark.slow
def test_each_candidate_is_read_by_itself(reader):
    others = [Candidate("", "Snow fell."), Candidate("", SENTENCE), Candidate("", "x" * 5000)]
    together = reader.read("Where will the grain talks resume?", others)
    alone = reader.read("Where will the grain talks resume?", others[1:2])[0]
    assert together[1].answers == pytest.approx(alone.answers, abs=0.3)  # bfloat16, other padding
    assert together[1].fact == alone.fact


def test_nothing_to_read(reader):
    assert reader.read("who?", []) == []


def test_the_weights_are_small():
    assert WEIGHTS.stat().st_size < 5_000_000

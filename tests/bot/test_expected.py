"""What a file of questions with known answers may hold, and what counts as found."""

import pytest

from bot.errors import ExpectationError
from bot.expected import Expected, read_expected


def test_each_kind_of_line_is_read():
    lines = [
        '{"question": "Who closed it?", "answer": "Marenia"}',
        "",
        '{"question": "Who opened it?", "answer": ["Marenia", "Reku"], "passages": ["Reku of"]}',
        '{"question": "Who sank it?", "unanswerable": true}',
    ]
    assert read_expected(lines) == [
        Expected(1, "Who closed it?", ("Marenia",)),
        Expected(3, "Who opened it?", ("Marenia", "Reku"), ("Reku of",)),
        Expected(4, "Who sank it?"),
    ]
    assert [one.answerable for one in read_expected(lines)] == [True, True, False]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        pytest.param("Who closed it?", "line 1: Invalid JSON", id="no_json"),
        pytest.param('["Who closed it?"]', "line 1: Input should be an object", id="a_list"),
        pytest.param('{"answer": "Marenia"}', "line 1: question: Field required", id="no_question"),
        pytest.param('{"question": "Who?"}', 'give "answer" or "passages"', id="nothing_expected"),
        pytest.param('{"question": "Who?", "answer": []}', 'give "answer" or', id="an_empty_list"),
        pytest.param(
            '{"question": "Who?", "answer": "Reku", "unanswerable": true}',
            'give "answer" or',
            id="both",
        ),
        pytest.param(
            '{"question": "Who?", "answers": "Reku"}', "answers: Extra inputs", id="misspelt"
        ),
        pytest.param(
            '{"question": "How many?", "answer": 4}',
            "Input should be a valid string",
            id="a_number",
        ),
        pytest.param('{"question": "Who?", "answer": "…"}', "found anywhere", id="no_word"),
        pytest.param('{"question": "?", "answer": "Reku"}', "nothing is asked", id="no_words"),
    ],
)
def test_a_line_that_is_wrong_is_named(line, says):
    with pytest.raises(ExpectationError) as raised:
        read_expected([line])
    assert str(raised.value).startswith("line 1: ")
    assert says in str(raised.value)


def test_a_file_without_questions_is_told_what_to_write():
    with pytest.raises(ExpectationError, match=r"no questions; write a line each: \{"):
        read_expected(["", "  "])


@pytest.mark.parametrize(
    ("answers", "passages", "sentence", "found"),
    [
        pytest.param(["Ostrava"], [], "Talks resume in Ostrava.", True, id="the_word"),
        pytest.param(["Wheat", "grain"], [], "The grain talks resume.", True, id="one_of_two"),
        pytest.param(["5"], [], "It was closed in 1957.", False, id="a_number_in_a_number"),
        pytest.param(["5"], [], "It lost 5.7 tonnes.", False, id="a_number_before_a_point"),
        pytest.param(["5"], [], "It was closed at 5.", True, id="a_number_before_a_full_stop"),
        pytest.param(["Reku’s  Árvo"], [], "It is Reku's\nArvo.", True, id="marks_and_layout"),
        pytest.param([], ["A. The port is shut. B."], "The port is shut.", True, id="in_a_passage"),
        pytest.param([], ["port is shut"], "The port is shut.", True, id="less_than_a_sentence"),
        pytest.param([], ["The port is shut."], "The port is open.", False, id="elsewhere"),
        pytest.param(["port"], ["The port is shut."], "The port is open.", False, id="not_there"),
        pytest.param(["open"], ["The port is shut."], "The port is shut.", False, id="not_that"),
        pytest.param([], [], "The port is shut.", False, id="unanswerable"),
    ],
)
def test_a_sentence_answers_or_not(answers, passages, sentence, found):
    assert Expected(1, "?", tuple(answers), tuple(passages)).found_in(sentence) is found

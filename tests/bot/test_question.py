import pytest

from bot.errors import QuestionError
from bot.question import MAX_CHARACTERS, read_question


@pytest.mark.parametrize(
    ("question", "words", "names"),
    [
        pytest.param("what did Volan say?", ["Volan"], {"volan"}, id="asking_words_go"),
        pytest.param("What did she say?", ["say"], set(), id="nothing_else"),
        pytest.param("Talks or grain talks?", ["Talks", "grain"], set(), id="repeats"),
        pytest.param("Did Reku's Marenia deny it?", ["Reku's", "Marenia", "deny"],
                     {"reku", "marenia"}, id="names"),
        pytest.param("Who is it?", [], set(), id="only_function_words"),
        pytest.param("Что сказал Волан?", ["Что", "сказал", "Волан"], {"волан"}, id="script"),
    ],
)  # fmt: skip
def test_read_question(question, words, names):
    query = read_question(question)
    assert [term.word for term in query.terms] == words
    assert query.names == names
    assert query.asked == question


def test_text_is_one_clean_line():
    query = read_question(" what\n\ndid\x00 Volan\u2028say\ud800? ")
    assert query.text == "what did Volan say??"
    assert query.asked.encode()


@pytest.mark.parametrize("question", ["", " \n", "?!", "\x00", "…"])
def test_nothing_is_asked(question):
    with pytest.raises(QuestionError, match="nothing is asked"):
        read_question(question)


def test_100_000_characters():
    assert read_question("a" * MAX_CHARACTERS)
    with pytest.raises(QuestionError, match=r"100,000 characters; ask in 2,000"):
        read_question("a" * 100_000)


@pytest.mark.parametrize(
    ("asked", "topic"),
    [
        ("Brief me on the grain corridor", "grain corridor"),
        ("please brief us on Ostrava!", "Ostrava"),
        ("Give me a briefing about: gas prices?", "gas prices"),
        ("briefing on Marenia", "Marenia"),
        ("Did she brief me on Ostrava?", None),
        ("Brief me on …", None),
    ],
)
def test_a_briefing_is_asked_for(asked, topic):
    query = read_question(asked)
    assert (query.text if query.briefing else None) == topic
    assert query.asked == asked

from bot.examples import example_questions
from index.articles import parse_article
from tests.conftest import ARTICLES


def test_speakers_first_then_what_is_named():
    articles = [parse_article(text, name) for name, text in ARTICLES.items()]
    assert example_questions(articles) == [
        "What did Volan say?",
        "What is said about Tomas Reku?",
        "What is said about Ostrava?",
    ]


def test_adjectives_and_words_that_begin_a_sentence_are_no_names():
    article = parse_article(
        "Talks said little. The Lindian army left, the Lindian ones. "
        "He said so, warned the Lindian leader.",
        "x",
    )
    assert example_questions([article]) == []


def test_the_article_goes_with_the_name():
    article = parse_article(
        "Late on Monday the Chancellery said no. Reku asked the Chancellery.", "x"
    )
    assert example_questions([article]) == ["What did the Chancellery say?"]


def test_without_articles():
    assert example_questions([]) == []

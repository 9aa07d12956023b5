import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chain import Asked, answering
from bot.citations import cite
from bot.desk import Desk
from bot.errors import CitationError, QuestionError
from bot.retriever import PassageRetriever
from bot.testimony import Witnesses
from index.build import build
from index.directory import Directories
from index.errors import EncoderMismatch
from index.keywords import Keywords
from index.records import Answer, Article, Span
from index.search import Search
from index.statement_search import StatementSearch
from index.store import Store
from tests.conftest import MAX_BYTES
from tests.fakes import SharingReader, TopicEncoder, VerbTagger
from tests.index.test_sentences import DIRTY

ARTICLE = Article("abc", "x.txt", "T", None, None, None, None, "Volan spoke. Reku left.")


def faithful(answer: Answer, store: Store) -> None:
    """Every promise that an answer makes about its quotations."""
    for citation in (*answer.citations, *answer.related):
        article = store.article(citation.article_id)
        assert article is not None
        assert article.text[citation.start : citation.end] == citation.quote != ""
    assert [c.number for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    quotes = {citation.number: citation.quote for citation in answer.citations}
    for sentence in answer.sentences:
        assert sentence.citations
        for number in sentence.citations:
            assert " ".join(quotes[number].split()) == " ".join(sentence.text.split())
        assert sentence.text == quotes[sentence.citations[0]]
    assert answer.abstained == (not answer.sentences)
    assert 0 <= answer.confidence <= 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("what did Volan say about inspections?", "“We will not sign a corridor"),
        ("when will the gas pipeline open?", "open on 12 May"),
        ("how much wheat does the port export?", "four million tonnes"),
        ("who called the closure a political signal?", "Critics called"),
    ],
)
def test_answers_quote_the_sentence(desk, question, says):
    answer = desk.chain.invoke(question)
    assert not answer.abstained
    assert says in answer.sentences[0].text
    faithful(answer, desk.store)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("what did Halvard Brisk say?", ("Halvard", "Brisk")),
        ("how many submarines does Kestria own?", ("submarines", "Kestria")),
        ("Что сказала Волан?", ("Что", "сказала", "Волан")),
    ],
)
def test_refusals_say_what_is_missing_and_show_the_nearest(desk, question, missing):
    answer = desk.chain.invoke(question)
    assert answer.abstained
    assert set(missing) <= set(answer.missing)
    assert answer.related
    faithful(answer, desk.store)


@pytest.mark.slow
def test_stream_adds_up_to_invoke_and_batch_keeps_order(desk):
    questions = ["what did Volan say about the talks?", "when will the gas pipeline open?"]
    whole = desk.chain.invoke(questions[0])
    parts = list(desk.chain.stream(questions[0]))
    summed = parts[0]
    for part in parts[1:]:
        summed += part
    assert (summed.sentences, summed.citations) == (whole.sentences, whole.citations)
    assert [a.question for a in desk.chain.batch(questions)] == questions
    assert set(whole.seconds) == {
        "total",
        "question",
        "retrieval",
        "reranking",
        "reading",
        "composing",
        "statements",
    }


@pytest.mark.slow
def test_it_can_be_awaited(desk):
    question = "what did Volan say about the talks?"

    async def ask() -> tuple[Answer, list[Answer]]:
        streamed = [part async for part in desk.chain.astream(question)]
        return await desk.chain.ainvoke(question), streamed

    with ThreadPoolExecutor(1) as apart:  # this thread may have a browser's loop
        answer, parts = apart.submit(asyncio.run, ask()).result()
    assert answer.sentences == desk.chain.invoke(question).sentences
    assert sum((part.sentences for part in parts), ()) == answer.sentences


@pytest.mark.slow
def test_the_retriever_is_langchains(desk):
    search = Search(desk.store, desk.encoder, Keywords(desk.store))
    documents = PassageRetriever(search=search, top_k=3).invoke("gas pipeline")
    assert len(documents) == 3
    metadata = documents[0].metadata
    article = desk.store.article(metadata["article_id"])
    assert article is not None
    assert article.text[metadata["start"] : metadata["end"]] == documents[0].page_content


def chain_over(store: Store, encoder: TopicEncoder, today: date = date(2031, 3, 10)):
    keywords = Keywords(store)
    witnesses = Witnesses(Directories(store), StatementSearch(store, keywords), keywords, encoder)
    search = Search(store, encoder, keywords)
    retriever = PassageRetriever(search=search)
    return answering(retriever, witnesses, SharingReader(), today=lambda: today)


@settings(max_examples=20)
@given(
    texts=st.lists(DIRTY.filter(str.strip), min_size=1, max_size=3),
    asked=st.data(),
)
def test_any_answer_about_any_text_is_faithful(tmp_path_factory, texts, asked):
    base = tmp_path_factory.mktemp("any")
    for number, text in enumerate(texts):
        (base / f"{number}.txt").write_text(text, encoding="utf-8", newline="")
    store = Store(base / "store")
    build([base], store, TopicEncoder(), VerbTagger(), max_bytes=MAX_BYTES)
    chain = chain_over(store, TopicEncoder())
    word = asked.draw(st.sampled_from("".join(texts).split()))
    for question in (word, f"what is said about {word}?", "who denied the gas talks?"):
        try:
            answer = chain.invoke(question)
        except QuestionError:
            continue
        faithful(answer, store)


def test_the_same_sentence_in_two_articles_is_shown_once_with_both(store, tmp_path):
    for name, rest in (("a.txt", "Reku left."), ("b.txt", "Snow fell.")):
        (tmp_path / name).write_text(f"Volan wants  grain talks.\n{rest}")
    build(
        [tmp_path / "a.txt", tmp_path / "b.txt"],
        store,
        TopicEncoder(),
        VerbTagger(),
        max_bytes=MAX_BYTES,
    )
    answer = chain_over(store, TopicEncoder()).invoke("grain talks")
    assert answer.sentences[0].citations == (1, 2)
    assert {c.name for c in answer.citations[:2]} == {"a.txt", "b.txt"}
    faithful(answer, store)


def test_with_another_encoder_no_answer(filled):
    with pytest.raises(EncoderMismatch):
        chain_over(filled, TopicEncoder("others")).invoke("what did Volan say?")


@pytest.mark.parametrize("span", [Span(5, 5), Span(-1, 3), Span(7, 2), Span(90, 99)])
def test_a_citation_that_points_nowhere(span):
    with pytest.raises(CitationError, match=r"x.txt: characters"):
        cite(ARTICLE, span, "", 1)


def test_a_citation_must_say_what_was_found_there():
    assert cite(ARTICLE, Span(0, 12), "Volan spoke.", 1).quote == "Volan spoke."
    changed = replace(ARTICLE, text="Volan wrote. Reku left.")
    for article, span in ((changed, Span(0, 12)), (ARTICLE, Span(0, 99))):
        with pytest.raises(CitationError, match="not what was found"):
            cite(article, span, "Volan spoke.", 1)


def test_an_article_that_changes_while_it_is_asked_is_not_quoted(filled, monkeypatch):
    """The passages are of one text and the article is another: no answer, not a wrong one."""
    found: Callable[[str], Article | None] = filled.article

    def changed(article_id: str) -> Article | None:
        article = found(article_id)
        return replace(article, text=" " + article.text) if article else None

    monkeypatch.setattr(filled, "article", changed)
    with pytest.raises(CitationError, match="ask again"):
        chain_over(filled, TopicEncoder()).invoke("what did Volan say of grain?")


def test_desk_refuses_without_articles(tmp_path, encoder):
    from index.errors import StoreError

    with pytest.raises(StoreError, match="onrecord index"):
        Desk(Store(tmp_path / "none"), encoder, VerbTagger()).check()


NEWS = {
    "old.txt": ("2031-02-03", "The port exported two tonnes of grain in talks."),
    "new.txt": ("2031-03-09", "The port exported three tonnes of grain in talks."),
    "copy.txt": ("2031-02-04", "Port exported two tonnes of grain, in talks."),
}


@pytest.fixture
def news(store, tmp_path):
    """Two articles that say other things, and a wire copy of the first."""
    for name, (published, text) in NEWS.items():
        (tmp_path / name).write_text(f"---\npublished: {published}\n---\n{text}")
    paths = [tmp_path / name for name in NEWS]
    build(paths, store, TopicEncoder(), VerbTagger(), max_bytes=MAX_BYTES)
    return store


def test_what_a_wire_copy_repeats_is_shown_once(news):
    answer = chain_over(news, TopicEncoder()).invoke("what grain did the port export in talks?")
    assert len(answer.sentences) == 2
    names = {citation.number: citation.name for citation in answer.citations}
    assert sorted(names.values()) in (["copy.txt", "new.txt"], ["new.txt", "old.txt"])
    faithful(answer, news)


def test_the_latest_comes_first(news):
    answer = chain_over(news, TopicEncoder()).invoke("what is the latest grain export of the port?")
    assert answer.citations[0].name == "new.txt"


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("what grain did the port export in talks last month?", {"old.txt"}),
        ("what grain did the port export in talks yesterday?", {"new.txt"}),
        ("what grain did the port export in talks last year?", set()),
    ],
)
def test_a_day_counted_from_today_filters(news, question, names):
    answer = chain_over(news, TopicEncoder()).invoke(question)
    shown = {citation.name.replace("copy", "old") for citation in answer.citations}
    assert shown == names
    if not names:
        assert answer.abstained
        assert answer.related
        assert answer.reason == "Nothing found is of last year (2030-01-01 to 2030-12-31)."
        assert answer.confidence == 0.0


def test_the_words_that_answer_are_marked(news):
    answer = chain_over(news, TopicEncoder()).invoke("what tonnes of grain in talks?")
    fact = answer.sentences[0].fact
    assert fact is not None
    article = news.article(answer.citations[0].article_id)
    assert article.text[slice(*fact)] == article.text.split()[0]


def test_what_else_goes_on_where_the_answer_ended(news):
    chain = chain_over(news, TopicEncoder())
    asked = "what grain did the port export in talks?"
    first = chain.invoke(asked)
    second = chain.invoke(Asked("what else?", (asked,)))
    assert second.abstained
    assert second.reason == "Nothing else was found."
    assert second.read_as == asked
    assert second.question == "what else?"
    shown = {(c.article_id, c.start) for c in first.citations}
    assert not shown & {(c.article_id, c.start) for c in second.related}


def test_a_follow_up_is_answered_as_it_is_read(filled):
    chain = chain_over(filled, TopicEncoder())
    answer = chain.invoke(Asked("and Reku?", ("what did Volan say?",)))
    assert answer.read_as == "What did Reku say?"
    assert answer == replace(
        chain.invoke("What did Reku say?"),
        question="and Reku?",
        read_as="What did Reku say?",
        seconds=answer.seconds,
    )


def test_a_conversation_does_not_change_a_question_that_is_complete(filled):
    chain = chain_over(filled, TopicEncoder())
    alone = chain.invoke("what did Reku say?")
    after = chain.invoke(Asked("what did Reku say?", ("what did Volan say?",)))
    assert (after.sentences, after.read_as) == (alone.sentences, "")

"""The whole way of a question, as a LangChain runnable.

``chain.invoke("what did the minister say?")`` gives an `Answer`; ``stream`` gives it
in parts that add up; ``batch`` takes many. In place of a text it takes an `Asked`, which
brings the questions before it.
"""

import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import TypeVar

from langchain_core.runnables import Runnable, RunnableGenerator, RunnableLambda
from langchain_core.runnables.config import run_in_executor

from bot.briefing import EVIDENCE as BRIEFED
from bot.briefing import brief
from bot.chronology import latest_first, of_dates
from bot.composer import MARGIN, FindArticle, quote, quote_statements, refuse, refuse_statements
from bot.confidence import THRESHOLD, confidence
from bot.conversation import Reading, read_on
from bot.copies import is_copy
from bot.dating import in_words
from bot.judge import judge
from bot.question import Query, read_question
from bot.reader.reader import SentenceReader
from bot.reranker import Evidence, best_sentences
from bot.retriever import PassageRetriever
from bot.testimony import Testimony, Witnesses
from index.errors import StoreError
from index.records import Answer, Article
from index.search import Hit

EVIDENCE = 12
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and those before it in the conversation, as they were typed, oldest first."""

    question: str
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question on its way: each stage fills in what it finds.

    ``seen`` are sentences (article, start, end) that are not to be shown again. ``why`` says
    why nothing of the evidence answers, when that is known before it is read.
    """

    query: Query
    read_as: str = ""
    seen: frozenset[tuple[str, int, int]] = frozenset()
    hits: list[Hit] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    testimony: Testimony | None = None
    confidence: float = 0.0
    why: str = ""
    seconds: dict[str, float] = field(default_factory=dict)


def answering(
    retriever: PassageRetriever,
    witnesses: Witnesses,
    reader: SentenceReader,
    today: Callable[[], date] = date.today,
) -> Runnable[str | Asked, Answer]:
    """Connect the stages from a question to its checked answer."""
    store = retriever.search.store
    keywords = retriever.search.keywords

    def read(asked: str | Asked) -> Inquiry:
        if isinstance(asked, str):
            return Inquiry(read_question(asked, today()))
        query = read_question(asked.question, today())
        reading = read_on(query.text, asked.earlier, answer_reading, witnesses.is_speaker)
        if reading.question == query.text:
            return Inquiry(query, seen=reading.seen)
        read_as = replace(read_question(reading.question, today()), asked=query.asked)
        return Inquiry(read_as, reading.question, reading.seen)

    def answer_reading(reading: Reading) -> Answer:
        return find.invoke(Inquiry(read_question(reading.question, today()), seen=reading.seen))

    def retrieve(inquiry: Inquiry) -> Inquiry:
        return replace(inquiry, hits=retriever.find(inquiry.query))

    def hear(inquiry: Inquiry) -> Inquiry:
        speech = inquiry.query.speech
        if speech is None:
            return inquiry
        heard = witnesses.hear(inquiry.query, speech, inquiry.hits, inquiry.seen)
        return replace(inquiry, testimony=heard)

    def rerank(inquiry: Inquiry) -> Inquiry:
        rarity = keywords.rarity(inquiry.query.stems)
        most = BRIEFED if inquiry.query.briefing else EVIDENCE
        ranked = best_sentences(inquiry.hits, rarity, most + len(inquiry.seen))
        shown = [e.text for e in ranked if (e.article_id, *e.span) in inquiry.seen]
        unseen = [e for e in ranked if not any(is_copy(e.text, text) for text in shown)]
        dated = of_dates(inquiry.query, unseen, published)
        if unseen and not dated:
            days = in_words(inquiry.query.dates, inquiry.query.text)
            return replace(inquiry, evidence=unseen, why=f"Nothing found is of {days}.")
        return replace(inquiry, evidence=dated)

    def judge_evidence(inquiry: Inquiry) -> Inquiry:
        if (
            inquiry.why
            or inquiry.query.briefing
            or (inquiry.testimony is not None and inquiry.testimony.statements)
        ):
            return inquiry
        find_article = cache(lambda id_: _existing(store.article(id_), id_))
        evidence = judge(inquiry.query.text, inquiry.evidence, reader, find_article)
        if inquiry.query.latest:
            evidence = latest_first(evidence, published, MARGIN)
        return replace(inquiry, evidence=evidence, confidence=confidence(inquiry.query, evidence))

    def published(ids: Iterable[str]) -> dict[str, date | None]:
        return {id_: entry.article.published for id_, entry in store.entries(ids).items()}

    def compose(inquiries: Iterator[Inquiry]) -> Iterator[Answer]:
        for inquiry in inquiries:
            find_article = cache(lambda id_: _existing(store.article(id_), id_))
            for part, seconds in _clocked(_parts(inquiry, find_article)):
                part = replace(part, read_as=inquiry.read_as)
                yield replace(part, seconds=_total(inquiry.seconds | {"composing": seconds}))

    async def acompose(inquiries: AsyncIterator[Inquiry]) -> AsyncIterator[Answer]:
        async for inquiry in inquiries:
            parts = compose(iter([inquiry]))
            while part := await run_in_executor(None, next, parts, None):
                yield part

    def _parts(inquiry: Inquiry, find_article: FindArticle) -> Iterator[Answer]:
        found = (inquiry.query, inquiry.evidence, inquiry.confidence)
        if inquiry.query.briefing:
            positions = witnesses.positions(inquiry.query, inquiry.hits)
            briefing = brief(
                *(inquiry.query, inquiry.evidence, positions),
                *(published, find_article, witnesses.of_answer),
            )
            yield briefing or _refusal(inquiry, find_article)
        elif inquiry.testimony is not None and inquiry.testimony.statements:
            yield from quote_statements(inquiry.query, inquiry.testimony, find_article)
        elif inquiry.testimony is not None:
            heard = refuse_statements(inquiry.query, inquiry.testimony, find_article)
            near = _refusal(inquiry, find_article)
            yield replace(heard, related=heard.related or near.related, missing=near.missing)
        elif inquiry.confidence >= THRESHOLD:
            for part in quote(*found, find_article):
                yield replace(part, statements=witnesses.of_answer(part))
        else:
            yield _refusal(inquiry, find_article)

    def _refusal(inquiry: Inquiry, find_article: FindArticle) -> Answer:
        unused = keywords.unused(inquiry.query.stems)
        why = inquiry.why or ("Nothing else was found." if inquiry.seen else "")
        found = (inquiry.query, inquiry.evidence, inquiry.confidence)
        return refuse(*found, unused, why, find_article)

    find = (
        RunnableLambda(_timed("retrieval", retrieve))
        | RunnableLambda(_timed("statements", hear))
        | RunnableLambda(_timed("reranking", rerank))
        | RunnableLambda(_timed("reading", judge_evidence))
        | RunnableGenerator(compose, acompose)
    )
    return (RunnableLambda(_timed("question", read)) | find).with_config(run_name="on_record")


def _existing(article: Article | None, id_: str) -> Article:
    if article is None:
        raise StoreError(f"article {id_} left the store while it was asked; ask again")
    return article


def _timed(name: str, stage: Callable[[T], Inquiry]) -> Callable[[T], Inquiry]:
    def run(given: T) -> Inquiry:
        started = time.perf_counter()
        inquiry = stage(given)
        return replace(inquiry, seconds=inquiry.seconds | {name: time.perf_counter() - started})

    return run


def _clocked(parts: Iterator[T]) -> Iterator[tuple[T, float]]:
    """Pair each part with the seconds spent on it and those before, not on its reader."""
    spent = 0.0
    while True:
        started = time.perf_counter()
        part = next(parts, None)
        spent += time.perf_counter() - started
        if part is None:
            return
        yield part, spent


def _total(stages: dict[str, float]) -> dict[str, float]:
    return {"total": sum(stages.values())} | stages

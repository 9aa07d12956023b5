"""The whole way of a question, as a LangChain runnable.

``chain.invoke("what did the minister say?")`` gives an `Answer`; ``stream`` gives it
in parts that add up; ``batch`` takes many.
"""

import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TypeVar

from langchain_core.runnables import Runnable, RunnableGenerator, RunnableLambda
from langchain_core.runnables.config import run_in_executor

from bot.composer import FindArticle, quote, quote_statements, refuse, refuse_statements
from bot.confidence import THRESHOLD, confidence
from bot.question import Query, read_question
from bot.reranker import Evidence, best_sentences
from bot.retriever import PassageRetriever
from bot.testimony import Testimony, Witnesses
from index.errors import StoreError
from index.records import Answer, Article
from index.search import Hit

EVIDENCE = 8
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question on its way: each stage fills in what it finds."""

    query: Query
    hits: list[Hit] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    testimony: Testimony | None = None
    confidence: float = 0.0
    seconds: dict[str, float] = field(default_factory=dict)


def answering(retriever: PassageRetriever, witnesses: Witnesses) -> Runnable[str, Answer]:
    """Connect the stages from a question to its checked answer."""
    store = retriever.search.store
    keywords = retriever.search.keywords

    def read(question: str) -> Inquiry:
        return Inquiry(read_question(question))

    def retrieve(inquiry: Inquiry) -> Inquiry:
        return replace(inquiry, hits=retriever.find(inquiry.query))

    def hear(inquiry: Inquiry) -> Inquiry:
        speech = inquiry.query.speech
        heard = witnesses.hear(inquiry.query, speech, inquiry.hits) if speech else None
        return replace(inquiry, testimony=heard)

    def rerank(inquiry: Inquiry) -> Inquiry:
        rarity = keywords.rarity(inquiry.query.stems)
        evidence = best_sentences(inquiry.hits, rarity, EVIDENCE)
        best = evidence[0] if evidence else None
        return replace(inquiry, evidence=evidence, confidence=confidence(inquiry.query, best))

    def compose(inquiries: Iterator[Inquiry]) -> Iterator[Answer]:
        for inquiry in inquiries:
            find_article = cache(lambda id_: _existing(store.article(id_), id_))
            for part, seconds in _clocked(_parts(inquiry, find_article)):
                yield replace(part, seconds=_total(inquiry.seconds | {"composing": seconds}))

    async def acompose(inquiries: AsyncIterator[Inquiry]) -> AsyncIterator[Answer]:
        async for inquiry in inquiries:
            parts = compose(iter([inquiry]))
            while part := await run_in_executor(None, next, parts, None):
                yield part

    def _parts(inquiry: Inquiry, find_article: FindArticle) -> Iterator[Answer]:
        found = (inquiry.query, inquiry.evidence, inquiry.confidence)
        if inquiry.testimony is not None and inquiry.testimony.statements:
            yield from quote_statements(inquiry.query, inquiry.testimony, find_article)
        elif inquiry.testimony is not None:
            heard = refuse_statements(inquiry.query, inquiry.testimony, find_article)
            near = refuse(*found, keywords.unused(inquiry.query.stems), find_article)
            yield replace(heard, related=heard.related or near.related, missing=near.missing)
        elif inquiry.confidence >= THRESHOLD:
            for part in quote(*found, find_article):
                yield replace(part, statements=witnesses.of_answer(part))
        else:
            yield refuse(*found, keywords.unused(inquiry.query.stems), find_article)

    return (
        RunnableLambda(_timed("question", read))
        | RunnableLambda(_timed("retrieval", retrieve))
        | RunnableLambda(_timed("statements", hear))
        | RunnableLambda(_timed("reranking", rerank))
        | RunnableGenerator(compose, acompose)
    ).with_config(run_name="on_record")


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

"""The whole way of a question, as a LangChain runnable.

``chain.invoke("what did the minister say?")`` gives an `Answer`; ``stream`` gives it
in parts that add up; ``batch`` takes many. In place of a text it takes an `Asked`, which
brings the questions before it.
"""

import operator
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, reduce
from typing import TypeVar

from langchain_core.runnables import Runnable, RunnableGenerator, RunnableLambda
from langchain_core.runnables.config import run_in_executor

from bot.briefing import EVIDENCE as BRIEFED
from bot.chronology import latest_first, of_dates
from bot.composer import MARGIN
from bot.composing import Composers, existing
from bot.confidence import confidence
from bot.conversation import Reading, read_on
from bot.copies import is_copy
from bot.dating import in_words
from bot.drafting import SentenceChecker
from bot.inquiry import Asked, Inquiry
from bot.judge import judge
from bot.question import read_question
from bot.reader.reader import SentenceReader
from bot.reranker import best_sentences
from bot.retriever import PassageRetriever
from bot.rewriting import is_open, rewrite
from bot.testimony import Witnesses
from bot.writer import Writer
from index.records import Answer

EVIDENCE = 12
__all__ = ["EVIDENCE", "Asked", "answering"]
T = TypeVar("T")


def answering(
    retriever: PassageRetriever,
    witnesses: Witnesses,
    reader: SentenceReader,
    today: Callable[[], date] = date.today,
    writer: Writer | None = None,
    checker: SentenceChecker | None = None,
) -> Runnable[str | Asked, Answer]:
    """Connect the stages from a question to its checked answer.

    With a ``writer`` answers are prose, of sentences that the ``checker`` lets through.
    """
    store = retriever.search.store
    keywords = retriever.search.keywords

    def read(asked: str | Asked) -> Inquiry:
        if isinstance(asked, str):
            return Inquiry(read_question(asked, today()))
        query = read_question(asked.question, today())
        text = f"Brief me on {query.text}" if query.briefing else query.text
        reading = read_on(text, asked.earlier, answer_reading, witnesses.is_speaker)
        if asked.earlier and reading == Reading(text) and not query.briefing:
            reading = rewritten(text, asked.earlier)
        if reading.question == text:
            return Inquiry(query, seen=reading.seen)
        read_as = replace(read_question(reading.question, today()), asked=query.asked)
        return Inquiry(read_as, reading.question, reading.seen)

    def rewritten(text: str, earlier: Sequence[str]) -> Reading:
        if writer is None or not is_open(text) or not writer.ready():
            return Reading(text)
        return Reading(rewrite(text, earlier, writer))

    def answer_reading(reading: Reading) -> Answer:
        found = find.invoke(Inquiry(read_question(reading.question, today()), seen=reading.seen))
        return reduce(operator.add, composers.quote(found))

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
        find_article = cache(lambda id_: existing(store.article(id_), id_))
        evidence = judge(inquiry.query.text, inquiry.evidence, reader, find_article)
        if inquiry.query.latest:
            evidence = latest_first(evidence, published, MARGIN)
        return replace(inquiry, evidence=evidence, confidence=confidence(inquiry.query, evidence))

    def published(ids: Iterable[str]) -> dict[str, date | None]:
        return {id_: entry.article.published for id_, entry in store.entries(ids).items()}

    composers = Composers(store, keywords, witnesses, published, writer, checker)

    def compose(
        inquiries: Iterator[Inquiry], left: threading.Event | None = None
    ) -> Iterator[Answer]:
        for inquiry in inquiries:
            parts = composers.compose(inquiry, left or threading.Event())
            for part, seconds in _clocked(parts):
                part = replace(part, read_as=inquiry.read_as)
                yield replace(part, seconds=_total(inquiry.seconds | {"composing": seconds}))

    async def acompose(inquiries: AsyncIterator[Inquiry]) -> AsyncIterator[Answer]:
        left = threading.Event()
        try:
            async for inquiry in inquiries:
                parts = compose(iter([inquiry]), left)
                while part := await run_in_executor(None, next, parts, None):
                    yield part
        finally:
            left.set()

    find = (
        RunnableLambda(_timed("retrieval", retrieve))
        | RunnableLambda(_timed("statements", hear))
        | RunnableLambda(_timed("reranking", rerank))
        | RunnableLambda(_timed("reading", judge_evidence))
    )
    question = RunnableLambda(_timed("question", read))
    return (question | find | RunnableGenerator(compose, acompose)).with_config(
        run_name="on_record"
    )


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

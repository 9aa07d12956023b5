"""The quoting composer: the sentences that answer, word for word."""

from collections.abc import Callable, Iterator, Sequence

from bot.citations import cite
from bot.copies import is_copy
from bot.lacking import what_is_lacking
from bot.question import Query
from bot.reranker import Evidence
from bot.testimony import Testimony
from index.records import Answer, Article, Citation, Sentence, Span
from index.rows import Voiced

MAX_SENTENCES = 3
# A further sentence is shown when its score comes this close to the best one's: the
# answer is then among the 1.4 sentences shown for 0.91 of 1,672 questions (0.85 with
# the best alone): `tests.measure.answers` prints it.
MARGIN = 0.15
MAX_RELATED = 3
# How sure the reader has to be of the words that are set off: they then are, or overlap, what
# people marked as the answer for 0.85 of the questions that have one (by readers that were
# trained on other articles), and a quarter of the questions have such words.
FACT_CERTAINTY = 3.0
MAX_STATEMENTS = 8

FindArticle = Callable[[str], Article]


def quote(
    query: Query, evidence: Sequence[Evidence], confidence: float, find_article: FindArticle
) -> Iterator[Answer]:
    """Yield the answer in parts, a sentence and its citations each, best first.

    A sentence that several articles carry word for word is shown once, with a citation
    each; what only repeats it (`bot.copies`) is left out. ``lacking`` tells what the
    sentences shown lack. The parts add up (``+``) to the whole answer.
    """
    shown: list[list[Evidence]] = []
    for found in evidence:
        if found.score < evidence[0].score - MARGIN:
            break
        alike = next((group for group in shown if is_copy(group[0].text, found.text)), None)
        if alike is None and len(shown) < MAX_SENTENCES:
            shown.append([found])
        elif alike is not None and _same(alike[0].text, found.text):
            alike.append(found)
    lacking = what_is_lacking(query, [group[0] for group in shown], "quoted passages")

    number = 0
    for alike in shown:
        citations = []
        for found in alike:
            number += 1
            citations.append(cite(find_article(found.article_id), found.span, found.text, number))
        yield Answer(
            question=query.asked,
            sentences=(
                Sentence(citations[0].quote, tuple(c.number for c in citations), _fact(alike[0])),
            ),
            citations=tuple(citations),
            confidence=confidence,
            reason=lacking,
        )


def quote_statements(
    query: Query, testimony: Testimony, find_article: FindArticle
) -> Iterator[Answer]:
    """Yield the answer in parts, the sentences of a statement each, best first.

    Statements that one sentence carries come with it; what several articles carry word
    for word is shown once, with a citation each, and what only repeats it is left out.
    """
    shown: list[dict[tuple[str, Span], list[Voiced]]] = []
    for voiced in testimony.statements:
        alike = next((group for group in shown if is_copy(_text(group), voiced.text)), None)
        if alike is None and len(shown) < MAX_STATEMENTS:
            alike = {}
            shown.append(alike)
        elif alike is not None and not _same(_text(alike), voiced.text):
            alike = None
        if alike is not None:
            place = (voiced.statement.article_id, voiced.statement.sentence)
            alike.setdefault(place, []).append(voiced)

    number = 0
    for places in shown:
        citations = []
        for (article_id, span), carried in places.items():
            number += 1
            citations.append(cite(find_article(article_id), span, carried[0].text, number))
        yield Answer(
            question=query.asked,
            sentences=(Sentence(citations[0].quote, tuple(c.number for c in citations)),),
            citations=tuple(citations),
            statements=tuple(v.statement for carried in places.values() for v in carried),
            confidence=testimony.confidence,
            also=tuple(speaker.name for speaker in testimony.also),
        )


def refuse_statements(query: Query, testimony: Testimony, find_article: FindArticle) -> Answer:
    """Say that nothing the speaker said answers, with what is nearest."""
    nearest: dict[tuple[str, Span], Voiced] = {}
    for voiced in testimony.nearest:
        nearest.setdefault((voiced.statement.article_id, voiced.statement.sentence), voiced)
    return Answer(
        question=query.asked,
        abstained=True,
        confidence=testimony.confidence,
        related=tuple(
            cite(find_article(article_id), span, voiced.text, number)
            for number, ((article_id, span), voiced) in enumerate(
                list(nearest.items())[:MAX_RELATED], start=1
            )
        ),
        reason=testimony.reason,
        also=tuple(speaker.name for speaker in testimony.also),
    )


def refuse(
    query: Query,
    evidence: Sequence[Evidence],
    confidence: float,
    unused: set[str],
    why: str,
    find_article: FindArticle,
) -> Answer:
    """Say that the articles do not answer, with the nearest sentences, marked as such.

    ``unused`` are the stems of the question that no article uses. ``why`` says why
    nothing answers; when it is empty, what the nearest sentences lack is told.
    """
    related: list[Citation] = [
        cite(find_article(found.article_id), found.span, found.text, number)
        for number, found in enumerate(evidence[:MAX_RELATED], start=1)
    ]
    return Answer(
        question=query.asked,
        abstained=True,
        confidence=confidence,
        related=tuple(related),
        missing=tuple(term.word for term in query.terms if term.stem in unused),
        reason=why or what_is_lacking(query, evidence[:MAX_RELATED], "nearest passages", unused),
    )


def _same(one: str, other: str) -> bool:
    """Tell whether two sentences are the same but for their layout."""
    return one.split() == other.split()


def _text(places: dict[tuple[str, Span], list[Voiced]]) -> str:
    """Return the sentence of the first statement; there is one."""
    return next(iter(places.values()))[0].text


def _fact(found: Evidence) -> Span | None:
    """Return the words that answer, where the reader is sure of them and they are short."""
    if found.reading is None or found.reading.certainty < FACT_CERTAINTY:
        return None
    start, end = found.reading.fact
    if not 0 < end - start < len(found.text.rstrip(" .!?")):
        return None
    return Span(found.span.start + start, found.span.start + end)

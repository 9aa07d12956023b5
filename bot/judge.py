"""Read the best sentences, and put first those that answer."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.reader.reader import Candidate, SentenceReader
from bot.reranker import Evidence
from index.records import Article
from index.sentences import cut_sentences

READ = 8
# What the reader's log-odds count beside the reranker's score; `tests.measure.answers`
# prints what others give, by readers that were trained on other articles.
ANSWERS_WEIGHT = 0.06
_REACH = 1000  # characters before a sentence in which the one before it begins

FindArticle = Callable[[str], Article]


def judge(
    question: str, evidence: Sequence[Evidence], reader: SentenceReader, find_article: FindArticle
) -> list[Evidence]:
    """Read the first ``READ`` sentences for a question and rank them anew, best first.

    What is not read comes after them, in the order it had.
    """
    candidates = [
        Candidate(found.before or _before(found, find_article), found.text)
        for found in evidence[:READ]
    ]
    judged = [
        replace(found, score=found.score + ANSWERS_WEIGHT * reading.answers, reading=reading)
        for found, reading in zip(evidence, reader.read(question, candidates), strict=False)
    ]
    judged.sort(key=lambda found: (-found.score, found.article_id, found.span))
    return [*judged, *evidence[READ:]]


def _before(found: Evidence, find_article: FindArticle) -> str:
    return sentence_before(find_article(found.article_id).text, found.span.start)


def sentence_before(text: str, start: int) -> str:
    """Return the sentence that ends before a place, on the same line; empty when none does."""
    line = max(text.rfind(end, 0, start) for end in "\n\r") + 1
    part = text[max(line, start - _REACH) : start]
    spans = cut_sentences(part)
    return part[slice(*spans[-1])] if spans else ""

"""Answers that are kept at an address of their own, with the evidence they stood on.

What is kept stays as it was shown, also when its articles have gone or changed since.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from pydantic import TypeAdapter

from index.records import Answer, Citation
from index.store import Store

EXCERPT_CHARACTERS = 400  # at most so many on either side of a quotation, within its paragraph


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the articles were that an answer was sought in; days are of their publication."""

    articles: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What stands around a citation: ``text`` begins at character ``start`` of its article."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it was given, at ``asked_at`` (UTC).

    ``excerpts`` belong to ``answer.citations``, or to ``answer.related`` when it abstained,
    in that order.
    """

    id: str
    answer: Answer
    asked_at: datetime
    coverage: Coverage
    excerpts: tuple[Excerpt, ...]

    @property
    def evidence(self) -> tuple[Citation, ...]:
        """The citations, or when there is no answer the nearest passages."""
        return self.answer.related if self.answer.abstained else self.answer.citations


_KEPT = TypeAdapter(Kept)


def record(answer: Answer, store: Store, asked_at: datetime) -> Kept:
    """Put an answer on record, without writing it: with its evidence and what was searched.

    The same answer to the same question on one day has the same id.
    """
    cited = answer.related if answer.abstained else answer.citations
    covered = coverage(store)
    shown = (
        answer.question,
        answer.read_as,
        [(c.article_id, c.start, c.end) for c in cited],
        answer.abstained,
        [sentence.text for sentence in answer.sentences if sentence.written],
        covered,
        asked_at.date(),
    )
    return Kept(
        id=hashlib.sha256(repr(shown).encode("utf-8", "replace")).hexdigest()[:16],
        answer=answer,
        asked_at=asked_at.astimezone(UTC).replace(microsecond=0),
        coverage=covered,
        excerpts=tuple(_excerpts(cited, store)),
    )


def keep(kept: Kept, store: Store) -> None:
    """Write an answer to the store; one that is kept already stays as it is.

    Raises:
        StoreError: the store cannot be written.
    """
    text = _KEPT.dump_json(kept).decode("utf-8")
    store.kept.put(kept.id, text, int(kept.asked_at.timestamp()))


def find_kept(store: Store, id_: str) -> Kept | None:
    """Look up a kept answer; none when there is none of this id."""
    text = store.kept.get(id_)
    return None if text is None else _KEPT.validate_json(text)


def latest_kept(store: Store, count: int) -> list[Kept]:
    """List the answers kept last, the newest first."""
    return [_KEPT.validate_json(text) for text in store.kept.latest(count)]


def coverage(store: Store) -> Coverage:
    """Tell what the store covers."""
    entries = store.entries().values()
    days = [entry.article.published for entry in entries if entry.article.published]
    return Coverage(len(entries), min(days, default=None), max(days, default=None))


def _excerpts(cited: Iterable[Citation], store: Store) -> Iterable[Excerpt]:
    texts: dict[str, str] = {}
    for citation in cited:
        if citation.article_id not in texts:
            article = store.article(citation.article_id)
            texts[citation.article_id] = article.text if article else ""
        text = texts[citation.article_id]
        if text[citation.start : citation.end] != citation.quote:  # it has gone meanwhile
            yield Excerpt(citation.start, citation.quote)
            continue
        first = max(text.rfind("\n", 0, citation.start) + 1, citation.start - EXCERPT_CHARACTERS)
        line_end = text.find("\n", citation.end)
        last = min(len(text) if line_end < 0 else line_end, citation.end + EXCERPT_CHARACTERS)
        yield Excerpt(first, text[first:last])

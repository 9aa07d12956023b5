"""Answers that are kept at an address of their own, with the evidence they stood on.

What is kept stays as it was shown, also when its articles have gone or changed since.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from pydantic import TypeAdapter

from bot.errors import KeepingError
from index.records import Answer, Citation
from index.store import Store

EXCERPT_CHARACTERS = 400  # at most so many on either side of a quotation


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the articles were that an answer was sought in; days are of their publication.

    ``undated`` of them have no such day.
    """

    articles: int
    first: date | None
    last: date | None
    undated: int = 0


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What stands around a citation: ``text`` begins at character ``start`` of its article.

    ``cut``: whether the article goes on before it, and after it.
    """

    start: int
    text: str
    cut: tuple[bool, bool] = (False, False)


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
_BLANK = re.compile(r"\s+")
_ID = re.compile("[0-9a-f]{16}")


def record(answer: Answer, store: Store, asked_at: datetime) -> Kept:
    """Put an answer on record, without writing it: with its evidence and what was searched.

    The same answer to the same question on one day has the same id.
    """
    cited = answer.related if answer.abstained else answer.citations
    covered = coverage(store)
    moment = asked_at.astimezone(UTC).replace(microsecond=0)
    shown = (
        answer.question,
        answer.read_as,
        [(s.section, s.text, s.citations) for s in answer.sentences],
        [(c.article_id, c.start, c.end) for c in cited],
        answer.abstained,
        answer.reason,
        covered,
        moment.date(),
    )
    return Kept(
        id=hashlib.sha256(repr(shown).encode("utf-8", "replace")).hexdigest()[:16],
        answer=answer,
        asked_at=moment,
        coverage=covered,
        excerpts=tuple(_excerpts(cited, store)),
    )


def keep(kept: Kept, store: Store, most: int) -> None:
    """Write an answer to the store, which holds ``most``; one that is kept stays as it is.

    Raises:
        KeepingError: it holds as many already.
        StoreError: the store cannot be written.
    """
    if store.kept.count() >= most and store.kept.get(kept.id) is None:
        raise KeepingError(
            f"as many answers are kept as may be ({most:,}); raise ONRECORD_MAX_KEPT"
        )
    text = _KEPT.dump_json(kept).decode("utf-8")
    store.kept.put(kept.id, text, int(kept.asked_at.timestamp()))


def find_kept(store: Store, id_: str) -> Kept | None:
    """Look up a kept answer; none when there is none of this id."""
    text = store.kept.get(id_) if _ID.fullmatch(id_) else None
    return None if text is None else _KEPT.validate_json(text)


def latest_kept(store: Store, count: int) -> list[Kept]:
    """List the answers kept last, the newest first."""
    return [_KEPT.validate_json(text) for text in store.kept.latest(count)]


def changed_since(kept: Kept, store: Store) -> dict[str, str]:
    """Tell which cited articles are not in the store as they were: ids with what became of them.

    "changed": an article of that name is there, and says something else. "gone": none is.
    """
    lacking = []
    for citation in kept.evidence:
        article = store.article(citation.article_id)
        if article is None or article.text[citation.start : citation.end] != citation.quote:
            lacking.append(citation)
    if not lacking:
        return {}
    names = {entry.article.name for entry in store.entries().values()}
    return {c.article_id: "changed" if c.name in names else "gone" for c in lacking}


def coverage(store: Store) -> Coverage:
    """Tell what the store covers."""
    entries = store.entries().values()
    days = [entry.article.published for entry in entries if entry.article.published]
    count = len(entries)
    return Coverage(count, min(days, default=None), max(days, default=None), count - len(days))


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
        first = max(0, citation.start - EXCERPT_CHARACTERS)
        last = min(len(text), citation.end + EXCERPT_CHARACTERS)
        if first > 0:  # not in the middle of a word
            blank = _BLANK.search(text, first, citation.start)
            first = blank.end() if blank else citation.start
        if last < len(text):
            blanks = list(_BLANK.finditer(text, citation.end, last))
            last = blanks[-1].start() if blanks else citation.end
        yield Excerpt(first, text[first:last], (first > 0, last < len(text)))

"""Records as rows of the database, and back."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from index.errors import StoreError
from index.records import Article, Passage, Span


@dataclass(frozen=True, slots=True)
class Stored:
    """An article's entry: the record, and where it came from.

    ``sources`` are the files (or addresses) that hold this text, however they lay it
    out; ``digest`` names the text as it is stored, to the character; ``passages``
    counts its passages.
    """

    article: Article
    sources: tuple[str, ...]
    digest: str
    passages: int


def digest(text: str) -> str:
    """Name a text to the character: 16 hex digits."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


@contextmanager
def _of_this_version() -> Iterator[None]:
    try:
        yield
    except KeyError as error:
        raise StoreError(
            f"the store has a row without {error}: another version of On Record made it; "
            "move it away and run `onrecord index` again"
        ) from error


def passage_data(passage: Passage) -> dict[str, Any]:
    """Lay out what is kept of a passage beside its text."""
    return {
        "article_id": passage.article_id,
        "start": passage.start,
        "end": passage.end,
        "sentences": [offset for span in passage.sentences for offset in span],
    }


@_of_this_version()
def to_passage(id_: str, text: str, data: Mapping[str, Any]) -> Passage:
    """Make a passage of its row.

    Raises:
        StoreError: the row was made by another version.
    """
    offsets = data["sentences"]
    return Passage(
        id=id_,
        article_id=data["article_id"],
        start=data["start"],
        end=data["end"],
        text=text,
        sentences=tuple(Span(*pair) for pair in zip(offsets[::2], offsets[1::2], strict=True)),
    )


def article_data(entry: Stored) -> dict[str, Any]:
    """Lay out what is kept of an article beside its text; Chroma takes no None."""
    article = entry.article
    fields: dict[str, Any] = {
        "name": article.name,
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
        "language": article.language,
        "sources": list(entry.sources),
        "digest": entry.digest,
        "passages": entry.passages,
    }
    return {key: value for key, value in fields.items() if value is not None}


@_of_this_version()
def to_stored(id_: str, text: str, data: Mapping[str, Any]) -> Stored:
    """Make an article's entry of its row; ``text`` may be left empty.

    Raises:
        StoreError: the row was made by another version.
    """
    published = data.get("published")
    article = Article(
        id=id_,
        name=data["name"],
        title=data["title"],
        outlet=data.get("outlet"),
        published=date.fromisoformat(published) if published else None,
        url=data.get("url"),
        language=data.get("language"),
        text=text,
    )
    return Stored(article, tuple(data["sources"]), data["digest"], data["passages"])

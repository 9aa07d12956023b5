"""Articles that readers bring: read as files are, indexed, and told what became of each."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.desk import Desk
from bot.errors import UploadError
from index.articles import decode, first_line, parse_article
from index.build import add_uploads, remove_uploads, upload_source
from index.errors import ArticleError
from index.records import Article
from index.rows import Stored

MAX_UPLOADED = 5_000  # articles in a store, whoever brought them
MAX_LISTED = 500
_NAME_CHARACTERS = 200

# Told how many steps are done, of how many.
Progress = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file, or pasted text: ``known`` is what the reader says about it, by field."""

    name: str
    content: bytes | str
    known: Mapping[str, str] = field(default_factory=dict)


def take_uploads(
    uploads: Sequence[Upload], desk: Desk, max_bytes: int, progress: Progress
) -> dict[str, Any]:
    """Index uploads, and report on each, in their order; what cannot be read is left out.

    Raises:
        UploadError: the store has as many uploads as it may.
        EncoderMismatch: the store was made by another encoder.
        StoreError: the store cannot be written.
    """
    warnings: list[str] = []
    read = [_read(upload, max_bytes, warnings) for upload in uploads]
    articles = {a.id: a for a in read if isinstance(a, Article)}
    before = desk.store.entries()
    held = sum(is_upload(entry) for entry in before.values())
    if held + len(articles.keys() - before.keys()) > MAX_UPLOADED:
        raise UploadError(
            f"the store holds {held:,} uploaded articles of {MAX_UPLOADED:,} at most; "
            "remove some first"
        )
    made = (0, 0)
    if articles:
        report = add_uploads(
            list(articles.values()), desk.store, desk.encoder, desk.tagger, progress
        )
        made = report.passages, report.statements
    entries = desk.store.entries(articles)
    reported = [
        _outcome(upload, article, before, entries)
        for upload, article in zip(uploads, read, strict=True)
    ]
    return {
        "articles": reported,
        "warnings": warnings,
        "passages": made[0],
        "statements": made[1],
    }


def remove_upload(article_id: str, desk: Desk) -> str:
    """Let go of an uploaded article; return its name.

    Raises:
        UploadError: it is no upload: a file holds it.
        StoreError: the store cannot be written.
    """
    entry = desk.store.entries([article_id]).get(article_id)
    if entry is None or not is_upload(entry):
        raise UploadError(
            "this article was not uploaded; take its file away and run `onrecord index --prune`"
        )
    remove_uploads([article_id], desk.store, desk.encoder, desk.tagger)
    return entry.article.name


def list_articles(desk: Desk, words: str = "") -> dict[str, Any]:
    """List articles, the latest first, undated ones last; ``words`` have to be in their origin.

    ``total`` counts all that fit, of which `MAX_LISTED` are given.
    """
    asked = words.casefold().split()
    found = [
        entry
        for entry in desk.store.entries().values()
        if all(word in _origin(entry.article).casefold() for word in asked)
    ]
    found.sort(key=lambda entry: entry.article.name)
    found.sort(key=lambda entry: str(entry.article.published or ""), reverse=True)
    return {"articles": [listed(entry) for entry in found[:MAX_LISTED]], "total": len(found)}


def listed(entry: Stored) -> dict[str, Any]:
    """Lay out what is known of an article."""
    article = entry.article
    return {
        "id": article.id,
        "name": article.name,
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
        "passages": entry.passages,
        "statements": entry.statements,
        "uploaded": is_upload(entry),
    }


def is_upload(entry: Stored) -> bool:
    """Tell whether an article was uploaded; a file may hold it too."""
    return upload_source(entry.article.id) in entry.sources


def _origin(article: Article) -> str:
    parts: Iterable[object] = (article.title, article.outlet, article.published, article.name)
    return " ".join(str(part) for part in parts if part)


def _read(upload: Upload, max_bytes: int, warnings: list[str]) -> Article | ArticleError:
    content, name = upload.content, _name(upload)
    size = len(content if isinstance(content, bytes) else content.encode("utf-8", "replace"))
    try:
        if size > max_bytes:
            raise ArticleError(
                f"{name}: more than the {max_bytes / 1e6:g} MB that an article may have; split it"
            )
        text, guess = (content, None) if isinstance(content, str) else decode(content, name)
        if guess:
            warnings.append(f"{name}: not UTF-8, read as {guess}; check its accents")
        return parse_article(text.encode("utf-8", "replace").decode("utf-8"), name, upload.known)
    except ArticleError as error:
        return error


def _name(upload: Upload) -> str:
    """Name an upload on one line: a file's name less its folders, or a text's first line."""
    if isinstance(upload.content, str):
        last = upload.name or first_line(upload.content)
    else:
        last = upload.name.replace("\\", "/").rsplit("/", 1)[-1]
    words = "".join(c if c.isprintable() else " " for c in last).split()
    return " ".join(words)[:_NAME_CHARACTERS].strip() or "untitled"


def _outcome(
    upload: Upload,
    article: Article | ArticleError,
    before: Mapping[str, Stored],
    entries: Mapping[str, Stored],
) -> dict[str, Any]:
    if isinstance(article, ArticleError):
        return {"name": _name(upload), "outcome": "left out", "reason": str(article)}
    entry = entries.get(article.id)
    if entry is None:
        reason = f"{article.name}: no sentence in it; an article needs text"
        return {"name": article.name, "outcome": "left out", "reason": reason}
    former = before.get(article.id)
    outcome = (
        "added" if former is None else "unchanged" if former.digest == entry.digest else "replaced"
    )
    return {**listed(entry), "name": article.name, "outcome": outcome}

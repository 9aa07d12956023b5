"""The store's collections as they are now, and the rows of one that needs no vectors."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.database import Database
from index.errors import StoreError
from index.records import Statement
from index.rows import Voiced, statement_data, to_voiced

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection
    from chromadb.api.types import Where

STATEMENTS = "statements"


class Collections:
    """Collections by name in their present state, whichever process wrote them last."""

    def __init__(self, database: Database, head: str) -> None:
        """Follow a database; ``head`` is the collection that names its generation."""
        self._database = database
        self._head = head
        self._generation = ""
        self._known: dict[str, Collection] = {}

    def generation(self) -> str:
        """Name the present state: it changes with each writing. Empty: never written."""
        with self._database.guard():
            head = self._database.find(self._head)
            return str((head.metadata or {}).get("generation", "")) if head else ""

    def current(self, name: str) -> "Collection | None":
        """Return a collection to read; none when it was never made."""
        generation = self.generation()
        if generation != self._generation:
            self._known.clear()
            self._database.reopen()
            self._generation = generation
        if name not in self._known:
            found = self._database.find(name)
            if found is None:
                return None
            self._known[name] = found
        return self._known[name]

    def required(self, name: str) -> "Collection":
        """Return a collection to write.

        Raises:
            StoreError: there is none of this name.
        """
        if name not in self._known:
            found = self._database.find(name)
            if found is None:
                raise StoreError(
                    f"the store at {self._database.place} has lost its {name}; index anew"
                )
            self._known[name] = found
        return self._known[name]

    def texts(self, article_ids: Iterable[str]) -> dict[str, str]:
        """Look up the texts of those articles that count, by id."""
        ids = list(set(article_ids))
        articles = self.current(self._head) if ids else None
        if articles is None:
            return {}
        found = articles.get(ids=ids, include=["documents"])
        return dict(zip(found["ids"], found["documents"] or [], strict=True))

    def turn_over(self) -> None:
        """Tell every reader that the state has changed."""
        with self._database.guard():
            self._generation = uuid.uuid4().hex
            self.required(self._head).modify(metadata={"generation": self._generation})
            self._known.clear()


class StatementRows:
    """The statements of the store; like articles they are looked up, never by vector."""

    def __init__(self, database: Database, collections: Collections) -> None:
        self._database = database
        self._collections = collections

    def of(self, article_ids: Sequence[str]) -> list[Voiced]:
        """List the statements of some articles, in no particular order."""
        return list(self._get(where=belonging_to(article_ids)) if article_ids else ())

    def find(self, ids: Sequence[str]) -> dict[str, Voiced]:
        """Look up statements by id."""
        return {v.statement.id: v for v in (self._get(ids=list(ids)) if ids else ())}

    def _get(self, **asked: Any) -> Iterator[Voiced]:
        with self._database.guard():
            rows = self._collections.current(STATEMENTS)
            if rows is None:
                return
            found = rows.get(**asked, include=["metadatas"])
            pairs = list(zip(found["ids"], found["metadatas"] or [], strict=True))
            texts = self._collections.texts(str(data["article_id"]) for _, data in pairs)
        for id_, data in pairs:
            if (text := texts.get(str(data["article_id"]))) is not None:
                yield to_voiced(id_, text, data)

    def add(self, statements: Sequence[Statement], text: str) -> None:
        """Write the statements of an article, whose text is ``text``."""
        with self._database.guard():
            rows = self._collections.required(STATEMENTS)
            for first, last in self._database.batches(len(statements)):
                some = statements[first:last]
                rows.upsert(
                    ids=[statement.id for statement in some],
                    embeddings=no_vectors(len(some)),
                    metadatas=[statement_data(statement, text) for statement in some],
                )

    def keep(self, article_id: str, statements: Iterable[Statement]) -> None:
        """Remove the statements of an article that are not among these."""
        kept = {statement.id for statement in statements}
        with self._database.guard():
            rows = self._collections.required(STATEMENTS)
            found = rows.get(where=belonging_to([article_id]), include=[])["ids"]
            if stale := [id_ for id_ in found if id_ not in kept]:
                rows.delete(ids=stale)

    def remove(self, article_ids: Sequence[str]) -> None:
        """Remove the statements of some articles."""
        with self._database.guard():
            self._collections.required(STATEMENTS).delete(where=belonging_to(article_ids))


def no_vectors(count: int) -> NDArray[np.float32]:
    """Make what Chroma wants for rows that are looked up, never searched by vector."""
    return np.ones((count, 1), dtype=np.float32)


def belonging_to(article_ids: Sequence[str]) -> "Where":
    """Select the rows of some articles."""
    # Chroma's type leaves out $in, which it documents
    return {"article_id": {"$in": [*article_ids]}}  # type: ignore[dict-item]

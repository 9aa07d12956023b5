"""Texts of one's own by id, beside the articles: what is to outlive them."""

from typing import TYPE_CHECKING

from index.collections import no_vectors
from index.database import Database

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection


class KeptRows:
    """Texts of one kind by id, each with the moment it was kept: seconds since 1970, UTC."""

    def __init__(self, database: Database, kind: str) -> None:
        self._database = database
        self._kind = kind

    def put(self, id_: str, text: str, moment: int) -> None:
        """Keep a text; one that is kept already stays as it is.

        Raises:
            StoreError: the store cannot be written.
        """
        with self._database.guard():
            rows = self._found() or self._database.make(self._kind, {"kind": self._kind})
            if not rows.get(ids=[id_], include=[])["ids"]:
                rows.add(
                    ids=[id_],
                    embeddings=no_vectors(1),
                    documents=[text],
                    metadatas=[{"moment": moment}],
                )

    def remove(self, id_: str) -> None:
        """Let go of a text, if it is there.

        Raises:
            StoreError: the store cannot be written.
        """
        with self._database.guard():
            if rows := self._found():
                rows.delete(ids=[id_])

    def get(self, id_: str) -> str | None:
        """Look up a text; none when nothing is kept under this id."""
        return next(iter(self._texts([id_])), None)

    def count(self) -> int:
        """Count what is kept."""
        with self._database.guard():
            rows = self._found()
            return rows.count() if rows else 0

    def latest(self, count: int) -> list[str]:
        """List what was kept last, the newest first."""
        with self._database.guard():
            rows = self._found()
            if rows is None:
                return []
            found = rows.get(include=["metadatas"])
        moments = {
            id_: int(str(data["moment"]))
            for id_, data in zip(found["ids"], found["metadatas"] or [], strict=True)
        }
        return self._texts(sorted(moments, key=lambda id_: (-moments[id_], id_))[:count])

    def _texts(self, ids: list[str]) -> list[str]:
        with self._database.guard():
            rows = self._found() if ids else None
            if rows is None:
                return []
            found = rows.get(ids=ids, include=["documents"])
        texts = dict(zip(found["ids"], found["documents"] or [], strict=True))
        return [texts[id_] for id_ in ids if id_ in texts]

    def _found(self) -> "Collection | None":
        return self._database.find(self._kind)

"""The store: every article, passage and vector. Distances become scores here, once."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray

from index.collections import STATEMENTS, Collections, StatementRows, belonging_to, no_vectors
from index.database import Database
from index.errors import EncoderMismatch, StoreError
from index.kept_rows import KeptRows
from index.records import Article, Passage
from index.rows import Stored, article_data, passage_data, to_passage, to_stored, tokens_of

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection

ARTICLES, PASSAGES = "articles", "passages"
_REBUILT = "passages-rebuilt"


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A passage and its cosine similarity to what was asked, -1 to 1.

    ``tokens`` are its packed word pieces, as `index.interaction` keeps them; may be empty.
    """

    passage: Passage
    similarity: float
    tokens: str = ""


class Store:
    """Articles and passages in one Chroma database, in a folder or behind a server.

    An article counts once its record in ``articles`` is written, which is done last;
    whatever a crash leaves behind without one is never shown and is swept away by
    the next ``writing``.
    """

    def __init__(self, path: Path, address: str | None = None) -> None:
        """Open the store; nothing is made before the first ``writing``.

        Raises:
            StoreError: the folder holds something else, or is damaged.
        """
        self.path = path
        self._database = Database(path, address)
        self._collections = Collections(self._database, ARTICLES)
        self.statements = StatementRows(self._database, self._collections)
        self.kept = KeptRows(self._database, "answers")
        self.trials = KeptRows(self._database, "trials")
        self._target: Collection | None = None  # of a rebuilding

    @property
    def place(self) -> str:
        """Where the store is, for people."""
        return self._database.place

    # ---------------------------------------------------------------- reading

    def generation(self) -> str:
        """Name the present state: it changes with each writing. Empty: never written."""
        return self._collections.generation()

    def encoder_name(self) -> str | None:
        """Name the encoder that made the vectors; none before the first writing.

        Raises:
            StoreError: there are articles but no passages, as in the last moment of a
                rebuilding.
        """
        with self._database.guard():
            passages = self._collections.current(PASSAGES)
            if passages is None and self._collections.current(ARTICLES) is not None:
                raise StoreError(
                    f"the passages of the store at {self.place} are being made anew, or that "
                    "was cut off; ask again, or run `onrecord index`"
                )
            return self._stated(passages, "encoder") if passages else None

    def making(self) -> str:
        """Name the cutting and encoding that made the passages: a rebuilding changes it."""
        with self._database.guard():
            passages = self._collections.current(PASSAGES)
            return self._stated(passages, "making") if passages else ""

    def _stated(self, collection: "Collection", key: str) -> str:
        if key not in (collection.metadata or {}):
            raise StoreError(f"the database at {self.place} is not On Record's; choose another")
        return str(collection.metadata[key])

    def check_encoder(self, name: str) -> None:
        """Refuse an encoder that did not make this store.

        Raises:
            EncoderMismatch: says how to mend it.
        """
        stored = self.encoder_name()
        if stored is not None and stored != name:
            raise EncoderMismatch(
                f"the store at {self.place} was made by {stored}, but {name} is set; unset "
                "ONRECORD_ENCODER, or run `onrecord index --rebuild`"
            )

    def count(self) -> tuple[int, int]:
        """Count the articles, and the passages that belong to them."""
        entries = self.entries()
        return len(entries), sum(entry.passages for entry in entries.values())

    def is_empty(self) -> bool:
        """Tell whether no article counts."""
        with self._database.guard():
            articles = self._collections.current(ARTICLES)
            return articles is None or articles.count() == 0

    def article_ids(self) -> set[str]:
        """List the ids of all articles."""
        with self._database.guard():
            articles = self._collections.current(ARTICLES)
            return set(articles.get(include=[])["ids"]) if articles else set()

    def entries(self, ids: Iterable[str] | None = None) -> dict[str, Stored]:
        """Look up articles (all, or those with these ids) without their texts, by id."""
        return {entry.article.id: entry for entry in self._stored(ids, with_text=False)}

    def article(self, article_id: str) -> Article | None:
        """Look up one article with its text; none when no such article counts."""
        found = list(self._stored([article_id], with_text=True))
        return found[0].article if found else None

    def latest_articles(self, top_k: int) -> list[Article]:
        """Look up the articles published last, with their texts; undated ones come after."""
        articles = [entry.article for entry in self.entries().values()]
        articles.sort(key=lambda a: (a.published or date.min, a.name), reverse=True)
        ids = [article.id for article in articles[:top_k]]
        return [entry.article for entry in self._stored(ids, with_text=True)]

    def articles(self, batch: int = 100) -> Iterator[Article]:
        """Yield every article with its text, in order of id."""
        ids = sorted(self.article_ids())
        for first in range(0, len(ids), batch):
            for entry in self._stored(ids[first : first + batch], with_text=True):
                yield entry.article

    def articles_of(self, ids: Sequence[str]) -> list[Article]:
        """Look up some articles with their texts, in no particular order."""
        return [entry.article for entry in self._stored(ids, with_text=True)]

    def nearest(self, vector: NDArray[np.float32], top_k: int) -> list[Neighbour]:
        """Find the passages nearest to a unit vector of shape ``(dimension,)``, best first."""
        with self._database.guard():
            passages = self._collections.current(PASSAGES)
            if passages is None or top_k < 1:
                return []
            found = passages.query(
                query_embeddings=vector[np.newaxis],
                n_results=top_k,
                include=["metadatas", "distances"],
            )
        return self._neighbours(
            found["ids"][0],
            (found["metadatas"] or [[]])[0],
            [1.0 - float(distance) for distance in (found["distances"] or [[]])[0]],
        )

    def similar(self, ids: Sequence[str], vector: NDArray[np.float32]) -> list[Neighbour]:
        """Look up passages by id, with their similarity to a unit vector, in any order."""
        with self._database.guard():
            passages = self._collections.current(PASSAGES)
            if passages is None or not ids:
                return []
            found = passages.get(ids=list(ids), include=["metadatas", "embeddings"])
        cosines = np.asarray(found["embeddings"]) @ vector if found["ids"] else np.empty(0)
        return self._neighbours(found["ids"], found["metadatas"] or [], cosines.tolist())

    def passages_of(self, article_ids: Sequence[str]) -> list[Passage]:
        """List the passages of some articles, in no particular order."""
        with self._database.guard():
            passages = self._collections.current(PASSAGES)
            if passages is None or not article_ids:
                return []
            found = passages.get(where=belonging_to(article_ids), include=["metadatas"])
            texts = self._collections.texts(article_ids)
        return [
            to_passage(id_, texts[str(data["article_id"])], data)
            for id_, data in zip(found["ids"], found["metadatas"] or [], strict=True)
            if data["article_id"] in texts
        ]

    # ---------------------------------------------------------------- writing

    @contextmanager
    def writing(self, encoder: str) -> Iterator[Self]:
        """Hold the store for writing; makes it when it does not exist.

        Raises:
            EncoderMismatch: the store was made by another encoder.
            StoreError: another process is writing, the folder cannot be written, or
                another version made the store.
        """
        with self._database.lock():
            with self._database.guard():
                self._make(encoder)
            self.check_encoder(encoder)
            self._check_rows()
            self._sweep()
            self._collections.turn_over()  # what a crash wrote unannounced is seen from now on
            yield self

    @contextmanager
    def rebuilding(self, encoder: str) -> Iterator[Self]:
        """Hold the store while the vectors of all articles are made anew.

        ``add_passages`` then fills a second collection, which takes the place of the
        first at the end; an interruption leaves the first as it was.

        Raises:
            StoreError: there is no store, or it cannot be written.
        """
        missing = StoreError(f"no store at {self.place} yet; run `onrecord index seeds/`")
        if not self._database.exists:
            raise missing
        with self._database.lock():
            with self._database.guard():
                if PASSAGES not in self._recovered():
                    raise missing
                self._target = self._database.make(_REBUILT, _made_by(encoder))
            try:
                yield self
                with self._database.guard():
                    self._database.drop(PASSAGES)
                    self._target.modify(name=PASSAGES)
                self._collections.turn_over()
            finally:
                self._target = None

    def add_passages(
        self,
        passages: Sequence[Passage],
        vectors: NDArray[np.float32],
        tokens: Sequence[str] | None = None,
    ) -> None:
        """Write passages, their vectors, shape ``(len(passages), dimension)``, and pieces."""
        pieces = tokens or [""] * len(passages)
        with self._database.guard():
            target = self._target or self._collections.required(PASSAGES)
            for first, last in self._database.batches(len(passages)):
                target.upsert(
                    ids=[p.id for p in passages[first:last]],
                    embeddings=vectors[first:last],
                    metadatas=[
                        passage_data(passage, packed)
                        for passage, packed in zip(
                            passages[first:last], pieces[first:last], strict=True
                        )
                    ],
                )

    def add_articles(self, entries: Sequence[Stored]) -> None:
        """Write the records that make articles count; their passages must be there."""
        with self._database.guard():
            for first, last in self._database.batches(len(entries)):
                self._collections.required(ARTICLES).upsert(
                    ids=[entry.article.id for entry in entries[first:last]],
                    embeddings=no_vectors(last - first),
                    documents=[entry.article.text for entry in entries[first:last]],
                    metadatas=[article_data(entry) for entry in entries[first:last]],
                )
            self._collections.turn_over()

    def update_articles(self, entries: Sequence[Stored]) -> None:
        """Write what is known about articles anew, and leave their texts as they are."""
        with self._database.guard():
            for first, last in self._database.batches(len(entries)):
                self._collections.required(ARTICLES).update(
                    ids=[entry.article.id for entry in entries[first:last]],
                    metadatas=[article_data(entry) for entry in entries[first:last]],
                )
            self._collections.turn_over()

    def keep_passages(self, article_id: str, passages: Sequence[Passage]) -> None:
        """Remove the passages of an article that are not among these."""
        kept = {passage.id for passage in passages}
        with self._database.guard():
            rows = self._collections.required(PASSAGES)
            found = rows.get(where=belonging_to([article_id]), include=[])["ids"]
            if stale := [id_ for id_ in found if id_ not in kept]:
                rows.delete(ids=stale)

    def remove_articles(self, ids: Sequence[str]) -> None:
        """Remove articles and then what belongs to them."""
        if not ids:
            return
        with self._database.guard():
            self._collections.required(ARTICLES).delete(ids=list(ids))
            self._collections.required(PASSAGES).delete(where=belonging_to(ids))
            self.statements.remove(ids)
            self._collections.turn_over()

    def _make(self, encoder: str) -> None:
        names = self._recovered()
        made: tuple[tuple[str, dict[str, Any]], ...] = (
            (PASSAGES, _made_by(encoder)),
            (STATEMENTS, {"kind": "statements"}),
            (ARTICLES, {"generation": uuid.uuid4().hex}),
        )
        for name, metadata in made:
            if name not in names:
                self._database.make(name, metadata)

    def _recovered(self) -> set[str]:
        """Undo a rebuilding that was cut off, or finish it; list the collections then."""
        names = self._database.names()
        if _REBUILT not in names:
            return names
        if PASSAGES in names:
            self._database.drop(_REBUILT)
        elif rebuilt := self._database.find(_REBUILT):  # it was cut off at its very end
            rebuilt.modify(name=PASSAGES)
        return names - {_REBUILT} | {PASSAGES}

    def _check_rows(self) -> None:
        """Refuse to mix rows of two versions."""
        with self._database.guard():
            found = self._collections.required(PASSAGES).get(limit=1, include=["metadatas"])
        for id_, data in zip(found["ids"], found["metadatas"] or [], strict=True):
            to_passage(id_, "", data)

    def _sweep(self) -> None:
        """Remove passages and statements whose article was never recorded."""
        entries = self.entries().values()
        for name, counted in (
            (PASSAGES, sum(entry.passages for entry in entries)),
            (STATEMENTS, sum(entry.statements for entry in entries)),
        ):
            with self._database.guard():
                rows = self._collections.required(name)
                if rows.count() == counted:
                    continue
                found = rows.get(include=["metadatas"])
            known = self.article_ids()
            orphans = [
                id_
                for id_, data in zip(found["ids"], found["metadatas"] or [], strict=True)
                if data["article_id"] not in known
            ]
            with self._database.guard():
                for first, last in self._database.batches(len(orphans)):
                    rows.delete(ids=orphans[first:last])

    def _stored(self, ids: Iterable[str] | None, *, with_text: bool) -> Iterator[Stored]:
        wanted = None if ids is None else list(ids)
        if wanted is not None and not wanted:
            return
        with self._database.guard():
            articles = self._collections.current(ARTICLES)
            if articles is None:
                return
            found = articles.get(
                ids=wanted, include=["documents", "metadatas"] if with_text else ["metadatas"]
            )
        texts = found["documents"] or [""] * len(found["ids"])
        for id_, text, data in zip(found["ids"], texts, found["metadatas"] or [], strict=True):
            yield to_stored(id_, text, data)

    def _neighbours(
        self, ids: Sequence[str], rows: Sequence[Mapping[str, Any]], similarities: Sequence[float]
    ) -> list[Neighbour]:
        """Make neighbours of rows; leave out those of articles that do not count (yet)."""
        with self._database.guard():
            # none: deleted by another process in this very moment
            texts = self._collections.texts(str(data["article_id"]) for data in rows if data)
        return [
            Neighbour(
                to_passage(id_, texts[str(data["article_id"])], data), similarity, tokens_of(data)
            )
            for id_, data, similarity in zip(ids, rows, similarities, strict=True)
            if data and data["article_id"] in texts
        ]


def _made_by(encoder: str) -> dict[str, Any]:
    return {"encoder": encoder, "making": uuid.uuid4().hex}

"""The keyword half of search: SQLite FTS5, derived from the store.

Chroma on one machine ranks no keywords. This index can be deleted at any time; it
is brought up to date from the store whenever the store has changed.
"""

import math
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from index.errors import StoreError
from index.store import Store
from index.words import stems

_SCHEMA = """
    CREATE VIRTUAL TABLE IF NOT EXISTS passages USING fts5(
        id UNINDEXED, article_id UNINDEXED, stems, tokenize = "unicode61 remove_diacritics 0");
    CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5vocab(passages, row);
    CREATE TABLE IF NOT EXISTS state (generation TEXT NOT NULL);
"""
_BATCH = 200


def keywords_path(store: Store) -> Path:
    """Where the keyword index of a store lies: beside it, also when Chroma is a server."""
    return store.path / "keywords.sqlite3"


class Keywords:
    """BM25 over the stems of the passages (see `index.words`).

    Its file is made when it is missing and remade when it is damaged.

    Reference:
        Robertson & Zaragoza (2009), The Probabilistic Relevance Framework.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._path = keywords_path(store)
        self._using = threading.Lock()
        self._database: sqlite3.Connection | None = None
        self._generation: str | None = None
        self._total = 0

    def rank(self, words: Sequence[str], top_k: int) -> list[tuple[str, float]]:
        """Rank passages for any of some stems: ids and scores, best (largest) first."""
        if not words:
            return []
        asked = " OR ".join(f'"{word}"' for word in dict.fromkeys(words))
        with self._using:
            rows = self._current().execute(
                "SELECT id, -bm25(passages) AS score FROM passages WHERE passages MATCH ? "
                "ORDER BY score DESC, id LIMIT ?",
                (f"stems : ({asked})", top_k),
            )
            return [(str(id_), float(score)) for id_, score in rows]

    def rarity(self, words: Iterable[str]) -> dict[str, float]:
        """Weigh stems by how few passages use them: ln(1 + (n - df + 0.5) / (df + 0.5)).

        A stem that no passage uses weighs most; whether it is used at all is told by
        `unused`.
        """
        counts, total = self._counts(words)
        return {
            word: math.log(1 + (total - count + 0.5) / (count + 0.5))
            for word, count in counts.items()
        }

    def unused(self, words: Iterable[str]) -> set[str]:
        """Return those stems that no passage uses."""
        return {word for word, count in self._counts(words)[0].items() if not count}

    def update(self) -> None:
        """Bring the index up to date with the store, when it is not.

        Raises:
            StoreError: the file cannot be written.
        """
        with self._using:
            self._current()

    def _counts(self, words: Iterable[str]) -> tuple[dict[str, int], int]:
        with self._using:
            database = self._current()
            counts = dict.fromkeys(words, 0)
            for word in counts:
                row = database.execute(
                    "SELECT doc FROM words WHERE term = ?", (word.lower(),)
                ).fetchone()
                counts[word] = int(row[0]) if row else 0
        return counts, self._total

    def _current(self) -> sqlite3.Connection:
        generation = self._store.generation()
        try:
            if self._database is None:
                self._database = self._open()
            if generation != self._generation:
                self._synchronise(self._database, generation)
                (total,) = self._database.execute("SELECT count(*) FROM passages").fetchone()
                self._generation, self._total = generation, int(total)
        except sqlite3.Error as error:
            self._database = None
            raise StoreError(
                f"the keyword index {self._path} cannot be used ({error}); delete that file"
            ) from error
        return self._database

    def _open(self) -> sqlite3.Connection:
        for attempt in (1, 2):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            database = sqlite3.connect(
                self._path, timeout=30, isolation_level=None, check_same_thread=False
            )
            try:
                database.executescript(_SCHEMA)
                return database
            except sqlite3.DatabaseError as error:
                database.close()
                # it holds nothing of its own, so a damaged one is made anew, once
                if attempt == 2 or isinstance(error, sqlite3.OperationalError):
                    raise
                with suppress(FileNotFoundError):
                    self._path.unlink()
        raise AssertionError("unreachable")

    def _synchronise(self, database: sqlite3.Connection, generation: str) -> None:
        row = database.execute("SELECT generation FROM state").fetchone()
        if row and row[0] == generation:
            return
        database.execute("BEGIN IMMEDIATE")
        try:
            held = {
                str(id_) for (id_,) in database.execute("SELECT DISTINCT article_id FROM passages")
            }
            wanted = self._store.article_ids()
            for article_id in held - wanted:
                database.execute("DELETE FROM passages WHERE article_id = ?", (article_id,))
            added = sorted(wanted - held)
            for first in range(0, len(added), _BATCH):
                database.executemany(
                    "INSERT INTO passages (id, article_id, stems) VALUES (?, ?, ?)",
                    (
                        (passage.id, passage.article_id, " ".join(stems(passage.text)))
                        for passage in self._store.passages_of(added[first : first + _BATCH])
                    ),
                )
            database.execute("DELETE FROM state")
            database.execute("INSERT INTO state VALUES (?)", (generation,))
            database.execute("COMMIT")
        except BaseException:
            database.execute("ROLLBACK")
            raise

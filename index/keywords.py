"""The keyword half of search: SQLite FTS5, derived from the store.

Chroma on one machine ranks no keywords. This index can be deleted at any time; it
is brought up to date from the store whenever the store has changed.
"""

import math
import sqlite3
import threading
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from index.errors import StoreError
from index.records import Passage
from index.rows import Stored
from index.store import Store
from index.words import stems

_VERSION = 2  # of the tables; raise it when they change
_SCHEMA = f"""
    CREATE VIRTUAL TABLE IF NOT EXISTS passages USING fts5(
        id UNINDEXED, article_id UNINDEXED, stems, tokenize = "unicode61 remove_diacritics 0");
    CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5vocab(passages, row);
    CREATE TABLE IF NOT EXISTS statements (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL, article_id TEXT NOT NULL, voice TEXT NOT NULL,
        passage TEXT NOT NULL, published TEXT NOT NULL, position INTEGER NOT NULL,
        ending INTEGER NOT NULL);
    CREATE INDEX IF NOT EXISTS voices ON statements (voice, published);
    CREATE INDEX IF NOT EXISTS statement_articles ON statements (article_id);
    CREATE VIRTUAL TABLE IF NOT EXISTS statement_words USING fts5(
        stems, tokenize = "unicode61 remove_diacritics 0");
    CREATE TABLE IF NOT EXISTS articles (article_id TEXT PRIMARY KEY, digest TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS state (generation TEXT NOT NULL, making TEXT NOT NULL);
    PRAGMA user_version = {_VERSION};
"""
_TABLES = ("words", "passages", "statement_words", "statements", "articles", "state")
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
        rows = self.query(
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
        self.query("SELECT 1", ())

    def _counts(self, words: Iterable[str]) -> tuple[dict[str, int], int]:
        terms = {word: word.lower() for word in words}
        marks = ", ".join("?" * len(terms))
        rows = self.query(f"SELECT term, doc FROM words WHERE term IN ({marks})", [*terms.values()])
        found = {str(term): int(count) for term, count in rows}
        return {word: found.get(term, 0) for word, term in terms.items()}, self._total

    def query(self, statement: str, values: Sequence[str | int]) -> list[Any]:
        """Ask the index in its present state; a damaged one is made anew, once.

        Raises:
            StoreError: the file cannot be read or written.
        """
        with self._using:
            for attempt in (1, 2):
                try:
                    return self._current().execute(statement, values).fetchall()
                except sqlite3.Error as error:
                    self._discard()
                    # it holds nothing of its own; an operational error is no damage
                    if attempt == 2 or isinstance(error, sqlite3.OperationalError):
                        raise StoreError(
                            f"the keyword index {self._path} cannot be used ({error}); "
                            "delete that file"
                        ) from error
                    with suppress(FileNotFoundError):
                        self._path.unlink()
        raise AssertionError("unreachable")

    def _discard(self) -> None:
        if self._database is not None:
            self._database.close()
        self._database, self._generation = None, None

    def _current(self) -> sqlite3.Connection:
        generation = self._store.generation()
        if self._database is None:
            self._database = self._open()
        if generation != self._generation:
            self._synchronise(self._database, generation)
            (total,) = self._database.execute("SELECT count(*) FROM passages").fetchone()
            self._generation, self._total = generation, int(total)
        return self._database

    def _open(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(
            self._path, timeout=30, isolation_level=None, check_same_thread=False
        )
        try:
            if not _is_current(database):
                _make(database)
        except sqlite3.Error:
            database.close()
            raise
        return database

    def _synchronise(self, database: sqlite3.Connection, generation: str) -> None:
        row = database.execute("SELECT generation, making FROM state").fetchone()
        if row and row[0] == generation:
            return
        making = self._store.making()
        database.execute("BEGIN IMMEDIATE")
        try:
            if row and row[1] != making:  # every passage may be cut otherwise
                for table in ("passages", "articles", "statements", "statement_words"):
                    database.execute(f"DELETE FROM {table}")
            self._add_and_remove(database)
            database.execute("DELETE FROM state")
            database.execute("INSERT INTO state VALUES (?, ?)", (generation, making))
            database.execute("COMMIT")
        except BaseException:
            database.execute("ROLLBACK")
            raise

    def _add_and_remove(self, database: sqlite3.Connection) -> None:
        rows = database.execute("SELECT article_id, digest FROM articles")
        held = {str(id_): str(digest) for id_, digest in rows}
        entries = self._store.entries()
        wanted = {id_: f"{entry.digest} {entry.read_by}" for id_, entry in entries.items()}
        gone = [id_ for id_, digest in held.items() if wanted.get(id_) != digest]
        for first in range(0, len(gone), _BATCH):
            ids = gone[first : first + _BATCH]
            marks = ", ".join("?" * len(ids))
            database.execute(
                "DELETE FROM statement_words WHERE rowid IN "
                f"(SELECT number FROM statements WHERE article_id IN ({marks}))",
                ids,
            )
            for table in ("passages", "statements", "articles"):
                database.execute(f"DELETE FROM {table} WHERE article_id IN ({marks})", ids)
        added = sorted(id_ for id_, digest in wanted.items() if held.get(id_) != digest)
        for first in range(0, len(added), _BATCH):
            ids = added[first : first + _BATCH]
            passages = self._store.passages_of(ids)
            database.executemany(
                "INSERT INTO passages (id, article_id, stems) VALUES (?, ?, ?)",
                ((p.id, p.article_id, " ".join(stems(p.text))) for p in passages),
            )
            self._add_statements(database, ids, passages, entries)
            database.executemany(
                "INSERT INTO articles VALUES (?, ?)", [(id_, wanted[id_]) for id_ in ids]
            )

    def _add_statements(
        self,
        database: sqlite3.Connection,
        ids: list[str],
        passages: list[Passage],
        entries: Mapping[str, Stored],
    ) -> None:
        by_article: dict[str, list[Passage]] = {}
        for passage in sorted(passages, key=lambda p: (p.article_id, p.start)):
            by_article.setdefault(passage.article_id, []).append(passage)
        for voiced in self._store.statements.of(ids):
            statement = voiced.statement
            cut = by_article[statement.article_id]
            at = bisect_right(cut, statement.content[0].start, key=lambda p: p.start) - 1
            published = entries[statement.article_id].article.published
            added = database.execute(
                "INSERT INTO statements (id, article_id, voice, passage, published, position, "
                "ending) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    statement.id,
                    statement.article_id,
                    voiced.voice,
                    cut[max(at, 0)].id,
                    published.isoformat() if published else "",
                    *statement.sentence,
                ),
            )
            database.execute(
                "INSERT INTO statement_words (rowid, stems) VALUES (?, ?)",
                (added.lastrowid, " ".join(stems(voiced.text))),
            )


def _is_current(database: sqlite3.Connection) -> bool:
    (version,) = database.execute("PRAGMA user_version").fetchone()
    return bool(version == _VERSION)


def _make(database: sqlite3.Connection) -> None:
    """Make the tables, in place of those of another version; others may wait for the same."""
    database.execute("BEGIN IMMEDIATE")
    try:
        if not _is_current(database):
            for table in _TABLES:
                database.execute(f"DROP TABLE IF EXISTS {table}")
            for statement in _SCHEMA.split(";"):
                database.execute(statement)
        database.execute("COMMIT")
    except BaseException:
        database.execute("ROLLBACK")
        raise

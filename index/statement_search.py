"""Find the statements of some speakers, or of anyone, on a topic."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from index.keywords import Keywords
from index.records import Span
from index.rows import Voiced
from index.store import Store


@dataclass(frozen=True, slots=True)
class StatementHit:
    """A statement that was found, and its passage's cosine with the question, -1 to 1."""

    voiced: Voiced
    similarity: float


class StatementSearch:
    """Statements by voice (see `index.rows.Voice`), by words and by meaning."""

    def __init__(self, store: Store, keywords: Keywords) -> None:
        self._store = store
        self._keywords = keywords

    def of_voices(
        self,
        voices: Sequence[str],
        words: Sequence[str],
        vector: NDArray[np.float32],
        top_k: int,
    ) -> list[StatementHit]:
        """Find statements of some voices: those with the words, and the latest ones.

        Args:
            voices: labels of voices, exactly.
            words: stems of the topic; none when there is no topic.
            vector: the question's, of unit length.
            top_k: how many by words, and how many by date.

        Returns:
            At most twice ``top_k``; the latest article first, in reading order.
        """
        marks = ", ".join("?" * len(voices))
        where = f"voice IN ({marks})"
        return self._hits(where, list(voices), words, vector, top_k, latest=True)

    def latest(self, vector: NDArray[np.float32], top_k: int) -> list[StatementHit]:
        """List everyone's statements, the latest article's first, in reading order."""
        return self._hits("1", [], (), vector, top_k, latest=True)

    def of_anyone(
        self, words: Sequence[str], vector: NDArray[np.float32], passages: Sequence[str], top_k: int
    ) -> list[StatementHit]:
        """Find statements with some words, and those in some passages (by id)."""
        found = self._hits("1", [], words, vector, top_k, latest=False)
        marks = ", ".join("?" * len(passages))
        near = self._hits(f"passage IN ({marks})", list(passages), (), vector, top_k, latest=True)
        known = {hit.voiced.statement.id for hit in found}
        return [*found, *(hit for hit in near if hit.voiced.statement.id not in known)]

    def around(self, article_id: str, span: Span) -> list[Voiced]:
        """List the statements that a span tells, or is a sentence of what is said in.

        Those that begin last come first.
        """
        rows = self._keywords.query(
            "SELECT id FROM statements WHERE article_id = ? AND position <= ? AND ending >= ? "
            "ORDER BY position DESC, id",
            (article_id, *span),
        )
        ids = [str(id_) for (id_,) in rows]
        found = self._store.statements.find(ids)
        return [found[i] for i in ids if i in found and found[i].statement.is_told_in(*span)]

    def published(self, article_ids: Iterable[str]) -> dict[str, date | None]:
        """Return the days some articles were published on, where they say so."""
        entries = self._store.entries(article_ids)
        return {id_: entry.article.published for id_, entry in entries.items()}

    def _hits(
        self,
        where: str,
        values: list[str],
        words: Sequence[str],
        vector: NDArray[np.float32],
        top_k: int,
        *,
        latest: bool,
    ) -> list[StatementHit]:
        rows: dict[str, tuple[str, str, int]] = {}
        if words:
            asked = " OR ".join(f'"{word}"' for word in dict.fromkeys(words))
            ranked = self._keywords.query(
                "SELECT id, passage, published, position FROM statement_words "
                "JOIN statements ON number = statement_words.rowid "
                f"WHERE statement_words MATCH ? AND {where} "
                "ORDER BY bm25(statement_words), id LIMIT ?",
                (f"stems : ({asked})", *values, top_k),
            )
            rows |= {id_: tuple(rest) for id_, *rest in ranked}
        if latest:
            newest = self._keywords.query(
                f"SELECT id, passage, published, position FROM statements WHERE {where} "
                "ORDER BY published DESC, article_id, position LIMIT ?",
                (*values, top_k),
            )
            rows |= {id_: tuple(rest) for id_, *rest in newest}
        similarity = {
            neighbour.passage.id: neighbour.similarity
            for neighbour in self._store.similar(
                list(dict.fromkeys(passage for passage, _, _ in rows.values())), vector
            )
        }
        found = self._store.statements.find(list(rows))
        ordered = sorted(
            (id_ for id_ in rows if id_ in found and rows[id_][0] in similarity),
            key=lambda id_: (found[id_].statement.article_id, rows[id_][2]),
        )
        ordered.sort(key=lambda id_: rows[id_][1], reverse=True)
        return [StatementHit(found[id_], similarity[rows[id_][0]]) for id_ in ordered]

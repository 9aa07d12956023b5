"""Encode passages in groups, and write each group while the next one is encoded."""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Self

from index.encoder import Encoder
from index.interaction.tokens import encode_passages
from index.passages import cut_passages
from index.records import Article, Passage
from index.rows import Stored, digest, voices_of
from index.statements import AttributionTagger, Reading, find_statements, read_by
from index.store import Store

# Passages are encoded and written in groups of about this many: enough for batches of
# texts of one length, and an interruption loses no more than one group.
GROUP_PASSAGES = 512


class Writer:
    """What an indexing has to write; nothing is removed before what replaces it is there."""

    def __init__(self, store: Store, encoder: Encoder, tagger: AttributionTagger) -> None:
        self.passages = 0
        self.statements = 0
        self._store = store
        self._encoder = encoder
        self._tagger = tagger
        self._added: list[tuple[Stored, list[Passage], Reading]] = []
        self._anew: set[str] = set()
        self._changed: dict[str, Stored] = {}
        self._removed: set[str] = set()
        self._passages_waiting = 0
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._written: Future[None] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=True)

    @property
    def waiting(self) -> int:
        """How many articles are not encoded yet."""
        return len(self._added)

    def add(self, article: Article, sources: tuple[str, ...], *, anew: bool = False) -> Stored:
        """Cut, read and write an article; ``anew`` when it is there, laid out otherwise.

        Returns its entry without the text.
        """
        passages = cut_passages(article.id, article.text)
        reading = find_statements(article.id, article.text, self._tagger)
        entry = Stored(
            article,
            sources,
            digest(article.text),
            len(passages),
            len(reading.statements),
            voices_of(reading.statements, article.text),
            reading.profiles,
            read_by(self._tagger),
        )
        if anew or article.id in self._removed:  # one file lost this text, another has it
            self._anew.add(article.id)
        self._removed.discard(article.id)
        self._changed.pop(article.id, None)
        self._added.append((entry, passages, reading))
        self._passages_waiting += len(passages)
        if self._passages_waiting >= GROUP_PASSAGES:
            self._encode()
        return replace(entry, article=replace(article, text=""))

    def change(self, entry: Stored) -> None:
        """Write what is known of an article anew, and leave its text."""
        self._changed[entry.article.id] = entry

    def remove(self, article_id: str) -> None:
        """Remove an article at the end."""
        self._removed.add(article_id)

    def flush(self) -> None:
        """Write what is left; former versions go last, when the new ones are there."""
        self._encode()
        self._wait()
        changed = [e for id_, e in self._changed.items() if id_ not in self._removed]
        if changed:
            self._store.update_articles(changed)
        self._store.remove_articles(sorted(self._removed))

    def _encode(self) -> None:
        added = self._added
        passages = [passage for _, cut, _ in added for passage in cut]
        if not passages:
            return
        vectors, tokens = encode_passages(self._encoder, passages)
        self._added, self._passages_waiting = [], 0
        self.passages += len(passages)
        self.statements += sum(entry.statements for entry, _, _ in added)
        self._wait()

        def write() -> None:
            self._store.add_passages(passages, vectors, tokens)
            for entry, cut, reading in added:
                self._store.statements.add(reading.statements, entry.article.text)
                if entry.article.id in self._anew:
                    self._store.keep_passages(entry.article.id, cut)
                    self._store.statements.keep(entry.article.id, reading.statements)
            self._store.add_articles([entry for entry, _, _ in added])

        self._written = self._pool.submit(write)

    def _wait(self) -> None:
        if self._written is not None:
            self._written.result()
            self._written = None

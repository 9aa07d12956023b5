"""Run the stages over files and folders: read, cut, encode, store."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from index.articles import ArticleFile, find_files, read_article
from index.encoder import Encoder
from index.errors import ArticleError
from index.keywords import Keywords
from index.passages import cut_passages
from index.records import Article, Passage
from index.rows import Stored
from index.store import Store

# Passages are encoded and written in groups of about this many: enough for batches of
# texts of one length, and an interruption loses no more than one group.
_GROUP_PASSAGES = 512
# Told how many articles are done, of how many.
Progress = Callable[[int, int], object]


@dataclass(slots=True)
class Report:
    """What an indexing did, by name of article; ``failed`` and ``warnings`` are lines."""

    added: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    passages: int = 0


def build(
    paths: Sequence[Path],
    store: Store,
    encoder: Encoder,
    *,
    max_bytes: int,
    progress: Progress = lambda _done, _total: None,
) -> Report:
    """Index files and folders into a store.

    A file that cannot be read is reported and left out; the rest go on. A text that
    is stored already changes nothing; a file that has changed replaces its former
    version. ``progress`` is told how many files are done, of how many.

    Raises:
        EncoderMismatch: the store was made by another encoder.
        StoreError: the store cannot be written.
    """
    report = Report()
    files: list[ArticleFile] = []
    for found in find_files(paths):
        if isinstance(found, ArticleError):
            report.failed.append(str(found))
        else:
            files.append(found)
    if not files:
        return report
    with store.writing(encoder.name), _Writer(store, encoder) as writer:
        known = _Known(store)
        for number, file in enumerate(files, start=1):
            try:
                article = read_article(file, max_bytes, report.warnings.append)
            except ArticleError as error:
                report.failed.append(str(error))
            else:
                _take(article, str(file.path.resolve()), known, writer, report)
            progress(number - writer.waiting, len(files))
        writer.flush()
        progress(len(files), len(files))
        report.passages = writer.passages
    Keywords(store).update()
    return report


def rebuild(store: Store, encoder: Encoder, progress: Progress = lambda _done, _total: None) -> int:
    """Make the passages and vectors of every stored article anew; return how many passages.

    Raises:
        StoreError: the store cannot be written; it is then as it was.
    """
    counts: dict[str, int] = {}
    with store.rebuilding(encoder.name):
        total = len(store.article_ids())
        for group in _grouped(store.articles()):
            passages = [passage for _, cut in group for passage in cut]
            store.add_passages(passages, encoder.encode([p.text for p in passages]))
            counts |= {article.id: len(cut) for article, cut in group}
            progress(len(counts), total)
    entries = store.entries(counts)
    store.update_articles([replace(entry, passages=counts[id_]) for id_, entry in entries.items()])
    return sum(counts.values())


class _Known:
    """What the store holds, by id and by source, and what was read, as indexing goes on."""

    def __init__(self, store: Store) -> None:
        self.entries: dict[str, Stored] = {}
        self.by_source: dict[str, set[str]] = {}
        self.read: dict[str, Article] = {}  # by source, without their texts
        for entry in store.entries().values():
            self.put(entry)

    def put(self, entry: Stored) -> None:
        self.entries[entry.article.id] = entry
        for source in entry.sources:
            self.by_source.setdefault(source, set()).add(entry.article.id)

    def drop(self, id_: str) -> None:
        for source in self.entries.pop(id_).sources:
            self.by_source[source].discard(id_)


def _take(article: Article, source: str, known: _Known, writer: "_Writer", report: Report) -> None:
    known.read[source] = replace(article, text="")
    former = known.by_source.get(source, set()) - {article.id}
    stored = known.entries.get(article.id)
    if stored is None:
        passages = cut_passages(article.id, article.text)
        entry = Stored(article, (source,), len(passages))
        writer.add(entry, passages)
        (report.replaced if former else report.added).append(article.name)
    else:
        entry = _merged(stored, article, source)
        if entry != stored:
            writer.change(entry)
        (report.replaced if former else report.unchanged).append(article.name)
    known.put(entry)
    for id_ in former:
        _release(known.entries[id_], source, known, writer)


def _merged(stored: Stored, article: Article, source: str) -> Stored:
    """Take what a file now says about a text that is stored already.

    The first of the files that still hold the text gives its name, title and date.
    """
    others = tuple(o for o in stored.sources if o != source and Path(o).is_file())
    if others and stored.sources[0] == others[0]:
        return replace(stored, sources=(*others, source))
    named = replace(article, text=stored.article.text)
    return replace(stored, article=named, sources=(source, *others))


def _release(stored: Stored, source: str, known: _Known, writer: "_Writer") -> None:
    """Let go of a text that a file no longer holds; another file may hold it still."""
    others = tuple(other for other in stored.sources if other != source)
    known.drop(stored.article.id)
    if others:
        named = known.read.get(others[0], stored.article)
        entry = replace(stored, article=replace(named, text=stored.article.text), sources=others)
        known.put(entry)
        writer.change(entry)
    else:
        writer.remove(stored.article.id)


class _Writer:
    """Encode in groups, and write each group while the next one is encoded."""

    def __init__(self, store: Store, encoder: Encoder) -> None:
        self.passages = 0
        self._store = store
        self._encoder = encoder
        self._added: list[tuple[Stored, list[Passage]]] = []
        self._changed: dict[str, Stored] = {}
        self._removed: list[str] = []
        self._passages_waiting = 0
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._written: Future[None] | None = None

    def __enter__(self) -> "_Writer":
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=True)

    @property
    def waiting(self) -> int:
        """How many articles are not encoded yet."""
        return len(self._added)

    def add(self, entry: Stored, passages: list[Passage]) -> None:
        if entry.article.id in self._removed:  # one file lost this text, another has it
            self._removed.remove(entry.article.id)
            self._changed.pop(entry.article.id, None)
        self._added.append((entry, passages))
        self._passages_waiting += len(passages)
        if self._passages_waiting >= _GROUP_PASSAGES:
            self._encode()

    def change(self, entry: Stored) -> None:
        self._changed[entry.article.id] = entry

    def remove(self, article_id: str) -> None:
        self._removed.append(article_id)

    def flush(self) -> None:
        """Write what is left; former versions go last, when the new ones are there."""
        self._encode()
        self._wait()
        changed = [e for id_, e in self._changed.items() if id_ not in self._removed]
        self._store.update_articles(changed)
        self._store.remove_articles(self._removed)

    def _encode(self) -> None:
        passages = [passage for _, cut in self._added for passage in cut]
        if not passages:
            return
        vectors = self._encoder.encode([passage.text for passage in passages])
        entries = [entry for entry, _ in self._added]
        self._added, self._passages_waiting = [], 0
        self.passages += len(passages)
        self._wait()

        def write() -> None:
            self._store.add_passages(passages, vectors)
            self._store.add_articles(entries)

        self._written = self._pool.submit(write)

    def _wait(self) -> None:
        if self._written is not None:
            self._written.result()
            self._written = None


def _grouped(articles: Iterable[Article]) -> Iterator[list[tuple[Article, list[Passage]]]]:
    group: list[tuple[Article, list[Passage]]] = []
    waiting = 0
    for article in articles:
        passages = cut_passages(article.id, article.text)
        group.append((article, passages))
        waiting += len(passages)
        if waiting >= _GROUP_PASSAGES:
            yield group
            group, waiting = [], 0
    if group:
        yield group

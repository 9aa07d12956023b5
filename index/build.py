"""Run the stages over files and folders: read, cut, encode, store."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from index.articles import ArticleFile, find_files, read_article
from index.encoder import Encoder
from index.errors import ArticleError
from index.interaction.tokens import encode_passages
from index.keywords import Keywords
from index.passages import cut_passages
from index.records import Article, Passage
from index.rereading import read_again
from index.rows import Stored, digest
from index.statements import AttributionTagger
from index.store import Store
from index.writer import GROUP_PASSAGES, Writer

# Told how many articles are done, of how many.
Progress = Callable[[int, int], object]
_UPLOAD = "upload:"  # begins the source of an article that no file holds; no path does


@dataclass(slots=True)
class Report:
    """What an indexing did, by name of article; ``failed`` and ``warnings`` are lines.

    ``read_again`` counts articles that were there and whose statements were found anew.
    """

    added: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    read_again: int = 0
    failed: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    passages: int = 0
    statements: int = 0


def build(
    paths: Sequence[Path],
    store: Store,
    encoder: Encoder,
    tagger: AttributionTagger,
    *,
    max_bytes: int,
    prune: bool = False,
    progress: Progress = lambda _done, _total: None,
) -> Report:
    """Index files and folders into a store.

    A file that cannot be read is reported and left out; the rest go on. A text that
    is stored already changes nothing; a file that has changed replaces its former
    version. With ``prune``, what files under these paths held that are no longer there
    is let go, unless a path could not be listed: it may be a disk that is not mounted.
    Articles whose statements another version found are read again, whichever they are.
    ``progress`` is told how many files are done, of how many.

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
    listed = not report.failed
    if not files:
        return report
    with store.writing(encoder.name), Writer(store, encoder, tagger) as writer:
        known = _Known(store)
        for number, file in enumerate(files, start=1):
            try:
                article = read_article(file, max_bytes, report.warnings.append)
            except ArticleError as error:
                report.failed.append(str(error))
            else:
                _take(article, str(file.path.resolve()), known, writer, report)
            progress(number - writer.waiting, len(files))
        if prune and listed:
            _prune(paths, known, writer, report)
        writer.flush()
        report.read_again = read_again(store, tagger)
        progress(len(files), len(files))
        report.passages, report.statements = writer.passages, writer.statements
    Keywords(store).update()
    return report


def add_uploads(
    articles: Sequence[Article],
    store: Store,
    encoder: Encoder,
    tagger: AttributionTagger,
    progress: Progress = lambda _done, _total: None,
) -> Report:
    """Index articles that no file holds; they stay until `remove_uploads`.

    A text that is stored already changes nothing but, when it was an upload too, what is
    known about it. ``progress`` counts two steps an article: read, and written.

    Raises:
        EncoderMismatch: the store was made by another encoder.
        StoreError: the store cannot be written.
    """
    report = Report()
    with store.writing(encoder.name), Writer(store, encoder, tagger) as writer:
        known = _Known(store)
        for number, article in enumerate(articles, start=1):
            _take(article, upload_source(article.id), known, writer, report)
            progress(2 * number - writer.waiting, 2 * len(articles))
        writer.flush()
        report.passages, report.statements = writer.passages, writer.statements
    Keywords(store).update()
    progress(2 * len(articles), 2 * len(articles))
    return report


def remove_uploads(
    ids: Iterable[str], store: Store, encoder: Encoder, tagger: AttributionTagger
) -> Report:
    """Let go of uploaded articles; one that a file holds too stays, as the file's.

    An id that no upload has is passed over.

    Raises:
        EncoderMismatch: the store was made by another encoder.
        StoreError: the store cannot be written.
    """
    report = Report()
    with store.writing(encoder.name), Writer(store, encoder, tagger) as writer:
        known = _Known(store)
        for id_ in ids:
            entry = known.entries.get(id_)
            if entry is not None and upload_source(id_) in entry.sources:
                _release(entry, upload_source(id_), known, writer)
                report.removed.append(entry.article.name)
        writer.flush()
    Keywords(store).update()
    return report


def upload_source(article_id: str) -> str:
    """Name the source of an article that was uploaded, where a file would have its path."""
    return _UPLOAD + article_id


def rebuild(
    store: Store,
    encoder: Encoder,
    tagger: AttributionTagger,
    progress: Progress = lambda _done, _total: None,
) -> int:
    """Make the passages and vectors of every stored article anew; return how many passages.

    Articles whose statements another version found are read again after that.

    Raises:
        StoreError: the store cannot be written; its vectors are then as they were, or all anew.
    """
    counts: dict[str, int] = {}
    total = len(store.article_ids())
    with store.rebuilding(encoder.name):
        for group in _grouped(store.articles()):
            passages = [passage for _, cut in group for passage in cut]
            store.add_passages(passages, *encode_passages(encoder, passages))
            counts |= {article.id: len(cut) for article, cut in group}
            progress(len(counts), total)
        entries = store.entries(counts).values()
        store.update_articles([replace(e, passages=counts[e.article.id]) for e in entries])
    with store.writing(encoder.name):
        read_again(store, tagger)
    Keywords(store).update()
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


def _take(article: Article, source: str, known: _Known, writer: Writer, report: Report) -> None:
    known.read[source] = replace(article, text="")
    former = known.by_source.get(source, set()) - {article.id}
    stored = known.entries.get(article.id)
    sources = _sources(stored, source)
    if stored is None:
        outcome = report.added
        entry = writer.add(article, sources)
    elif sources[0] == source and stored.digest != digest(article.text):
        outcome = report.replaced  # the same words, laid out anew: every offset is another
        entry = writer.add(article, sources, anew=True)
    else:
        outcome = report.unchanged
        named = replace(article, text="") if sources[0] == source else stored.article
        entry = replace(stored, article=named, sources=sources)
        if entry != stored:
            writer.change(entry)
    (report.replaced if former else outcome).append(article.name)
    known.put(entry)
    for id_ in former:
        _release(known.entries[id_], source, known, writer)


def _sources(stored: Stored | None, source: str) -> tuple[str, ...]:
    """List what holds a text; the first gives its name, title, date and layout.

    A file comes before an upload: what its keeper says of it outranks what a reader says.
    """
    if stored is None:
        return (source,)
    others = tuple(
        o for o in stored.sources if o != source and (o.startswith(_UPLOAD) or Path(o).is_file())
    )
    first_stays = (
        others
        and others[0] == stored.sources[0]
        and (source.startswith(_UPLOAD) or not others[0].startswith(_UPLOAD))
    )
    return (*others, source) if first_stays else (source, *others)


def _release(stored: Stored, source: str, known: _Known, writer: Writer) -> None:
    """Let go of a text that a file no longer holds; another file may hold it still."""
    others = tuple(other for other in stored.sources if other != source)
    known.drop(stored.article.id)
    if others:
        entry = replace(stored, article=known.read.get(others[0], stored.article), sources=others)
        known.put(entry)
        writer.change(entry)
    else:
        writer.remove(stored.article.id)


def _prune(paths: Sequence[Path], known: _Known, writer: Writer, report: Report) -> None:
    """Let go of what files under these paths held that are no longer there."""
    places = [path.resolve() for path in paths]
    for entry in list(known.entries.values()):
        for source in entry.sources:
            path = Path(source)
            if any(path.is_relative_to(place) for place in places) and not path.exists():
                _release(known.entries[entry.article.id], source, known, writer)
        if entry.article.id not in known.entries:
            report.removed.append(entry.article.name)


def _grouped(articles: Iterable[Article]) -> Iterator[list[tuple[Article, list[Passage]]]]:
    group: list[tuple[Article, list[Passage]]] = []
    waiting = 0
    for article in articles:
        passages = cut_passages(article.id, article.text)
        group.append((article, passages))
        waiting += len(passages)
        if waiting >= GROUP_PASSAGES:
            yield group
            group, waiting = [], 0
    if group:
        yield group

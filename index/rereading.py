"""Bring the statements of a store up to date with how articles are read now."""

from dataclasses import replace

from index.rows import Stored, voices_of
from index.statements import AttributionTagger, find_statements, read_by
from index.store import Store


def outdated(store: Store, tagger: AttributionTagger) -> list[str]:
    """List the ids of articles whose statements another version or other weights found.

    They may be given to other speakers than they are now.
    """
    reader = read_by(tagger)
    return sorted(id_ for id_, entry in store.entries().items() if entry.read_by != reader)


def read_again(store: Store, tagger: AttributionTagger) -> int:
    """Find the statements of what is `outdated` anew; return how many articles that were.

    The store has to be held for writing. An interruption leaves what was not reached as it was.
    """
    ids = outdated(store, tagger)
    for id_ in ids:
        _read(store.entries([id_])[id_], store, tagger)
    return len(ids)


def _read(entry: Stored, store: Store, tagger: AttributionTagger) -> None:
    (article,) = store.articles_of([entry.article.id])
    reading = find_statements(article.id, article.text, tagger)
    store.statements.add(reading.statements, article.text)
    store.statements.keep(article.id, reading.statements)
    store.update_articles(
        [
            replace(
                entry,
                statements=len(reading.statements),
                voices=voices_of(reading.statements, article.text),
                profiles=reading.profiles,
                read_by=read_by(tagger),
            )
        ]
    )

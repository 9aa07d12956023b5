"""Bring the statements of a store up to date with how articles are read now."""

from dataclasses import replace

from index.records import Article
from index.rows import Stored, voices_of
from index.statements import AttributionTagger, find_statements, read_by
from index.store import Store

_GROUP = 100  # articles after which readers are told that the store has changed


def outdated(store: Store, tagger: AttributionTagger) -> list[str]:
    """List the ids of articles whose statements another version or other weights found.

    They may be given to other speakers than they are now.
    """
    reader = read_by(tagger)
    return sorted(id_ for id_, entry in store.entries().items() if entry.read_by != reader)


def read_again(store: Store, tagger: AttributionTagger) -> int:
    """Find the statements of what is `outdated` anew; return how many articles that were.

    The store has to be held for writing. An interruption leaves articles that were not reached, or
    not all of it, to the next time.
    """
    ids = outdated(store, tagger)
    for first in range(0, len(ids), _GROUP):
        group = ids[first : first + _GROUP]
        entries = store.entries(group)
        store.update_articles(
            [
                _read(entries[article.id], article, store, tagger)
                for article in store.articles_of(group)
            ]
        )
    return len(ids)


def _read(entry: Stored, article: Article, store: Store, tagger: AttributionTagger) -> Stored:
    reading = find_statements(article.id, article.text, tagger)
    store.statements.add(reading.statements, article.text)
    store.statements.keep(article.id, reading.statements)
    return replace(
        entry,
        statements=len(reading.statements),
        voices=voices_of(reading.statements, article.text),
        profiles=reading.profiles,
        read_by=read_by(tagger),
    )

from collections.abc import Callable
from dataclasses import replace

import pytest

from index.build import Report, build, rebuild
from index.keywords import Keywords
from index.rereading import outdated
from index.statement_search import StatementSearch
from index.store import Store
from tests.conftest import MAX_BYTES
from tests.fakes import TopicEncoder, VerbTagger


def index(store: Store, *paths) -> Report:
    return build(list(paths), store, TopicEncoder(), VerbTagger(), max_bytes=MAX_BYTES)


def give_to(speaker: str | None, store: Store) -> None:
    """Give all statements to one speaker, as a version might have that read them otherwise."""
    with store.writing("topics"):
        for article in store.articles():
            found = [v.statement for v in store.statements.of([article.id])]
            store.statements.add([replace(s, speaker=speaker) for s in found], article.text)
        store.update_articles([replace(e, read_by="") for e in store.entries().values()])


def speakers(store: Store) -> set[str | None]:
    rows = store.statements.of(sorted(store.article_ids()))
    return {voiced.statement.speaker for voiced in rows}


def said(store: Store, voice: str) -> int:
    vector = TopicEncoder().encode([voice])[0]
    return len(StatementSearch(store, Keywords(store)).of_voices([voice], [], vector, 10))


def by_index(store: Store, folder) -> None:
    report = index(store, folder / "gas.md")
    assert (report.unchanged, report.read_again) == (["gas.md"], 2)


def by_rebuild(store: Store, _folder) -> None:
    rebuild(store, TopicEncoder(), VerbTagger())


@pytest.mark.parametrize("mend", [by_index, by_rebuild])
@pytest.mark.parametrize("former", ["Tarl", None])
def test_statements_that_another_version_found_are_found_anew(
    store, folder, former: str | None, mend: Callable[..., None]
):
    (folder / "grain.txt").write_text("Volan said that the harvest was good.")
    (folder / "gas.md").write_text("Reku said that the gas would flow.")
    index(store, folder)
    give_to(former, store)
    assert speakers(store) == {former}
    assert len(outdated(store, VerbTagger())) == 2
    assert said(store, "Tarl") == (2 if former else 0)
    mend(store, folder)
    assert speakers(store) == {"Volan", "Reku"}
    assert outdated(store, VerbTagger()) == []
    assert (said(store, "Volan"), said(store, "Tarl")) == (1, 0)
    assert index(store, folder).read_again == 0

import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from index.build import build, rebuild
from index.encoder import Encoder
from index.errors import EncoderMismatch, StoreError
from index.keywords import Keywords
from index.records import Passage
from index.store import PASSAGES, Store
from tests.conftest import MAX_BYTES
from tests.fakes import TopicEncoder, VerbTagger
from tests.index.test_sentences import DIRTY


def index(store: Store, *paths: Path, encoder: Encoder | None = None):
    return build(list(paths), store, encoder or TopicEncoder(), VerbTagger(), max_bytes=MAX_BYTES)


def texts(store: Store) -> dict[str, str]:
    return {article.name: article.text for article in store.articles()}


def snapshot(store: Store) -> tuple[dict[str, str], list[Passage]]:
    passages = store.passages_of(sorted(store.article_ids()))
    return texts(store), sorted(passages, key=lambda passage: passage.id)


def test_indexing_twice_changes_nothing_and_encodes_nothing(store, folder):
    first = index(store, folder)
    before = snapshot(store)
    encoder = TopicEncoder()
    second = index(store, folder, encoder=encoder)
    assert sorted(first.added) == sorted(second.unchanged) == ["gas.md", "grain.txt"]
    assert (second.added, second.replaced, second.passages, encoder.texts) == ([], [], 0, 0)
    assert snapshot(store) == before


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DIRTY.filter(str.strip))
def test_any_text_round_trips(tmp_path_factory, text):
    base = tmp_path_factory.mktemp("any")
    (base / "any.txt").write_text(text, encoding="utf-8", newline="")
    store = Store(base / "store")
    report = index(store, base / "any.txt")
    if report.failed:  # a front matter, or a text that begins with a byte-order mark
        return
    before = snapshot(store)
    (stored,) = before[0].values()
    assert all(stored[p.start : p.end] == p.text for p in before[1])
    assert stored in text
    index(store, base / "any.txt")
    assert snapshot(store) == before


def test_a_changed_file_replaces_its_former_version(store, folder):
    index(store, folder)
    (folder / "gas.md").write_text("Reku closed the gas pipeline.")
    report = index(store, folder)
    assert (report.replaced, report.unchanged) == (["gas.md"], ["grain.txt"])
    assert texts(store)["gas.md"] == "Reku closed the gas pipeline."
    assert len(store.article_ids()) == 2
    assert not any("12 May" in p.text for p in snapshot(store)[1])


def test_two_files_may_trade_their_texts(store, folder):
    index(store, folder)
    first, second = folder / "gas.md", folder / "grain.txt"
    one, two = first.read_text(), second.read_text()
    first.write_text(two)
    second.write_text(one)
    index(store, folder)
    assert texts(store)["grain.txt"] == one
    assert len(texts(store)) == 2
    assert texts(store)["gas.md"] in two
    assert snapshot(store)[1] == snapshot(Store(store.path))[1] != []


def test_one_text_in_two_files_stays_until_both_have_lost_it(store, folder):
    copy = folder / "copy.md"
    copy.write_text((folder / "gas.md").read_text())
    assert index(store, folder).unchanged == ["gas.md"]
    copy.write_text("Something else was said.")
    index(store, folder)
    assert "12 May" in texts(store)["gas.md"]
    (folder / "gas.md").write_text("Something third was said.")
    index(store, folder)
    assert not any("12 May" in text for text in texts(store).values())


def test_a_renamed_file_gives_its_article_the_new_name(store, folder):
    index(store, folder)
    (folder / "gas.md").rename(folder / "pipeline.md")
    index(store, folder)
    assert sorted(texts(store)) == ["grain.txt", "pipeline.md"]


def test_what_the_front_matter_now_says_is_taken_over(store, folder):
    index(store, folder)
    path = folder / "grain.txt"
    path.write_text(path.read_text().replace("Lindia Wire", "Ostrava Post"))
    index(store, folder)
    outlets = {entry.article.name: entry.article.outlet for entry in store.entries().values()}
    assert outlets == {"grain.txt": "Ostrava Post", "gas.md": None}


def test_what_the_front_matter_no_longer_says_is_gone(store, folder):
    index(store, folder)
    path = folder / "grain.txt"
    path.write_text(re.sub("(?m)^(outlet|published):.*\n", "", path.read_text()))
    index(store, folder)
    (article,) = [e.article for e in store.entries().values() if e.article.name == "grain.txt"]
    assert (article.outlet, article.published) == (None, None)


def test_same_name_in_two_folders_are_two_articles(store, folder, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "gas.md").write_text("Another gas story.")
    index(store, folder)
    index(store, other)
    assert len(store.article_ids()) == 3


def test_bad_files_are_reported_and_the_rest_go_on(store, folder):
    (folder / "binary.txt").write_bytes(b"\x00\x01")
    (folder / "empty.txt").write_text("")
    report = index(store, folder, folder / "gone.txt")
    assert sorted(report.added) == ["gas.md", "grain.txt"]
    assert [line.split(":")[0] for line in report.failed] == [
        str(folder / "gone.txt"),
        "binary.txt",
        "empty.txt",
    ]


def test_a_file_laid_out_anew_gives_every_offset_anew(store, folder):
    index(store, folder)
    path = folder / "gas.md"
    path.write_text("\n\n" + path.read_text().replace("\n", "\r\n"), newline="")
    report = index(store, folder)
    assert report.replaced == ["gas.md"]
    stored = texts(store)["gas.md"]
    assert stored == path.read_bytes().decode()
    passages = [p for p in snapshot(store)[1] if "gas" in p.text]
    assert passages
    assert all(stored[p.start : p.end] == p.text for p in passages)
    assert raw_passages(store) == store.count()[1]


def test_what_is_gone_is_let_go_of_only_when_asked_and_only_there(store, folder, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text("Something else was said.")
    index(store, folder, other)
    (folder / "gas.md").unlink()
    other.unlink()
    assert index(store, folder).removed == []
    assert sorted(texts(store)) == ["gas.md", "grain.txt", "other.txt"]
    report = build([folder], store, TopicEncoder(), VerbTagger(), max_bytes=MAX_BYTES, prune=True)
    assert report.removed == ["gas.md"]
    assert sorted(texts(store)) == ["grain.txt", "other.txt"]


def test_a_folder_that_cannot_be_listed_is_no_reason_to_let_go(store, folder):
    """It may be a disk that is not mounted."""
    index(store, folder)
    away = folder.rename(folder.with_name("away"))
    assert (
        build(
            [folder], store, TopicEncoder(), VerbTagger(), max_bytes=MAX_BYTES, prune=True
        ).removed
        == []
    )
    folder.mkdir()
    report = build(
        [folder, away], store, TopicEncoder(), VerbTagger(), max_bytes=MAX_BYTES, prune=True
    )
    assert report.removed == []
    assert len(store.article_ids()) == 2


def test_a_text_whose_two_files_are_gone_is_let_go_of_once(store, folder):
    (folder / "copy.md").write_text((folder / "gas.md").read_text())
    index(store, folder)
    for name in ("copy.md", "gas.md"):
        (folder / name).unlink()
    report = build([folder], store, TopicEncoder(), VerbTagger(), max_bytes=MAX_BYTES, prune=True)
    assert len(report.removed) == 1
    assert sorted(texts(store)) == ["grain.txt"]


class Crash(RuntimeError):
    pass


def test_what_a_crash_leaves_behind_is_invisible_and_swept_away(store, folder, monkeypatch):
    def crash(entries):
        raise Crash

    with monkeypatch.context() as patched:
        patched.setattr(store, "add_articles", crash)
        with pytest.raises(Crash):
            index(store, folder)
    assert store.count() == (0, 0)
    assert store.nearest(TopicEncoder().encode(["gas"])[0], 10) == []
    assert raw_passages(store) > 0
    index(store, folder / "gas.md")
    assert raw_passages(store) == store.count()[1] > 0


def raw_passages(store: Store) -> int:
    with store._database.guard():
        found = store._database.find(PASSAGES)
        assert found is not None
        return found.count()


def test_another_encoder_is_refused_with_the_command_that_mends_it(filled, folder):
    other = TopicEncoder("others")
    with pytest.raises(EncoderMismatch, match=r"made by topics.*onrecord index --rebuild"):
        index(filled, folder, encoder=other)
    with pytest.raises(EncoderMismatch):
        filled.check_encoder(other.name)


def test_rebuild_makes_all_vectors_anew(filled):
    class Reversed(TopicEncoder):
        def encode(self, texts):
            return np.ascontiguousarray(super().encode(texts)[:, :2])

    before = snapshot(filled)
    assert rebuild(filled, Reversed("reversed"), VerbTagger()) == len(before[1])
    filled.check_encoder("reversed")
    assert snapshot(filled) == before
    assert filled.nearest(Reversed().encode(["grain"])[0], 1)[0].similarity > 0.9


def test_a_rebuild_waits_for_an_indexing_in_another_process(filled, folder):
    """What the other one writes meanwhile must neither be lost nor lose the rebuilding."""
    rebuilding, ready = Store(filled.path), threading.Event()

    class Waiting(TopicEncoder):
        def encode(self, texts):
            ready.set()
            time.sleep(0.5)
            return super().encode(texts)

    (folder / "new.txt").write_text("Volan spoke of grain.")
    with ThreadPoolExecutor() as pool:
        indexing = pool.submit(index, filled, folder, encoder=Waiting())
        ready.wait()
        count = pool.submit(rebuild, rebuilding, TopicEncoder(), VerbTagger()).result()
        indexing.result()
    assert count == raw_passages(filled) == filled.count()[1]
    assert filled.nearest(TopicEncoder().encode(["grain"])[0], 1)
    assert Keywords(filled).rank(["grain"], 1)


def test_an_interrupted_rebuild_leaves_the_store_as_it_was(filled, folder):
    class Breaking(TopicEncoder):
        def encode(self, texts):
            raise Crash

    before = snapshot(filled)
    with pytest.raises(Crash):
        rebuild(filled, Breaking("breaking"), VerbTagger())
    assert snapshot(filled) == before
    index(filled, folder)
    assert snapshot(filled) == before


@pytest.mark.parametrize("mend", ["index", "rebuild"])
def test_a_rebuild_cut_off_at_its_very_end_is_finished(filled, folder, mend):
    before = snapshot(filled)
    with filled._database.guard():  # what is there between dropping and renaming
        passages = filled._database.find(PASSAGES)
        assert passages is not None
        passages.modify(name="passages-rebuilt")
    with pytest.raises(StoreError, match="run `onrecord index`"):
        Store(filled.path).check_encoder("topics")
    if mend == "index":
        index(Store(filled.path), folder)
    else:
        rebuild(Store(filled.path), TopicEncoder(), VerbTagger())
    assert snapshot(Store(filled.path)) == before


def test_rebuild_without_a_store(store):
    with pytest.raises(StoreError, match="no store"):
        rebuild(store, TopicEncoder(), VerbTagger())

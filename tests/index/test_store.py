import base64
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import chromadb
import numpy as np
import pytest

from index.build import build
from index.errors import EncoderMismatch, StoreError
from index.keywords import Keywords
from index.records import Article, Passage, Span
from index.rows import Stored
from index.store import Store
from tests.conftest import MAX_BYTES
from tests.fakes import TopicEncoder, VerbTagger
from tests.servers import answers, free_port

WRITER = """
import sys
from pathlib import Path
from index.build import build
from index.store import Store
from tests.fakes import TopicEncoder, VerbTagger
build([Path(sys.argv[2])], Store(Path(sys.argv[1])), TopicEncoder(), VerbTagger(), max_bytes=10**6)
"""

KILLED = """
import os, sys
from pathlib import Path
from index import writer
from index.build import build
from index.store import Store
from tests.fakes import TopicEncoder, VerbTagger

writer.GROUP_PASSAGES = 1

class Deadly(TopicEncoder):
    def encode(self, texts):
        if "Nothing about it." in texts:
            while Store(Path(sys.argv[1])).count()[0] < 3:
                pass
            os.kill(os.getpid(), 9)
        return super().encode(texts)

paths, store = [Path(p) for p in sys.argv[2:]], Store(Path(sys.argv[1]))
build(paths, store, Deadly(), VerbTagger(), max_bytes=10**6)
"""


def test_asking_makes_nothing(tmp_path):
    store = Store(tmp_path / "nothing")
    assert store.count() == (0, 0)
    assert (store.generation(), store.encoder_name()) == ("", None)
    assert store.nearest(TopicEncoder().encode(["gas"])[0], 3) == []
    assert not (tmp_path / "nothing").exists()


def test_nearest_is_best_first_and_scores_are_cosines(filled):
    vector = TopicEncoder().encode(["gas gas gas"])[0]
    found = filled.nearest(vector, 3)
    assert "gas" in found[0].passage.text
    similarities = [neighbour.similarity for neighbour in found]
    assert similarities == sorted(similarities, reverse=True)
    for neighbour in found:
        expected = float(TopicEncoder().encode([neighbour.passage.text])[0] @ vector)
        assert neighbour.similarity == pytest.approx(expected, abs=1e-5)
    again = filled.similar([n.passage.id for n in found], vector)
    assert {(n.passage.id, round(n.similarity, 5)) for n in again} == {
        (n.passage.id, round(n.similarity, 5)) for n in found
    }


def test_what_another_process_writes_and_removes_is_seen(filled, folder, tmp_path):
    vector = TopicEncoder().encode(["volan volan"])[0]
    filled.nearest(vector, 5)
    more = tmp_path / "more.txt"

    def write(text: str) -> None:
        more.write_text(text)
        subprocess.run([sys.executable, "-c", WRITER, filled.path, more], check=True)

    write("Volan, Volan and Volan again.")
    assert filled.nearest(vector, 1)[0].passage.text == "Volan, Volan and Volan again."
    write("Nothing about her.")
    assert "Volan again" not in "".join(n.passage.text for n in filled.nearest(vector, 50))


def test_after_a_kill_what_was_written_is_found_by_words_too(filled, tmp_path):
    Keywords(filled).update()
    (tmp_path / "more.txt").write_text("A zeppelin crossed Marenia.")
    (tmp_path / "last.txt").write_text("Nothing about it.")
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, filled.path, tmp_path / "more.txt", tmp_path / "last.txt"]
    )
    assert killed.returncode == -9
    assert not Keywords(filled).unused(["zeppelin"])
    assert filled.count()[0] == 3


def test_rows_of_another_version_are_refused(filled):
    with filled._database.guard():
        articles = filled._database.find("articles")
        assert articles is not None
        ids = articles.get(include=[])["ids"]
        articles.update(ids=ids, metadatas=[{"digest": None} for _ in ids])
    with pytest.raises(StoreError, match=r"without 'digest'.*onrecord index"):
        filled.count()


def test_a_store_with_passages_of_another_version_is_neither_read_nor_added_to(filled):
    with filled._database.guard():
        passages = filled._database.find("passages")
        assert passages is not None
        ids = passages.get(include=[])["ids"]
        passages.update(ids=ids, metadatas=[{"spans": None} for _ in ids])
    refused = pytest.raises(StoreError, match=r"without 'spans'.*move it away.*onrecord index")
    with refused:
        filled.nearest(TopicEncoder().encode(["gas"])[0], 3)
    with refused, filled.writing(TopicEncoder().name):
        pass


def test_a_passage_keeps_its_pieces_however_many(filled):
    passage, other, *_ = filled.passages_of(sorted(filled.article_ids()))
    vector = TopicEncoder().encode(["gas"])
    packed = base64.b64encode(np.random.default_rng(0).bytes(3000)).decode("ascii")
    with filled.writing(TopicEncoder().name):
        filled.add_passages([passage, other], np.repeat(vector, 2, axis=0), [packed, ""])
    found = filled.similar([passage.id, other.id], vector[0])
    assert {n.passage: n.tokens for n in found} == {passage: packed, other: ""}


def test_a_passage_takes_less_than_ten_kilobytes(store):
    # as many characters, word pieces and numbers as news articles have in the mean
    text = " ".join(f"word{number:03}" for number in range(19))
    chance, count = np.random.default_rng(0), 2_000
    article = Article("a" * 16, "a.txt", "A", None, None, None, None, "\n".join([text] * count))
    passages = []
    for number in range(count):
        start = number * (len(text) + 1)
        spans = (Span(start, start + len(text)), Span(start + len(text) + 1, start + 2 * len(text)))
        span = Span(spans[0].start, spans[1].end)
        passages.append(Passage(f"{'a' * 16}:{span.start}-{span.end}", "a" * 16, *span, "", spans))
    packed = [base64.b64encode(chance.bytes(840)).decode("ascii") for _ in passages]
    with store.writing("random"):
        store.add_passages(passages, chance.random((count, 384), dtype=np.float32), packed)
        store.add_articles([Stored(article, ("a.txt",), "0", count)])
    Keywords(store).update()
    used = sum(file.stat().st_size for file in store.path.rglob("*") if file.is_file())
    assert used / count < 10_000


def test_a_chroma_database_of_somebody_else_is_refused(tmp_path):
    client = chromadb.PersistentClient(str(tmp_path / "theirs"))
    client.create_collection("passages", embedding_function=None)
    with pytest.raises(StoreError, match="not On Record's"):
        Store(tmp_path / "theirs").encoder_name()


@pytest.mark.parametrize(
    ("make", "says"),
    [
        pytest.param(lambda path: path.write_text("x"), "is a file, not a folder", id="file"),
        pytest.param(
            lambda path: (path.mkdir(), (path / "chroma.sqlite3").write_bytes(b"x" * 5000)),
            "cannot be read .*restore it",
            id="damaged",
        ),
        pytest.param(
            lambda path: (path.mkdir(), (path / "chroma.sqlite3").mkdir()),
            "cannot be read",
            id="folder_for_database",
        ),
    ],
)
def test_unreadable_stores_say_what_to_do(tmp_path: Path, make, says):
    make(tmp_path / "store")
    with pytest.raises(StoreError, match=says):
        Store(tmp_path / "store")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """A Chroma server, as its own command runs it."""
    port = free_port()
    command = Path(sys.executable).with_name("chroma")
    process = subprocess.Popen(
        [command, "run", "--path", tmp_path / "served", "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        while not answers(f"{address}/api/v2/heartbeat"):
            assert process.poll() is None
            time.sleep(0.05)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)


def test_two_replicas_share_a_chroma_server(server, folder, tmp_path):
    one, two = Store(tmp_path / "one", server), Store(tmp_path / "two", server)
    words = [Keywords(one), Keywords(two)]
    assert two.is_empty()
    build([folder], one, TopicEncoder(), VerbTagger(), max_bytes=MAX_BYTES)
    assert one.count() == two.count() == (2, 7)
    vector = TopicEncoder().encode(["gas gas"])[0]
    assert one.nearest(vector, 3) == two.nearest(vector, 3) != []
    assert words[0].rank(["wheat"], 5) == words[1].rank(["wheat"], 5) != []
    with pytest.raises(EncoderMismatch):
        two.check_encoder("others")


def test_a_server_that_is_out_of_reach(tmp_path):
    with pytest.raises(
        StoreError, match=r"http://127.0.0.1:9/? cannot be used .* is the server there"
    ):
        Store(tmp_path / "store", "http://127.0.0.1:9").generation()

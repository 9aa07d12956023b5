import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import StoreError
from index.store import Store
from tests.fakes import TopicEncoder

WRITER = """
import sys
from pathlib import Path
from index.build import build
from index.store import Store
from tests.fakes import TopicEncoder
build([Path(sys.argv[2])], Store(Path(sys.argv[1])), TopicEncoder(), max_bytes=10**6)
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


def test_a_server_that_is_out_of_reach(tmp_path):
    with pytest.raises(StoreError, match=r"http://127.0.0.1:9/? cannot be used"):
        Store(tmp_path / "store", "http://127.0.0.1:9").generation()

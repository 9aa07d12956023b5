"""What is printed to be pasted into a wiki, and the guides around it."""

import html
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import QuestionError, WikiError
from bot.wikis.command import copy_to, guide
from bot.wikis.guides import EXAMPLE_QUESTION, WIKIS, Embedding, write_guide

ROOT = Path(__file__).parents[3]
DOCS = ROOT / "docs" / "wikis"
URL = "https://brief.example"
HOSTILE = 'what\'s "it"? {{/html}} [[x]] <b> & `` ``` | %% ~~~~ </iframe> )) \\'


@pytest.mark.parametrize("wiki", WIKIS)
def test_the_guides_in_docs_are_what_the_command_prints(wiki):
    command = f'onrecord embed {wiki} --url {URL} --question "{EXAMPLE_QUESTION}"'
    written = (DOCS / f"{wiki}.md").read_text(encoding="utf-8")
    assert written == guide(wiki, URL, EXAMPLE_QUESTION), f"{command} > docs/wikis/{wiki}.md"
    assert {path.stem for path in DOCS.glob("*.md")} == set(WIKIS)


class Attributes(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append(dict(attrs))


@given(st.text(min_size=1, max_size=80).filter(lambda text: any(c.isalnum() for c in text)))
def test_a_question_comes_out_as_it_went_in(question):
    embedding = Embedding(URL, question)
    query = parse_qs(urlsplit(embedding.address).query, strict_parsing=True)
    assert query == {"q": [embedding.question]}
    assert re.fullmatch(r"https://brief\.example/embed\?q=[\w.~%-]+", embedding.address)
    (frame,) = Attributes(embedding.frame).found
    assert frame["src"] == embedding.address
    assert frame["title"] == f"On Record: {embedding.question}"
    for tag in (embedding.tag, embedding.live_tag):
        quoted = tag.split('"')[1]
        assert html.unescape(quoted) == embedding.question
        assert not set(quoted) & set("<>\"'`{}[]|~%\n")


@pytest.mark.parametrize("wiki", WIKIS)
def test_a_hostile_question_leaves_the_guide_whole(wiki):
    written = guide(wiki, URL, HOSTILE)
    assert written.count("```") == guide(wiki, URL, None).count("```")
    assert "<b>" not in written
    assert written.count("{{/html}}") == (1 if wiki == "xwiki" else 0)
    assert written.count("</iframe>") == guide(wiki, URL, None).count("</iframe>")


@pytest.mark.parametrize("wiki", WIKIS)
def test_a_guide_names_the_settings_of_both_sides(wiki):
    embedding = Embedding("https://brief.example:8443/onrecord/")
    written = write_guide(wiki, embedding)
    assert "ONRECORD_URL=https://brief.example:8443/onrecord\n" in written
    assert "ONRECORD_FRAME_ANCESTORS=https://wiki.example\n" in written
    assert "## The wiki’s side" in written
    assert "https://brief.example:8443/onrecord/embed" in written
    assert "@{" not in written


@pytest.mark.parametrize(
    "url",
    [
        "", "brief.example", "javascript:alert(1)", "ftp://brief.example", "https://",
        "https://user@brief.example", "https://brief.example/?q=x", "https://brief.example/#x",
        "https://brief.example/'", "https://brief.example/a b", "https://brief.example/\nx",
    ],
)  # fmt: skip
def test_an_address_that_no_wiki_can_frame_is_refused(url):
    with pytest.raises(WikiError, match="is no address like"):
        Embedding(url)


def test_what_is_missing_is_said():
    with pytest.raises(WikiError, match="there is one for mediawiki, dokuwiki"):
        guide("moin", URL, None)
    with pytest.raises(WikiError, match=r"--url https://brief\.example"):
        guide("notion", None, None)
    with pytest.raises(QuestionError):
        guide("notion", URL, "x" * 3000)


@pytest.mark.parametrize(
    ("wiki", "place", "sign"),
    [
        ("mediawiki", "extensions/OnRecord", "extension.json"),
        ("dokuwiki", "lib/plugins/onrecord", "plugin.info.txt"),
    ],
)
def test_copying_takes_the_place_of_a_former_version_only(tmp_path, wiki, place, sign):
    with pytest.raises(WikiError, match="name the folder of the wiki"):
        copy_to(tmp_path, wiki)
    target = tmp_path / place
    target.mkdir(parents=True)
    (target / "mine.txt").write_text("mine")
    with pytest.raises(WikiError, match="is not ours"):
        copy_to(tmp_path, wiki)
    assert (target / "mine.txt").read_text() == "mine"
    (target / sign).write_text("older")
    assert copy_to(tmp_path, wiki) == target
    ours = next((ROOT / "bot" / "wikis" / wiki).iterdir())
    copied = {path.relative_to(target) for path in target.rglob("*")}
    assert copied == {path.relative_to(ours) for path in ours.rglob("*")}
    with pytest.raises(WikiError, match="nothing to copy"):
        copy_to(tmp_path, "notion")


def test_the_command_prints_the_guide_and_copies(tmp_path):
    (tmp_path / "extensions").mkdir()

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "bot", "embed", *words]
        return subprocess.run(command, capture_output=True, text=True, cwd=ROOT)

    done = run("mediawiki", "--url", URL, "--question", "who spoke?", "--copy", str(tmp_path))
    assert (done.returncode, done.stdout) == (0, guide("mediawiki", URL, "who spoke?"))
    assert "copied to" in done.stderr
    assert (tmp_path / "extensions" / "OnRecord" / "extension.json").is_file()
    wrong = run("moin", "--url", URL)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert wrong.stderr.count("\n") == 1


def test_what_is_brought_is_php():
    if shutil.which("php") is None:
        if os.environ.get("REQUIRE_WIKIS"):
            pytest.fail("php is not installed")
        pytest.skip("php is not installed")
    for path in (ROOT / "bot" / "wikis").rglob("*.php"):
        subprocess.run(["php", "-l", path], check=True, capture_output=True)

import os
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from index.articles import (
    ArticleFile,
    article_id,
    decode,
    find_files,
    first_line,
    parse_article,
    read_article,
)
from index.errors import ArticleError
from tests.conftest import ARTICLES, MAX_BYTES

TEXT = "Volan a déclaré : « Les pourparlers reprennent à Ostrava, et c’est déjà ça. »\n" * 3


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(TEXT.encode(), id="utf-8"),
        pytest.param(b"\xef\xbb\xbf" + TEXT.encode(), id="utf-8-mark"),
        pytest.param(TEXT.encode("utf-16"), id="utf-16-mark"),
        pytest.param(TEXT.encode("utf-32"), id="utf-32-mark"),
        pytest.param(TEXT.encode("cp1252"), id="windows-1252"),
    ],
)
def test_decode(data):
    text, guess = decode(data, "volan.txt")
    assert text == TEXT
    assert guess == ("cp1252" if data == TEXT.encode("cp1252") else None)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(b"PK\x03\x04\x00\x00", "binary data", id="zip"),
        pytest.param(b"\xef\xbb\xbfa\x00", "binary data", id="marked-binary"),
        pytest.param(b"\xff\xfea\x00\x00\xd8x\x00", "begins as UTF-16-LE", id="broken-utf-16"),
        pytest.param(b"\xef\xbb\xbf\xff", "begins as UTF-8", id="broken-utf-8-mark"),
        pytest.param(
            TEXT.encode()[:99] + b"\xff" + TEXT.encode()[99:], "byte 99 is not UTF-8", id="one-byte"
        ),
    ],
)
def test_decode_refuses(data, says):
    with pytest.raises(ArticleError, match=rf"^volan.txt: .*{says}"):
        decode(data, "volan.txt")


def test_front_matter_names_the_article_and_is_not_its_text():
    article = parse_article(ARTICLES["grain.txt"], "grain.txt")
    assert (article.title, article.outlet) == ("Grain talks resume in Ostrava", "Lindia Wire")
    assert (article.published, article.url) == (date(2031, 3, 4), "https://wire.example/grain")
    assert article.text.startswith("Foreign Minister Ada Volan")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param("# Gas flows\n\nReku spoke.", "Gas flows", id="markdown"),
        pytest.param("\n\n  Talks resume  \nVolan spoke.", "Talks resume", id="first-line"),
        pytest.param("a" * 40 + " " + "b" * 60, "a" * 40 + "…", id="long"),
        pytest.param("###", "###", id="only-marks"),
    ],
)
def test_title_without_front_matter(text, title):
    assert parse_article(text, "x.txt").title == first_line(text) == title


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param("---\nA line.\n---\nVolan spoke.", "---\nA line.", id="two-rules"),
        pytest.param("---\nVolan: We will sign.\n---\nReku.", "---\nVolan: We", id="a_quotation"),
        pytest.param("--- Ostrava\nVolan spoke.", "--- Ostrava", id="dateline"),
        pytest.param("---\ntitle: open\nVolan spoke.", "---\ntitle: open", id="unclosed"),
    ],
)
def test_dashes_that_are_not_front_matter_stay(text, kept):
    assert parse_article(text, "x.txt").text.startswith(kept)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        pytest.param("published: yesterday", "published is 'yesterday'", id="date"),
        pytest.param("published: 2031-02-30", "published", id="no-such-day"),
        pytest.param("url: javascript:alert(1)", "url is", id="url"),
        pytest.param("title: [a, b]", "title must be one line", id="list"),
        pytest.param("title: 'open", "not YAML", id="yaml"),
        pytest.param('title: "\\UFFFFFFFF"', "not YAML", id="no_such_character"),
        pytest.param("title: " + "[" * 3000, "not YAML", id="deep"),
    ],
)
def test_front_matter_that_cannot_be_used_names_file_and_field(fields, says):
    with pytest.raises(ArticleError, match=rf"^x.txt: .*{says}") as error:
        parse_article(f"---\n{fields}\n---\nVolan spoke.", "x.txt")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("value", ["2031-03-04", "2031-03-04T10:00:00Z", "'2031-03-04'"])
def test_published(value):
    article = parse_article(f"---\npublished: {value}\n---\nVolan spoke.", "x.txt")
    assert article.published == date(2031, 3, 4)


@pytest.mark.parametrize("text", ["", " \n\t", "---\ntitle: only\n---\n"])
def test_empty(text):
    with pytest.raises(ArticleError, match="empty"):
        parse_article(text, "x.txt")


def test_id_is_blind_to_layout_and_unicode_form():
    assert article_id("Volan spoke.\r\n") == article_id("  Volan\n spoke. ")
    assert article_id("déjà") == article_id("de\u0301ja\u0300")
    assert article_id("Volan spoke.") != article_id("Volan spoke!")


def test_a_guessed_encoding_is_said(tmp_path: Path):
    path = tmp_path / "volan.txt"
    path.write_bytes(TEXT.encode("cp1252"))
    lines: list[str] = []
    read_article(ArticleFile(path, "volan.txt"), MAX_BYTES, lines.append)
    assert lines == ["volan.txt: not UTF-8, read as cp1252; check its accents, or save it as UTF-8"]


def test_find_files(folder: Path, tmp_path: Path):
    (folder / "deep").mkdir()
    (folder / "deep" / "more.TXT").write_text("Volan spoke.")
    (folder / ".hidden.txt").write_text("no")
    (folder / "picture.png").write_bytes(b"no")
    empty = tmp_path / "empty"
    empty.mkdir()
    found = list(find_files([folder, folder / "picture.png", empty, tmp_path / "gone"]))
    assert [f.name for f in found if isinstance(f, ArticleFile)] == [
        "deep/more.TXT",
        "gas.md",
        "grain.txt",
        "picture.png",
    ]
    assert [str(f) for f in found if isinstance(f, ArticleError)] == [
        f"{empty}: no .txt or .md file in this folder",
        f"{tmp_path / 'gone'}: No such file or directory",
    ]


def test_half_characters_are_replaced():
    article = parse_article('---\ntitle: "\\uD800 x"\n---\nVolan spoke.', "caf\udce9.txt")
    assert (article.title, article.name) == ("? x", "caf?.txt")


def test_what_cannot_be_looked_at_is_reported(tmp_path: Path):
    endless = tmp_path / ("x" * 300)
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    assert [str(found) for found in find_files([endless, fifo])] == [
        f"{endless}: File name too long",
        f"{fifo}: neither a file nor a folder",
    ]


def test_a_closed_folder_inside_is_reported():
    with TemporaryDirectory() as base:
        os.chmod(base, 0o755)
        closed = Path(base, "closed")
        closed.mkdir(mode=0)
        Path(base, "volan.txt").write_text("Volan spoke.")
        user = os.geteuid()
        if user == 0:  # nothing is closed to root: be nobody for a moment
            os.seteuid(65534)
        try:
            found = list(find_files([Path(base)]))
        finally:
            os.seteuid(user)
        closed.chmod(0o700)
    assert [str(f) for f in found if isinstance(f, ArticleError)] == [
        f"{closed}: Permission denied"
    ]
    assert [f.name for f in found if isinstance(f, ArticleFile)] == ["volan.txt"]


def test_a_file_of_50_mb_is_refused_before_it_is_read(tmp_path: Path):
    path = tmp_path / "long.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(ArticleError, match=r"50.0 MB is more than the 5 MB"):
        read_article(ArticleFile(path, "long.txt"), MAX_BYTES)

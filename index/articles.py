"""Read files as articles: find them, decode them, take their front matter."""

import codecs
import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import yaml
from charset_normalizer import from_bytes

from index.errors import ArticleError
from index.records import Article

SUFFIXES = (".txt", ".md")
FIELDS = frozenset(("title", "outlet", "published", "url", "language"))
TITLE_CHARACTERS = 80
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """A file to read: ``name`` is what a citation calls it, relative to the folder given."""

    path: Path
    name: str


def find_files(paths: Iterable[Path]) -> Iterator[ArticleFile | ArticleError]:
    """Find the article files under files and folders, in order, folders by name.

    A folder is searched in depth for ``.txt`` and ``.md``; hidden files and folders
    are passed over. A file that is named outright is taken whatever its suffix.
    A path that is missing, or a folder without articles, comes back as an error
    so that the rest can go on.
    """
    for path in paths:
        try:
            mode = path.stat().st_mode
        except OSError as error:
            yield ArticleError(f"{path}: {error.strerror or error}")
            continue
        if stat.S_ISREG(mode):
            yield ArticleFile(path, path.name)
        elif stat.S_ISDIR(mode):
            yield from _search(path)
        else:
            yield ArticleError(f"{path}: neither a file nor a folder")


def _search(folder: Path) -> Iterator[ArticleFile | ArticleError]:
    failed: list[OSError] = []
    found: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=failed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [
            Path(place, name)
            for name in names
            if not name.startswith(".") and name.lower().endswith(SUFFIXES)
        ]
    for error in failed:
        yield ArticleError(f"{error.filename}: {error.strerror}")
    for path in sorted(found):
        if path.is_file():
            yield ArticleFile(path, path.relative_to(folder).as_posix())
    if not found and not failed:
        yield ArticleError(f"{folder}: no {' or '.join(SUFFIXES)} file in this folder")


def read_article(
    file: ArticleFile, max_bytes: int, warn: Callable[[str], None] | None = None
) -> Article:
    """Read one file; ``text`` is the decoded file less byte-order mark and front matter.

    ``warn`` is told, on one line, when the encoding had to be guessed.

    Raises:
        ArticleError: missing, empty, binary, undecodable or larger than
            ``max_bytes``, or a front matter field that cannot be used.
    """
    try:
        size = file.path.stat().st_size
        if size > max_bytes:
            raise ArticleError(
                f"{file.name}: {size / 1e6:.1f} MB is more than the {max_bytes / 1e6:g} MB "
                "an article may have; split it or raise ONRECORD_MAX_ARTICLE_BYTES"
            )
        data = file.path.read_bytes()
    except OSError as error:
        raise ArticleError(f"{file.name}: {error.strerror or error}") from error
    text, guess = decode(data, file.name)
    article = parse_article(text, file.name)
    if guess and warn:
        warn(f"{file.name}: not UTF-8, read as {guess}; check its accents, or save it as UTF-8")
    return article


def parse_article(text: str, name: str, known: Mapping[str, str] | None = None) -> Article:
    """Make an article of decoded text, with its front matter if it has one.

    ``known`` is what is known of it besides, by the same fields; it wins over front matter.

    Front matter is YAML between two lines of three dashes at the very top that gives
    one or more of ``title``, ``outlet``, ``published``, ``url`` and ``language``;
    its other fields are ignored. Without any of them it is text like the rest.

    Raises:
        ArticleError: names the field that cannot be used, or says that no text is left.
    """
    fields, body = _split_front_matter(text, name)
    fields |= known or {}
    if not body.strip():
        raise ArticleError(f"{name}: empty; an article needs text")
    return Article(
        id=article_id(body),
        name=_whole(name),
        title=_text_field(fields, "title", name) or first_line(body),
        outlet=_text_field(fields, "outlet", name),
        published=_date_field(fields, "published", name),
        url=_url_field(fields, "url", name),
        language=_text_field(fields, "language", name),
        text=body,
    )


def decode(data: bytes, name: str) -> tuple[str, str | None]:
    """Decode a file: by its byte-order mark, as UTF-8, or as charset-normalizer finds.

    Returns the text, and the encoding when it is a guess.

    Raises:
        ArticleError: binary data, or no encoding fits.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                text = data[len(mark) :].decode(encoding)
                if "\0" in text:
                    raise _binary(name)
                return text, None
            except UnicodeDecodeError as error:
                raise ArticleError(
                    f"{name}: begins as {encoding.upper()} but byte {error.start} is not; "
                    "save it as UTF-8"
                ) from error
    if b"\0" in data:
        raise _binary(name)
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError as error:
        matches = from_bytes(data)
        best = matches.best()
        if best is None:
            raise ArticleError(
                f"{name}: byte {error.start} is not UTF-8 and no other encoding fits; "
                "save it as UTF-8"
            ) from error
        for match in matches:
            # a few accents fit several code pages alike; the commonest is the better guess
            if match.encoding == "cp1252" and match.coherence >= best.coherence:
                best = match
        return str(best), best.encoding


def _binary(name: str) -> ArticleError:
    return ArticleError(f"{name}: binary data, not text; save it as UTF-8 text")


def article_id(text: str) -> str:
    """Name a text by its content: 16 hex digits, blind to layout and Unicode form."""
    normalised = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(normalised.encode("utf-8", "replace")).hexdigest()[:16]


def first_line(text: str) -> str:
    """Return the first line that is not blank as a title, cut at a word if it is long."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    line = " ".join(line.lstrip("#").split()) or line
    if len(line) <= TITLE_CHARACTERS:
        return line
    cut = line[:TITLE_CHARACTERS].rsplit(" ", 1)[0]
    return cut.rstrip(" ,;:–—-") + "…"


def _split_front_matter(text: str, name: str) -> tuple[dict[str, object], str]:
    match = _FRONT_MATTER.match(text)
    if match is None:
        return {}, text
    try:
        # the base loader leaves every value as it is written, dates too
        fields = yaml.load(match.group(1), Loader=yaml.BaseLoader)
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        problem = " ".join(str(getattr(error, "problem", None) or error).split())
        raise ArticleError(f"{name}: the front matter is not YAML ({problem})") from error
    if not isinstance(fields, dict) or not fields.keys() & FIELDS:
        return {}, text  # two rules drawn in dashes, with text between
    return fields, text[match.end() :]


def _whole(text: str) -> str:
    """Replace half characters (lone surrogates), which no store and no page takes."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _text_field(fields: dict[str, object], key: str, name: str) -> str | None:
    value = fields.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ArticleError(f"{name}: {key} must be one line of text")
    return _whole(" ".join(value.split())) or None


def _date_field(fields: dict[str, object], key: str, name: str) -> date | None:
    value = _text_field(fields, key, name)
    try:
        return datetime.fromisoformat(value).date() if value else None
    except ValueError as error:
        raise ArticleError(f"{name}: {key} is {value!r}; write it as YYYY-MM-DD") from error


def _url_field(fields: dict[str, object], key: str, name: str) -> str | None:
    value = _text_field(fields, key, name)
    if value is not None and not re.match(r"https?://[^\s/]", value, re.IGNORECASE):
        raise ArticleError(f"{name}: {key} is {value!r}; it must begin with http:// or https://")
    return value

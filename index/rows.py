"""Records as rows of the database, and back."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from index.errors import StoreError
from index.records import Article, Passage, Profile, Span, Statement

_PRONOUNS = frozenset(
    """he her him his i it its me my one our she some somebody someone that their them they
    those us we what which who whom whose you your""".split()
)

# Characters of packed pieces in one string. With 84 articles, 3,274 passages and 2,132
# statements the store takes 24.4 MB; with 320 24.5, with 720 or 960 24.7, undivided 30.2.
_PART = 480


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in an article: ``label`` is a name or, when not ``named``, its words.

    Empty when the article names no source at all. ``count`` is how many statements.
    """

    label: str
    named: bool
    count: int


@dataclass(frozen=True, slots=True)
class Voiced:
    """A statement, who it belongs to (see `Voice`), and the words of its sentences."""

    statement: Statement
    voice: str
    text: str


@dataclass(frozen=True, slots=True)
class Stored:
    """An article's entry: the record, and where it came from.

    ``sources`` are the files (or addresses) that hold this text, however they lay it
    out; ``digest`` names the text as it is stored, to the character; ``passages``
    counts its passages, ``statements`` its statements. ``voices`` are who speaks in
    it, ``profiles`` the people it names. ``read_by`` is what found its statements (see
    `index.statements.read_by`); empty when a version did that said nothing of it.
    """

    article: Article
    sources: tuple[str, ...]
    digest: str
    passages: int
    statements: int = 0
    voices: tuple[Voice, ...] = ()
    profiles: tuple[Profile, ...] = ()
    read_by: str = ""


def digest(text: str) -> str:
    """Name a text to the character: 16 hex digits."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def voice_of(statement: Statement, text: str) -> str:
    """Name who a statement belongs to: its speaker, or else the words that say who.

    Empty when these are a pronoun that nothing resolved.
    """
    if statement.speaker is not None:
        return statement.speaker
    words = text[slice(*statement.mention)].split() if statement.mention else []
    if len(words) == 1 and words[0].lower() in _PRONOUNS:
        return ""
    return re.sub(r"['’]s$", "", " ".join(words))  # "Ada Volan's" denial is Ada Volan's


def voices_of(statements: Iterable[Statement], text: str) -> tuple[Voice, ...]:
    """Count the voices of an article, the most frequent first."""
    counts = Counter((voice_of(s, text), s.speaker is not None) for s in statements)
    return tuple(Voice(label, named, n) for (label, named), n in counts.most_common())


@contextmanager
def _of_this_version() -> Iterator[None]:
    try:
        yield
    except KeyError as error:
        raise StoreError(
            f"the store has a row without {error}: another version of On Record made it; "
            "move it away and run `onrecord index` again"
        ) from error


def passage_data(passage: Passage, tokens: str) -> dict[str, Any]:
    """Lay out what is kept of a passage; ``tokens`` are its packed pieces.

    Its words are the article's. Chroma keeps each list item and each string in an index
    besides, and a string there that is longer than a quarter of a page takes a page of its
    own: so spans are written as one string, and the pieces in parts.
    """
    spans = ((passage.start, passage.end), *passage.sentences)
    parts = range(0, len(tokens), _PART)
    return {
        "article_id": passage.article_id,
        "spans": written(spans),
        **{f"tokens{n}": tokens[first : first + _PART] for n, first in enumerate(parts)},
    }


@_of_this_version()
def to_passage(id_: str, article: str, data: Mapping[str, Any]) -> Passage:
    """Make a passage of its row and the text of its article.

    Raises:
        StoreError: the row was made by another version.
    """
    whole, *sentences = read_spans(data["spans"])
    return Passage(
        id=id_,
        article_id=data["article_id"],
        start=whole.start,
        end=whole.end,
        text=article[slice(*whole)],
        sentences=tuple(sentences),
    )


def tokens_of(data: Mapping[str, Any]) -> str:
    """Return the packed word pieces of a passage's row; empty when it has none."""
    parts: list[str] = []
    while (part := data.get(f"tokens{len(parts)}")) is not None:
        parts.append(str(part))
    return "".join(parts)


def article_data(entry: Stored) -> dict[str, Any]:
    """Lay out what is kept of an article beside its text.

    None takes away what the row had: without it Chroma leaves a former date where it was.
    """
    article = entry.article
    return {
        "name": article.name,
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
        "language": article.language,
        "sources": list(entry.sources),
        "digest": entry.digest,
        "passages": entry.passages,
        "statements": entry.statements,
        "voices": json.dumps([(v.label, v.named, v.count) for v in entry.voices]),
        "profiles": json.dumps([(p.name, p.roles) for p in entry.profiles]),
        "read_by": entry.read_by,
    }


@_of_this_version()
def to_stored(id_: str, text: str, data: Mapping[str, Any]) -> Stored:
    """Make an article's entry of its row; ``text`` may be left empty.

    Raises:
        StoreError: the row was made by another version.
    """
    published = data.get("published")
    article = Article(
        id=id_,
        name=data["name"],
        title=data["title"],
        outlet=data.get("outlet"),
        published=date.fromisoformat(published) if published else None,
        url=data.get("url"),
        language=data.get("language"),
        text=text,
    )
    return Stored(
        article,
        tuple(data["sources"]),
        data["digest"],
        data["passages"],
        data["statements"],
        tuple(Voice(*voice) for voice in json.loads(data["voices"])),
        tuple(Profile(name, tuple(roles)) for name, roles in json.loads(data["profiles"])),
        read_by=data.get("read_by") or "",
    )


def statement_data(statement: Statement, text: str) -> dict[str, Any]:
    """Lay out what is kept of a statement, whose words are the article's.

    None takes away what the row had (see `article_data`).
    """
    return {
        "article_id": statement.article_id,
        "voice": voice_of(statement, text),
        "speaker": statement.speaker,
        "mention": written([statement.mention]) if statement.mention else None,
        "cue": written([statement.cue]) if statement.cue else None,
        "kind": statement.kind,
        "spans": written([statement.sentence, *statement.content]),
    }


@_of_this_version()
def to_voiced(id_: str, article: str, data: Mapping[str, Any]) -> Voiced:
    """Make a statement of its row and the text of its article.

    Raises:
        StoreError: the row was made by another version.
    """
    sentence, *content = read_spans(data["spans"])
    statement = Statement(
        id=id_,
        article_id=data["article_id"],
        speaker=data.get("speaker"),
        mention=read_spans(data["mention"])[0] if data.get("mention") else None,
        cue=read_spans(data["cue"])[0] if data.get("cue") else None,
        content=tuple(content),
        kind=data["kind"],
        sentence=sentence,
    )
    return Voiced(statement, data["voice"], article[slice(*sentence)])


def written(spans: Iterable[tuple[int, int]]) -> str:
    """Write spans as one string: their bounds with blanks between."""
    return " ".join(str(bound) for span in spans for bound in span)


def read_spans(spans: str) -> list[Span]:
    """Read spans back that `written` wrote."""
    bounds = [int(bound) for bound in spans.split()]
    return list(map(Span, bounds[::2], bounds[1::2]))

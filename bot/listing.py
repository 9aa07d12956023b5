"""The statements of one file as ``onrecord statements`` prints them."""

import json
from collections.abc import Iterator

from bot.terminal import printable
from index.records import Span, Statement
from index.statements import AttributionTagger, find_statements


def statement_lines(
    name: str, text: str, tagger: AttributionTagger, *, as_json: bool
) -> Iterator[str]:
    """Yield a line a statement, in reading order: JSON, or "speaker | cue | content"."""
    for statement in find_statements(name, text, tagger).statements:
        if as_json:
            yield json.dumps(_fields(name, statement), ensure_ascii=False)
        else:
            yield printable(_line(text, statement))


def _fields(name: str, statement: Statement) -> dict[str, object]:
    return {
        "article": name,
        "speaker": statement.speaker,
        "source": _offsets(statement.mention),
        "cue": _offsets(statement.cue),
        "content": [_offsets(span) for span in statement.content],
        "kind": statement.kind,
    }


def _offsets(span: Span | None) -> list[int] | None:
    return None if span is None else list(span)


def _line(text: str, statement: Statement) -> str:
    def words(span: Span | None) -> str:
        return " ".join(text[slice(*span)].split()) if span else ""

    who = statement.speaker or words(statement.mention) or "not named"
    content = " … ".join(words(span) for span in statement.content)
    return f"{who} | {words(statement.cue)} | {content}"

"""Who said what, for browsing: the speakers, and the statements of one or of all."""

from typing import Any

from bot.question import read_question
from index.directory import Directories, Speaker
from index.encoder import Encoder
from index.rows import Stored
from index.statement_search import StatementHit, StatementSearch
from index.store import Store
from index.words import stems

MAX_SPEAKERS = 500
MAX_STATEMENTS = 200
# A statement without a word of the topic is on it when its passage's cosine with the
# topic reaches this. A guess, not measured.
NEAR_SIMILARITY = 0.45


def list_speakers(directories: Directories) -> list[dict[str, Any]]:
    """List everyone with statements: the named first, each the most quoted first.

    ``names`` are what the articles call them.
    """
    directory = directories.current()
    return [
        {
            "name": speaker.name,
            "named": speaker.named,
            "statements": speaker.count,
            "names": list(speaker.voices),
        }
        for speaker in directory.speakers[:MAX_SPEAKERS]
    ]


def list_statements(
    store: Store,
    directories: Directories,
    search: StatementSearch,
    encoder: Encoder,
    *,
    speaker: str | None,
    topic: str | None,
) -> list[dict[str, Any]]:
    """List statements, those of a speaker (by name) or everyone's, on a topic or on any.

    Without a topic the latest article comes first, in reading order; with one, the
    nearest statement. Offsets count characters of the article.

    Raises:
        QuestionError: the topic is no words, or too many.
    """
    words = stems(topic) if topic else []
    query = read_question(topic).text if topic else (speaker or "statement")
    vector = encoder.encode([query])[0]
    if speaker is not None:
        found = [s for s in directories.current().speakers if s.name == speaker]
        voices = [label for s in found for label in s.voices]
        hits = search.of_voices(voices, words, vector, MAX_STATEMENTS)
    else:
        hits = (
            search.of_anyone(words, vector, (), MAX_STATEMENTS)
            if words
            else search.latest(vector, MAX_STATEMENTS)
        )
    if words:
        asked = set(words)
        hits = [
            h for h in hits if asked & set(stems(h.voiced.text)) or h.similarity >= NEAR_SIMILARITY
        ]
        hits.sort(key=lambda h: -h.similarity - _share(asked, h))
    owners = {label: s for s in directories.current().speakers for label in s.voices}
    entries = store.entries({hit.voiced.statement.article_id for hit in hits})
    return [
        _laid_out(hit, owners.get(hit.voiced.voice), entries[hit.voiced.statement.article_id])
        for hit in hits[:MAX_STATEMENTS]
        if hit.voiced.statement.article_id in entries
    ]


def _share(asked: set[str], hit: StatementHit) -> float:
    return len(asked & set(stems(hit.voiced.text))) / len(asked)


def _laid_out(hit: StatementHit, owner: Speaker | None, entry: Stored) -> dict[str, Any]:
    statement, text = hit.voiced.statement, hit.voiced.text
    start = statement.sentence.start

    def words(first: int, last: int) -> str:
        return text[first - start : last - start]

    return {
        "speaker": owner.name if owner else None,
        "mention": words(*statement.mention) if statement.mention else None,
        "cue": words(*statement.cue) if statement.cue else None,
        "content": [words(*span) for span in statement.content],
        "spans": [list(span) for span in statement.content],
        "kind": statement.kind,
        "start": statement.sentence.start,
        "end": statement.sentence.end,
        "quote": text,
        "article_id": statement.article_id,
        "article": entry.article.name,
        "title": entry.article.title,
        "outlet": entry.article.outlet,
        "published": entry.article.published.isoformat() if entry.article.published else None,
        "url": entry.article.url,
    }

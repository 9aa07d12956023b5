"""The texts with their claims, and the exhibits that their sentences make."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.exhibits import Exhibit, Said
from index.names import same_person
from index.records import Citation, Span, Statement
from index.statements import find_statements
from index.tagger.tagger import LearnedTagger

FOLDER = Path(__file__).parent
PARTS = ("develop", "settle", "measure")


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence about a text: its kind is how it was altered, or "paraphrase".

    ``of`` are the numbers of the sentences it was made of.
    """

    kind: str
    text: str
    of: tuple[int, ...]

    @property
    def cited(self) -> str:
        """The claim as a model writes it, with its marks."""
        marks = "".join(f"[{number}]" for number in self.of)
        return f"{self.text.rstrip('.')} {marks}."


@dataclass(frozen=True, slots=True)
class Text:
    """A short article, its sentences in reading order, and what is claimed of it by hand."""

    id: str
    people: tuple[str, ...]
    places: tuple[str, ...]
    sentences: tuple[str, ...]
    exhibits: tuple[Exhibit, ...]
    claims: tuple[Claim, ...]


@lru_cache(maxsize=2)
def load_texts(part: str) -> tuple[Text, ...]:
    """Read one part, see `PARTS`."""
    tagger = LearnedTagger()
    lines = (FOLDER / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(_read(json.loads(line), tagger) for line in lines)


def _read(record: dict[str, Any], tagger: LearnedTagger) -> Text:
    text = "\n".join(" ".join(sentences) for sentences in record["paragraphs"])
    sentences = [sentence for sentences in record["paragraphs"] for sentence in sentences]
    statements = find_statements(record["id"], text, tagger).statements
    exhibits = []
    at = 0
    for number, sentence in enumerate(sentences, start=1):
        start = text.index(sentence, at)
        at = start + len(sentence)
        line = text[text.rfind("\n", 0, start) + 1 : start].rstrip()
        before = next((s for s in sentences if line and line.endswith(s)), "")
        citation = Citation(
            number, record["id"], record["id"], record["title"], "Wire",
            date.fromisoformat(record["published"]), None, start, at, sentence,
        )  # fmt: skip
        carried = [s for s in statements if s.sentence.start < at and s.sentence.end > start]
        said = tuple(_said(text, s, statements) for s in carried)
        exhibits.append(Exhibit(citation, before, said))
    return Text(
        record["id"],
        tuple(record["people"]),
        tuple(record["places"]),
        tuple(sentences),
        tuple(exhibits),
        tuple(Claim(c["kind"], c["text"], tuple(c["of"])) for c in record["claims"]),
    )


def _said(text: str, statement: Statement, statements: Sequence[Statement]) -> Said:
    def words(span: Span | None) -> str:
        return text[slice(*span)] if span else ""

    names: dict[str, None] = {}
    if statement.speaker:
        names[statement.speaker] = None
        for other in statements:
            if other.speaker and same_person(other.speaker, statement.speaker):
                names[other.speaker] = None
    return Said(
        statement.speaker,
        tuple(names),
        words(statement.cue),
        tuple(words(span) for span in statement.content),
        statement.kind,
    )

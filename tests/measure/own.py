"""Questions of our own about news articles: ``python -m tests.measure.own [STORE]``.

`own_questions.jsonl` has them, as somebody who follows the news would ask: a line each with
the article's file, the question, and the spans of the words that answer (``also``: in other
articles); a third has no answer in any article, though they come close. The 84 articles of
PolNeAR's dev part are indexed as in use, statements and all (in STORE, when one is given,
which saves that the next time), and asked through the whole chain, beside the way of the
libraries' tutorials in the same run. No weight was fitted on these questions; how questions
are read was mended by the misses.
"""

import json
import os
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median
from tempfile import TemporaryDirectory

from sklearn.metrics import roc_auc_score

from bot.chain import EVIDENCE
from bot.desk import Desk
from bot.judge import judge
from bot.question import read_question
from bot.reranker import best_sentences
from index.build import build
from index.encoder import SentenceEncoder
from index.records import Answer, Article, Span
from index.store import Store
from index.tagger.tagger import LearnedTagger
from tests.measure.corpora import CORPORA, Asked, CachingEncoder
from tests.measure.tutorial import tutorial_answers

QUESTIONS = Path(__file__).with_name("own_questions.jsonl")
TEXTS = CORPORA / "polnear" / "dev" / "text"


@dataclass(frozen=True)
class Question:
    """A question; ``answers`` are spans by article (its file's stem), none when it has none."""

    text: str
    answers: Mapping[str, tuple[Span, ...]]

    def answered_at(self, stem: str, start: int, end: int) -> bool:
        """Tell whether words that answer stand between two places of an article."""
        return any(start <= s.start and s.end <= end for s in self.answers.get(stem, ()))


@dataclass(frozen=True)
class Found:
    """What came of a question: whether each of the first shown, or passages, is right."""

    shown: tuple[bool, ...]
    passages: tuple[bool, ...]
    confidence: float
    refused: bool = False
    seconds: float = 0.0
    what: str = ""


def main() -> None:
    questions = read_questions()
    with TemporaryDirectory() as folder:
        store = Store(Path(sys.argv[1]) if sys.argv[1:] else Path(folder))
        desk = Desk(store, SentenceEncoder(), LearnedTagger())
        build([TEXTS], store, desk.encoder, desk.tagger, max_bytes=10**8)
        desk.chain.invoke(questions[0].text)
        ours = [_asked(desk, question) for question in questions]
    theirs = _tutorial(questions)
    unanswerable = sum(not question.answers for question in questions)
    print(f"{len(questions)} questions about 84 articles, {unanswerable} without an answer")
    print(f"{'':36}On Record  tutorial")
    a, b = _figures(questions, ours), _figures(questions, theirs)
    for name, value in a.items():
        print(f"{name:36}{value:9.3f} {b[name]:9.3f}")
    print(f"{'milliseconds a question':36}{1000 * median(f.seconds for f in ours):9.0f}")
    for number, (question, found) in enumerate(zip(questions, ours, strict=True), start=1):
        if miss := _miss(question, found):
            print(f"{number:4} {miss:22} {found.confidence:.2f}  {found.what}")


def read_questions() -> list[Question]:
    """Read the questions, in the order of the file."""
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    return [_question(json.loads(line)) for line in lines]


def _question(line: Mapping[str, object]) -> Question:
    found = {str(line["article"]): line.get("spans", []), **dict(line.get("also", {}))}  # type: ignore[call-overload]
    spans = {stem: tuple(Span(*pair) for pair in pairs) for stem, pairs in found.items() if pairs}
    return Question(str(line["question"]), spans)


def _asked(desk: Desk, question: Question) -> Found:
    began = time.perf_counter()
    answer: Answer = desk.chain.invoke(question.text)
    seconds = time.perf_counter() - began
    cited = {citation.number: citation for citation in answer.citations}
    shown = [[cited[number] for number in s.citations] for s in answer.sentences]
    places = shown or [[citation] for citation in answer.related]
    passages = _paragraphs(desk, question.text) if question.answers else []
    return Found(
        tuple(
            any(question.answered_at(Path(c.name).stem, c.start, c.end) for c in citations)
            for citations in shown
        ),
        tuple(question.answered_at(*place) for place in passages),
        answer.confidence,
        answer.abstained,
        seconds,
        " ".join(f"{Path(c[0].name).stem}:{c[0].start}-{c[0].end}" for c in places[:1]),
    )


def _paragraphs(desk: Desk, text: str) -> list[tuple[str, int, int]]:
    """List the paragraphs of the sentences that are read, best first."""
    articles: dict[str, Article] = {}

    def find_article(id_: str) -> Article:
        if id_ not in articles:
            found = desk.store.article(id_)
            assert found is not None
            articles[id_] = found
        return articles[id_]

    query = read_question(text)
    hits = desk.retriever.find(query)
    ranked = best_sentences(hits, desk.keywords.rarity(query.stems), EVIDENCE)
    places: dict[tuple[str, int, int], None] = {}
    for evidence in judge(query.text, ranked, desk.reader, find_article):
        article = find_article(evidence.article_id)
        start = article.text.rfind("\n", 0, evidence.span.start) + 1
        end = article.text.find("\n", evidence.span.end)
        places[Path(article.name).stem, start, end if end >= 0 else len(article.text)] = None
    return list(places)


def _tutorial(questions: Sequence[Question]) -> list[Found]:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(TEXTS.glob("*.txt"))}
    asked = [Asked(0, question.text, ()) for question in questions]

    def right(question: Question, words: str) -> bool:
        places = ((stem, texts[stem].find(words)) for stem in question.answers)
        return any(at >= 0 and question.answered_at(s, at, at + len(words)) for s, at in places)

    found = tutorial_answers(list(texts.values()), asked, CachingEncoder())
    return [
        Found(
            tuple(right(question, words) for words in one["candidates"]),  # type: ignore[attr-defined]
            tuple(right(question, words) for words in one["passages"]),  # type: ignore[attr-defined]
            float(str(one["confidence"])),
        )
        for question, one in zip(questions, found, strict=True)
    ]


def _figures(questions: Sequence[Question], found: Sequence[Found]) -> dict[str, float]:
    good = [f for q, f in zip(questions, found, strict=True) if q.answers]
    bad = [f for q, f in zip(questions, found, strict=True) if not q.answers]
    truth = [bool(question.answers) for question in questions]
    return {
        "passage among the first five": fmean(any(f.passages[:5]) for f in good),
        "first sentence answers": fmean(any(f.shown[:1]) for f in good),
        "one of the first three does": fmean(any(f.shown[:3]) for f in good),
        "answerable questions answered": fmean(not f.refused for f in good),
        "unanswerable questions refused": fmean(f.refused for f in bad),
        "AUROC of the confidence": float(roc_auc_score(truth, [f.confidence for f in found])),
    }


def _miss(question: Question, found: Found) -> str:
    if not question.answers:
        return "" if found.refused else "answered, unanswerable"
    if found.refused:
        return "refused"
    if not any(found.shown):
        return "wrong" if any(found.passages[:5]) else "wrong, passage missed"
    return "" if found.shown[0] else "right but not first"


if __name__ == "__main__":
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    main()

"""The right passage, or a refusal: ``python -m tests.measure.answers RUN``.

Questions over eight articles at once, half of them made to have no answer, by On Record
and by the way of the libraries' tutorials, in one run. The reader that reads an article's
questions was trained on other articles, and every weight and threshold that is reported on
was fitted on other articles. RUN keeps those readers: where they are not there they are
trained, which takes an hour and a half on two cores, and goes on from where it was.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from bot import composer, judge
from bot.chain import EVIDENCE
from bot.confidence import THRESHOLD, WEIGHTS, features
from bot.copies import is_copy
from bot.question import Query, read_question
from bot.reader.reader import LearnedReader
from bot.reader.train import train
from bot.reranker import Evidence, best_sentences
from index.records import Article
from index.search import Search
from tests.measure.corpora import CORPORA, Asked, CachingEncoder, search_over, squad
from tests.measure.evidence import topic_features
from tests.measure.plot import calibration_plot
from tests.measure.tutorial import tutorial_answers

FOLDS = 4
HITS = 40
ANSWERED = 0.93  # of the answerable questions, at the threshold
MARGINS = (0.0, 0.05, 0.1, 0.12, 0.15, 0.2)
ANSWERS_WEIGHTS = (0.0, 0.02, 0.04, 0.06, 0.08, 0.1)
OFF_TOPIC_EVERY = 3  # of the questions, every so manieth is also put to the other articles
SQUAD = CORPORA / "squad" / "questions.json"
SCORER = CORPORA.parent / "tools" / "score_answers.py"
PLOT = Path(__file__).parents[2] / "docs" / "calibration.svg"


@dataclass(frozen=True)
class Read:
    """A question and the sentences read for it: which answer, and the paragraphs of each."""

    number: int
    kind: str
    group: int
    query: Query
    evidence: list[Evidence]
    right: list[bool]
    paragraphs: list[str]


def main() -> None:
    run = Path(sys.argv[1])
    readers = [
        LearnedReader(train(CORPORA / "polnear" / "train", SQUAD, run, fold, FOLDS))
        for fold in range(FOLDS)
    ]
    encoder = CachingEncoder()
    names, texts, asked = squad()
    corpus = dict(zip(names, texts, strict=True))
    with search_over(corpus, encoder) as search:
        own, seconds = _read(search, names, list(enumerate(asked)), readers, "own")
    other: list[Read] = []
    for number, left_out in enumerate(names):
        rest = {name: text for name, text in corpus.items() if name != left_out}
        some = [(n, one) for n, one in enumerate(asked) if one.article == number]
        with search_over(rest, encoder) as search:
            other += _read(search, names, some[::OFF_TOPIC_EVERY], readers, "off-topic")[0]
    weights = {group: _best_weight([r for r in own if r.group != group]) for group in range(8)}
    _report(
        [_weighted(read, weights[read.group]) for read in own],
        [_weighted(read, weights[read.group]) for read in other],
        seconds,
        list(tutorial_answers(texts, asked, encoder)),
    )
    _to_ship(own, other)


def _read(
    search: Search,
    names: Sequence[str],
    asked: Sequence[tuple[int, Asked]],
    readers: Sequence[LearnedReader],
    kind: str,
) -> tuple[list[Read], list[float]]:
    ids = {entry.article.name: id_ for id_, entry in search.store.entries().items()}
    articles = {id_: search.store.article(id_) for id_ in ids.values()}

    def find_article(id_: str) -> Article:
        found = articles[id_]
        assert found is not None
        return found

    rows, seconds = [], []
    for number, one in asked:
        reader = readers[one.article % FOLDS]
        began = time.perf_counter()
        query = read_question(one.question)
        hits = search.find(query.text, query.stems, HITS)
        ranked = best_sentences(hits, search.keywords.rarity(query.stems), EVIDENCE)
        evidence = judge.judge(query.text, ranked, reader, find_article)
        seconds.append(time.perf_counter() - began)
        home = ids.get(f"{names[one.article]}.txt")
        right = [
            found.article_id == home
            and any(found.span.start <= s.start and s.end <= found.span.end for s in one.spans)
            for found in evidence
        ]
        label = kind if kind != "own" else "answerable" if one.spans else "near-miss"
        paragraphs = [_paragraph(find_article(e.article_id).text, e.span.start) for e in evidence]
        rows.append(Read(number, label, one.article, query, evidence, right, paragraphs))
    return rows, seconds


def _weighted(read: Read, weight: float) -> Read:
    """Rank the sentences anew with another weight of the reader than the one shipped."""
    before = judge.ANSWERS_WEIGHT
    scored = [
        replace(e, score=e.score + (weight - before) * e.reading.answers) if e.reading else e
        for e in read.evidence
    ]
    count = sum(e.reading is not None for e in scored)
    order = sorted(range(count), key=lambda n: -scored[n].score) + list(range(count, len(scored)))
    return replace(
        read,
        evidence=[scored[n] for n in order],
        right=[read.right[n] for n in order],
        paragraphs=[read.paragraphs[n] for n in order],
    )


def _paragraph(text: str, start: int) -> str:
    return text[text.rfind("\n", 0, start) + 1 : text.find("\n", start)]


def _hits(reads: Sequence[Read], k: int) -> float:
    return float(np.mean([any(r.right[:k]) for r in reads if r.kind == "answerable"]))


def _best_weight(reads: Sequence[Read]) -> float:
    by_weight = {w: [_weighted(read, w) for read in reads] for w in ANSWERS_WEIGHTS}
    return max(by_weight, key=lambda w: _hits(by_weight[w], 1) + _hits(by_weight[w], 3))


def _table(reads: Sequence[Read]) -> NDArray[np.float64]:
    return np.array([list(features(r.query, r.evidence).values()) for r in reads])


def _answering(reads: Sequence[Read]) -> LogisticRegression:
    """Fit whether a sentence answers, where it is on what is asked."""
    near = [read for read in reads if read.kind != "off-topic"]
    model = LogisticRegression(max_iter=5000)
    return model.fit(_table(near), [read.kind == "answerable" for read in near])


def _on_topic(reads: Sequence[Read]) -> LogisticRegression:
    """Fit whether a sentence is on what is asked, as `tests.measure.evidence` does."""
    model = LogisticRegression(max_iter=5000)
    weights = [0.2 if read.kind == "near-miss" else 1.0 for read in reads]
    return model.fit(_topics(reads), [r.kind == "answerable" for r in reads], sample_weight=weights)


def _topics(reads: Sequence[Read]) -> NDArray[np.float64]:
    return np.array([topic_features(read.query, read.evidence[0]) for read in reads])


def _held_out(reads: Sequence[Read]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give each question its confidence, and the threshold, fitted on other articles."""
    groups = np.array([read.group for read in reads])
    likely, threshold = np.zeros(len(reads)), np.zeros(len(reads))
    for group in sorted(set(groups)):
        seen = [read for read in reads if read.group != group]
        unseen = [read for read in reads if read.group == group]
        answering, on_topic = _answering(seen), _on_topic(seen)

        likely[groups == group] = _both(unseen, answering, on_topic)
        good = _both([r for r in seen if r.kind == "answerable"], answering, on_topic)
        threshold[groups == group] = np.quantile(good, 1 - ANSWERED)
    return likely, threshold


def _both(
    reads: Sequence[Read], answering: LogisticRegression, on_topic: LogisticRegression
) -> NDArray[np.float64]:
    answers: NDArray[np.float64] = answering.predict_proba(_table(reads))[:, 1]
    topics: NDArray[np.float64] = on_topic.predict_proba(_topics(reads))[:, 1]
    return answers * topics


def _report(
    own: list[Read],
    other: list[Read],
    seconds: list[float],
    tutorial: list[dict[str, object]],
) -> None:
    reads = own + other
    likely, threshold = _held_out(reads)
    kinds = np.array([read.kind for read in reads])
    answered = likely >= threshold
    ids = squad_ids()
    ours: list[dict[str, object]] = [
        {
            "id": ids[read.number],
            "answer_text": read.evidence[0].text if answered[place] else None,
            "candidates": [e.text for e in read.evidence[:3]],
            "passages": list(dict.fromkeys(read.paragraphs)),
            "confidence": float(likely[place]),
        }
        for place, read in enumerate(own)
    ]
    a = squad_scores(ours)
    b = squad_scores([{"id": id_, **found} for id_, found in zip(ids, tutorial, strict=True)])
    print(f"{len(own):,} questions, each by what was fitted on other articles")
    print(f"{'':34}On Record  tutorial")
    for name, label in (
        ("passage_recall@1", "passage first"),
        ("passage_recall@5", "passage in the first five"),
        ("hit@1", "the sentence that answers first"),
        ("hit@3", "in the first three"),
        ("auroc_answerable", "AUROC against near-miss questions"),
    ):
        print(f"{label:34}{a[name]:9.3f} {b[name]:9.3f}")
    good = likely[kinds == "answerable"]
    auroc = roc_auc_score(
        np.r_[np.ones(len(good)), np.zeros((kinds == "off-topic").sum())],
        np.r_[good, likely[kinds == "off-topic"]],
    )
    print(f"{'AUROC against off-topic questions':34}{auroc:9.4f}")
    for kind in ("answerable", "near-miss", "off-topic"):
        print(f"{kind + ' answered':34}{np.mean(answered[kinds == kind]):9.3f}")
    print(f"{'milliseconds a question':34}{1000 * median(seconds):9.0f}")
    for margin in MARGINS:
        counted = [_shown_of(read, margin) for read in own if read.kind == "answerable"]
        print(
            f"shown within {margin} of the best: {np.mean([n for n, _ in counted]):.2f} "
            f"sentences, with the answer {np.mean([hit for _, hit in counted]):.3f}"
            f"{' shipped' if margin == composer.MARGIN else ''}"
        )
    only = np.isin(kinds, ("answerable", "near-miss"))
    PLOT.parent.mkdir(exist_ok=True)
    truth = kinds == "answerable"
    PLOT.write_text(calibration_plot(likely[only], truth[only]), encoding="utf-8")
    print(f"Brier score {np.mean((likely[only] - truth[only]) ** 2):.3f}; see {PLOT.name}")


def _shown_of(read: Read, margin: float) -> tuple[int, bool]:
    least = read.evidence[0].score - margin
    shown: list[int] = []
    for place, found in enumerate(read.evidence):
        alike = any(is_copy(read.evidence[n].text, found.text) for n in shown)
        if found.score >= least and not alike and len(shown) < composer.MAX_SENTENCES:
            shown.append(place)
    return len(shown), any(read.right[n] for n in shown)


def squad_ids() -> list[str]:
    """Read the questions' ids, in the order of `squad`."""
    data = json.loads(SQUAD.read_text(encoding="utf-8"))["data"]
    return [qa["id"] for a in data for p in a["paragraphs"] for qa in p["qas"]]


def squad_scores(predictions: Sequence[dict[str, object]]) -> dict[str, float]:
    """Score predictions; only the questions that they are of count."""
    put = {one["id"] for one in predictions}
    data = json.loads(SQUAD.read_text(encoding="utf-8"))
    for article in data["data"]:
        for paragraph in article["paragraphs"]:
            paragraph["qas"] = [qa for qa in paragraph["qas"] if qa["id"] in put]
    with tempfile.TemporaryDirectory() as folder:
        questions, answers = Path(folder, "questions.json"), Path(folder, "answers.jsonl")
        questions.write_text(json.dumps(data), encoding="utf-8")
        answers.write_text("".join(json.dumps(one) + "\n" for one in predictions), "utf-8")
        command = [sys.executable, str(SCORER), str(questions), str(answers), "--json"]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    metrics: dict[str, float] = json.loads(done.stdout)["metrics"]
    return metrics


def _to_ship(own: list[Read], other: list[Read]) -> None:
    """Print the weights fitted on everything, beside those that are shipped."""
    reads = own + other
    model = _answering(reads)
    fitted = dict(zip(features(reads[0].query, reads[0].evidence), model.coef_[0], strict=True))
    print(f"  {'intercept':16} {model.intercept_[0]:7.3f} shipped {WEIGHTS['intercept']:7.3f}")
    for name, value in fitted.items():
        print(f"  {name:16} {value:7.3f} shipped {WEIGHTS[name]:7.3f}")
    good = [read for read in reads if read.kind == "answerable"]
    likely = _both(good, model, _on_topic(reads))
    print(f"  threshold {np.quantile(likely, 1 - ANSWERED):.3f} shipped {THRESHOLD}")
    weights = [(w, [_weighted(r, w) for r in own]) for w in ANSWERS_WEIGHTS]
    for weight, found in weights:
        print(
            f"  reader's weight {weight}: first {_hits(found, 1):.3f}, three {_hits(found, 3):.3f}"
        )


if __name__ == "__main__":
    main()

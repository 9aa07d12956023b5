"""Weights of the evidence and of relevance: ``python -m tests.measure.evidence``.

Everything is reported on articles that the weights were not fitted on, one article
(of PolNeAR: an eighth of them) left out at a time.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from bot import relevance, reranker
from bot.question import Query, read_question
from bot.reranker import Evidence, best_sentences
from index.search import Search
from tests.measure.corpora import CachingEncoder, people, search_over, squad

TOP = 40
# How much each kind of question counts in the fit. Questions made to look answerable
# count little: no feature here tells them apart, and they would only lower the rest.
WEIGHTS = {"answerable": 1.0, "near-miss": 0.2, "off-topic": 1.0}
WEIGHTS |= {"quoted": 2.0, "mentioned": 0.3, "absent": 2.0}
POSITIVE = ("answerable", "quoted")
PEOPLE = ("What did {} say?", "What did {} say about it?", "Who is {}?", "Quotes by {}?")


@dataclass(frozen=True)
class Row:
    kind: str
    group: str
    features: list[float]


def main() -> None:
    encoder = CachingEncoder()
    rows = _squad_rows(encoder) + _people_rows(encoder)
    _fit(rows)


def _evidence(search: Search, query: Query) -> list[Evidence]:
    hits = search.find(query.text, query.stems, TOP)
    return best_sentences(hits, search.keywords.rarity(query.stems), TOP)


def topic_features(query: Query, best: Evidence) -> list[float]:
    """Measure what `bot.relevance` weighs."""
    missing = len(query.names & best.missing)
    return [
        best.similarity,
        best.coverage,
        best.context,
        missing / max(1, len(query.names)),
        (len(query.names) - missing) / max(1, len(query.terms)),
    ]


def _squad_rows(encoder: CachingEncoder) -> list[Row]:
    names, texts, asked = squad()
    rows: list[Row] = []
    tables: list[tuple[list[Evidence], list[bool]]] = []
    corpus = dict(zip(names, texts, strict=True))
    with search_over(corpus, encoder) as search:
        ids = {e.article.name: id_ for id_, e in search.store.entries().items()}
        for one in asked:
            query = read_question(one.question)
            found = _evidence(search, query)
            kind = "answerable" if one.spans else "near-miss"
            rows.append(Row(kind, names[one.article], topic_features(query, found[0])))
            if one.spans:
                home = ids[f"{names[one.article]}.txt"]
                hits = [
                    e.article_id == home
                    and any(e.span.start <= s.start and s.end <= e.span.end for s in one.spans)
                    for e in found
                ]
                tables.append((found, hits))
    for left_out in names:
        others = {name: text for name, text in corpus.items() if name != left_out}
        with search_over(others, encoder) as search:
            for one in asked:
                if names[one.article] == left_out:
                    query = read_question(one.question)
                    best = _evidence(search, query)[0]
                    rows.append(Row("off-topic", left_out, topic_features(query, best)))
    _print_evidence(tables)
    return rows


def _people_rows(encoder: CachingEncoder) -> list[Row]:
    rows = []
    for number, article in enumerate(people()):
        with search_over({"article": article.text}, encoder) as search:
            for kind in ("quoted", "mentioned", "absent"):
                for index, name in enumerate(getattr(article, kind)):
                    query = read_question(PEOPLE[index % len(PEOPLE)].format(name))
                    best = _evidence(search, query)[0]
                    rows.append(Row(kind, f"people {number % 8}", topic_features(query, best)))
    return rows


def _print_evidence(tables: list[tuple[list[Evidence], list[bool]]]) -> None:
    def rate(score: Callable[[Evidence], float]) -> str:
        first = three = 0
        for found, hits in tables:
            order = sorted(range(len(found)), key=lambda i: -score(found[i]))[:3]
            first += hits[order[0]]
            three += any(hits[i] for i in order)
        return f"{first / len(tables):.3f} {three / len(tables):.3f}"

    print(f"the sentence that answers, of {len(tables)} questions: first, in the first three")
    print("  similarity alone    ", rate(lambda e: e.similarity))
    print("  coverage alone      ", rate(lambda e: e.coverage))
    for own in (0.25, 0.5, 1.0, 2.0):
        for context in (0.0, 0.25, 0.5):

            def score(e: Evidence, own: float = own, context: float = context) -> float:
                return e.similarity + own * e.coverage + context * e.context

            shipped = (own, context) == (reranker.OWN_WEIGHT, reranker.CONTEXT_WEIGHT)
            print(f"  {own:4} own {context:4} context", rate(score), "shipped" if shipped else "")
    print("  with words one by one", rate(lambda e: e.score), "shipped")


def _fit(rows: list[Row]) -> None:
    features = np.array([row.features for row in rows])
    kinds = np.array([row.kind for row in rows])
    groups = np.array([row.group for row in rows])
    labels = np.isin(kinds, POSITIVE)
    weights = np.array([WEIGHTS[row.kind] for row in rows])
    scores = np.zeros(len(rows))
    for group in sorted(set(groups)):
        seen = groups != group
        model = LogisticRegression(max_iter=5000)
        model.fit(features[seen], labels[seen], sample_weight=weights[seen])
        scores[~seen] = model.predict_proba(features[~seen])[:, 1]
    by_kind = {kind: scores[kinds == kind] for kind in WEIGHTS}
    print("relevance, on what was left out")
    for good, bad in (
        ("answerable", "near-miss"),
        ("answerable", "off-topic"),
        ("quoted", "mentioned"),
        ("quoted", "absent"),
    ):
        print(f"  AUROC {good} against {bad}: {_auroc(by_kind[good], by_kind[bad]):.3f}")
    threshold = float(np.quantile(by_kind["answerable"], 0.07))
    for at in (threshold, relevance.RELEVANT):
        print(f"  at {at:.3f}:", end="")
        for kind, found in by_kind.items():
            print(f"  {kind} answered {np.mean(found >= at):.3f}", end="")
        print()
    model = LogisticRegression(max_iter=5000).fit(features, labels, sample_weight=weights)
    print("  fitted on all: intercept", np.round(model.intercept_, 2), np.round(model.coef_, 2))
    shipped = (relevance.SIMILARITY, relevance.COVERAGE, relevance.CONTEXT)
    names = (relevance.MISSING_NAMES, relevance.FOUND_NAMES)
    print("  shipped:       intercept", relevance.INTERCEPT, [*shipped, *names])


def _auroc(good: NDArray[np.float64], bad: NDArray[np.float64]) -> float:
    truth = np.r_[np.ones(len(good)), np.zeros(len(bad))]
    return float(roc_auc_score(truth, np.r_[good, bad]))


if __name__ == "__main__":
    main()

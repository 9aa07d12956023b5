"""Which size and overlap of passages: ``python -m tests.measure.passages``.

For each, over the answerable questions, the share whose answer lies in the first
passage, in the first five, and in the first 1,500 characters of passages (what a
reader sees), by dense, keyword and fused ranking.
"""

from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace

import numpy as np

from index.keywords import Keywords
from index.passages import _passage, _windows
from index.records import Passage, Span
from index.sentences import cut_sentences
from index.words import stems
from tests.measure.corpora import CachingEncoder, squad

CHOICES = [
    *((1, 0, 1000), (2, 0, 1000), (2, 1, 1000), (3, 0, 1000), (3, 1, 1000), (3, 2, 1000)),
    *((4, 1, 1000), (99, 1, 500), (99, 1, 800), (99, 0, 800), (99, 1, 1200)),
]
READ = 1500
TOP = 40


class Shelf:
    """As much of a store as the keyword index asks for."""

    def __init__(self, path: Path, passages: list[Passage]) -> None:
        self.path = path
        self._passages = passages

    def generation(self) -> str:
        return "only"

    def making(self) -> str:
        return "only"

    def entries(self) -> dict[str, SimpleNamespace]:
        return {passage.article_id: SimpleNamespace(digest="only") for passage in self._passages}

    def passages_of(self, article_ids: list[str]) -> list[Passage]:
        return [p for p in self._passages if p.article_id in article_ids]


def main() -> None:
    _, texts, asked = squad()
    asked = [one for one in asked if one.spans]
    encoder = CachingEncoder()
    questions = encoder.encode([one.question for one in asked])
    cut = [cut_sentences(text) for text in texts]
    print(f"{len(asked)} questions, {sum(map(len, cut))} sentences")
    print("sentences overlap characters  passages mean | dense @1 @5 @1500c | keywords | fused")
    for size, overlap, longest in CHOICES:
        passages = [
            _passage(str(number), texts[number], window)
            for number, sentences in enumerate(cut)
            for window in _windows(sentences, size, overlap, longest)
        ]
        vectors = encoder.encode([passage.text for passage in passages])
        dense = np.argsort(-(questions @ vectors.T), axis=1)[:, :TOP]
        place = {passage.id: number for number, passage in enumerate(passages)}
        counts = np.zeros((3, 3))
        with TemporaryDirectory() as folder:
            keywords = Keywords(Shelf(Path(folder), passages))  # type: ignore[arg-type]
            for one, near in zip(asked, dense, strict=True):
                ranked = [place[id_] for id_, _ in keywords.rank(stems(one.question), TOP)]
                fused: dict[int, float] = {}
                for ranking in (list(near), ranked):
                    for rank, number in enumerate(ranking, start=1):
                        fused[int(number)] = fused.get(int(number), 0.0) + 1 / (60 + rank)
                both = sorted(fused, key=lambda number: -fused[number])
                for row, ranking in enumerate((list(near), ranked, both)):
                    found = [passages[number] for number in ranking]
                    counts[row] += _found(found, str(one.article), one.spans)
        mean = np.mean([len(passage.text) for passage in passages])
        columns = " | ".join(" ".join(f"{x:.3f}" for x in row) for row in counts / len(asked))
        print(f"{size:9} {overlap:7} {longest:10} {len(passages):9} {mean:4.0f} | {columns}")


def _found(ranked: list[Passage], article: str, spans: tuple[Span, ...]) -> list[bool]:
    hits = [
        p.article_id == article and any(p.start <= s.start and s.end <= p.end for s in spans)
        for p in ranked
    ]
    seen: set[tuple[str, int]] = set()
    within = 0
    for passage in ranked:
        seen |= {(passage.article_id, offset) for offset in range(passage.start, passage.end)}
        if within and len(seen) > READ:
            break
        within += 1
    return [any(hits[:1]), any(hits[:5]), any(hits[:within])]


if __name__ == "__main__":
    main()

"""How long a question takes as the store grows: ``python -m tests.measure.latency [SIZES]``.

News articles are repeated with their names altered until a store holds so many passages
(20 to 200,000). A copy's vectors are those of its original, a little disturbed; its word
pieces and statements are the original's. Everything else is as it is in use: one Chroma,
one keyword index, the whole chain with the reader. Medians, warm; beside them the search by
meaning alone, one query of Chroma and one look at the articles; and what the store takes on
the disk, all files together, by its passages.
"""

import os
import random
import re
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from bot.chain import answering
from bot.reader.reader import LearnedReader
from bot.retriever import PassageRetriever
from bot.testimony import Witnesses
from index.directory import Directories
from index.encoder import SentenceEncoder
from index.interaction.tokens import encode_passages
from index.keywords import Keywords
from index.passages import cut_passages
from index.records import Article, Passage
from index.rows import Stored, digest, voices_of
from index.search import Search
from index.statement_search import StatementSearch
from index.statements import Reading, find_statements
from index.store import Store
from index.tagger.tagger import LearnedTagger
from tests.measure.corpora import CORPORA
from tests.measure.plot import latency_plot

PLOT = Path(__file__).parents[2] / "docs" / "latency.svg"
SIZES = (20, 200, 2_000, 20_000, 200_000)
QUESTIONS = 40
NOISE = 0.02  # of a vector's numbers, which are about 0.05
GROUP = 5_000
_NAME = re.compile(r"\b[A-Z][a-z]{3,}\b")

# An article with what its passages are kept with.
Made = tuple[Article, list[Passage], NDArray[np.float32], list[str], Reading]


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    encoder = SentenceEncoder()
    originals = list(_originals(encoder))
    questions = _questions(originals)
    reader = LearnedReader()
    print(
        f"{'passages':>9}{'articles':>9}{'statements':>11}{'a question':>12}{'nearest':>13}"
        f"{'kB each':>9}"
    )
    with TemporaryDirectory() as folder:
        store = Store(Path(folder) / "store")
        copies = _copies(originals)
        held = 0
        medians: dict[str, list[float]] = {"a question": [], "nearest passages alone": []}
        for size in sizes:
            held += _grow(store, encoder.name, copies, size - held)
            keywords = Keywords(store)
            keywords.update()
            retriever = PassageRetriever(search=Search(store, encoder, keywords))
            statements = StatementSearch(store, keywords)
            witnesses = Witnesses(Directories(store), statements, keywords, encoder)
            chain = answering(retriever, witnesses, reader)
            chain.invoke(questions[0])
            whole, nearest = [], []
            for question in questions:
                began = time.perf_counter()
                chain.invoke(question)
                whole.append(time.perf_counter() - began)
                vector = encoder.encode([question])[0]
                began = time.perf_counter()
                store.nearest(vector, 40)
                nearest.append(time.perf_counter() - began)
            articles, passages = store.count()
            said = sum(entry.statements for entry in store.entries().values())
            used = sum(f.stat().st_size for f in store.path.rglob("*") if f.is_file())
            for name, spent in zip(medians, (whole, nearest), strict=True):
                medians[name].append(1000 * median(spent))
            print(
                f"{passages:9,}{articles:9,}{said:11,}{1000 * median(whole):9.0f} ms"
                f"{1000 * median(nearest):10.1f} ms{used / passages / 1000:9.1f}",
                flush=True,
            )
    PLOT.write_text(latency_plot(sizes, medians), encoding="utf-8")
    print(f"see {PLOT.name}")


def _originals(encoder: SentenceEncoder) -> Iterator[Made]:
    tagger = LearnedTagger()
    for path in sorted((CORPORA / "polnear" / "dev" / "text").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        article = Article(path.stem, path.stem, path.stem, None, None, None, None, text)
        passages = cut_passages(article.id, text)
        reading = find_statements(article.id, text, tagger)
        yield (article, passages, *encode_passages(encoder, passages), reading)


def _questions(originals: Sequence[Made]) -> list[str]:
    """Ask about a sentence by its first words, which no grammar has to understand."""
    chance = random.Random(0)
    texts = [chance.choice(made[1]).text for made in chance.sample(originals, QUESTIONS)]
    return [f"What is known of {' '.join(text.split()[:8])}?" for text in texts]


def _copies(originals: Sequence[Made]) -> Iterator[Made]:
    chance, number = random.Random(1), 0
    noise = np.random.default_rng(1)
    while True:
        for article, passages, vectors, tokens, reading in originals:
            number += 1
            id_ = f"{number:016x}"
            names = sorted(set(_NAME.findall(article.text)))
            other = {name: _altered(name, chance) for name in names}
            text = _renamed(article.text, other)
            moved = [
                replace(
                    p, id=f"{id_}:{p.start}-{p.end}", article_id=id_, text=text[p.start : p.end]
                )
                for p in passages
            ]
            near = vectors + noise.normal(scale=NOISE, size=vectors.shape).astype(np.float32)
            near /= np.linalg.norm(near, axis=1, keepdims=True)
            copy = replace(article, id=id_, name=id_, text=text)
            yield copy, moved, near, tokens, _reread(reading, id_, other)


def _reread(reading: Reading, id_: str, other: Mapping[str, str]) -> Reading:
    """Move what was read in an article to its copy: names are as long as they were."""
    said = (
        replace(
            statement,
            id=f"{id_}:{statement.id.partition(':')[2]}",
            article_id=id_,
            speaker=_renamed(statement.speaker, other) if statement.speaker else None,
        )
        for statement in reading.statements
    )
    named = (replace(p, name=_renamed(p.name, other)) for p in reading.profiles)
    return Reading(tuple(said), tuple(named))


def _renamed(text: str, other: Mapping[str, str]) -> str:
    return _NAME.sub(lambda found: other.get(found[0], found[0]), text)


def _altered(name: str, chance: random.Random) -> str:
    """Give a name another middle, of the same length."""
    middle = "".join(chance.choice("aeioulnrst") for _ in name[1:-1])
    return name[0] + middle + name[-1]


def _grow(store: Store, encoder: str, copies: Iterator[Made], count: int) -> int:
    added = 0
    with store.writing(encoder):
        while added < count:
            group: list[Made] = []
            while added < count and sum(len(made[1]) for made in group) < GROUP:
                article, passages, vectors, tokens, reading = next(copies)
                some = passages[: count - added]
                said = tuple(s for s in reading.statements if s.sentence.end <= some[-1].end)
                part = Reading(said, reading.profiles)
                group.append((article, some, vectors[: len(some)], tokens[: len(some)], part))
                added += len(some)
            store.add_passages(
                [passage for made in group for passage in made[1]],
                np.concatenate([made[2] for made in group]),
                [packed for made in group for packed in made[3]],
            )
            for article, _, _, _, reading in group:
                store.statements.add(reading.statements, article.text)
            store.add_articles(
                [
                    Stored(
                        article,
                        (article.name,),
                        digest(article.text),
                        len(passages),
                        len(reading.statements),
                        voices_of(reading.statements, article.text),
                        reading.profiles,
                    )
                    for article, passages, _, _, reading in group
                ]
            )
    return added


if __name__ == "__main__":
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    main()

"""The questions that sizes, weights and thresholds are measured on.

They are read from a folder beside the project and are no part of it: half of a
SQuAD 2.0 part (Rajpurkar et al. 2018) and PolNeAR's dev part (Newell et al. 2018).
"""

import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from index.build import build
from index.encoder import EncodedText, SentenceEncoder
from index.keywords import Keywords
from index.records import Span
from index.search import Search
from index.store import Store
from tests.fakes import VerbTagger

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"


@dataclass(frozen=True)
class Asked:
    """A question; ``spans`` are its answers in the article, none when it has none."""

    article: int
    question: str
    spans: tuple[Span, ...]


def squad() -> tuple[list[str], list[str], list[Asked]]:
    """Read names, texts (a paragraph a line) and questions of the articles."""
    names, texts, asked = [], [], []
    data = json.loads((CORPORA / "squad" / "questions.json").read_text(encoding="utf-8"))["data"]
    for number, article in enumerate(data):
        text = ""
        for paragraph in article["paragraphs"]:
            for qa in paragraph["qas"]:
                answers = [] if qa["is_impossible"] else qa["answers"]
                starts = [(len(text) + a["answer_start"], len(a["text"])) for a in answers]
                spans = tuple(Span(start, start + length) for start, length in starts)
                asked.append(Asked(number, qa["question"], spans))
            text += paragraph["context"] + "\n"
        names.append(article["title"])
        texts.append(text)
    return names, texts, asked


@dataclass(frozen=True)
class People:
    """Surnames by article: quoted in it, only mentioned in it, and not in it at all."""

    text: str
    quoted: list[str]
    mentioned: list[str]
    absent: list[str]


def people(seed: int = 0) -> list[People]:
    """Read who is quoted in each article, and draw as many names that are not."""
    folder = CORPORA / "polnear" / "dev"
    chance = random.Random(seed)
    texts, quoted = [], []
    for path in sorted((folder / "text").glob("*.txt")):
        texts.append(path.read_text(encoding="utf-8"))
        notes = sorted((folder / "attributions").glob(f"{path.stem}*.ann"))
        quoted.append({name for note in notes for name in _sources(note)})
    everybody = sorted(set().union(*quoted))
    found = []
    for text, names in zip(texts, quoted, strict=True):
        own = sorted(names)
        inside = {n for n in everybody if re.search(rf"\b{re.escape(n)}\b", text)} - names
        outside = [name for name in everybody if name.lower() not in text.lower()]
        draw = max(3, len(own))
        mentioned = chance.sample(sorted(inside), min(len(inside), draw))
        found.append(People(text, own, mentioned, chance.sample(outside, draw)))
    return found


def _sources(note: Path) -> set[str]:
    names = set()
    for line in note.read_text(encoding="utf-8").splitlines():
        if line.startswith("T") and "\tSource" in line:
            words = re.split(r",| of | who | which ", line.split("\t")[2])[0].split()
            if words and re.fullmatch(r"[A-Z][\w’'-]+", words[-1]):
                names.add(words[-1])
    return names


class CachingEncoder:
    """The real encoder, which encodes no text twice."""

    def __init__(self) -> None:
        self._encoder = SentenceEncoder()
        self._known: dict[str, NDArray[np.float32]] = {}
        self._shown: dict[str, EncodedText] = {}
        self.name = self._encoder.name
        self.shows_tokens = True

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known |= dict(zip(new, self._encoder.encode(new), strict=True))
        return np.array([self._known[text] for text in texts])

    def encode_tokens(self, texts: Sequence[str]) -> list[EncodedText]:
        new = [text for text in dict.fromkeys(texts) if text not in self._shown]
        self._shown |= dict(zip(new, self._encoder.encode_tokens(new), strict=True))
        return [self._shown[text] for text in texts]


@contextmanager
def search_over(texts: Mapping[str, str], encoder: CachingEncoder) -> Iterator[Search]:
    """Index texts, by name, in a store that is there for as long as it is used."""
    with TemporaryDirectory() as folder:
        base = Path(folder)
        for name, text in texts.items():
            (base / f"{name}.txt").write_text(text, encoding="utf-8")
        store = Store(base / "store")
        files = [base / f"{name}.txt" for name in texts]
        build(files, store, encoder, VerbTagger(), max_bytes=10**8)
        yield Search(store, encoder, Keywords(store))

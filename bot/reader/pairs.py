"""A question and a sentence as the reader sees them: word pieces, and what they share."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from bot.reader.reader import Candidate
from index.transformer import CLS, SEP
from index.words import Place, places

MATCHES = 6
CASES = 3
_BETWEEN = " | "
# What a piece of the question is: no content word, or one that the sentence has, that
# only the sentence before has, that neither has; and one of those, whether it is asked for.
_NO_WORD, _HAS, _BEFORE_HAS, _LACKS, _ASKED, _NOT_ASKED = range(MATCHES)


@dataclass(frozen=True, slots=True)
class Room:
    """How much of a pair is read; of what is longer the end is left out.

    ``first`` and ``second`` count word pieces of the two texts, the second with what stands
    before it; ``before`` counts characters of that: enough for who it is about.
    """

    first: int
    second: int
    before: int


QUESTIONS = Room(48, 110, 80)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs as tensors, see `Reader.forward`; ``offsets`` are characters of the sentence.

    ``offsets`` has the shape ``(pairs, pieces, 2)`` and is below 0 outside the sentence.
    """

    ids: Tensor
    parts: Tensor
    features: Tensor
    mask: Tensor
    sentence: Tensor
    offsets: NDArray[np.int64]


def lay_out(
    pairs: Sequence[tuple[str, Candidate]], tokenizer: Tokenizer, room: Room = QUESTIONS
) -> Pairs:
    """Lay out pairs of a question (or claim) and a candidate; there is at least one."""
    rows = [_row(question, candidate, tokenizer, room) for question, candidate in pairs]
    width = max(len(row) for row in rows)
    # columns: id, part, match, case, real, answerable, start, end
    table = np.zeros((len(rows), width, 8), dtype=np.int64)
    table[..., 6:] = -1
    for number, row in enumerate(rows):
        table[number, : len(row)] = row
    whole = torch.from_numpy(table)
    return Pairs(
        ids=whole[..., 0],
        parts=whole[..., 1],
        features=whole[..., 2:4],
        mask=whole[..., 4],
        sentence=whole[..., 5].bool(),
        offsets=table[..., 6:],
    )


def _row(
    question: str, candidate: Candidate, tokenizer: Tokenizer, room: Room
) -> NDArray[np.int64]:
    before = _start(candidate.before, room.before)
    read = before + _BETWEEN + candidate.text
    begins = len(before) + len(_BETWEEN)
    asked, answering = _describe(question, before, candidate.text)
    first = tokenizer.encode(question, add_special_tokens=False)
    second = tokenizer.encode(read, add_special_tokens=False)
    one, other = min(len(first.ids), room.first), min(len(second.ids), room.second)
    row = np.zeros((one + other + 3, 8), dtype=np.int64)
    row[:, 4] = 1
    row[:, 6:] = -1
    row[0, 0], row[one + 1, 0], row[-1, 0] = CLS, SEP, SEP
    row[0, 5] = 1
    here, there = slice(1, one + 1), slice(one + 2, one + 2 + other)
    row[one + 2 :, 1] = 1
    row[here, 0] = first.ids[:one]
    row[there, 0] = second.ids[:other]
    starts = np.asarray(first.offsets, dtype=np.int64).reshape(-1, 2)[:one, 0]
    row[here, 2:4] = asked[starts]
    offsets = np.asarray(second.offsets, dtype=np.int64).reshape(-1, 2)[:other]
    row[there, 2:4] = answering[offsets[:, 0]]
    inside = (offsets[:, 0] >= begins).astype(np.int64)
    row[there, 5] = inside
    row[there, 6:] = np.where(inside[:, None] == 1, offsets - begins, -1)
    return row


def _start(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0]


def _describe(question: str, before: str, text: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Describe each character of the question, and of what is read: match and case."""
    asked = {place.stem for place in _places(question)}
    own = {place.stem for place in _places(text)}
    near = {place.stem for place in _places(before)}
    first = np.zeros((len(question) + 1, 2), dtype=np.int64)
    for number, place in enumerate(_places(question)):
        match = _HAS if place.stem in own else _BEFORE_HAS if place.stem in near else _LACKS
        first[place.start : place.end] = (match if place.stem else _NO_WORD, _case(place, number))
    begins = len(before) + len(_BETWEEN)
    second = np.zeros((begins + len(text) + 1, 2), dtype=np.int64)
    for base, part in ((0, before), (begins, text)):
        for number, place in enumerate(_places(part)):
            match = _ASKED if place.stem in asked else _NOT_ASKED
            second[base + place.start : base + place.end] = (
                match if place.stem else _NO_WORD,
                _case(place, number),
            )
    return first, second


def _case(place: Place, number: int) -> int:
    """Tell numbers (2) and words with a capital that begin no sentence (1) from others."""
    if place.word[0].isdigit():
        return 2
    return 1 if place.word[0].isupper() and number else 0


@lru_cache(maxsize=4096)
def _places(text: str) -> tuple[Place, ...]:
    return tuple(places(text))

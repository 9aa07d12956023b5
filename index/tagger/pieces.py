"""An article as the tagger reads it: word pieces, words and what the pieces do not show."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.quotations import canonical, quoted_regions
from index.records import Span

WINDOW = 254  # word pieces a window, without [CLS] and [SEP]
CONTEXT = 64  # word pieces a window shares with the one before

# What lower-cased pieces do not show of a word, one column each of ``features``.
CASES = 6
QUOTES = 4
LINES = 3


@dataclass(frozen=True, slots=True)
class Pieces:
    """An article in pieces; a word is a run of pieces that the tokenizer split no further.

    Attributes:
        ids: shape ``(pieces,)``, in the encoder's vocabulary, no special ones.
        first: shape ``(words,)``, the first piece of each word, ascending.
        spans: shape ``(words, 2)``, characters of the article.
        features: shape ``(words, 3)``: case, quotation and line of each word.
        paragraphs: shape ``(words,)``: the line each word stands on, from 0.
    """

    ids: NDArray[np.int64]
    first: NDArray[np.int64]
    spans: NDArray[np.int64]
    features: NDArray[np.int64]
    paragraphs: NDArray[np.int64]


def cut_pieces(text: str, tokenizer: Tokenizer) -> Pieces:
    """Cut a text into pieces and describe each word's case, quotation and line."""
    regions = quoted_regions(text)
    text = canonical(text, regions)
    encoding = tokenizer.encode(text, add_special_tokens=False)
    ids = np.asarray(encoding.ids, dtype=np.int64)
    word_ids = np.asarray(encoding.word_ids, dtype=np.int64)
    offsets = np.asarray(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    first = np.flatnonzero(np.diff(word_ids, prepend=-1)) if len(ids) else ids
    last = np.append(first[1:], len(ids)) - 1 if len(first) else first
    spans = np.stack([offsets[first, 0], offsets[last, 1]], axis=1) if len(ids) else offsets
    features, paragraphs = _describe(text, spans, regions)
    return Pieces(ids, first, spans, features, paragraphs)


def _describe(
    text: str, spans: NDArray[np.int64], regions: Sequence[Span]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    starts = [region.start for region in regions]
    breaks = [match.start() for match in re.finditer("[\r\n\u2028\u2029\x0b\x0c\x85]+", text)]
    features = np.zeros((len(spans), 3), dtype=np.int64)
    paragraphs = np.zeros(len(spans), dtype=np.int64)
    before = -1
    for number, (start, end) in enumerate(spans.tolist()):
        features[number, 0] = _case(text[start:end])
        nearest = bisect_right(starts, start) - 1
        if nearest >= 0 and start < regions[nearest].end:
            region = regions[nearest]
            features[number, 1] = 2 if start == region.start else 3 if end == region.end else 1
        line = bisect_left(breaks, start)
        if line != before:
            features[number, 2] = 1
        paragraphs[number] = before = line
    return features, paragraphs


def _case(word: str) -> int:
    if not word[:1].isalnum():
        return 5
    if word[0].isdigit():
        return 4
    if word.islower():
        return 0
    if word[0].isupper() and (len(word) == 1 or word[1:].islower()):
        return 1
    return 2 if word.isupper() else 3

"""The marks by which a sentence cites its evidence: [1], [1, 2], [1-3]."""

import re
from dataclasses import dataclass

_MARK = re.compile(r"\s*\[(\d{1,4}(?:\s*[-–—,;]\s*\d{1,4}){0,20})\]")
_RANGE = re.compile(r"(\d+)\s*[-–—]\s*(\d+)")


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence without its marks, and the numbers that these cite, in order, none twice."""

    text: str
    numbers: tuple[int, ...]


def read_marks(sentence: str) -> Marked:
    """Take the marks out of a sentence; a bracket that is no mark stays in the text."""
    numbers: dict[int, None] = {}
    for match in _MARK.finditer(sentence):
        for part in re.split("[,;]", match.group(1)):
            span = _RANGE.fullmatch(part.strip())
            if span is None:
                numbers.update(dict.fromkeys(map(int, re.findall(r"\d+", part))))
                continue
            first, last = int(span.group(1)), int(span.group(2))
            # no more than the ends of a range that is none: one of them will not exist
            within = range(first, last + 1) if first <= last < first + 100 else (first, last)
            numbers.update(dict.fromkeys(within))
    return Marked(_MARK.sub("", sentence).strip(), tuple(numbers))

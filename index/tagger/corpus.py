"""PolNeAR as the tagger is trained and measured on it."""

import collections
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.records import Span

_SPAN = re.compile(r"(T\d+)\t(\S+) ([\d ;]+)\t")
_EVENT = re.compile(r"E\d+\t(.+)")


@dataclass(frozen=True, slots=True)
class Marking:
    """Source, cue and content as an annotator marked them; each may have gaps."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """One article as one annotator marked it."""

    name: str
    annotator: str
    text: str
    markings: tuple[Marking, ...]


def read_corpus(folder: Path) -> Iterator[Marked]:
    """Read ``text/*.txt`` with ``attributions/*.ann`` (brat), sorted by name.

    An article that several annotators marked comes as often.
    """
    for path in sorted((folder / "attributions").glob("*.ann")):
        name, _, annotator = path.stem.rpartition("_")
        # newline="": offsets count a carriage return too.
        with (folder / "text" / f"{name}.txt").open(encoding="utf-8", newline="") as file:
            text = file.read()
        yield Marked(name, annotator, text, tuple(_read_brat(path)))


def _read_brat(path: Path) -> Iterator[Marking]:
    spans: dict[str, list[Span]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if match := _SPAN.match(line):
            pairs = (pair.split() for pair in match[3].split(";"))
            spans[match[1]] = [Span(int(start), int(end)) for start, end in pairs]
        elif match := _EVENT.match(line):
            roles: dict[str, list[Span]] = collections.defaultdict(list)
            for argument in match[1].split():
                role, _, reference = argument.partition(":")
                roles[role.rstrip("0123456789")].extend(spans.get(reference, ()))
            if roles["Content"]:
                yield Marking(tuple(roles["Source"]), tuple(roles["Cue"]), tuple(roles["Content"]))

"""A model's words to sentences, as they come."""

import re
from collections.abc import Iterator

from index.sentences import cut_sentences

MAX_CHARACTERS = 600  # of a sentence; of one that is longer only its beginning comes
_STEP = 100  # characters of a piece that are looked at together
_THINKING, _THOUGHT = "<think>", "</think>"
_MARK = re.compile(
    r"[ \t]*(?:\[\^?\d[\d,;\s–-]*\]|【\d[^】]{0,20}】|[\[【][^\]】]{0,20}$)"  # or begins to
)
_MAY_END = re.compile(r"[.!?…][^\n]*[^\s.!?…]")
_BULLET = re.compile(r"\s*(?:[-*•+>#]+|\d{1,2}[.)])[ \t]+(?=\S)")


class SentenceSplitter:
    """Cuts a text that comes in pieces into sentences, each with the citations behind it.

    A sentence is complete when another begins, its line ends, or the text does. A line's
    bullet, number or heading sign is left out, and what a model thinks aloud at its start.
    Of a sentence that does not end, ``MAX_CHARACTERS`` and one more come, then the next one.
    """

    def __init__(self) -> None:
        self._pending = ""
        self._begun = False
        self._endless = False  # the beginning of the sentence that is read has come already

    def feed(self, text: str) -> Iterator[str]:
        """Take the next piece; yield the sentences that it completes."""
        for start in range(0, len(text), _STEP):
            yield from self._take(text[start : start + _STEP])

    def _take(self, text: str) -> Iterator[str]:
        self._pending += text
        if not self._begun and not self._past_thinking():
            return
        *lines, self._pending = re.split(r"[\r\n\u2028\u2029\x0b\x0c\x85]", self._pending)
        for line in lines:
            yield from self._ended(self._cut(line))
        while _MAY_END.search(self._pending) or len(self._pending) > MAX_CHARACTERS:
            first, *others = self._cut(self._pending) or [""]
            if others:
                yield from self._ended([first])
                self._pending = self._pending[self._pending.index(first) + len(first) :].lstrip()
            elif len(self._pending) > MAX_CHARACTERS:
                if not self._endless:
                    yield self._pending[: MAX_CHARACTERS + 1]
                self._endless = True
                self._pending = self._pending[MAX_CHARACTERS + 1 :]
            else:
                return

    def rest(self) -> Iterator[str]:
        """Yield what is left when the text has ended."""
        left, self._pending = self._pending, ""
        if self._begun:
            yield from self._ended(self._cut(left))

    def _ended(self, sentences: list[str]) -> list[str]:
        """Leave out the end of a sentence whose beginning has come already."""
        if self._endless:
            self._endless = False
            return sentences[1:]
        return sentences

    def _past_thinking(self) -> bool:
        start = self._pending.lstrip()
        if _THINKING.startswith(start[: len(_THINKING)]) and start != "":
            if len(start) < len(_THINKING):
                return False
            _, thought, self._pending = start.partition(_THOUGHT)
            if not thought:
                self._pending = _THINKING + start[len(_THINKING) :][-len(_THOUGHT) :]
                return False
        self._begun = bool(start)
        return self._begun

    def _cut(self, line: str) -> list[str]:
        """Cut a line into sentences; marks behind a full stop belong to what stands before."""
        bullet = _BULLET.match(line)
        text = line[bullet.end() :] if bullet else line
        bare = _MARK.sub(lambda mark: " " * len(mark[0]), text)
        spans = cut_sentences(bare)
        edges = [span.start for span in spans[1:]]
        if not spans:
            return [text.strip()] if text.strip() else []
        pieces = zip([0, *edges], [*edges, len(text)], strict=True)
        return [text[start:end].strip() for start, end in pieces]

"""Small working parts whose answers can be done by hand."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.reader.reader import Candidate, Reading
from index.records import Attribution, Span
from index.words import stems

TOPICS = ("grain", "talks", "gas", "volan")


class TopicEncoder:
    """One dimension a topic: how often a text names it, and one; then made length 1."""

    def __init__(self, name: str = "topics") -> None:
        self.name = name
        self.texts = 0

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.texts += len(texts)
        counts = np.array(
            [[1.0 + text.lower().count(topic) ** 2 for topic in TOPICS] for text in texts],
            dtype=np.float32,
        ).reshape(len(texts), len(TOPICS))
        unit: NDArray[np.float32] = counts / np.linalg.norm(counts, axis=1, keepdims=True)
        return unit


class VerbTagger:
    """Finds "Volan said that …" and "“…,” Volan told …", and nothing else."""

    name = "verbs"
    _FORMS = (
        re.compile(
            r"(?P<source>[A-Z]\w+(?: [A-Z]\w+)*) (?:\w+ )?(?P<cue>said|announced|warned) "
            r"(?P<content>[^.\n]+)"
        ),
        re.compile(r"“(?P<content>[^”\n]+)” (?P<source>[A-Z]\w+) (?P<cue>told|said)"),
    )

    def tag(self, text: str) -> list[Attribution]:
        return sorted(
            (
                Attribution(
                    Span(*match.span("source")),
                    Span(*match.span("cue")),
                    (Span(*match.span("content")),),
                )
                for form in self._FORMS
                for match in form.finditer(text)
            ),
            key=lambda attribution: attribution.cue,
        )


class SharingReader:
    """A sentence answers by the words it shares with the question: +4 for all, -4 for none.

    Its first word with a capital is the fact, as surely.
    """

    def read(self, question: str, candidates: Sequence[Candidate]) -> list[Reading]:
        asked = set(stems(question))
        found = []
        for candidate in candidates:
            shared = len(asked & set(stems(candidate.text))) / max(1, len(asked))
            name = re.search(r"[A-Z]\w*", candidate.text)
            fact = Span(*name.span()) if name else Span(0, 1)
            found.append(Reading(8 * shared - 4, fact, 8 * shared - 4))
        return found

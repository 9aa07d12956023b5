"""A briefing as prose: a model is asked for it section by section, and checked by sentence.

The quoted briefing is the evidence, and each section's own that of its sentences. What the
model leaves out is quoted in its section, and so are the sections that it is not asked for:
with the worst model a briefing has all that it has without one, in the same order.
"""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bot.answer import sections
from bot.citations import tells
from bot.drafting import SentenceChecker, draft
from bot.exhibits import Exhibit
from bot.prompts import SECTIONS
from bot.writer import Writer
from index.records import Answer

EvidenceOf = Callable[[Sequence[Answer]], Sequence[Exhibit]]


def draft_briefing(
    topic: str,
    quoted: Answer,
    evidence_of: EvidenceOf,
    writer: Writer,
    checker: SentenceChecker,
    left: threading.Event,
) -> Iterator[Answer]:
    """Yield a quoted briefing in parts that add up, written by the model where it can.

    ``evidence_of`` lays out what a model may be given of quoted sentences, numbered from 1 in
    their order. The model has the seconds of one answer for the whole of it. Once they are over,
    the model has failed or ``left`` is set, it is asked no more: the sections that remain are
    quoted at once.
    """
    ends = time.monotonic() + writer.seconds
    for part in _by_section(quoted):
        asked = part.sentences[0].section in SECTIONS
        if asked and not left.is_set() and time.monotonic() < ends and writer.ready():
            exhibits = evidence_of([part])
        else:
            exhibits = ()
        if exhibits:
            yield from draft(topic, [part], exhibits, writer, checker, left, ends)
        else:
            yield replace(part, model=writer.name)


def _by_section(quoted: Answer) -> Iterator[Answer]:
    """Cut a briefing into its sections; each has what its own sentences cite."""
    for _, sentences in sections(quoted):
        numbers = {number for sentence in sentences for number in sentence.citations}
        citations = tuple(c for c in quoted.citations if c.number in numbers)
        yield replace(
            quoted,
            sentences=tuple(sentences),
            citations=citations,
            statements=tuple(
                statement
                for statement in quoted.statements
                if any(tells(citation, statement) for citation in citations)
            ),
        )

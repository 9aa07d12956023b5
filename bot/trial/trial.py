"""The trial of a language model: how much of what it writes its evidence carries."""

import hashlib
import logging
from collections.abc import Generator
from contextlib import closing
from typing import TYPE_CHECKING

from bot.copies import is_copy
from bot.drafting import SentenceChecker, told
from bot.prompts import to_messages
from bot.prose import Prose
from bot.trial.outcomes import FEWEST, Outcome, Outcomes
from bot.trial.papers import PAPERS, Paper, read_papers
from index.statements import AttributionTagger

if TYPE_CHECKING:
    from bot.writer import Writer

SENTENCES = 32  # of its own, after which it is known
LEAST = 8  # of these, that can be shown

log = logging.getLogger("onrecord")


class Trial:
    """Puts questions to a model whose answers nobody sees, and counts what could be shown.

    No check sees everything. How often a sentence that passes them is wrong depends on how often
    the model is: of what SmolLM2-135M writes one sentence in fourteen passes, and of these a fifth
    is not what the article says; of what a careful writer makes of news two in five pass. So
    nothing is shown of a model of whose sentences too few can be shown.

    As in curtailed inspection by attributes, it ends as soon as its outcome is settled. What only
    copies an exhibit counts neither way.
    """

    def __init__(
        self, tagger: AttributionTagger, checker: SentenceChecker, outcomes: Outcomes
    ) -> None:
        self._tagger = tagger
        self._checker = checker
        self._outcomes = outcomes

    def known(self, model: str) -> Outcome | None:
        """Return how the last trial of a model ended, if that still counts."""
        return self._outcomes.of(model, _content())

    def forget(self, model: str) -> None:
        """Let a model prove itself anew."""
        self._outcomes.put(model, _content(), None)

    def take(self, writer: "Writer", model: str) -> Outcome | None:
        """Put a writer's model to the trial, and remember how that ended.

        None: it failed, so that nothing is known of what it can write; the writer knows why.
        """
        carried = written = 0
        for paper in read_papers(self._tagger):
            before = written
            with closing(self._written(paper, writer)) as sentences:
                for can_be_shown in sentences:
                    written += 1
                    carried += can_be_shown
                    if _is_settled(carried, written):
                        break
            if writer.state == "failed" and written == before:
                return None
            writer.expect()  # what it had written when its time was over is judged
            log.debug("%s on trial: %d of %d sentences can be shown", writer.name, carried, written)
            if _is_settled(carried, written):
                break
        passed = written >= FEWEST and carried * SENTENCES >= LEAST * written
        outcome = Outcome(passed, carried, written)
        self._outcomes.put(model, _content(), outcome)
        return outcome

    def _written(self, paper: Paper, writer: "Writer") -> Generator[bool, None, None]:
        """Yield of each sentence of the model's own whether it could be shown."""
        prose = Prose(paper.quoted, writer.name, paper.question)
        messages = to_messages(paper.question, paper.exhibits)
        quotes = [exhibit.citation.quote for exhibit in paper.exhibits]
        with closing(told(messages, paper.exhibits, writer, self._checker, prose)) as sentences:
            for verdict, _ in sentences:
                if not any(is_copy(verdict.text, quote) for quote in quotes):
                    yield verdict.passed


def _is_settled(carried: int, written: int) -> bool:
    return carried >= LEAST or written - carried > SENTENCES - LEAST


def _content() -> str:
    """Identify what is asked, and what has to be reached."""
    asked = f"{PAPERS.read_text(encoding='utf-8')} {to_messages('', [])} {SENTENCES} {LEAST}"
    return hashlib.sha256(asked.encode()).hexdigest()

"""A model's prose, sentence by sentence as it comes, each checked before it is shown."""

import logging
import re
import threading
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Protocol

from langchain_core.messages import BaseMessage

from bot.checks.marks import read_marks
from bot.checks.verdict import Verdict
from bot.copies import is_copy
from bot.errors import ModelError
from bot.exhibits import Exhibit
from bot.prompts import BEFORE, FENCE, MAX_SENTENCES, NOT_IN_EVIDENCE, SPEAKER, to_messages
from bot.prose import Prose
from bot.splitting import MAX_CHARACTERS, SentenceSplitter
from bot.writer import Writer
from index.records import Answer
from index.words import stems

MAX_FAILED = 6  # sentences, before the rest is not waited for
MAX_REPEATED = 2  # of those, the ones that it had written before: it goes round in a circle
_OTHER_MARK = re.compile(r"\[\^(\d+)\]|【(\d+)[^】]*】")
# What a model puts before its answer, in words of the prompt; it says nothing, unless the
# evidence itself has these words.
_LABEL = re.compile(
    r"(?i:(?:the )?((?:evidence|answer)(?: to (?:the|your|this) question)?"
    r"(?:(?: is| says| shows)?:| (?:is|says|shows)(?: that)?))) (?=\S)"
    r"(?:(?<=: )|(?<=that )|(?=[A-Z“\"]))"
)
# Words of the prompt that a sentence of its own has not, unless the evidence has them.
_NOTES = (SPEAKER, f"{BEFORE}:", "The evidence is", "The evidence says")
# A sentence whose "it" or "this" is in the one before it, and cannot be read without that.
_LEANS = re.compile(
    r"(?:(?:and|but|so|yet|still|however|instead|then|even),? )*"
    r"(?:(?:after|at|before|besides|beyond|by|despite|during|for|from|in|of|on|since|to|under|with)"
    r" (?:one of )?)?"
    r"(?:it|they|them|this|that|these|those|both|neither|such|the (?:former|latter|other|others|"
    r"same|two))\b(?! who\b)",
    re.IGNORECASE,
)
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)")
_MARKUP = re.compile(r"[<>{}|\\`#~\ufffd]|\]\(|://|&\w+;")

log = logging.getLogger("onrecord")


class SentenceChecker(Protocol):
    """Anything that tells whether a sentence, with its marks, says what exhibits say."""

    def check(
        self, sentence: str, exhibits: Sequence[Exhibit], before: str | None = None
    ) -> Verdict:
        """Check one sentence that is read after what stands ``before``."""
        ...


def draft(
    question: str,
    quoted: Sequence[Answer],
    exhibits: Sequence[Exhibit],
    writer: Writer,
    checker: SentenceChecker,
    left: threading.Event | None = None,
    ends: float | None = None,
) -> Generator[Answer, None, None]:
    """Yield what the model writes of a quoted answer's sentences, in parts that add up.

    ``exhibits`` are those sentences, in order. A sentence is yielded as soon as it is
    complete and checked. The first exhibit answers best and leads: where the first sentence
    rests on others, it is quoted before that, and not told again. What no written sentence rests
    on is quoted after them, so that nothing found is lost by what the model picks. When nothing
    it wrote passes, the parts are those of ``quoted``.

    A section of a briefing has no more written sentences than exhibits. ``ends`` is the moment
    (`time.monotonic`) at which the model is left.
    """
    section = quoted[0].sentences[0].section
    prose = Prose(quoted, writer.name, "" if section else question)
    messages = to_messages(question, exhibits, section)
    most = len(exhibits) if section else MAX_SENTENCES
    with closing(told(messages, exhibits, writer, checker, prose, most, left, ends)) as sentences:
        for _, parts in sentences:
            yield from parts
    if prose.begun:
        yield from prose.left_out()
    else:
        for part in quoted:
            yield replace(part, model=writer.name)


def told(
    messages: Sequence[BaseMessage],
    exhibits: Sequence[Exhibit],
    writer: Writer,
    checker: SentenceChecker,
    prose: Prose,
    most: int = MAX_SENTENCES,
    left: threading.Event | None = None,
    ends: float | None = None,
) -> Generator[tuple[Verdict, list[Answer]], None, None]:
    """Yield a verdict on each sentence that a model writes, and what is shown of it."""
    sentences = _sentences(writer, messages, left, ends)
    with closing(_checked(sentences, most, exhibits, checker, writer, prose)) as verdicts:
        for verdict in verdicts:
            parts: list[Answer] = []
            if verdict.passed and not prose.leads(verdict.citations):
                parts.append(prose.quoted_first())
            if verdict.passed and prose.tells(verdict.citations):
                parts.append(prose.written(verdict))
            yield verdict, parts


def _checked(
    sentences: Generator[str, None, None],
    most: int,
    exhibits: Sequence[Exhibit],
    checker: SentenceChecker,
    writer: Writer,
    prose: Prose,
) -> Generator[Verdict, None, None]:
    """Yield a verdict on each sentence, and what it rests on.

    A model that begins to write what it was sent has no more to say, nor has one that repeats
    itself.
    """
    passed: list[tuple[str, tuple[int, ...]]] = []
    heard: list[str] = []
    failed = repeated = 0
    with closing(sentences):
        for written in sentences:
            if written.startswith(FENCE):
                return
            sentence = _unlabelled(_plain(written), exhibits)
            text = read_marks(sentence).text
            ended = len(written) <= MAX_CHARACTERS
            verdict = (
                _judge(sentence, text, passed, checker, exhibits, writer, prose)
                if ended
                else _stopped("it does not end")
            )
            if verdict.passed:
                passed.append((verdict.text, verdict.citations))
            else:
                verdict = replace(verdict, text=text)
                failed += 1
                repeated += any(is_copy(text, before) for before in heard)
                log.info("a sentence of %s was dropped: %s", writer.name, verdict.reason)
                log.debug("dropped: %s", sentence)
            heard.append(text)
            yield verdict
            prose.follows = verdict.passed and prose.tells(verdict.citations)
            if len(passed) >= most or failed >= MAX_FAILED or repeated >= MAX_REPEATED:
                return


def _sentences(
    writer: Writer,
    messages: Sequence[BaseMessage],
    left: threading.Event | None,
    ends: float | None,
) -> Generator[str, None, None]:
    """Yield the model's sentences as they are complete; of one that fails, what came before."""
    splitter = SentenceSplitter()
    with closing(writer.write(messages, left, ends)) as pieces:
        try:
            for piece in pieces:
                yield from splitter.feed(piece)
        except ModelError:
            return  # it was logged; a half sentence is none
    yield from splitter.rest()


def _judge(
    sentence: str,
    text: str,
    passed: Sequence[tuple[str, tuple[int, ...]]],
    checker: SentenceChecker,
    exhibits: Sequence[Exhibit],
    writer: Writer,
    prose: Prose,
) -> Verdict:
    """Say whether a sentence may be shown now, and what carries it."""
    if _has(text, NOT_IN_EVIDENCE):
        return _stopped("it says that the evidence does not answer")
    if not re.search(r"\w\W+\w", text):
        return _stopped("it is no sentence")
    for words in _NOTES:
        if _has(text, words) and not any(_has(e.citation.quote, words) for e in exhibits):
            return _stopped("it was sent to it")
    if _MARKUP.search(text) or not text.isprintable():
        return _stopped("it has markup")
    if any(is_copy(text, shown) for shown, _ in passed):
        return _stopped("it was said before")
    if not prose.follows and _LEANS.match(text):
        return _stopped("it leans on a sentence that is not shown")
    verdict = checker.check(sentence, exhibits, prose.read)
    writer.heard(made_up=verdict.made_up)
    if verdict.passed and not prose.leads(verdict.citations):  # the lead will be read before it
        cited = [one for one in exhibits if one.number in verdict.citations]
        if _LEANS.match(text) and not any(is_copy(one.before, prose.lead) for one in cited):
            return _stopped("it leans on a sentence that is not shown")
        verdict = checker.check(sentence, exhibits, prose.lead)
        if prose.leads(verdict.citations):
            return _stopped("nothing carries it")
    if not verdict.passed:
        return verdict
    known = {exhibit.number for exhibit in exhibits}
    if not verdict.text or not verdict.citations or not known.issuperset(verdict.citations):
        return _stopped("nothing carries it")
    if any(
        set(stems(text)) <= set(stems(shown)) and set(numbers) >= set(verdict.citations)
        for shown, numbers in passed
    ):
        return _stopped("it was said before")
    return verdict


def _stopped(why: str) -> Verdict:
    return Verdict(False, why, ())


def _has(text: str, words: str) -> bool:
    return words.lower() in text.lower()


def _plain(sentence: str) -> str:
    """Put a sentence on one line, without emphasis and with its marks in one form."""
    marked = _OTHER_MARK.sub(lambda mark: f"[{mark[1] or mark[2]}]", sentence)
    return " ".join(_EMPHASIS.sub("", marked).split())


def _unlabelled(sentence: str, exhibits: Sequence[Exhibit]) -> str:
    """Take off a label that is the model's; one that the evidence has is part of what it says."""
    label = _LABEL.match(sentence)
    if label is None or any(
        label[1].lower() in exhibit.citation.quote.lower() for exhibit in exhibits
    ):
        return sentence
    rest = sentence[label.end() :]
    return rest[0].upper() + rest[1:]

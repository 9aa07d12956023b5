"""The front door of the checks: a sentence and its evidence in, a verdict out."""

import re
from collections.abc import Sequence

import numpy as np

from bot.checks.carriage import Source, lacking
from bot.checks.marks import read_marks
from bot.checks.quotations import is_unbalanced, quoted_words, stands_in
from bot.checks.reading import Reading, Readings
from bot.checks.saying import says_nothing
from bot.checks.verdict import Verdict
from bot.copies import is_copy
from bot.exhibits import Exhibit
from index.dates import find_dates
from index.encoder import Encoder

MAX_CHARACTERS = 800  # of a sentence; the encoder sees about as much
# Exhibits that are looked at for a sentence that cites none.
CANDIDATES = 3
_GAP = 3  # characters at most between a sentence and the one just before it
_MARKUP = re.compile(r"<[^<>]*>|</|\]\(|`|https?://|\bwww\.|\*\*|^\s*[#|>]|[{}\\]")
_LEAD = re.compile(r"(?:(?:Late|Early) )?(?:[Oo]n|[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|From|As of) ")
_WORD = re.compile(r"[^\W\d_]")


class Checker:
    """Decides whether a sentence may be shown; built once, safe to share.

    Nothing is loaded before the first check.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._readings = Readings(encoder)

    def check(self, sentence: str, exhibits: Sequence[Exhibit]) -> Verdict:
        """Check one sentence against the exhibits it cites, or those that may carry it.

        Never raises, whatever the sentence is.
        """
        if len(sentence) > MAX_CHARACTERS:
            return _stopped(f"it has more than {MAX_CHARACTERS} characters")
        marked = read_marks(sentence)
        known = {exhibit.number: exhibit for exhibit in exhibits}
        for number in marked.numbers:
            if number not in known:
                return _stopped(f"[{number}] is not among the evidence")
        text = marked.text
        if problem := _unreadable(text, exhibits):
            return _stopped(problem)
        if not exhibits:
            return _stopped("there is no evidence")
        cited = [known[number] for number in marked.numbers]
        for exhibit in cited or exhibits:
            if is_copy(text, exhibit.citation.quote) and not _misquotes(text, exhibit):
                return Verdict(True, "", (exhibit.number,))
        claim = self._readings.read([_set_off(text)])[0]
        if problem := says_nothing(claim):
            return _stopped(problem)
        if not cited:
            cited = self._nearest(claim, exhibits)
        reasons = []
        texts = [_whole(exhibit) for exhibit in exhibits]
        for exhibit in cited:
            reason = lacking(claim, self._source(exhibit, exhibits), texts)
            if not reason:
                return Verdict(True, "", (exhibit.number,))
            reasons.append(reason)
        return _stopped(reasons[0])

    def _nearest(self, claim: Reading, exhibits: Sequence[Exhibit]) -> list[Exhibit]:
        readings = self._readings.read([exhibit.citation.quote for exhibit in exhibits])
        cosines = [float(claim.vector @ reading.vector) for reading in readings]
        best = np.argsort([-cosine for cosine in cosines], kind="stable")[:CANDIDATES]
        return [exhibits[int(number)] for number in best]

    def _source(self, exhibit: Exhibit, exhibits: Sequence[Exhibit]) -> Source:
        before = _preceding(exhibit, exhibits) or exhibit.before
        around = f"{exhibit.citation.title}\n{before}"
        reading, context = self._readings.read([exhibit.citation.quote, around])
        return Source(exhibit, reading, context)


def _unreadable(text: str, exhibits: Sequence[Exhibit]) -> str:
    """Say why a text cannot be a plain sentence; nothing when it can."""
    if not _WORD.search(text):
        return "there are no words in it"
    if any(not (sign.isprintable() or sign in " \n\t") for sign in text):
        return "there are control characters in it"
    if _MARKUP.search(text):
        return "there is markup in it"
    for bracket in re.findall(r"\[[^\]]*\]?|\]", text):
        if not any(bracket in exhibit.citation.quote for exhibit in exhibits):
            return "a bracket in it cites nothing"
    if is_unbalanced(text):
        return "a quotation mark in it has no other"
    return ""


def _set_off(text: str) -> str:
    """Put a comma behind a date that a sentence begins with: grammar is read better so."""
    for mention in find_dates(text)[:1]:
        if _LEAD.fullmatch(text[: mention.span.start]) and text[mention.span.end :][:1] == " ":
            return f"{text[: mention.span.end]},{text[mention.span.end :]}"
    return text


def _misquotes(text: str, exhibit: Exhibit) -> bool:
    direct = quoted_words(exhibit.citation.quote)
    return any(
        not any(stands_in(words, passage) for passage in direct) for words in quoted_words(text)
    )


def _preceding(exhibit: Exhibit, exhibits: Sequence[Exhibit]) -> str:
    """Return the exhibit that stands just before in the same article, if there is one."""
    mine = exhibit.citation
    near = (
        other.citation.quote
        for other in exhibits
        if other.citation.article_id == mine.article_id
        and 0 <= mine.start - other.citation.end <= _GAP
    )
    return next(near, "")


def _whole(exhibit: Exhibit) -> str:
    return " ".join((exhibit.citation.title, exhibit.before, exhibit.citation.quote))


def _stopped(reason: str) -> Verdict:
    return Verdict(False, reason, ())

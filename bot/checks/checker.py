"""The front door of the checks: a sentence and its evidence in, a verdict out."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from bot.checks.antecedents import pronoun_of, spelt_out
from bot.checks.carriage import Finding, lacking
from bot.checks.inventions import invents
from bot.checks.judgement import Least
from bot.checks.marks import read_marks
from bot.checks.naming import named_as
from bot.checks.numbers import written_as
from bot.checks.parts import statements
from bot.checks.quotations import is_unbalanced, quoted_words, stands_in
from bot.checks.reading import Reading, Readings
from bot.checks.references import PERSONAL, referents
from bot.checks.saying import says_nothing
from bot.checks.source import Source, joint
from bot.checks.verdict import Verdict
from bot.copies import is_copy
from bot.entailment.entailment import Entailment
from bot.entailment.evidence import evidence
from bot.exhibits import Exhibit
from index.dates import find_dates
from index.encoder import Encoder

MAX_CHARACTERS = 800  # of a sentence; the encoder sees about as much
# Exhibits that are looked at for a sentence that cites none.
CANDIDATES = 3
LEAST = Least()
MOST_MEANT = 3  # people who may be meant by a pronoun that are tried
MOST_CITED = 4  # of the exhibits that a sentence cites, those that are taken in pairs
_GAP = 3  # characters at most between a sentence and the one just before it
_MARKUP = re.compile(r"<[^<>]*>|</|\]\(|`|https?://|\bwww\.|\*\*|^\s*[#|>]|[{}\\]")
_LEAD = re.compile(r"(?:(?:Late|Early) )?(?:[Oo]n|[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|From|As of) ")
_WORD = re.compile(r"[^\W\d_]")


class Checker:
    """Decides whether a sentence may be shown; built once, safe to share.

    Nothing is loaded before the first check.
    """

    def __init__(self, encoder: Encoder, entailment: Entailment, least: Least = LEAST) -> None:
        self._readings = Readings(encoder)
        self._entailment = entailment
        self._least = least

    def check(
        self, sentence: str, exhibits: Sequence[Exhibit], before: str | None = None
    ) -> Verdict:
        """Check one sentence against the exhibits it cites, or those that may carry it.

        ``before`` is what a reader has read before it, if that is known: "he" may be somebody
        named there, or who speaks in what is cited, and has to be. Never raises, whatever the
        sentence is.
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
                return Verdict(True, "", (exhibit.number,), text=text, told=text)
        claim, *_ = self._readings.read([_set_off(text)])
        pronoun = None if before is None else pronoun_of(claim)
        if pronoun is None:
            return self._carried(claim, text, cited, exhibits)
        evidence = "\n".join(f"{one.before} {one.citation.quote}" for one in exhibits)
        context = self._readings.read([before])[0] if before else None
        meant = spelt_out(claim, pronoun, context, cited, evidence)
        failed = []
        if pronoun.explained:
            verdict = self._carried(claim, text, cited, exhibits)
            if verdict.passed:
                return verdict
            failed.append(verdict)
        for told in meant[:MOST_MEANT]:
            reading, *_ = self._readings.read([told.text])
            shown = text if told.plain else told.text
            verdict = self._carried(reading, shown, cited, exhibits, claim)
            if verdict.passed:
                return verdict
            failed.append(verdict)
        if not failed:
            return _stopped(f"nothing tells who “{claim.tokens[pronoun.token].text}” is")
        return failed[0]

    def _carried(
        self,
        claim: Reading,
        shown: str,
        cited: Sequence[Exhibit],
        exhibits: Sequence[Exhibit],
        written: Reading | None = None,
    ) -> Verdict:
        """Check a claim; ``written`` is the same with a pronoun where it has a name."""
        if problem := says_nothing(claim):
            return _stopped(problem)
        marked = bool(cited)
        if not cited:
            cited = self._nearest(claim, exhibits)
        findings = []
        texts = [_whole(exhibit) for exhibit in exhibits]
        passed = partial(Verdict, True, "", text=shown, told=claim.text)
        for exhibit in cited:
            finding = self._lacking(claim, self._source(exhibit, exhibits), texts, written)
            if not finding.reason:
                return passed((exhibit.number,))
            findings.append(finding)
        for pair in _pairs(cited) if marked else ():
            source = replace(self._source(pair[1], exhibits), exhibit=joint(*pair))
            reading = self._readings.read([source.exhibit.citation.quote])[0]
            finding = self._lacking(claim, replace(source, reading=reading), texts, written)
            if not finding.reason:
                return passed(tuple(sorted(one.number for one in pair)))
            findings.append(finding)
        if marked and len(cited) > 1 and (numbers := self._apart(claim, cited, exhibits, texts)):
            return passed(numbers)
        own = written or claim
        grounds = [cited] if marked else [[one] for one in exhibits]
        made_up = all(invents(own, ground) for ground in grounds)
        return Verdict(False, findings[-1].reason, (), made_up=made_up)

    def _apart(
        self,
        claim: Reading,
        cited: Sequence[Exhibit],
        exhibits: Sequence[Exhibit],
        texts: Sequence[str],
    ) -> tuple[int, ...]:
        """Return the exhibits that carry each statement of a claim, or none."""
        numbers: set[int] = set()
        for reading in self._readings.read(statements(claim)):
            sources = (self._source(exhibit, exhibits) for exhibit in cited)
            carrying = next(
                (s for s in sources if not self._lacking(reading, s, texts).reason), None
            )
            if carrying is None:
                return ()
            numbers.add(carrying.exhibit.number)
        return tuple(sorted(numbers))

    def _lacking(
        self,
        claim: Reading,
        source: Source,
        texts: Sequence[str],
        written: Reading | None = None,
    ) -> Finding:
        """Find what an exhibit lacks of a claim; nothing when it carries it.

        Of statements side by side it has to carry each, too, by itself. A pronoun of the claim as
        it was ``written`` is as good for entailment as the name: the exhibit may have it as well.
        """
        finding = lacking(claim, source, texts)
        if finding.reason and not finding.doubt:
            return finding
        least, odds = self._asked(claim, source, finding)
        if all(one >= bound for one, bound in zip(odds, least, strict=True)):
            return Finding()
        if written is not None and min(odds) >= self._least.excerpt:
            other = lacking(written, source, texts)
            least, odds = self._asked(written, source, other)
            carried = all(one >= bound for one, bound in zip(odds, least, strict=True))
            if carried and (other.doubt or not other.reason):
                return Finding()
        return Finding(finding.reason or "it says something else than the evidence")

    def _asked(
        self, claim: Reading, source: Source, finding: Finding
    ) -> tuple[list[float], list[float]]:
        """Return the least log-odds that a claim needs, and each of its statements, and theirs."""
        exhibit = source.exhibit
        shown = evidence(exhibit.citation.title, exhibit.before, _with_speaker(exhibit))
        told = [
            named_as(written_as(text, shown.text), shown.text)
            for text in (claim.text, *statements(claim))
        ]
        names = _names_meant(source)
        least = [self._least.of(finding, told[0], shown.text, names)]
        least += [self._least.of(Finding(), text, shown.text, names) for text in told[1:]]
        return least, list(self._entailment.log_odds([(text, shown) for text in told]))

    def _nearest(self, claim: Reading, exhibits: Sequence[Exhibit]) -> list[Exhibit]:
        readings = self._readings.read([exhibit.citation.quote for exhibit in exhibits])
        cosines = [float(claim.vector @ reading.vector) for reading in readings]
        best = np.argsort([-cosine for cosine in cosines], kind="stable")[:CANDIDATES]
        return [exhibits[int(number)] for number in best]

    def _source(self, exhibit: Exhibit, exhibits: Sequence[Exhibit]) -> Source:
        around = f"{exhibit.citation.title}\n{_lead(exhibit, exhibits)}"
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


def _with_speaker(exhibit: Exhibit) -> str:
    """Put who speaks before a sentence of a quotation whose cue stands elsewhere."""
    quote = exhibit.citation.quote
    words = " ".join(quote.split())
    for one in exhibit.said:
        if one.speaker and not one.cue and one.content == (words,):
            return f"{one.speaker} said: {quote}"
    return quote


def _lead(exhibit: Exhibit, exhibits: Sequence[Exhibit]) -> str:
    """Return up to two sentences that stand just before in the same article."""
    before: list[str] = []
    here = exhibit
    while len(before) < 2:
        found = _preceding(here, exhibits)
        if found is None:
            before += [here.before] if here.before else []
            break
        before.append(found.citation.quote)
        here = found
    return " ".join(reversed(before))


def _preceding(exhibit: Exhibit, exhibits: Sequence[Exhibit]) -> Exhibit | None:
    """Return the exhibit that stands just before in the same article, if there is one."""
    return next((one for one in exhibits if 0 <= _gap(one, exhibit) <= _GAP), None)


def _gap(one: Exhibit, other: Exhibit) -> int:
    """Count the characters between an exhibit and a later one of its article; -1 elsewhere."""
    if one.citation.article_id != other.citation.article_id:
        return -1
    return other.citation.start - one.citation.end


def _pairs(cited: Sequence[Exhibit]) -> list[tuple[Exhibit, Exhibit]]:
    """List the pairs of sentences, one just after the other, that may carry a sentence together."""
    return [
        (one, other)
        for one, other in itertools.permutations(cited[:MOST_CITED], 2)
        if 0 <= _gap(one, other) <= _GAP
    ]


def _names_meant(source: Source) -> set[str]:
    """Return the words of names of who speaks in an exhibit, and of whom it means by "she"."""
    names = {name for one in source.exhibit.said for name in one.names if name[:1].isupper()}
    if any(source.reading.low(n) in PERSONAL for n in range(len(source.reading.tokens))):
        names |= {token.text for token in referents(source.around) if token.entity == "PERSON"}
    return {word for name in names for word in name.split()}


def _whole(exhibit: Exhibit) -> str:
    return " ".join((exhibit.citation.title, exhibit.before, exhibit.citation.quote))


def _stopped(reason: str) -> Verdict:
    return Verdict(False, reason, ())

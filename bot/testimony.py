"""The statements that answer a question for someone's words, best first."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bot.copies import is_copy
from bot.dating import counted_from_today, in_words, is_of
from bot.question import Query
from bot.relevance import RELEVANT, relevance
from bot.reranker import CONTEXT_WEIGHT, OWN_WEIGHT, Evidence
from bot.speech import Speech
from index.countries import countries_of
from index.directory import Directories, Directory, Speaker
from index.encoder import Encoder
from index.keywords import Keywords
from index.records import Answer, Span, Statement, StatementKind
from index.rows import Voiced
from index.search import Hit
from index.statement_search import StatementHit, StatementSearch
from index.words import stems

CANDIDATES = 40
DATED = 10  # times as many are looked at for a date, which no index knows
NEAR_PASSAGES = 10
RELATED_SPEAKERS = 4
# How near two names are, as a cosine, when one may stand for the other: the Kremlin and
# Moscow 0.54, the White House and Washington 0.56, the Kremlin and Kiev 0.47.
NAME_SIMILARITY = 0.5
BODIES = 60  # that are compared, the most quoted ones
# How near a cue is to the act that is asked for, as a cosine. A guess, not measured.
ACT_SIMILARITY = 0.5
ACT_WEIGHT = 0.25
# The share of statements of each kind whose content and source are right (PolNeAR dev):
# what is answered when nothing but the speaker is asked for. `make measure` prints it
# (precision of "linked" direct, mixed and indirect).
PRECISION: Mapping[StatementKind, float] = {"direct": 0.94, "mixed": 0.81, "indirect": 0.69}
# "Lindia's envoy" is a description, not a name.
_BELONGING = re.compile(r"['’]s? (?:\S+ )*[^\W\d_A-Z]\w*$")


@dataclass(frozen=True, slots=True)
class Testimony:
    """What was found: ``statements`` answer, best first; ``nearest`` do not, but are near.

    ``speakers`` are those asked for, ``also`` others that may speak for them;
    ``reason`` says why nothing answers.
    """

    statements: tuple[Voiced, ...] = ()
    nearest: tuple[Voiced, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    also: tuple[Speaker, ...] = ()
    confidence: float = 0.0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Position:
    """What one speaker said on a topic; ``name`` is the speaker as the articles have it.

    ``confidence`` is the estimated probability, 0 to 1, that it is on the topic.
    """

    name: str
    voiced: Voiced
    confidence: float


@dataclass(frozen=True, slots=True)
class _Ranked:
    hit: StatementHit
    score: float
    confidence: float
    acts: bool


class Witnesses:
    """Finds the statements for a `Speech`, among those of the speakers it names."""

    def __init__(
        self,
        directories: Directories,
        search: StatementSearch,
        keywords: Keywords,
        encoder: Encoder,
    ) -> None:
        self._directories = directories
        self._search = search
        self._keywords = keywords
        self._act_similarity = lru_cache(maxsize=4096)(self._compare)
        self._encoder = encoder
        self._vectors: dict[str, NDArray[np.float32]] = {}  # of names of speakers

    def is_speaker(self, name: str) -> bool:
        """Tell whether the articles quote somebody of a name."""
        return any(speaker.voices for speaker in self._directories.current().find(name))

    def hear(
        self,
        query: Query,
        speech: Speech,
        hits: Sequence[Hit],
        seen: Collection[tuple[str, int, int]] = (),
    ) -> Testimony | None:
        """Find who said what was asked for; none when it is no question for statements.

        ``hits`` are the passages that the question found: who said something is looked
        for there, too. ``seen`` are sentences (article, start, end) that were shown before.
        """
        directory = self._directories.current()
        vector = self._encoder.encode([query.text])[0]
        if not speech.speaker:
            return self._anyone(query, speech, hits, vector, seen)
        speakers = directory.find(speech.speaker)
        if not speakers:
            return self._absent(query, speech, directory)
        also = self._related(directory, speakers)
        topic = _topic(query, speech)
        voices = [label for speaker in speakers for label in speaker.voices]
        if not voices:
            return self._absent(query, speech, directory)
        words = [term.stem for term in topic.terms]
        count = CANDIDATES * (DATED if query.dates else 1) + len(seen)
        found = self._search.of_voices(voices, words, vector, count)
        ranked = self._rank(self._of_dates(query, _unseen(found, seen)), topic, speech)
        names = " or ".join(dict.fromkeys(speaker.name for speaker in speakers))
        of = f" of {in_words(query.dates, query.text)}" if query.dates else ""
        if topic.terms:
            if not query.latest:  # else they stay as they are: the latest article's first
                ranked.sort(key=lambda r: -r.score)
            kept = [r for r in ranked if r.confidence >= RELEVANT]
            reason = f"They report nothing {'else ' if seen else ''}that {names} said on this{of}."
        elif speech.act:
            kept = [r for r in ranked if r.acts]
            reason = f"They report no statement of {names} of this kind."
        else:
            kept = ranked
            reason = f"They report no {'other ' if seen else ''}statement of {names}{of}."
        nearest = tuple(r.hit.voiced for r in ranked if r not in kept)
        if not kept:
            # without a topic the confidence is that of having heard right, not of an answer
            best = max((r.confidence for r in ranked), default=0.0) if topic.terms else 0.0
            return Testimony((), nearest, tuple(speakers), also, best, reason)
        return Testimony(
            tuple(r.hit.voiced for r in kept),
            nearest,
            tuple(speakers),
            also,
            kept[0].confidence,
        )

    def names_of(self, name: str) -> tuple[str, ...]:
        """List all that the articles call a speaker, the name itself first."""
        speakers = self._directories.current().speakers
        voices = (v for s in speakers if name in (s.name, *s.voices) for v in (s.name, *s.voices))
        return tuple(dict.fromkeys((name, *voices)))

    def of_answer(self, answer: Answer) -> tuple[Statement, ...]:
        """List the statements that the sentences of an answer are, or are a part of."""
        found = (
            voiced.statement
            for citation in answer.citations
            for voiced in self._search.around(
                citation.article_id, Span(citation.start, citation.end)
            )
        )
        return tuple(dict.fromkeys(found))

    def _related(self, directory: Directory, asked: Sequence[Speaker]) -> tuple[Speaker, ...]:
        """Offer who may speak for the same: of the same country, or near in meaning.

        The Kremlin is near Moscow; what is known to be of another country is not.
        """
        found = directory.related(asked, RELATED_SPEAKERS)
        bodies = directory.bodies(BODIES)
        if not bodies or any(speaker not in bodies for speaker in asked):
            return tuple(found)
        names = [body.name for body in bodies]
        if missing := [name for name in names if name not in self._vectors]:
            self._vectors |= zip(missing, self._encoder.encode(missing), strict=True)
        for body in bodies:
            near = max(self._vectors[body.name] @ self._vectors[s.name] for s in asked)
            own = countries_of(body.name)
            other = any(own and countries_of(s.name) and own != countries_of(s.name) for s in asked)
            if near >= NAME_SIMILARITY and not other and body not in (*asked, *found):
                found.append(body)
        return tuple(found[:RELATED_SPEAKERS])

    def _anyone(
        self,
        query: Query,
        speech: Speech,
        hits: Sequence[Hit],
        vector: NDArray[np.float32],
        seen: Collection[tuple[str, int, int]],
    ) -> Testimony | None:
        topic = _topic(query, speech)
        if not topic.terms:
            return None
        kept = self._on_topic(query, topic, speech, hits, vector, seen)
        if not kept:
            return None
        kept = [r for r in kept if r.score >= kept[0].score - OWN_WEIGHT / 2]
        return Testimony(tuple(r.hit.voiced for r in kept), confidence=kept[0].confidence)

    def positions(self, query: Query, hits: Sequence[Hit]) -> list[Position]:
        """List what anybody said on a topic, best first; ``query`` is the topic."""
        if not query.terms:
            return []
        vector = self._encoder.encode([query.text])[0]
        found = self._on_topic(query, query, Speech("", query.text), hits, vector, ())
        speakers = self._directories.current().speakers
        owners = {label: speaker.name for speaker in speakers for label in speaker.voices}
        return [
            Position(owners.get(r.hit.voiced.voice, r.hit.voiced.voice), r.hit.voiced, r.confidence)
            for r in found
        ]

    def _on_topic(
        self,
        query: Query,
        topic: Query,
        speech: Speech,
        hits: Sequence[Hit],
        vector: NDArray[np.float32],
        seen: Collection[tuple[str, int, int]],
    ) -> list[_Ranked]:
        passages = [hit.passage.id for hit in hits[:NEAR_PASSAGES]]
        found = self._search.of_anyone([t.stem for t in topic.terms], vector, passages, CANDIDATES)
        found = self._of_dates(query, _unseen(found, seen))
        ranked = sorted(self._rank(found, topic, speech), key=lambda r: -r.score)
        return [r for r in ranked if r.confidence >= RELEVANT and r.hit.voiced.voice]

    def _absent(self, query: Query, speech: Speech, directory: Directory) -> Testimony | None:
        """Say that somebody is not quoted; leave to ordinary search what is no name."""
        asked = stems(speech.speaker)
        unused = self._keywords.unused(asked)
        if _BELONGING.search(speech.speaker) and not unused & query.names:
            return None
        if not asked or not (unused or set(asked) & query.names):
            return None
        words = " ".join(speech.speaker.split())
        reason = (
            f"They nowhere name {words}."
            if set(asked) <= unused
            else f"They name {words}, but report nothing said by that name."
        )
        speaker = Speaker(words, (words,), 0, named=True)
        return Testimony(also=tuple(directory.related([speaker], RELATED_SPEAKERS)), reason=reason)

    def _rank(self, found: Sequence[StatementHit], topic: Query, speech: Speech) -> list[_Ranked]:
        rarity = self._keywords.rarity(topic.stems)
        total = sum(rarity.values()) or 1.0
        asked = frozenset(rarity)
        addressee = set(stems(speech.addressee))
        ranked = []
        for hit in found:
            statement = hit.voiced.statement
            own = frozenset(stems(_said(hit.voiced)))
            around = frozenset(stems(hit.voiced.text))
            coverage = sum(rarity[word] for word in asked & own) / total
            context = sum(rarity[word] for word in asked & around) / total
            act = self._act_similarity(speech.act, _cue(hit.voiced)) if speech.act else 0.0
            score = (
                hit.similarity
                + OWN_WEIGHT * coverage
                + CONTEXT_WEIGHT * context
                + ACT_WEIGHT * act
                + (OWN_WEIGHT if addressee and addressee & around else 0.0)
            )
            evidence = Evidence(
                article_id=statement.article_id,
                span=statement.sentence,
                text=hit.voiced.text,
                score=score,
                similarity=hit.similarity,
                coverage=context,
                context=context,
                missing=asked - around,
            )
            likely = relevance(topic, evidence) if topic.terms else PRECISION[statement.kind]
            ranked.append(_Ranked(hit, score, likely, act >= ACT_SIMILARITY))
        if addressee:
            ranked.sort(key=lambda r: not addressee & set(stems(r.hit.voiced.text)))
        return ranked

    def _of_dates(self, query: Query, found: list[StatementHit]) -> list[StatementHit]:
        """Keep what may be of the dates asked for; of a day counted from today it must be."""
        if not query.dates:
            return found
        days = self._search.published({hit.voiced.statement.article_id for hit in found})
        verdicts = [
            is_of(query.dates, hit.voiced.text, days.get(hit.voiced.statement.article_id))
            for hit in found
        ]
        counted = counted_from_today(query.dates)
        return [
            hit
            for hit, verdict in zip(found, verdicts, strict=True)
            if verdict or (verdict is None and not counted)
        ]

    def _compare(self, act: str, cue: str) -> float:
        """Compare an act with a cue: 1 for one verb, or the cosine of the two."""
        if set(stems(act)) & set(stems(cue)):
            return 1.0
        one, other = self._encoder.encode([act, cue])
        return float(one @ other)


def _unseen(
    found: Sequence[StatementHit], seen: Collection[tuple[str, int, int]]
) -> list[StatementHit]:
    """Leave out what was shown, and what only repeats it."""
    shown = [
        hit.voiced.text
        for hit in found
        if (hit.voiced.statement.article_id, *hit.voiced.statement.sentence) in seen
    ]
    return [hit for hit in found if not any(is_copy(hit.voiced.text, text) for text in shown)]


def _topic(query: Query, speech: Speech) -> Query:
    """Keep of the question's words those of the topic; a date is none of them."""
    dates = {stem for one in query.dates for stem in stems(query.text[slice(*one.span)])}
    words = set(stems(speech.topic)) - dates
    return replace(query, terms=tuple(term for term in query.terms if term.stem in words))


def _said(voiced: Voiced) -> str:
    start = voiced.statement.sentence.start
    return " ".join(voiced.text[a - start : b - start] for a, b in voiced.statement.content)


def _cue(voiced: Voiced) -> str:
    cue, start = voiced.statement.cue, voiced.statement.sentence.start
    return " ".join(voiced.text[cue.start - start : cue.end - start].split()) if cue else ""

"""What an article puts on a day: sentences that name a date, and statements."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.copies import plain_words
from index.dates import DateMention, find_dates
from index.records import Article, Span
from index.rows import Voiced
from index.sentences import cut_sentences

# Later, the same few words are said anew: "the minister declined to comment". A guess.
_COPIED_WITHIN = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Dated:
    """Words of an article, and the days they are of, both inclusive.

    ``words`` are those that name the date; none when a statement names no day and has its
    article's. ``voice`` is who says it (see `index.rows.Voice`); none when it is no statement.
    ``same`` is alike in copies (see `bot.copies`).
    """

    article_id: str
    span: Span
    quote: str
    same: str
    first: date
    last: date
    words: str | None = None
    voice: str | None = None
    mention: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What several articles carry word for word, once: ``copies`` are all of it, by date.

    ``dated`` is the first; two people may be quoted in the same words.
    """

    dated: Dated
    copies: tuple[Dated, ...]

    @property
    def voices(self) -> list[str]:
        """Who says it, the first copy's first; empty when it is no statement."""
        return list(dict.fromkeys(c.voice for c in self.copies if c.voice is not None))


@dataclass(frozen=True, slots=True)
class Days:
    """What an article puts on days, in reading order.

    ``open`` counts sentences whose date cannot be told: "12 May" of no year, or "on
    Tuesday" in an article without a date. It is never guessed.
    """

    dated: tuple[Dated, ...]
    open: int


def days_of(article: Article, statements: Iterable[Voiced]) -> Days:
    """Find what an article puts on days: its statements, and other sentences with a date."""
    sentences = cut_sentences(article.text)
    starts = [sentence.start for sentence in sentences]
    mentions = find_dates(article.text, article.published)
    at = [bisect_right(starts, mention.span.start) - 1 for mention in mentions]
    found: list[Dated] = []
    undated = 0
    spoken: set[int] = set()
    for voiced in sorted(statements, key=lambda v: (v.statement.sentence, v.statement.id)):
        span = voiced.statement.sentence
        inside = [n for n, m in enumerate(mentions) if span.start <= m.span.start < span.end]
        spoken.update(at[n] for n in inside)
        mention = voiced.statement.mention
        said = _dated(article, span, [mentions[n] for n in inside]) or _published(article, span)
        undated += not said
        words = article.text[slice(*mention)] if mention else None
        found += [replace(one, voice=voiced.voice, mention=words) for one in said]
    for n in sorted(set(at) - spoken - {-1}):
        named = [mention for mention, place in zip(mentions, at, strict=True) if place == n]
        told = _dated(article, sentences[n], named)
        undated += not told
        found += told
    found.sort(key=lambda one: (one.span, one.first))
    return Days(tuple(dict.fromkeys(found)), undated)


def _dated(article: Article, span: Span, mentions: Sequence[DateMention]) -> list[Dated]:
    quote, same = _words(article, span)
    found: dict[tuple[date, date], Dated] = {}
    for mention in mentions:
        if mention.first and mention.last:
            words = article.text[slice(*mention.span)]
            one = Dated(article.id, span, quote, same, mention.first, mention.last, words)
            found.setdefault((mention.first, mention.last), one)
    return list(found.values())


def _published(article: Article, span: Span) -> list[Dated]:
    day = article.published
    return [Dated(article.id, span, *_words(article, span), day, day)] if day else []


def _words(article: Article, span: Span) -> tuple[str, str]:
    quote = article.text[slice(*span)]
    return quote, " ".join(plain_words(quote))


def once(dated: Iterable[Dated]) -> list[Report]:
    """Join what is the same report, by date.

    What names its day is the same in the same words about the same day; a statement that
    names none, in the same words within some days, and it has the first of them.
    """
    groups: dict[object, list[Dated]] = {}
    begun: dict[str, date] = {}
    for one in sorted(dated, key=lambda d: (d.first, d.last, d.article_id, d.span, d.voice or "")):
        if one.words is None:
            first = begun.get(one.same)
            if first is None or one.first - first > _COPIED_WITHIN:
                begun[one.same] = one.first
        days = (one.first, one.last) if one.words else begun[one.same]
        groups.setdefault((one.same, days), []).append(one)
    return [Report(copies[0], tuple(copies)) for copies in groups.values()]

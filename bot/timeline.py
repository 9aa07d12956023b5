"""The timeline: what the articles put on days, chosen and laid out to be drawn."""

import math
import threading
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from bot.days import Dated, Days, Report, days_of, once
from bot.errors import QuestionError
from bot.question import read_question
from index.directory import Directories
from index.keywords import Keywords
from index.records import Span
from index.rows import Stored, Voiced
from index.store import Store
from index.words import stems

MAX_SHOWN = 400
_BATCH = 100  # articles that are read at once
# A year that one sentence names in passing would press all others into a corner: without
# a range that is asked for, this share at each end is left out when that halves the range. Both
# are guesses, not measured.
_FAR = 0.05
_FEW = 10
_DAY = timedelta(days=1)
# Bars of so many months (0: days, of so many) are drawn up to so many days.
_BARS = ((60, 0, 1), (366, 0, 7), (366 * 6, 1, 0), (366 * 80, 12, 0))


class Timeline:
    """The days of a store; articles that changed are read anew, the rest are remembered."""

    def __init__(self, store: Store, keywords: Keywords) -> None:
        self._store = store
        self._keywords = keywords
        self._reading = threading.Lock()
        self._generation = ""
        self._days: dict[str, tuple[object, Days]] = {}
        self._reports: tuple[Report, ...] = ()
        self._open = 0

    def current(self) -> tuple[tuple[Report, ...], int]:
        """List what the store puts on days, by date, and count the sentences left open."""
        with self._reading:
            generation = self._store.generation()
            if generation != self._generation:
                self._read()
                read = [days for _, days in self._days.values()]
                self._reports = tuple(once(one for days in read for one in days.dated))
                self._open = sum(days.open for days in read)
                self._generation = generation
            return self._reports, self._open

    def _read(self) -> None:
        entries = self._store.entries()
        states = {id_: (e.digest, e.article.published, e.statements) for id_, e in entries.items()}
        self._days = {id_: kept for id_, kept in self._days.items() if states.get(id_) == kept[0]}
        new = sorted(states.keys() - self._days.keys())
        for first in range(0, len(new), _BATCH):
            ids = new[first : first + _BATCH]
            said: dict[str, list[Voiced]] = {}
            for voiced in self._store.statements.of(ids):
                said.setdefault(voiced.statement.article_id, []).append(voiced)
            for article in self._store.articles_of(ids):
                days = days_of(article, said.get(article.id, ()))
                self._days[article.id] = states[article.id], days

    def on_topic(self, topic: str, reports: Sequence[Report]) -> list[tuple[float, Report]]:
        """Keep what uses words of a topic, with the share of those words it uses, 0 to 1."""
        asked = set(stems(topic))
        if not asked:
            return []
        words = " OR ".join(f'"{word}"' for word in sorted(asked))
        rows = self._keywords.query(
            "SELECT article_id, id FROM passages WHERE passages MATCH ?", (f"stems : ({words})",)
        )
        near: dict[str, list[Span]] = {}
        for article_id, id_ in rows:
            start, end = str(id_).rsplit(":", 1)[1].split("-")
            near.setdefault(str(article_id), []).append(Span(int(start), int(end)))
        found = []
        for report in reports:
            one = report.dated
            passages = near.get(one.article_id, ())
            if any(p.start < one.span.end and one.span.start < p.end for p in passages):
                share = len(asked & set(stems(one.quote))) / len(asked)
                if share:
                    found.append((share, report))
        return found


def list_timeline(
    timeline: Timeline,
    store: Store,
    directories: Directories,
    *,
    speaker: str | None = None,
    topic: str | None = None,
    first: date | None = None,
    last: date | None = None,
) -> dict[str, Any]:
    """Lay out what the articles put on days, by date: of a speaker, on a topic, in a range.

    ``items`` are the `MAX_SHOWN` latest or, with a topic, those with most of its words;
    ``total`` counts all in the range, ``bars`` how many begin when, of those that name a
    day or a time no longer than a bar. ``outside`` counts what lies before and after,
    ``open`` the sentences of the whole store whose date cannot be told. The first of the
    ``sources``, which are copies, gives the ``quote``.

    Raises:
        QuestionError: the topic is no words or too many, or the range is none.
    """
    if first and last and first > last:
        raise QuestionError(f"{first} to {last} is no range; begin with the earlier day")
    reports, undated = timeline.current()
    owners = {label: s for s in directories.current().speakers for label in s.voices}
    found = [(0.0, report) for report in reports]
    if speaker is not None:
        found = [
            (share, report)
            for share, report in found
            if any(v in owners and owners[v].name == speaker for v in report.voices)
        ]
    if topic is not None:
        read_question(topic)  # what is wrong with it is said
        found = timeline.on_topic(topic, [report for _, report in found])
    begin, end = _range([report.dated for _, report in found], first, last)
    inside = [(s, r) for s, r in found if r.dated.first <= end and r.dated.last >= begin]
    best = sorted(inside, key=lambda pair: (pair[0], pair[1].dated.last), reverse=True)
    shown = sorted((r for _, r in best[:MAX_SHOWN]), key=lambda r: (r.dated.first, r.dated.last))
    entries = store.entries({copy.article_id for report in shown for copy in report.copies})
    days = [report.dated for _, report in found]
    return {
        "items": [_laid_out(r, owners, entries) for r in shown if _known(r, entries)],
        "total": len(inside),
        "outside": len(found) - len(inside),
        "open": undated,
        "range": [begin.isoformat(), end.isoformat()],
        "whole": [
            min((d.first for d in days), default=begin).isoformat(),
            max((d.last for d in days), default=end).isoformat(),
        ],
        "bars": _bars([r.dated for _, r in inside], begin, end),
    }


def _range(dated: Sequence[Dated], first: date | None, last: date | None) -> tuple[date, date]:
    if not dated:
        day = first or last or date.today()
        return first or day, last or day
    begins = sorted(one.first for one in dated)
    ends = sorted(one.last for one in dated)
    far = math.ceil(len(dated) * _FAR) if len(dated) >= _FEW else 0
    begin, end = begins[0], ends[-1]
    if (ends[-1 - far] - begins[far]) * 2 < end - begin:
        begin, end = begins[far], ends[-1 - far]
    begin, end = first or begin, last or end
    return (begin, end) if begin <= end else (first or end, last or begin)


def _bars(dated: Sequence[Dated], begin: date, end: date) -> list[dict[str, Any]]:
    """Count what begins when, by stretches of the calendar; empty ones are left out."""
    whole = (end - begin).days
    months, days = next(((m, d) for most, m, d in _BARS if whole <= most), (120, 0))
    counts: Counter[tuple[date, date]] = Counter()
    for one in dated:
        bar = _stretch(one.first, months, days)
        if one.first >= begin and one.last - one.first <= bar[1] - bar[0]:
            counts[bar] += 1
    return [
        {"first": first.isoformat(), "last": last.isoformat(), "count": count}
        for (first, last), count in sorted(counts.items())
    ]


def _stretch(day: date, months: int, days: int) -> tuple[date, date]:
    if days:
        begin = day - timedelta(days=day.weekday() if days > 1 else 0)
        return begin, begin + timedelta(days=days - 1)
    month = (day.year * 12 + day.month - 1) // months * months
    after = month + months
    if after >= 12 * 10_000:
        return day, date.max
    begin = date(max(1, month // 12), month % 12 + 1, 1)
    return begin, date(after // 12, after % 12 + 1, 1) - _DAY


def _known(report: Report, entries: dict[str, Stored]) -> bool:
    return all(copy.article_id in entries for copy in report.copies)


def _laid_out(report: Report, owners: dict[str, Any], entries: dict[str, Stored]) -> dict[str, Any]:
    voices = report.voices
    names = dict.fromkeys(owners[voice].name for voice in voices if voice in owners)
    mention = next((copy.mention for copy in report.copies if copy.mention), None)
    places = {(copy.article_id, copy.span): copy for copy in report.copies}
    sources = [_source(copy, entries[copy.article_id]) for copy in places.values()]
    sources.sort(key=lambda source: (source["published"] or "9", source["article"]))
    return {
        "kind": "statement" if voices else "event",
        "first": report.dated.first.isoformat(),
        "last": report.dated.last.isoformat(),
        "dated_by": "text" if report.dated.words else "article",
        "words": report.dated.words,
        "speakers": list(names),
        "mention": mention,
        "quote": sources[0]["quote"],
        "sources": sources,
    }


def _source(copy: Dated, entry: Stored) -> dict[str, Any]:
    article = entry.article
    return {
        "article_id": article.id,
        "start": copy.span.start,
        "end": copy.span.end,
        "quote": copy.quote,
        "article": article.name,
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
    }

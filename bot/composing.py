"""From what was found to an answer: quotations, a refusal or, with a model, checked prose."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from bot.addressing import reports
from bot.briefing import Published, brief
from bot.briefing_prose import draft_briefing
from bot.composer import FindArticle, quote, quote_statements, refuse, refuse_statements
from bot.confidence import THRESHOLD
from bot.drafting import SentenceChecker, draft
from bot.exhibits import Exhibit, lay_out
from bot.inquiry import Inquiry
from bot.testimony import Witnesses
from bot.writer import Writer
from index.errors import StoreError
from index.keywords import Keywords
from index.records import Answer, Article
from index.store import Store


class Composers:
    """The quoting composer and, where a model is set, the one that writes from its quotations."""

    def __init__(
        self,
        store: Store,
        keywords: Keywords,
        witnesses: Witnesses,
        published: Published,
        writer: Writer | None = None,
        checker: SentenceChecker | None = None,
    ) -> None:
        self._store = store
        self._keywords = keywords
        self._witnesses = witnesses
        self._published = published
        self._writer = writer
        self._checker = checker

    def compose(self, inquiry: Inquiry, left: threading.Event) -> Iterator[Answer]:
        """Yield the answer in parts that add up, written by the model where it can.

        A refusal stays one: the model is not asked. ``left`` is set when nobody reads on.
        """
        if self._writer is None or self._checker is None:
            yield from self.quote(inquiry)
            return
        quoted = list(self.quote(inquiry))
        asked, by = inquiry.query.text, (self._writer, self._checker, left)
        if quoted[0].abstained or not self._writer.ready():
            yield from quoted
        elif inquiry.query.briefing:
            yield from draft_briefing(asked, quoted[0], self._evidence, *by)
        elif exhibits := self._evidence(quoted):
            yield from draft(asked, quoted, exhibits, *by)
        else:
            yield from quoted

    def _evidence(self, quoted: Sequence[Answer]) -> list[Exhibit]:
        """Lay out what a model may be given; nothing where the best of it is no report."""
        exhibits = reports(lay_out(quoted, self._find_article(), self._witnesses.names_of))
        return exhibits if exhibits and exhibits[0].number == 1 else []

    def quote(self, inquiry: Inquiry) -> Iterator[Answer]:
        """Yield the answer word for word in parts that add up, or the refusal."""
        find_article = self._find_article()
        if inquiry.query.briefing:
            positions = self._witnesses.positions(inquiry.query, inquiry.hits)
            briefing = brief(
                *(inquiry.query, inquiry.evidence, positions),
                *(self._published, find_article, self._witnesses.of_answer),
            )
            yield briefing or self._refuse(inquiry, find_article)
        elif inquiry.testimony is not None and inquiry.testimony.statements:
            yield from quote_statements(inquiry.query, inquiry.testimony, find_article)
        elif inquiry.testimony is not None:
            heard = refuse_statements(inquiry.query, inquiry.testimony, find_article)
            near = self._refuse(inquiry, find_article)
            yield replace(heard, related=heard.related or near.related, missing=near.missing)
        elif inquiry.confidence >= THRESHOLD:
            found = (inquiry.query, inquiry.evidence, inquiry.confidence)
            for part in quote(*found, find_article):
                yield replace(part, statements=self._witnesses.of_answer(part))
        else:
            yield self._refuse(inquiry, find_article)

    def _refuse(self, inquiry: Inquiry, find_article: FindArticle) -> Answer:
        unused = self._keywords.unused(inquiry.query.stems)
        why = inquiry.why or ("Nothing else was found." if inquiry.seen else "")
        found = (inquiry.query, inquiry.evidence, inquiry.confidence)
        return refuse(*found, unused, why, find_article)

    def _find_article(self) -> FindArticle:
        return cache(lambda id_: existing(self._store.article(id_), id_))


def existing(article: Article | None, id_: str) -> Article:
    """Return an article that was found a moment ago.

    Raises:
        StoreError: it has left the store meanwhile.
    """
    if article is None:
        raise StoreError(f"article {id_} left the store while it was asked; ask again")
    return article

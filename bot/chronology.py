"""Evidence by time: what is of the dates that were asked for, and the latest first."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from bot.dating import counted_from_today, is_of
from bot.question import Query
from bot.reranker import Evidence

# Ids of articles to the days they were published on.
Published = Callable[[Iterable[str]], Mapping[str, date | None]]


def of_dates(query: Query, evidence: Sequence[Evidence], published: Published) -> list[Evidence]:
    """Keep the order, but put what is of another date than was asked for last.

    Where the date is counted from today ("this week"), only what is of it is kept.
    """
    if not query.dates or not evidence:
        return list(evidence)
    days = published({found.article_id for found in evidence})
    verdicts = [is_of(query.dates, found.text, days.get(found.article_id)) for found in evidence]
    judged = list(zip(verdicts, evidence, strict=True))
    if counted_from_today(query.dates):
        return [found for verdict, found in judged if verdict]
    return [found for verdict, found in sorted(judged, key=lambda pair: pair[0] is False)]


def latest_first(
    evidence: Sequence[Evidence], published: Published, margin: float
) -> list[Evidence]:
    """Put the latest article's first among those whose scores come near the best one's.

    An article without a date counts as older than any with one.
    """
    if not evidence:
        return []
    days = published({found.article_id for found in evidence})
    least = evidence[0].score - margin
    near = [found for found in evidence if found.score >= least]
    near.sort(key=lambda found: days.get(found.article_id) or date.min, reverse=True)
    return [*near, *evidence[len(near) :]]

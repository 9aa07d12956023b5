"""A briefing on a topic, by quoting alone: what is new, who says what, what is coming.

Bottom line first; then key points, positions beside each other, the course of events and
what lies ahead. Each is sentences of the articles with their own hedges; what the articles
do not say is told, and no likelihood is added.

Reference:
    ICD 203 (2015), Analytic Standards: bottom line, sourcing, gaps; Pöttker (2003), the
    inverted pyramid: news begins with what matters most.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bot.citations import cite
from bot.composer import MARGIN, FindArticle
from bot.copies import is_copy
from bot.disagreement import disagreeing
from bot.question import Query
from bot.relevance import RELEVANT, relevance
from bot.reranker import Evidence
from bot.testimony import Position
from index.dates import find_dates
from index.records import Answer, Citation, Sentence, Span, Statement
from index.words import stems

BOTTOM_LINE, KEY_POINTS, SAID = "Bottom line", "Key points", "Who says what"
DISPUTED, TIMELINE, AHEAD = "Where they differ", "Timeline", "What is coming"
HEADINGS = (BOTTOM_LINE, KEY_POINTS, SAID, DISPUTED, TIMELINE, AHEAD)
EVIDENCE = 60  # sentences that are looked at
_MOST = {KEY_POINTS: 5, DISPUTED: 4, TIMELINE: 6, AHEAD: 4}
_SPEAKERS, _EACH = 6, 2
# Of two sentences that share more of their words, the second says too little that is new. A
# guess, not measured.
_NEW = 0.6

Published = Callable[[Iterable[str]], dict[str, date | None]]
StatementsOf = Callable[[Answer], tuple[Statement, ...]]
Place = tuple[str, Span]  # an article's id, and a sentence of it


@dataclass(slots=True)
class _Draft:
    """Sentences by heading, none of them twice."""

    sections: dict[str, list[Place]] = field(default_factory=dict)
    texts: dict[Place, str] = field(default_factory=dict)

    def put(self, heading: str, *found: tuple[Place, str]) -> None:
        """Put sentences under a heading, all or none: there is room, and they say what is new."""
        held = self.sections.get(heading, [])
        room = len(held) + len(found) <= _MOST.get(heading, len(held) + len(found))
        new = not any(_says_the_same(t, shown) for _, t in found for shown in self.texts.values())
        if room and new:
            self.sections[heading] = [*held, *(place for place, _ in found)]
            self.texts |= dict(found)


def brief(
    query: Query,
    evidence: Sequence[Evidence],
    positions: Sequence[Position],
    published: Published,
    find_article: FindArticle,
    statements_of: StatementsOf,
) -> Answer | None:
    """Arrange a briefing; none when nothing found is on the topic.

    Its confidence is that what is most likely on the topic is on it.

    ``evidence`` are sentences and ``positions`` statements on the topic, best first each.
    ``statements_of`` lists the statements that the sentences of an answer are.
    """
    near = [found for found in evidence if relevance(query, found) >= RELEVANT]
    if not near and not positions:
        return None
    ids = {found.article_id for found in near} | {p.voiced.statement.article_id for p in positions}
    days = published(ids)
    draft = _Draft()
    if near:
        first = _bottom_line(near, days)
        draft.put(BOTTOM_LINE, _sentence(first))
    _put_positions(draft, positions)
    dated = [(found, _when(found.text, days.get(found.article_id))) for found in near]
    for found, when in dated:
        if when and when[1]:
            draft.put(AHEAD, _sentence(found))
    past = [(when[0], found) for found, when in dated if when and not when[1]]
    for _, found in past:
        draft.put(TIMELINE, _sentence(found))
    for found in (found for found in near if found.coverage):  # by itself, not by what is near
        draft.put(KEY_POINTS, _sentence(found))
    order = {(found.article_id, found.span): day for day, found in past}
    draft.sections.get(TIMELINE, []).sort(key=lambda place: order[place])
    answer = _answer(query, draft, find_article)
    statements = statements_of(answer)
    likely = [relevance(query, found) for found in near] + [p.confidence for p in positions]
    return replace(
        answer,
        statements=statements,
        confidence=max(likely),
        reason=_gaps(draft, statements, answer.citations, days),
    )


def _bottom_line(near: Sequence[Evidence], days: dict[str, date | None]) -> Evidence:
    """Pick, of those that are about as good as the best, the newest; news puts it first."""
    best = [found for found in near if found.score >= near[0].score - MARGIN]
    return max(best, key=lambda e: (days.get(e.article_id) or date.min, -e.span.start))


def _put_positions(draft: _Draft, positions: Sequence[Position]) -> None:
    def sentence(position: Position) -> tuple[Place, str]:
        statement = position.voiced.statement
        return (statement.article_id, statement.sentence), position.voiced.text

    for one, other in disagreeing([(p.name, p.voiced) for p in positions]):
        draft.put(DISPUTED, sentence(positions[one]), sentence(positions[other]))
    speakers: dict[str, list[Position]] = {}
    for position in positions:
        speakers.setdefault(position.name, []).append(position)
    for said in list(speakers.values())[:_SPEAKERS]:
        for position in said[:_EACH]:
            draft.put(SAID, sentence(position))


def _sentence(found: Evidence) -> tuple[Place, str]:
    return (found.article_id, found.span), found.text


def _when(text: str, published: date | None) -> tuple[date, bool] | None:
    """Tell the day a sentence names, and whether that lay ahead when it was published."""
    days = [mention for mention in find_dates(text, published) if mention.first and mention.last]
    if not days:
        return None
    ahead = [m.first for m in days if published and m.last and m.last > published and m.first]
    if ahead:
        return max(ahead), True
    return min(mention.first for mention in days if mention.first), False


def _says_the_same(one: str, other: str) -> bool:
    if is_copy(one, other):
        return True
    first, second = set(stems(one)), set(stems(other))
    return len(first & second) > _NEW * max(1, min(len(first), len(second)))


def _answer(query: Query, draft: _Draft, find_article: FindArticle) -> Answer:
    sentences: list[Sentence] = []
    citations: list[Citation] = []
    for heading in HEADINGS:
        for article_id, span in draft.sections.get(heading, ()):
            number = len(citations) + 1
            text = draft.texts[article_id, span]
            citations.append(cite(find_article(article_id), span, text, number))
            sentences.append(Sentence(citations[-1].quote, (number,), section=heading))
    return Answer(
        question=query.asked,
        sentences=tuple(sentences),
        citations=tuple(citations),
    )


def _gaps(
    draft: _Draft,
    statements: Sequence[Statement],
    citations: Sequence[Citation],
    days: dict[str, date | None],
) -> str:
    """Say what the articles do not say, how far they carry, and of when they are."""
    used = {citation.article_id for citation in citations}
    outlets = {citation.outlet for citation in citations}
    said = []
    if not statements:
        said.append("Nobody is quoted on it.")
    elif DISPUTED not in draft.sections:
        said.append("No two speakers were found to contradict each other.")
    if AHEAD not in draft.sections:
        said.append("No date ahead was found.")
    if len(used) == 1:
        said.append("All of it comes from one article.")
    elif len(outlets) == 1 and citations[0].outlet:
        said.append(f"All of it comes from one outlet, {citations[0].outlet}.")
    dated = [day for id_ in used if (day := days.get(id_))]
    if not dated:
        said.append("What was used has no date.")
    elif len(dated) < len(used):
        said.append(f"{len(used) - len(dated)} of {len(used)} articles used have no date.")
    if dated:
        said.append(f"As of {max(dated)}.")
    return " ".join(said)

"""Put the best evidence first: from passages to the sentences that answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.reader.reader import Reading
from index.interaction.meeting import Meeting
from index.records import Span
from index.search import Hit
from index.words import stems

# Weights of coverage by the sentence itself and by the sentence with the one before
# it, beside the cosine. Chosen by leaving out one article at a time of eight: the first
# sentence answers 0.80 of 1,672 questions (0.43 with the cosine alone, 0.76 with
# coverage alone); from 0.25 to 2 the result moves by 0.02. `make measure` prints it.
OWN_WEIGHT = 0.5
CONTEXT_WEIGHT = 0.25
# Where the words of the question and of the sentence could be compared one by one: what
# that counts, beside all of the above. Fitted in the same way, leaving out one article
# at a time; chosen so on all eight, the first sentence answers 0.82 and one of the first
# three 0.95 of them. `make measure` prints both.
BASE_SHARE = 0.37
OWN_MEETING = 1.0
CONTEXT_MEETING = 1.3


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence of an article that may answer, and why it may.

    ``similarity`` is the mean cosine, -1 to 1, of the passages that hold the sentence;
    ``coverage`` and ``context`` are the shares, 0 to 1, of the question's words (by
    rarity) that the sentence has, and has together with the sentence before it;
    ``missing`` are those that neither has. ``before`` is the sentence before it, empty
    when there is none on its line; ``reading`` is what a reader made of the two. ``score``
    ranks; bigger is better.
    """

    article_id: str
    span: Span
    text: str
    score: float
    similarity: float
    coverage: float
    context: float
    missing: frozenset[str]
    before: str = ""
    reading: Reading | None = None


@dataclass(slots=True)
class _Candidate:
    text: str
    similarities: list[float]
    own: frozenset[str]
    meetings: list[Meeting]
    context: frozenset[str] = frozenset()  # of the sentence before, a heading too
    before: str = ""


def best_sentences(hits: Sequence[Hit], rarity: Mapping[str, float], top_k: int) -> list[Evidence]:
    """Rank the sentences of some passages by how well they answer, best first.

    ``rarity`` weighs each stem of the question; a rare word that is missing counts more.
    """
    total = sum(rarity.values()) or 1.0
    asked = frozenset(rarity)

    def share(words: frozenset[str]) -> float:
        return sum(rarity[word] for word in asked & words) / total

    met = bool(hits) and all(hit.meetings for hit in hits)
    ranked = []
    for (article_id, span), candidate in _candidates(hits).items():
        similarity = sum(candidate.similarities) / len(candidate.similarities)
        coverage = share(candidate.own)
        near = candidate.own | candidate.context
        context = share(near)
        score = similarity + OWN_WEIGHT * coverage + CONTEXT_WEIGHT * context
        if met:
            score *= BASE_SHARE
            score += OWN_MEETING * max(meeting.own for meeting in candidate.meetings)
            score += CONTEXT_MEETING * max(meeting.context for meeting in candidate.meetings)
        ranked.append(
            Evidence(
                article_id=article_id,
                span=span,
                text=candidate.text,
                score=score,
                similarity=similarity,
                coverage=coverage,
                context=context,
                missing=asked - near,
                before=candidate.before,
            )
        )
    ranked.sort(key=lambda e: (-e.score, e.article_id, e.span))
    return ranked[:top_k]


def _candidates(hits: Sequence[Hit]) -> dict[tuple[str, Span], _Candidate]:
    found: dict[tuple[str, Span], _Candidate] = {}
    for hit in hits:
        before: _Candidate | None = None
        for place, span in enumerate(hit.passage.sentences):
            candidate = found.get((hit.passage.article_id, span))
            if candidate is None:
                text = hit.passage.words(span)
                candidate = _Candidate(text, [], frozenset(stems(text)), [])
                found[hit.passage.article_id, span] = candidate
            candidate.similarities.append(hit.similarity)
            candidate.meetings += hit.meetings[place : place + 1]
            if before is not None:
                candidate.context = before.own
                gap = hit.passage.text[: span.start - hit.passage.start]
                if not gap[len(gap.rstrip()) :].strip(" \t\xa0"):
                    candidate.before = before.text
            before = candidate
    return found

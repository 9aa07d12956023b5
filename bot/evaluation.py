"""How well the store answers questions whose answers are known."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from statistics import fmean, median

from langchain_core.runnables import Runnable

from bot.expected import Expected
from bot.question import read_question
from bot.retriever import PassageRetriever
from bot.terminal import printable
from index.records import Answer

RANKS = (1, 3, 5, 10)
BINS = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question.

    ``rank`` is that of the first passage with a sentence that answers, from 1, or none;
    ``place`` the same of the sentences shown. ``shown`` are the sentences of the answer,
    or the nearest ones of a refusal.
    """

    expected: Expected
    abstained: bool
    confidence: float
    rank: int | None
    place: int | None
    shown: tuple[str, ...]
    seconds: float

    @property
    def miss(self) -> str | None:
        """Say what went wrong, if anything did."""
        if self.abstained:
            return "refused" if self.expected.answerable else None
        if not self.expected.answerable:
            return "answered, unanswerable"
        if self.place is None:
            return "answered wrongly"
        return None if self.place == 1 else "right sentence not first"


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions of like confidence: its mean, and the share that is answerable."""

    confidence: float
    answerable: float
    questions: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of an evaluation; shares are 0 to 1, none where nothing is counted.

    Of the answerable questions: ``recall`` is the share whose passage is among the first
    k, by k; ``answered`` that were; ``first`` and ``first_three`` whose answer's first
    sentence, or one of its first three, is right. ``refused`` is the share of the
    unanswerable. ``auroc`` tells how well the confidence parts the two, ``brier`` is
    its mean squared error.

    Reference:
        Brier (1950), Verification of Forecasts Expressed in Terms of Probability.
    """

    questions: int
    answerable: int
    recall: dict[int, float | None]
    answered: float | None
    first: float | None
    first_three: float | None
    refused: float | None
    auroc: float | None
    brier: float
    calibration: tuple[Bin, ...]
    median_seconds: float


def evaluate(
    questions: Sequence[Expected], chain: Runnable[str, Answer], retriever: PassageRetriever
) -> Iterator[Outcome]:
    """Ask each question and compare what comes with what is expected, in order.

    Raises:
        StoreError: the store cannot be read.
    """
    for expected in questions:
        started = time.perf_counter()
        answer = chain.invoke(expected.question)
        seconds = time.perf_counter() - started
        hits = retriever.find(read_question(expected.question))[: max(RANKS)]
        passages = [[hit.passage.words(span) for span in hit.passage.sentences] for hit in hits]
        sentences = tuple(sentence.text for sentence in answer.sentences)
        yield Outcome(
            expected=expected,
            abstained=answer.abstained,
            confidence=answer.confidence,
            rank=_first(any(map(expected.found_in, passage)) for passage in passages),
            place=_first(map(expected.found_in, sentences)),
            shown=sentences or tuple(citation.quote for citation in answer.related),
            seconds=seconds,
        )


def figures(outcomes: Sequence[Outcome]) -> Figures:
    """Sum up; ``outcomes`` are not empty."""
    from sklearn.metrics import brier_score_loss, roc_auc_score  # slow to import

    good = [o for o in outcomes if o.expected.answerable]
    bad = [o for o in outcomes if not o.expected.answerable]
    truth = [o.expected.answerable for o in outcomes]
    confidence = [o.confidence for o in outcomes]
    return Figures(
        questions=len(outcomes),
        answerable=len(good),
        recall={k: _share(good, partial(_within, k=k)) for k in RANKS},
        answered=_share(good, lambda o: not o.abstained),
        first=_share(good, lambda o: o.place == 1),
        first_three=_share(good, lambda o: (o.place or 4) <= 3),
        refused=_share(bad, lambda o: o.abstained),
        auroc=float(roc_auc_score(truth, confidence)) if good and bad else None,
        brier=float(brier_score_loss(truth, confidence, pos_label=True)),
        calibration=_calibration(outcomes),
        median_seconds=median(o.seconds for o in outcomes),
    )


def to_json(outcomes: Sequence[Outcome]) -> dict[str, object]:
    """Lay out figures and misses as ``onrecord eval --json`` prints them."""
    misses = [
        {
            "line": outcome.expected.line,
            "question": outcome.expected.question,
            "miss": outcome.miss,
            "confidence": outcome.confidence,
            "answer": list(outcome.expected.answers),
            "passages": list(outcome.expected.passages),
            "shown": list(outcome.shown),
        }
        for outcome in outcomes
        if outcome.miss
    ]
    return asdict(figures(outcomes)) | {"misses": misses}


def to_table(outcomes: Sequence[Outcome]) -> str:
    """Write figures and misses for a terminal."""
    found = figures(outcomes)
    lines = [
        f"{found.questions:,} questions, {1000 * found.median_seconds:.0f} ms each (median)",
        f"of {found.answerable:,} answerable",
        *(_row(f"passage among the first {k}", value) for k, value in found.recall.items()),
        _row("answered", found.answered),
        _row("first sentence right", found.first),
        _row("one of the first three right", found.first_three),
        f"of {found.questions - found.answerable:,} unanswerable",
        _row("refused", found.refused),
        "confidence",
        _row("AUROC, answerable or not", found.auroc),
        _row("Brier score, 0 is best", found.brier),
        "  mean  answerable  questions",
        *(
            f"  {held.confidence:.2f}  {held.answerable:10.2f}  {held.questions:9,}"
            for held in found.calibration
        ),
    ]
    misses = [outcome for outcome in outcomes if outcome.miss]
    lines += [f"missed: {len(misses):,}", *(line for miss in misses for line in _told(miss))]
    return "\n".join(map(printable, lines))


def _told(outcome: Outcome) -> Iterator[str]:
    expected = outcome.expected
    asked = _flat(expected.question)
    yield f"  line {expected.line}, {outcome.miss} ({outcome.confidence:.2f}): {asked}"
    for text in (*expected.answers, *expected.passages):
        yield f"    wanted   {_flat(text)}"
    for text in outcome.shown[:1]:
        yield f"    {'nearest' if outcome.abstained else 'shown':7}  {_flat(text)}"


def _row(name: str, value: float | None) -> str:
    return f"  {name:29} " + ("none to count" if value is None else f"{value:.3f}")


def _flat(text: str) -> str:
    return " ".join(text.split())


def _first(right: Iterable[bool]) -> int | None:
    return next((place for place, it_is in enumerate(right, start=1) if it_is), None)


def _within(outcome: Outcome, k: int) -> bool:
    return outcome.rank is not None and outcome.rank <= k


def _share(outcomes: Sequence[Outcome], holds: Callable[[Outcome], bool]) -> float | None:
    return fmean(map(holds, outcomes)) if outcomes else None


def _calibration(outcomes: Sequence[Outcome]) -> tuple[Bin, ...]:
    """Sort into bins of equal width; empty ones are left out."""
    bins: dict[int, list[Outcome]] = {}
    for outcome in outcomes:
        bins.setdefault(min(int(BINS * outcome.confidence), BINS - 1), []).append(outcome)
    return tuple(
        Bin(
            fmean(o.confidence for o in held),
            fmean(o.expected.answerable for o in held),
            len(held),
        )
        for _, held in sorted(bins.items())
    )

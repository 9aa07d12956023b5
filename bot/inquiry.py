"""A question on its way through the stages."""

from dataclasses import dataclass, field

from bot.question import Query
from bot.reranker import Evidence
from bot.testimony import Testimony
from index.search import Hit


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and those before it in the conversation, as they were typed, oldest first."""

    question: str
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question on its way: each stage fills in what it finds.

    ``seen`` are sentences (article, start, end) that are not to be shown again. ``why`` says
    why nothing of the evidence answers, when that is known before it is read.
    """

    query: Query
    read_as: str = ""
    seen: frozenset[tuple[str, int, int]] = frozenset()
    hits: list[Hit] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    testimony: Testimony | None = None
    confidence: float = 0.0
    why: str = ""
    seconds: dict[str, float] = field(default_factory=dict)

"""Which statements contradict each other: on one thing, the one denied and the other not."""

from collections.abc import Iterator, Sequence

from bot.lacking import is_negated
from index.rows import Voiced
from index.words import stems

# Verbs that deny what follows them.
_DENYING = frozenset(
    stem
    for verb in "contradict decline deny dismiss dispute oppose refuse refute reject".split()
    for stem in stems(verb)
)
# Shared by two statements, of the words of the shorter one, when they are on one thing. Both
# are guesses, not measured.
SHARED = 0.4
_LEAST_WORDS = 3


def disagreeing(said: Sequence[tuple[str, Voiced]]) -> Iterator[tuple[int, int]]:
    """Find pairs of statements, by place, that two speakers made against each other.

    ``said`` are speakers with their statements. The statement that denies comes second.
    Each is in one pair at most.
    """
    words = [_content(voiced) for _, voiced in said]
    denied = [_denies(voiced) for _, voiced in said]
    used: set[int] = set()
    for one in range(len(said)):
        for other in range(one + 1, len(said)):
            if used & {one, other} or said[one][0] == said[other][0]:
                continue
            shared = words[one] & words[other]
            least = min(len(words[one]), len(words[other]))
            if denied[one] == denied[other] or len(shared) < max(_LEAST_WORDS, SHARED * least):
                continue
            used |= {one, other}
            yield (other, one) if denied[one] else (one, other)


def _content(voiced: Voiced) -> frozenset[str]:
    start = voiced.statement.sentence.start
    said = " ".join(voiced.text[a - start : b - start] for a, b in voiced.statement.content)
    return frozenset(stems(said))


def _denies(voiced: Voiced) -> bool:
    """Tell whether a statement denies: by its verb, or in its words, not by both."""
    start, cue = voiced.statement.sentence.start, voiced.statement.cue
    verb = voiced.text[cue.start - start : cue.end - start] if cue else ""
    said = " ".join(voiced.text[a - start : b - start] for a, b in voiced.statement.content)
    return bool(_DENYING & set(stems(verb))) != is_negated(said)

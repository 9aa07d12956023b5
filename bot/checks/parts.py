"""A sentence of several statements, each of which another exhibit may carry."""

from bot.checks.quotations import is_unbalanced
from bot.checks.reading import Reading

# What puts two statements side by side and says nothing of how they hang together.
_BESIDE = frozenset(("and", "but", "while", "whereas", ";"))
_WORDS = 3  # fewer are no statement


def statements(reading: Reading) -> list[str]:
    """Cut a text into statements that stand side by side, each with a subject of its own.

    In reading order, as texts; one, or none that can be checked alone, is not cut.
    """
    tokens = reading.tokens
    roots = [n for n, token in enumerate(tokens) if token.head == n]
    cuts: list[tuple[int, int]] = []  # first token of a statement, and of what joins it
    for root in roots[:1]:
        for verb in reading.children.get(root, ()):
            if tokens[verb].dep not in ("conj", "advcl", "ccomp", "parataxis"):
                continue
            inside = reading.subtree(verb)
            below = reading.children.get(verb, ())
            own = any(
                tokens[c].dep in ("nsubj", "nsubjpass") and tokens[c].pos != "PRON" for c in below
            )
            start = min(inside)
            marks = [n for n in (start, start - 1) if n > 0 and reading.low(n) in _BESIDE]
            if own and marks and max(inside) - start >= _WORDS and start > root:
                first = max(marks) + 1
                cuts.append((first, min(marks)))
    if not cuts:
        return []
    found = []
    at = 0
    for first, joint in sorted(cuts):
        found.append(reading.text[at : tokens[joint].start])
        at = tokens[first].start
    found.append(reading.text[at:])
    parts = [part.strip(" ,;.") + "." for part in found]
    parts = [part[0].upper() + part[1:] for part in parts]
    return [] if any(is_unbalanced(part) for part in parts) else parts

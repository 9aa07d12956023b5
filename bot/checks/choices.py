"""Choices: who says "rain or snow" does not say "snow"."""

from bot.checks.alignment import Alignment
from bot.checks.reading import Reading

_OPEN = frozenset(("or", "either", "nor", "whether", "may", "might", "could"))
# Where these stand, each part holds by itself: "without rain or snow", "if it rains or snows".
_EACH = frozenset(
    "no not n't never nor neither without any if whether unless none cannot before than".split()
)
_CONTENT = frozenset(("NOUN", "PROPN", "ADJ", "VERB"))


def chosen(alignment: Alignment) -> str:
    """Say which choice of the exhibit a claim settles, by naming one part and not the others."""
    claim, exhibit = alignment.claim, alignment.exhibit
    if any(claim.low(n) in _OPEN for n in range(len(claim.tokens))):
        return ""
    met = {n for token in range(len(claim.tokens)) for n in alignment.of(token)}
    for parts in _choices(exhibit):
        here = [n in met for n in parts]
        if any(here) and not all(here):
            first, last = parts[0], parts[-1]
            words = exhibit.text[exhibit.tokens[first].start : exhibit.tokens[last].end]
            return f"the evidence says “{words[:60]}”"
    return ""


def _choices(reading: Reading) -> list[list[int]]:
    """List what is joined by "or", in reading order, where no word makes each part hold."""
    found = []
    for number, token in enumerate(reading.tokens):
        if reading.low(number) != "or" or token.dep != "cc":
            continue
        sentence = [n for n, t in enumerate(reading.tokens) if t.sentence == token.sentence]
        if any(reading.low(n) in _EACH for n in sentence):
            continue
        parts = {token.head}
        parts.update(
            c for c in reading.children.get(token.head, ()) if reading.tokens[c].dep == "conj"
        )
        while reading.tokens[min(parts)].dep == "conj":
            parts.add(reading.tokens[min(parts)].head)
        if len(parts) > 1 and all(
            reading.stems[n] and reading.tokens[n].pos in _CONTENT for n in parts
        ):
            found.append(sorted(parts))
    return found

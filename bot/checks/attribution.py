"""Phrases that name a source without a verb: "according to Volan", "in her view"."""

from bot.checks.reading import Reading

# Phrases that name whose words these are: "in her view", "by the ministry's count".
_VIEWS = {
    "in": frozenset(("eyes", "judgement", "judgment", "opinion", "view", "words")),
    "by": frozenset("account calculation calculations count estimate estimates reckoning".split()),
    "to": frozenset(("mind",)),
}


def sources(reading: Reading, preposition: int) -> tuple[int, ...]:
    """Return whom a phrase names as its source: "according to Volan", "in her view"."""
    low = reading.low(preposition)
    if low == "according":
        inside = sorted(reading.subtree(preposition))
        return tuple(n for n in inside if reading.tokens[n].dep == "pobj")[:1]
    for noun in reading.children.get(preposition, ()) if low in _VIEWS else ():
        if reading.tokens[noun].dep != "pobj" or reading.low(noun) not in _VIEWS[low]:
            continue
        below = reading.children.get(noun, ())
        named = [n for n in below if reading.tokens[n].dep == "poss"]
        if any(reading.low(n) == "the" for n in below):  # "in the words of Volan"
            named += [
                n
                for of in below
                if reading.low(of) == "of"
                for n in reading.children.get(of, ())
                if reading.tokens[n].dep == "pobj"
            ]
        if named:
            return tuple(named[:1])
    return ()

"""Whether two sentences are one report: what a wire copy repeats is shown once."""

from index.words import places

_ARTICLES = frozenset(("a", "an", "the"))


def is_copy(one: str, other: str) -> bool:
    """Tell whether two sentences have the same words in the same order.

    Layout, punctuation, articles and the capital of the first word do not count. Any other
    word does: who did what, a number, a tense or a "may" is what reports differ by.
    """
    return plain_words(one) == plain_words(other)


def is_excerpt(one: str, other: str) -> bool:
    """Tell whether a sentence has only words of another, in their order, capitals or not."""
    rest = iter([word.lower() for word in plain_words(other)])
    return all(word.lower() in rest for word in plain_words(one))


def plain_words(text: str) -> list[str]:
    """List the words that copies have in common, in their order."""
    found = [place.word for place in places(text)]
    if not found:
        return [text.strip()]
    found[0] = found[0][0].lower() + found[0][1:]
    return [word for word in found if word.lower() not in _ARTICLES]

"""Whether a text says something, once: a question, a heading or a broken record does not."""

from collections import Counter

from bot.checks.reading import Reading

_FINITE = frozenset(("VBD", "VBP", "VBZ", "VBN", "MD"))


def says_nothing(claim: Reading) -> str:
    """Say why a text is no sentence that could be true; nothing when it is one.

    A question between quotation marks is somebody's, and is told.
    """
    if any(token.text == "?" and not token.quoted for token in claim.tokens):
        return "it asks"
    # a participle counts: a small grammar takes "talks stalled" for talks that were stalled
    if not any(token.tag in _FINITE for token in claim.tokens):
        return "it is no whole sentence"
    words = [claim.low(n) for n, token in enumerate(claim.tokens) if token.pos != "PUNCT"]
    for length, most in ((4, 2), (6, 1)):
        runs = Counter(zip(*(words[n:] for n in range(length)), strict=False))
        if max(runs.values(), default=0) > most:
            return "it repeats itself"
    return ""

"""Whether a text says something at all: a question or a heading does not."""

from bot.checks.reading import Reading

_FINITE = frozenset(("VBD", "VBP", "VBZ", "VBN", "MD"))


def says_nothing(claim: Reading) -> str:
    """Say why a text is no sentence that could be true; nothing when it is one.

    A question between quotation marks is somebody's, and is told.
    """
    if any(token.text == "?" and not token.quoted for token in claim.tokens):
        return "it asks"
    # a participle counts: a small grammar takes "talks stalled" for talks that were stalled
    told = any(token.tag in _FINITE for token in claim.tokens)
    return "" if told else "it is no whole sentence"

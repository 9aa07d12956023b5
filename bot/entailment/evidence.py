"""A passage as the entailer reads it: the title and what stands before tell who "he" is."""

from bot.reader.reader import Candidate

_BEFORE = 180  # characters that are kept of what stands before, its last


def evidence(title: str, before: str, quote: str) -> Candidate:
    """Put a passage together with its article's title and the sentence before it."""
    return Candidate(f"{title}. {before[-_BEFORE:]}", quote)

"""Quotation marks that quote nobody: titles of works, and words held at arm's length."""

import re
from collections.abc import Sequence

from index.cues import reporting_verb
from index.records import Attribution, Span

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# Verbs that say what somebody calls something: their quotation marks quote.
_NAMING = tuple(
    """brand call characteri chant cite consider cry deem defin describ dub echo
    fram hail label liken mock nam portray post recit refer sing shout slam tag taunt term tout
    tweet use using view yell""".split()
)
_WORKS = ("read", "wrote", "write", "writ", "call", "nam", "titl", "entitl")
_TITLE_WORDS = 8
_SHORT_WORDS = 3


def quotes_nobody(text: str, attribution: Attribution, regions: Sequence[Span]) -> bool:
    """Tell whether all that a content has in quotation marks is a title or a label.

    A title has two words or more, all long ones capitalised, and no stop before its
    closing mark ("War of Reeds"); a label is a word or three after a verb of no speech
    (they signed a “peace plan”).
    """
    start, end = attribution.content[0].start, attribution.content[-1].end
    inside = [r for r in regions if start - 1 <= r.start and r.end <= end + 1]
    if len(inside) != 1:
        return False
    quoted = text[inside[0].start + 1 : inside[0].end - 1]
    around = text[start : inside[0].start] + text[inside[0].end : end]
    words = _WORD.findall(quoted)
    cue = [word.lower() for word in _WORD.findall(text[slice(*attribution.cue)])]
    if not words or ":" in text[attribution.cue.end - 1 : inside[0].start]:
        return False
    if _is_title(quoted, words) and (
        not any(map(reporting_verb, cue)) or any(word.startswith(_WORKS) for word in cue)
    ):
        return True
    return (
        len(words) <= _SHORT_WORDS
        and quoted[-1:].isalnum()
        and quoted[:1].islower()
        and len(_WORD.findall(around)) <= _SHORT_WORDS
        and not any(reporting_verb(word) or word.startswith(_NAMING) for word in cue)
        and bool(cue)
    )


def _is_title(quoted: str, words: Sequence[str]) -> bool:
    return (
        2 <= len(words) <= _TITLE_WORDS
        and quoted[-1:].isalnum()
        and all(word[0].isupper() or len(word) <= _SHORT_WORDS for word in words)
        and words[0][0].isupper()
        and words[-1][0].isupper()
    )

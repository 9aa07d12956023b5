"""Quotation marks: what is between them must be the article's own words to the letter."""

import itertools
import re

from index.quotations import quoted_regions

_SIGNS = str.maketrans({"‘": "'", "’": "'", "‛": "'", "ʼ": "'", "–": "-", "—": "-", "‑": "-"})
_EDGES = " ,.;:!?…\"“”„«»'"
_WORD = re.compile(r"[^\W_]")
_ANY_MARK = re.compile(r"[“”„‟«»\"＂]|''")
# An apostrophe follows a letter where it opens, or has one behind it where it closes; one of the
# nineties or of the growers' is none of these.
_LESSER = re.compile(
    r"(?<!\w)'(?!em\b|til\b|tis\b)([^\W\d][^'\"“”]*(?:\b'\w[^'\"“”]*)*)"
    r"(?:(?<!s)'(?!\w)|'(?=[,.;:!?)\]]|$))"
)
_INCHES = re.compile(r"(?<=\d)\"(?= \w)")
_LAST_MARK = re.compile(r"(?:[”“»«\"＂]|'')\Z")


def quoted_words(text: str) -> list[str]:
    """List what stands between quotation marks, without the marks, in reading order."""
    return [
        text[start:end].removeprefix("''").removesuffix("''").strip(_MARKS)
        for start, end in quoted_regions(text)
    ]


def lesser_quoted(text: str) -> list[str]:
    """List what stands between single quotation marks: ‘so’, 'so'."""
    return [match[1] for match in _LESSER.finditer(text.translate(_SIGNS))]


_MARKS = '"“”„‟«»〝〞「」『』＂ '


def plain(text: str) -> str:
    """Fold layout and the style of quotation marks, apostrophes and dashes."""
    folded = re.sub("[“”„‟«»〝〞「」『』＂]|''", '"', text.translate(_SIGNS))
    return " ".join(folded.split())


def stands_in(quotation: str, text: str) -> bool:
    """Tell whether a quotation is in a text to the letter, whole words, its end mark aside.

    Its first letter may be small or large: a quotation is fitted into a sentence by that.
    """
    words = plain(quotation).strip(_EDGES)
    if not _WORD.search(words):
        return False
    first = re.escape(words[0])
    if words[0].isalpha():
        first = f"[{words[0].lower()}{words[0].upper()}]" if words[0].isascii() else first
    pattern = rf"(?<![\w]){first}{re.escape(words[1:])}(?!\w)"
    return re.search(pattern, plain(text)) is not None


def is_bare(text: str) -> bool:
    """Tell whether a text is nothing but what stands between quotation marks."""
    return all(
        not _WORD.search(text[end:start])
        for (_, end), (start, _) in itertools.pairwise(
            [(0, 0), *quoted_regions(text), (len(text), len(text))]
        )
    )


def is_unbalanced(text: str) -> bool:
    """Tell whether a quotation mark opens or closes nothing; inches (5") are none."""
    inside = sum(len(_ANY_MARK.findall(text[start:end])) for start, end in quoted_regions(text))
    marks = len(_ANY_MARK.findall(text))
    return inside not in (marks, marks - len(_INCHES.findall(text))) or any(
        not _LAST_MARK.search(text, start, end) for start, end in quoted_regions(text)
    )

"""Cut text into sentences with exact offsets, robust to dirty wire copy."""

import calendar
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

import nupunkt

from index.records import Span

# A "sentence" longer than this is a list, a table or text without full stops. It is
# cut at the best place before, so that the encoder (256 word pieces) sees all of it.
MAX_CHARACTERS = 1000
# The splitter takes quadratic time on some punctuation; a bounded block keeps it linear.
_BLOCK_CHARACTERS = 4000
_WRAP_COLUMNS = range(40, 121)
_FRAGMENT_WORDS = 6

_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c\x85]+")
_LINE_BREAK = re.compile(r"\r\n|[\r\n\u2028\u2029\x0b\x0c\x85]")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
# Words that a phrase without a verb is held together by.
_FUNCTION_WORDS = frozenset(
    "a an and as at between by for from in near of on or over per since the through to "
    "until via with".split()
)
# The splitter, made for law reports, takes some words for abbreviations ("coal. Mr"). A
# word of three letters or more in lower case is none: there a sentence ends.
# It does so too where the space behind the full stop was lost ("left.He said").
_MISSED_END = re.compile(
    r"(?<![^\s\"“‘«(-])([^\W\d_]{3,})\.(?:\s+(?=[\"“‘«(]*[^\W\d_a-z])|(?=[A-Z][a-z]))"
)
# ... and does not know a title behind a quotation mark.
_TITLE = re.compile(
    r"(?<!\w)(?:Capt|Col|Dr|Gen|Gov|Hon|Lt|Maj|Messrs|Mme|Mr|Mrs|Ms|Prof|Rep|Rev|Sen|Sgt|St)\.$"
)
_DATE = re.compile(rf"\b(?:{'|'.join(calendar.month_name[1:])}|[12]\d{{3}})\b")
_CUTS = (
    re.compile(r"[.!?…][\"”’»)\]]*\s"),
    re.compile(r"[;:]\s|\s[–—-]+\s"),
    re.compile(r",\s"),
    re.compile(r"\s"),
)


def cut_sentences(text: str) -> list[Span]:
    """Cut a text into sentences, in reading order.

    Spans do not overlap, begin and end with a character that is not blank, and
    together cover every such character. A line break ends a sentence (headings have
    no full stop) unless the lines around it are hard-wrapped. A piece that cannot
    begin a sentence (lower case, a hyphen, no letter or digit) and a date without a
    verb ("8 March in Ostrava.") belong to what stands before them on the line: the
    full stop between is a slip. No sentence is longer than ``MAX_CHARACTERS``.
    """
    spans: list[Span] = []
    for paragraph in _paragraphs(text):
        pieces: list[Span] = []
        for block in _blocks(text, paragraph):
            pieces.extend(_split(text, block))
        for span in _join(text, _filled(text, pieces, paragraph)):
            spans.extend(_shorten(text, span))
    return spans


def _paragraphs(text: str) -> Iterator[Span]:
    """Yield each line that is not blank; hard-wrapped lines come as one."""
    block: list[Span] = []
    for match in _LINE.finditer(text):
        line = _strip(text, Span(*match.span()))
        if line.start == line.end:
            continue
        if block and len(_LINE_BREAK.findall(text, block[-1].end, line.start)) > 1:
            yield from _unwrap(text, block)
            block = []
        block.append(line)
    yield from _unwrap(text, block)


def _unwrap(text: str, lines: list[Span]) -> Iterator[Span]:
    """Join the lines of a block that were broken at a column, as in plain-text mail.

    Such a line is full: the next one's first word had no room on it.
    """
    if not lines:
        return
    width = max(line.end - line.start for line in lines)
    full = [
        line.end - line.start + 1 + len(text[after.start : after.end].split(None, 1)[0]) > width
        for line, after in pairwise(lines)
    ]
    wrapped = (
        width in _WRAP_COLUMNS
        and sum(full) >= 0.8 * len(full)  # a paragraph or two may end inside the block
        and (len(lines) > 2 or (len(lines) == 2 and _continues(text, lines[1])))
    )
    start = lines[0].start
    for index, line in enumerate(lines):
        if index + 1 < len(lines) and wrapped and full[index]:
            continue
        yield Span(start, line.end)
        start = lines[index + 1].start if index + 1 < len(lines) else line.end


def _blocks(text: str, paragraph: Span) -> Iterator[Span]:
    start = paragraph.start
    while paragraph.end - start > _BLOCK_CHARACTERS:
        end = _cut_before(text, start, start + _BLOCK_CHARACTERS)
        yield Span(start, end)
        start = end
    yield Span(start, paragraph.end)


def _split(text: str, block: Span) -> Iterator[Span]:
    for start, end in nupunkt.sent_spans(text[block.start : block.end]):
        first, last = block.start + start, block.start + end
        for match in _MISSED_END.finditer(text, first, last):
            if match.group(1).islower() and match.end() < last:
                yield Span(first, match.end())
                first = match.end()
        yield Span(first, last)


def _filled(text: str, pieces: Iterable[Span], paragraph: Span) -> list[Span]:
    """Give what the splitter left between two pieces to the first of them."""
    spans = [_strip(text, piece) for piece in pieces]
    spans = [span for span in spans if span.start < span.end] or [paragraph]
    edges = [paragraph.start, *(span.start for span in spans[1:]), paragraph.end]
    return [_strip(text, Span(start, end)) for start, end in pairwise(edges)]


def _join(text: str, spans: list[Span]) -> Iterator[Span]:
    current = spans[0]
    for span in spans[1:]:
        if (
            _continues(text, span)
            or _is_fragment(text[span.start : span.end])
            or _TITLE.search(text[max(current.start, current.end - 9) : current.end])
        ):
            current = Span(current.start, span.end)
        else:
            yield current
            current = span
    yield current


def _continues(text: str, span: Span) -> bool:
    """Tell whether a piece cannot be the beginning of a sentence."""
    first = text[span.start]
    if first.islower() or first in ",;:)]}”»%/":
        return True
    if first in "-‐‑" and text[span.start + 1 : span.start + 2].isalpha():
        return True
    return not any(character.isalnum() for character in text[span.start : span.end])


def _is_fragment(piece: str) -> bool:
    """Tell whether a piece is a date, perhaps with its place, without a verb."""
    if not piece.endswith((".", ",", ";")) or not _DATE.search(piece):
        return False
    words = _WORD.findall(piece)
    return len(words) <= _FRAGMENT_WORDS and all(
        word in _FUNCTION_WORDS or not word[0].islower() for word in words
    )


def _shorten(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    while span.end - start > MAX_CHARACTERS:
        end = _cut_before(text, start, start + MAX_CHARACTERS)
        yield _strip(text, Span(start, end))
        start = _strip(text, Span(end, span.end)).start
    yield Span(start, span.end)


def _cut_before(text: str, start: int, limit: int) -> int:
    """Find the best place to cut in the second half of ``text[start:limit]``."""
    half = start + (limit - start) // 2
    for pattern in _CUTS:
        cuts = [match.end() for match in pattern.finditer(text, half, limit)]
        if cuts:
            return cuts[-1]
    return limit


def _strip(text: str, span: Span) -> Span:
    piece = text[span.start : span.end]
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, max(start, span.start + len(piece.rstrip())))

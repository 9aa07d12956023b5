"""Quotation marks: which stretches of a text they enclose."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from index.records import Attribution, Span

_OPENING, _CLOSING = "“«„‟〝「『", "”»〞」』"
_EITHER = '"＂'
_PAIR = "''"  # as archives print a mark
# „Deutsch“, »deutsch«, « français »; a straight mark may stand for any
_CLOSED_BY = {
    "“": f"”{_EITHER}", "«": "»", "»": "«", "„": f"“”{_EITHER}", "‟": f"”{_EITHER}",
    "〝": "〞", "「": "」", "『": "』", '"': f"{_EITHER}”", "＂": f"{_EITHER}”",
    _PAIR: _PAIR,
}  # fmt: skip
_LINE = re.compile("[^\r\n\u2028\u2029\x0b\x0c\x85]+")
_BREAK = re.compile("[\r\n]")
_MARK = re.compile(f"[{_OPENING}{_CLOSING}{_EITHER}]|(?<!'){_PAIR}(?!')")
_HEADING = re.compile(
    f"[{_OPENING}{_EITHER}][^{_CLOSING}{_EITHER}]{{1,80}}[^.,!?…—–-][{_CLOSING}{_EITHER}]"
)
_APOSTROPHES = dict.fromkeys(map(ord, "‘’‛ʼ"), "'")


def quoted_regions(text: str) -> list[Span]:
    """Find what stands between double quotation marks, marks included, in reading order.

    A quotation ends at the end of its line at the latest: one that runs on over
    paragraphs opens each of them again. A straight mark that nothing closes encloses
    nothing; a curved one, the rest of its line.
    """
    regions: list[Span] = []
    for line in _LINE.finditer(text):
        start, closing = -1, ""
        for match in _MARK.finditer(text, line.start(), line.end()):
            sign = match.group()
            if start < 0:
                behind = text[match.end() : match.end() + 1]
                if sign in "”〞」』" or (sign == "»" and not behind.isalnum()):
                    continue
                start, closing = match.start(), _CLOSED_BY[sign]
            elif sign in closing:
                regions.append(Span(start, match.end()))
                start = -1
        if start >= 0 and text[start] in _OPENING:
            regions.append(Span(start, line.end()))
    return regions


def canonical(text: str, regions: Iterable[Span]) -> str:
    """Put “ and ” around every region, whatever tradition its marks are of.

    Sign for sign, so that offsets stay what they were; apostrophes become straight. Of two that
    are one mark, the outer becomes a space.
    """
    signs = list(text.translate(_APOSTROPHES))
    for region in regions:
        if text.startswith(_PAIR, region.start):
            signs[region.start : region.start + 2] = " “"
            signs[region.end - 2 : region.end] = "” "
            continue
        signs[region.start] = "“"
        if _MARK.match(signs[region.end - 1]):
            signs[region.end - 1] = "”"
    return "".join(signs)


def complete_quotations(
    text: str, attribution: Attribution, regions: Sequence[Span]
) -> Attribution:
    """Let a content that holds most of a quotation hold all of it, and no half of a mark.

    A quotation that the source or the cue stands in is left as it is. A heading that is
    a quotation ("“Full support”", a line by itself without a full stop) is no content,
    but a repetition of one.
    """
    others = [attribution.cue, *([attribution.source] if attribution.source else [])]

    def completed(span: Span) -> Span:
        start, end = span
        first = max(0, bisect_right(regions, start, key=lambda region: region.start) - 1)
        for region in regions[first:]:
            if region.start >= span.end:
                break
            shared = min(span.end, region.end) - max(span.start, region.start)
            if shared * 2 <= region.end - region.start or any(
                other.start < region.end and region.start < other.end for other in others
            ):
                continue
            start, end = min(start, region.start), max(end, region.end)
        return Span(start, end)

    pieces = [p for span in attribution.content for p in _without_headings(text, span, others[0])]
    spans: list[Span] = []
    for span in sorted(completed(span) for span in pieces or attribution.content):
        if spans and span.start <= spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, span.end))
        else:
            spans.append(span)
    return replace(attribution, content=tuple(spans))


def _without_headings(text: str, span: Span, cue: Span) -> Iterator[Span]:
    """Yield what is left of a content without the quoted headings in it."""
    if not _BREAK.search(text, span.start, span.end):
        yield span
        return
    start = span.start
    opening = start > 0 and _MARK.match(text, start - 1) is not None
    for line in _LINE.finditer(text, start - opening, span.end):
        first = text[line.start() - 1 : line.start()] in ("", "\n", "\r")
        last = text[line.end() : line.end() + 1] in ("", "\n", "\r")
        on_line = line.start() <= cue.start < line.end()
        if not (first and last and _HEADING.fullmatch(line.group().strip())) or on_line:
            continue
        if text[start : line.start()].strip():
            yield Span(start, start + len(text[start : line.start()].rstrip()))
        start = line.end()
    while start < span.end and text[start].isspace():
        start += 1
    if start < span.end:
        yield Span(start, span.end)

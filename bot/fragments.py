"""Questions that are no sentence: "and Reku?", "what about gas?", "why?"."""

import re
from collections.abc import Callable
from datetime import date

from bot.question import Query
from index.countries import countries_of
from index.dates import find_dates

_LEAD = re.compile(r"(?:and|but|so|or|also|ok|then)\b,?\s+", re.IGNORECASE)
_ABOUT = re.compile(r"(?:what|how) about\s+", re.IGNORECASE)
_PREPOSITION = re.compile(r"(?:on|about|regarding|concerning)\s+", re.IGNORECASE)
_IN = re.compile(r"(?:in|on|at|since|before|after|during)\s+(?:the\s+)?$", re.IGNORECASE)
_BARE = re.compile(
    r"(?:who|whom|when|where|why|why not|how|how many|how much|how long|since when|with whom)",
    re.IGNORECASE,
)
_MAX_WORDS = 6
_WRITTEN = date(2000, 1, 1)  # any day: only where the dates stand is wanted
_NAME = re.compile(r"[A-Z][\w’'-]*(?: (?:of |the |de |al-)?[A-Z][\w’'-]*)*")
_ASKING = re.compile(
    r"(?:who|what|which|when|where|why|how|did|does|do|is|are|was|were|has|have|had|will|can)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\bhow (?:many|much) (?P<noun>\w+)", re.IGNORECASE)


def is_fragment(text: str) -> bool:
    """Tell whether a question is a fragment, which only one before it completes."""
    plain = text.rstrip("?!. ")
    left = _LEAD.sub("", plain, count=1)
    if _BARE.fullmatch(left) or _ABOUT.match(left):
        return True
    short = len(left.split()) <= _MAX_WORDS
    if left != plain:
        return short and not _ASKING.match(left)
    return short and bool(_NAME.fullmatch(left) or _PREPOSITION.match(left))


def question_word(text: str) -> str:
    """Return the word or words of asking, when a fragment is no more than that."""
    left = _LEAD.sub("", text.rstrip("?!. "), count=1)
    return left.lower() if _BARE.fullmatch(left) else ""


def exchange(fragment: str, query: Query, is_speaker: Callable[[str], bool]) -> str:
    """Put what a fragment brings in the place of its like in the question before."""
    before = query.text.rstrip("?!. ")
    left = _LEAD.sub("", fragment.rstrip("?!. "), count=1)
    left = _ABOUT.sub("", left, count=1)
    if query.briefing:
        return f"Brief me on {_PREPOSITION.sub('', left, count=1)}"
    if dates := find_dates(left, _WRITTEN):
        lead = left[: dates[0].span.start]
        if not lead or _IN.fullmatch(lead):
            return _with_date(before, left)
    speech = query.speech
    topic = _PREPOSITION.sub("", left, count=1)
    if speech and speech.speaker:
        if topic == left and (is_speaker(left) or _NAME.fullmatch(_without_article(left))):
            about = f" about {speech.topic}" if speech.topic else ""
            return f"What did {left} say{about}?"
        return f"What did {speech.speaker} say about {topic}?"
    if topic != left:
        return f"{before} {left}?"
    counted = _COUNTED.search(before)
    if counted and not _NAME.fullmatch(left):
        return f"{before[: counted.start('noun')]}{left}{before[counted.end('noun') :]}?"
    name = _same_kind(left, before, is_speaker)
    if name is not None:
        return f"{before[: name[0]]}{left}{before[name[1] :]}?"
    return f"{before} {left}?"


def _with_date(before: str, words: str) -> str:
    dates = find_dates(before, _WRITTEN)
    if not dates:
        return f"{before} {words}?"
    start, end = dates[-1].span
    lead = re.search(r"(?:\b(?:in|on|at|since|during) (?:the )?)$", before[:start], re.IGNORECASE)
    start = lead.start() if lead else start
    return f"{before[:start]}{words}{before[end:]}?"


def _same_kind(name: str, before: str, is_speaker: Callable[[str], bool]) -> tuple[int, int] | None:
    """Find the name in a question that another one may stand for, from the last one on."""
    found = [m for m in _NAME.finditer(before) if not _ASKING.fullmatch(m[0].split()[0])]
    leading = [m for m in _NAME.finditer(before) if _ASKING.fullmatch(m[0].split()[0])]
    places = [m.span() for m in found]
    for match in leading:
        rest = match[0].split(" ", 1)
        if len(rest) > 1:
            places.append((match.end() - len(rest[1]), match.end()))
    places.sort()
    for alike in (is_speaker, lambda words: bool(countries_of(words))):
        if alike(name):
            same = [place for place in places if alike(before[slice(*place)])]
            if same:
                return same[-1]
    if _NAME.fullmatch(_without_article(name)) and places:
        return places[-1]
    return None


def _without_article(text: str) -> str:
    return re.sub(r"^(?:the|a|an)\s+", "", text, flags=re.IGNORECASE)

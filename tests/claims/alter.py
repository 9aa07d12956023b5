"""True claims altered by code: another speaker, number, date, place, a negation ..."""

import random
import re
from collections.abc import Iterator, Sequence

from index.grammar import read_grammar
from index.quotations import quoted_regions
from index.words import stems
from tests.claims.corpus import Claim, Text

KINDS = (
    "speaker", "name", "number", "date", "place", "negation", "modality", "quotation", "joined",
    "exchange", "opposite", "scope", "title", "added", "who", "time", "tense", "related", "dropped",
)  # fmt: skip
STRICT = ("speaker", "number", "date", "quotation")  # of which none may pass

_COUNTS = "two three four five six seven eight nine ten eleven twelve fourteen fifty".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_YEAR = r"\b(?:19|20)\d\d\b"
_DATE = re.compile(
    rf"\b(?:{'|'.join(_DAYS)})\b|(?:\b\d{{1,2}} )?\b(?:{'|'.join(_MONTHS)})\b|{_YEAR}"
)
_NUMBER = re.compile(rf"\d[\d,.]*\d|\d|\b(?:{'|'.join(_COUNTS)})\b", re.IGNORECASE)
_AUXILIARY = re.compile(
    r"\b(?<!whether it )(?:will|would|may|might|could|can|must|is|are|was|were|has|have|had)\b"
)
_NOT = re.compile(r" not\b(?! only)")
_STRONGER = [
    (re.compile(pattern), words)
    for pattern, words in (
        (r"\b(?:may|might|could)\b(?! not)", "will"),
        (r"\b(?:said|says)\b", "proved"),
        (r"\b[Ss]ome\b", "all"),
        (r"\b[Mm]ost\b", "all"),
        (r"\bwants? (?=to\b)", "has begun "),
        (r"\bhopes? (?=that\b)", "knows "),
        (r"\bexpects? (?=the\b)", "guarantees "),
        (r"\bplans to\b", "will"),
        (r"\b[Aa]bout half\b", "all"),
        (r"\bat least\b", "exactly"),
        (r"\blikely\b", "certain"),
        (r"\bhinted\b", "announced"),
    )
]
_REPORTED = re.compile(r"\bsaid (?:that )?(?P<content>[^“”,;]{15,})\.$")


def alter(texts: Sequence[Text]) -> Iterator[tuple[Text, Claim]]:
    """Yield each text with each of its claims: those made by hand, and what code makes of them.

    The same texts give the same claims.
    """
    everyone = sorted({name for text in texts for name in text.people})
    for text in texts:
        chance = random.Random(text.id)
        for claim in text.claims:
            yield text, claim
        true = [claim for claim in text.claims if claim.kind == "paraphrase"]
        verbatim = [Claim("verbatim", s, (n,)) for n, s in enumerate(text.sentences, start=1)]
        for claim in true + verbatim:
            for kind, altered in _alterations(text, claim, everyone, chance):
                if altered != claim.text:
                    yield text, Claim(kind, altered, claim.of)
        for claim in _joined(true + verbatim, chance):
            yield text, claim


def _alterations(
    text: Text, claim: Claim, everyone: Sequence[str], chance: random.Random
) -> Iterator[tuple[str, str]]:
    words = claim.text
    regions = quoted_regions(words)

    def outside(start: int) -> bool:
        return not any(region.start <= start < region.end for region in regions)

    said = any(text.exhibits[number - 1].said for number in claim.of)
    for person in text.people:
        last = person.split()[-1]
        match = re.search(rf"\b(?:{re.escape(person)}|{last})\b", words)
        if match is None:
            continue
        others = [p for p in text.people if p.split()[-1] not in words]
        others = others or [p for p in everyone if p.split()[-1] not in words]
        if not others:
            continue
        other = chance.choice(others)
        if match.group() == last:
            other = other.split()[-1]
        altered = words[: match.start()] + other + words[match.end() :]
        yield "speaker" if said else "name", altered
    dates = [m for m in _DATE.finditer(words) if outside(m.start())]
    if dates:
        match = chance.choice(dates)
        yield "date", _put(words, match, _other_date(match.group(), chance))
    numbers = [
        m for m in _NUMBER.finditer(words)
        if outside(m.start()) and not any(d.start() <= m.start() < d.end() for d in dates)
    ]  # fmt: skip
    if numbers:
        match = chance.choice(numbers)
        yield "number", _put(words, match, _other_number(match.group(), chance))
    places = [m for p in text.places for m in re.finditer(rf"\b{p}\b", words) if outside(m.start())]
    others = [p for p in text.places if p not in words]
    if places and others:
        yield "place", _put(words, chance.choice(places), chance.choice(others))
    if match := _first(_NOT, words, outside):
        yield "negation", words[: match.start()] + words[match.end() :]
    elif match := _first(_AUXILIARY, words, outside):
        yield "negation", words[: match.end()] + " not" + words[match.end() :]
    stronger = [
        (m, put) for pattern, put in _STRONGER if (m := _first(pattern, words, outside)) is not None
    ]
    if stronger:
        match, put = chance.choice(stronger)
        yield "modality", _put(words, match, put)
    yield from (("quotation", altered) for altered in _misquoted(text, words, chance))


def _misquoted(text: Text, words: str, chance: random.Random) -> Iterator[str]:
    regions = quoted_regions(words)
    article = sorted({w for s in text.sentences for w in re.findall(r"[a-z]{4,}", s)})
    if regions:
        start, end = regions[0].start + 1, regions[0].end - 1
        inside = list(re.finditer(r"[\w’'-]+", words[start:end]))
        match = chance.choice(inside)
        first, last = start + match.start(), start + match.end()
        other = chance.choice([w for w in article if w != match.group()])
        yield words[:first] + other + words[last:]
        if len(inside) > 2:
            middle = inside[len(inside) // 2]
            yield words[: start + middle.start()] + words[start + middle.end() + 1 :]
        yield words[:first] + "really " + words[first:]
    elif reported := _REPORTED.search(words):
        content = reported.group("content")
        yield f"{words[: reported.start('content')].removesuffix(' that ')}: “{content}.”"
    else:
        run = re.findall(r"[\w’'-]+", words)
        sources = " ".join(text.sentences)
        three = " ".join(run[1:4])
        if len(run) > 4 and three not in sources and three in words:
            yield words.replace(three, f"“{three}”", 1)


def _joined(claims: Sequence[Claim], chance: random.Random) -> Iterator[Claim]:
    """Put the subject of one claim before what another says of its own."""
    cut = [(claim, found) for claim in claims if (found := _subject(claim.text))]
    for claim, subject in cut:
        others = [
            (other, its)
            for other, its in cut
            if other.of != claim.of
            and not set(stems(its)) & set(stems(claim.text))
            and not set(stems(subject)) & set(stems(other.text))
        ]
        if others:
            other, its = chance.choice(others)
            yield Claim(
                "joined", its + claim.text[len(subject) :], tuple(sorted({*claim.of, *other.of}))
            )


def _subject(text: str) -> str:
    """Return the subject that a sentence begins with, or nothing."""
    tokens = read_grammar(text)
    if not tokens or tokens[0].quoted:
        return ""
    roots = [n for n, token in enumerate(tokens) if token.head == n]
    for number, token in enumerate(tokens):
        if token.dep not in ("nsubj", "nsubjpass") or token.head not in roots:
            continue
        if token.pos == "PRON":
            return ""
        inside = {number}
        while more := {n for n, t in enumerate(tokens) if t.head in inside} - inside:
            inside |= more
        if min(inside) == 0 and max(inside) + 1 == len(inside) and max(inside) < token.head:
            return text[: tokens[max(inside)].end]
    return ""


def _first(pattern: re.Pattern[str], words: str, outside) -> re.Match[str] | None:
    return next((m for m in pattern.finditer(words) if outside(m.start())), None)


def _put(words: str, match: re.Match[str], other: str) -> str:
    if match.group()[0].isupper():
        other = other[0].upper() + other[1:]
    return words[: match.start()] + other + words[match.end() :]


def _other_date(words: str, chance: random.Random) -> str:
    if words in _DAYS:
        return chance.choice([day for day in _DAYS if day != words])
    if re.fullmatch(_YEAR, words):
        return str(int(words) + chance.choice([-3, -1, 1, 2, 10]))
    day, _, month = words.rpartition(" ")
    if day and chance.random() < 0.5:
        return f"{int(day) % 28 + 1} {month}"
    other = chance.choice([m for m in _MONTHS if m != month])
    return f"{day} {other}".strip()


def _other_number(words: str, chance: random.Random) -> str:
    if words.lower() in _COUNTS:
        return chance.choice([count for count in _COUNTS if count != words.lower()])
    digits = [n for n, sign in enumerate(words) if sign.isdigit()]
    at = chance.choice(digits)
    other = chance.choice([d for d in "123456789" if d != words[at]])
    return words[:at] + other + words[at + 1 :]

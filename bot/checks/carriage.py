"""Whether one exhibit carries a claim: every kind of check, the cheap ones first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.checks import modality, negation
from bot.checks.alignment import Alignment, align, is_name
from bot.checks.clauses import find_predicates, phrase
from bot.checks.dates import missing_date
from bot.checks.meaning import (
    CARRIED,
    DISTANT,
    OWN,
    SIMILARITY,
    closeness,
    share_carried,
    similarity,
)
from bot.checks.names import same_name
from bot.checks.numbers import Number, find_numbers
from bot.checks.opposites import opposed
from bot.checks.quotations import quoted_words, stands_in
from bot.checks.reading import Reading
from bot.checks.roles import misjoined
from bot.checks.speech import PRONOUNS, misattribution, voices
from bot.checks.strength import growth
from bot.exhibits import Exhibit
from index.dates import find_dates
from index.grammar import Token
from index.records import Span
from index.words import stems


@dataclass(frozen=True)
class Source:
    """An exhibit as read; ``around`` is what its pronouns may stand for: title and text before."""

    exhibit: Exhibit
    reading: Reading
    around: Reading


def lacking(claim: Reading, source: Source, everything: Sequence[str]) -> str:
    """Say what the exhibit lacks of the claim, in one line; nothing when it carries it.

    ``everything`` are the texts of all exhibits: the names in them may complete a name.
    """
    exhibit = source.reading
    quote = source.exhibit.citation.quote
    if problem := _misquoted(claim.text, source):
        return problem
    if words := missing_date(claim.text, quote, source.exhibit.citation.published):
        return f"the date “{words}” is not in the evidence"
    alignment = align(claim, exhibit)
    if problem := _number(claim, alignment):
        return problem
    known: set[int] = set()
    refers = any(
        exhibit.low(n) in PRONOUNS
        or exhibit.low(n) in ("the", "this", "that", "one", "both", "two")
        for n in range(len(exhibit.tokens))
    )
    if problem := _name(claim, alignment, source, everything, known, refers=refers):
        return problem
    mine, theirs = find_predicates(claim), find_predicates(exhibit)
    around = frozenset(stems(source.exhibit.citation.title))
    if refers:
        around |= _around(source)
    own_voices = voices(claim, mine)
    its_voices = voices(exhibit, theirs, source.exhibit.said)
    names = frozenset(t.text for t in _referents(source.around))
    people = frozenset(
        {*around, *(stem for n, stem in enumerate(claim.stems) if claim.tokens[n].text in names)}
    )
    return (
        misattribution(alignment, own_voices, its_voices, mine, names | around)
        or negation.disagreement(alignment, mine, theirs)
        or modality.disagreement(alignment, mine, dated=bool(find_dates(claim.text)))
        or growth(alignment)
        or opposed(alignment)
        or misjoined(alignment, mine, theirs, people)
        or _meaning(alignment, around, known)
    )


def _misquoted(text: str, source: Source) -> str:
    for words in quoted_words(text):
        direct = quoted_words(source.exhibit.citation.quote)
        title = source.exhibit.citation.title
        if not any(stands_in(words, passage) for passage in [*direct, title]):
            return f"“{words[:60]}” is not quoted so in the evidence"
    return ""


def _number(claim: Reading, alignment: Alignment) -> str:
    theirs = find_numbers(alignment.exhibit.text)
    for mine in find_numbers(claim.text):
        words = claim.text[slice(*mine.span)]
        if words.lower() == "one" and (
            claim.text[mine.span.end :].startswith(" of")
            or claim.text[: mine.span.start].lower().endswith("no ")
        ):
            continue
        if len(words) == 4 and words.isdigit() and _is_year(words, alignment.exhibit.text):
            continue
        fitting = [
            other
            for other in theirs
            if other.value == mine.value
            and other.percent == mine.percent
            and other.ordinal == mine.ordinal
        ]
        if not fitting:
            return f"the number “{words}” is not in the evidence"
        if not any(_as_exact(mine, other) for other in fitting):
            return f"“{words}” is exact otherwise in the evidence"
        if not any(_counts_same(alignment, mine, other) for other in fitting):
            return f"“{words}” counts something else in the evidence"
    return ""


def _is_year(words: str, text: str) -> bool:
    return any(words in text[slice(*mention.span)] for mention in find_dates(text))


def _as_exact(mine: Number, other: Number) -> bool:
    return mine.bound == other.bound or (mine.bound == "" and other.bound == "exact")


def _counts_same(alignment: Alignment, mine: Number, other: Number) -> bool:
    one = _counted(alignment.claim, mine.span)
    its = _counted(alignment.exhibit, other.span)
    if one is None or its is None:
        return True
    mine_phrase = phrase(alignment.claim, one)
    its_phrase = phrase(alignment.exhibit, its)
    found = {n for word in mine_phrase for n in alignment.of(word)}
    return not alignment.of(one) or bool(found & its_phrase) or alignment.exhibit.stems[its] == ""


def _counted(reading: Reading, span: Span) -> int | None:
    """Find the noun that a number counts."""
    inside = [n for n, t in enumerate(reading.tokens) if span.start <= t.start < span.end]
    if not inside:
        return None
    here = inside[-1]
    while reading.tokens[here].head in inside and reading.tokens[here].head != here:
        here = reading.tokens[here].head
    token = reading.tokens[here]
    if token.dep in ("nummod", "quantmod", "compound", "amod", "advmod") and token.head != here:
        head = token.head
        return head if reading.tokens[head].pos in ("NOUN", "PROPN") else None
    for child in reading.children.get(here, ()):
        if reading.low(child) == "of":
            nouns = [n for n in reading.children.get(child, ()) if reading.tokens[n].dep == "pobj"]
            return nouns[0] if nouns and reading.stems[nouns[0]] else None
    return None


def _name(
    claim: Reading,
    alignment: Alignment,
    source: Source,
    everything: Sequence[str],
    known: set[int],
    *,
    refers: bool,
) -> str:
    exhibit = alignment.exhibit
    said = {word for one in source.exhibit.said for name in one.names for word in name.split()}
    nearby = [t.text for t in _referents(source.around)] if refers else []
    lows = {token.text.lower() for token in exhibit.tokens}
    brought: list[str] = []
    if claim.tokens[0].tag == "NN" and claim.stems[0] and not alignment.of(0):
        # a bare noun that opens a sentence may be a name: "Sand, the minister, said"
        seen = (
            claim.stems[0] in source.around.stems
            or closeness(alignment, [0], range(len(exhibit.tokens))) >= DISTANT
        )
        if not seen:
            return f"“{claim.tokens[0].text}” is not in the evidence"
    for number, token in enumerate(claim.tokens):
        written = number > 0 and token.text[0].isupper() and not _opens(claim, number - 1)
        if not (written or is_name(token)) or not claim.stems[number] or alignment.same[number]:
            continue
        if token.text.lower() in lows:
            continue
        if any(same_name(token.text, word) for word in said):
            known.add(number)
            continue
        if any(same_name(token.text, word) for word in nearby):
            known.add(number)
            brought.append(token.text)
            continue
        if _completes(claim, number, alignment, everything, nearby, said):
            known.add(number)
            continue
        if not written and token.pos != "PROPN" and not token.entity:
            continue  # its place may have made it a capital
        return f"“{token.text}” is not in the evidence"
    if brought:
        # a name from around stands for a pronoun, not for a name that is there
        mine = [token.text for token in claim.tokens if is_name(token)]
        for token in exhibit.tokens:
            if (
                is_name(token)
                and token.pos == "PROPN"
                and not any(same_name(token.text, word) for word in mine)
            ):
                return f"“{brought[0]}” is not in the evidence, “{token.text}” is"
    return ""


def _opens(reading: Reading, token: int) -> bool:
    """Tell whether a sign opens a sentence or quotation: a capital follows it anyway."""
    return not reading.tokens[token].text[0].isalnum()


def _referents(around: Reading) -> list[Token]:
    """List the names that a pronoun may stand for: of people, the subject rather than others."""
    names = [(n, t) for n, t in enumerate(around.tokens) if is_name(t)]
    people = {t.entity_number for _, t in names if t.entity == "PERSON"}
    acting = {
        t.entity_number
        for _, t in names
        if t.entity == "PERSON" and t.dep in ("nsubj", "nsubjpass")
    }
    if any(around.low(n) in ("he", "she", "him", "her") for n in range(len(around.tokens))):
        people = set()  # who is meant was said still further before
    elif len(people) > 1 and acting:
        people = acting
    return [t for _, t in names if t.entity != "PERSON" or t.entity_number in people]


def _completes(
    claim: Reading,
    number: int,
    alignment: Alignment,
    everything: Sequence[str],
    nearby: Sequence[str],
    said: set[str],
) -> bool:
    """Tell whether a name or title stands elsewhere beside the name that it stands by here."""
    token = claim.tokens[number]
    head = token.head if token.dep in ("compound", "amod", "nmod", "flat") else number
    group = phrase(claim, head)
    partners = [
        claim.tokens[n].text
        for n in group
        if n != number
        and is_name(claim.tokens[n])
        and (alignment.same[n] or any(same_name(claim.tokens[n].text, w) for w in (*nearby, *said)))
    ]
    return any(_beside(token.text, partner, text) for text in everything for partner in partners)


def _beside(one: str, other: str, text: str) -> bool:
    """Tell whether two words stand in a text with no more than a word between them."""
    a, b = re.escape(one), re.escape(other)
    gap = r"(?:['’]s)?,? (?:[\w’'-]+,? )?"
    return re.search(rf"\b(?:{a}{gap}{b}|{b}{gap}{a})\b", text) is not None


def _around(source: Source) -> set[str]:
    return {
        stem
        for stem, token in zip(source.around.stems, source.around.tokens, strict=True)
        if stem and (token.pos in ("NOUN", "PROPN", "ADJ"))
    }


def _meaning(alignment: Alignment, around: frozenset[str], known: set[int]) -> str:
    for number, token in enumerate(alignment.claim.tokens):
        acts = token.dep in ("nsubj", "nsubjpass") and token.pos == "NOUN" and not token.quoted
        if acts and not _is_met(alignment, number, around):
            return f"“{token.text}” is not in the evidence"
    own = share_carried(alignment, frozenset(), known)
    if own < OWN or share_carried(alignment, around, known) < CARRIED:
        return "too little of it is in the evidence"
    if similarity(alignment) < SIMILARITY:
        return "it means something else than the evidence"
    return ""


def _is_met(alignment: Alignment, token: int, around: frozenset[str]) -> bool:
    words = phrase(alignment.claim, token)
    return (
        not alignment.claim.stems[token]
        or any(alignment.of(word) for word in words)
        or alignment.claim.stems[token] in around
        or closeness(alignment, words, range(len(alignment.exhibit.tokens))) >= DISTANT
    )

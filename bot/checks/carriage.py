"""Whether one exhibit carries a claim: every kind of check, the cheap ones first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.checks import modality, negation
from bot.checks.alignment import Alignment, align, is_name
from bot.checks.assertion import unasserted
from bot.checks.binding import linked, misplaced, strays
from bot.checks.clauses import find_predicates, phrase
from bot.checks.counts import miscounted
from bot.checks.dates import missing_date
from bot.checks.meaning import (
    CARRIED,
    DISTANT,
    OWN,
    SIMILARITY,
    borrowed,
    closeness,
    novelty,
    said_twice,
    share_carried,
    similarity,
)
from bot.checks.names import same_name
from bot.checks.narrowing import widened
from bot.checks.numbers import find_numbers
from bot.checks.opposites import opposed
from bot.checks.privatives import stripped
from bot.checks.quotations import quoted_words, stands_in
from bot.checks.reading import Reading
from bot.checks.references import beside, referents
from bot.checks.roles import PARTS, misjoined
from bot.checks.speech import PRONOUNS, misattribution, voices
from bot.checks.strength import growth
from bot.checks.titles import mistitled
from bot.exhibits import Exhibit
from index.dates import find_dates
from index.words import stems

_PHRASE = 3  # words at most between the first and the last of what a pronoun stands for


@dataclass(frozen=True)
class Source:
    """An exhibit as read; ``around`` is what its pronouns may stand for: title and text before."""

    exhibit: Exhibit
    reading: Reading
    around: Reading


def joint(one: Exhibit, other: Exhibit) -> Exhibit:
    """Put two exhibits of one article together, the earlier first."""
    first, last = one.citation, other.citation
    quote = f"{first.quote} {last.quote}"
    citation = replace(first, end=last.end, quote=quote)
    return Exhibit(citation, one.before, one.said + other.said)


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
    if problem := miscounted(claim, alignment):
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
    pronouns = any(exhibit.low(n) in PRONOUNS for n in range(len(exhibit.tokens)))
    text = f"{source.around.text}\n{exhibit.text}"
    names = frozenset(t.text for t in referents(source.around))
    people = frozenset(
        {*around, *(stem for n, stem in enumerate(claim.stems) if claim.tokens[n].text in names)}
    )
    return (
        unasserted(alignment)
        or misattribution(alignment, own_voices, its_voices, mine, names | around, text)
        or negation.disagreement(alignment, mine, theirs)
        or modality.disagreement(alignment, mine, theirs, dated=bool(find_dates(claim.text)))
        or stripped(alignment)
        or widened(alignment, mine)
        or growth(alignment)
        or opposed(alignment)
        or misjoined(alignment, mine, theirs, people, text)
        or strays(alignment, mine, theirs)
        or linked(alignment)
        or misplaced(alignment)
        or mistitled(alignment)
        or _meaning(alignment, around, known, source.around if pronouns else None)
    )


def _misquoted(text: str, source: Source) -> str:
    for words in quoted_words(text):
        direct = quoted_words(source.exhibit.citation.quote)
        title = source.exhibit.citation.title
        if not any(stands_in(words, passage) for passage in [*direct, title]):
            return f"“{words[:60]}” is not quoted so in the evidence"
    return ""


_PREFIXES = frozenset("anti co ex inter mid multi non pre post pro re self semi sub vice".split())


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
    said = {
        word
        for one in source.exhibit.said
        for name in one.names
        for word in re.split(r"[\s-]+", name)
    }
    nearby = [t.text for t in referents(source.around)] if refers else []
    lows = {token.text.lower() for token in exhibit.tokens}
    brought: list[str] = []
    places = False
    counts = [mention.span for mention in find_numbers(claim.text)]
    compound = claim.text[claim.tokens[0].end :][:1] == "-"
    if claim.tokens[0].tag == "NN" and claim.stems[0] and not alignment.of(0) and not compound:
        # a bare noun that opens a sentence may be a name: "Sand, the minister, said"
        seen = (
            claim.stems[0] in source.around.stems
            or closeness(alignment, [0], range(len(exhibit.tokens))) >= DISTANT
        )
        if not seen:
            return f"“{claim.tokens[0].text}” is not in the evidence"
    for number, token in enumerate(claim.tokens):
        if claim.text[token.end : token.end + 1] == "-" and token.text.lower() in _PREFIXES:
            continue
        if any(span.start <= token.start < span.end for span in counts):
            continue
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
            places = places or token.entity in ("GPE", "LOC", "NORP")
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
                and (token.pos == "PROPN" or places)
                and not any(same_name(token.text, word) for word in mine)
            ):
                return f"“{brought[0]}” is not in the evidence, “{token.text}” is"
    return ""


def _opens(reading: Reading, token: int) -> bool:
    """Tell whether a sign opens a sentence or quotation: a capital follows it anyway."""
    return not reading.tokens[token].text[0].isalnum()


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
    head = number
    while claim.tokens[head].dep in ("compound", "amod", "nmod", "flat"):
        head = claim.tokens[head].head
    group = phrase(claim, head)
    partners = [
        claim.tokens[n].text
        for n in group
        if n != number
        and is_name(claim.tokens[n])
        and (
            any(is_name(alignment.exhibit.tokens[m]) for m in alignment.same[n])
            or any(same_name(claim.tokens[n].text, w) for w in (*nearby, *said))
        )
    ]
    return any(beside(token.text, partner, text) for text in everything for partner in partners)


def _around(source: Source) -> set[str]:
    return {
        stem
        for stem, token in zip(source.around.stems, source.around.tokens, strict=True)
        if stem and token.pos in ("NOUN", "PROPN", "ADJ", "VERB")
    }


def _meaning(
    alignment: Alignment, around: frozenset[str], known: set[int], nearby: Reading | None
) -> str:
    for number, token in enumerate(alignment.claim.tokens):
        if token.pos != "NOUN" or token.quoted:
            continue
        acts = token.dep in ("nsubj", "nsubjpass") and token.text.lower() not in PARTS
        if acts and not _is_met(alignment, number, around):
            return f"“{token.text}” is not in the evidence"
        named = [number, *phrase(alignment.claim, number)]
        if token.dep == "attr" and not any(alignment.of(n) for n in named):
            return f"nothing is called “{token.text}” in the evidence"
    if word := novelty(alignment, around, nearby):
        return f"there is nothing like “{word}” in the evidence"
    if words := said_twice(alignment):
        return f"it says “{words}” more than once"
    near = borrowed(alignment, around)
    if near and near[-1] - near[0] > _PHRASE:
        return "more of it stands around the evidence than a name or noun"
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

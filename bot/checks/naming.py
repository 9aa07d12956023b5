"""Whether the evidence has every name that a claim has."""

import re
from collections.abc import Sequence

from bot.checks.alignment import Alignment, is_name
from bot.checks.clauses import phrase
from bot.checks.meaning import DISTANT, closeness
from bot.checks.names import same_name
from bot.checks.numbers import find_numbers
from bot.checks.reading import Reading
from bot.checks.references import PERSONAL, PLACES, beside, referents
from bot.checks.source import Source
from index.words import stems

_WORDS = re.compile(r"[^\W\d_][\w’'-]*(?: [^\W\d_][\w’'-]*)*")
_TIMES = frozenset(("DATE", "TIME"))  # kinds of names that no name is put in the place of
_PREFIXES = frozenset("anti co ex inter mid multi non pre post pro re self semi sub vice".split())


def unnamed(
    alignment: Alignment,
    source: Source,
    everything: Sequence[str],
    known: set[int],
    *,
    refers: bool,
) -> str:
    """Say which name of a claim its evidence lacks; nothing when it has all.

    ``everything`` are texts that may complete a name, ``refers`` tells whether the evidence
    has a word that stands for a name before it. Tokens that name what the evidence calls
    otherwise are added to ``known``.
    """
    claim = alignment.claim
    exhibit = alignment.exhibit
    said = {
        word
        for one in source.exhibit.said
        for name in one.names
        for word in re.split(r"[\s-]+", name)
    }
    nearby = [t.text for t in referents(source.around)] if refers else []
    lows = {token.text.lower() for token in exhibit.tokens}
    brought: list[int] = []
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
            brought.append(number)
            places = places or token.entity in PLACES
            continue
        if _completes(claim, number, alignment, everything, nearby, said):
            known.add(number)
            continue
        if not written and token.pos != "PROPN" and not token.entity:
            continue  # its place may have made it a capital
        return f"“{token.text}” is not in the evidence"
    brought = [number for number in brought if not _for_pronoun(alignment, number)]
    if brought and (other := _supplanted(claim, exhibit, brought, places=places)):
        return f"“{claim.tokens[brought[0]].text}” is not in the evidence, “{other}” is"
    return ""


def _for_pronoun(alignment: Alignment, number: int) -> bool:
    """Tell whether a name stands where the exhibit has a pronoun, beside the same word.

    A pronoun with a name before it is of that, for all one can tell.
    """
    claim, exhibit = alignment.claim, alignment.exhibit
    head = claim.tokens[_head(claim, number)]
    return any(
        exhibit.low(other) in PERSONAL
        and exhibit.tokens[other].dep == head.dep
        and not any(is_name(token) and token.pos == "PROPN" for token in exhibit.tokens[:other])
        for same in alignment.same[head.head]
        for other in exhibit.children.get(same, ())
    )


def _supplanted(claim: Reading, exhibit: Reading, brought: Sequence[int], *, places: bool) -> str:
    """Return a name of the exhibit that one from around may have taken the place of.

    A name from around stands for a pronoun, not for a name that is there, nor for a part of
    one: "Harl Bank" is not another name of "Senn Bank".
    """
    mine = [n for n, token in enumerate(claim.tokens) if is_name(token)]
    beside_it = {n for b in brought for n in phrase(claim, _head(claim, b))}
    others = [claim.tokens[n].text for n in mine if n not in beside_it]
    for number, token in enumerate(exhibit.tokens):
        named = is_name(token) and (token.pos == "PROPN" or places)
        if not named or token.entity in _TIMES:
            continue
        if any(same_name(token.text, claim.tokens[n].text) for n in mine):
            continue
        whole = phrase(exhibit, _head(exhibit, number))
        if not any(same_name(exhibit.tokens[n].text, other) for n in whole for other in others):
            return token.text
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
    group = phrase(claim, _head(claim, number))
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


def _head(reading: Reading, token: int) -> int:
    """Return the noun that a word is one name or title with."""
    while reading.tokens[token].dep in ("compound", "amod", "nmod", "flat"):
        token = reading.tokens[token].head
    return token


def named_as(text: str, other: str) -> str:
    """Shorten the names of a text to what another has of them: "Ada Volan" to "Volan".

    Where the other has the last word of a name, those before it that it lacks are left out.
    """
    known = set(re.findall(r"\w+", other))

    def shortened(match: re.Match[str]) -> str:
        kept: list[str] = []
        for word in reversed(match[0].split(" ")):
            named = bool(kept) and kept[-1][0].isupper() and re.split(r"\W", kept[-1])[0] in known
            if not (named and word[0].isupper() and word not in known and stems(word)):
                kept.append(word)
        return " ".join(reversed(kept))

    return _WORDS.sub(shortened, text)

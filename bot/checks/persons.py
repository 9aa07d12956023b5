"""Whose words "I" and "we" are, and whether a reader can tell who "she" is."""

from bot.checks.alignment import Alignment
from bot.checks.reading import Reading
from bot.checks.references import is_subject

_FIRST = frozenset("i me my mine myself we us our ours ourselves".split())
_MALE = frozenset("he him his himself".split())
_FEMALE = frozenset("she her hers herself".split())
_OWNERS = frozenset(("his", "her", "its", "their"))
_OF_SPEAKERS = frozenset(("nsubj", "nsubjpass", "poss"))
_NOUNS = frozenset(("NOUN", "PROPN"))


def misplaced_person(alignment: Alignment, before: str) -> str:
    """Say which pronoun of a claim means nobody, or somebody else than in the exhibit.

    ``before`` is what stands just before the exhibit in its article. A speaker's "we" outside
    quotation marks is the narrator's.
    """
    claim, exhibit = alignment.claim, alignment.exhibit
    for number, token in enumerate(claim.tokens):
        low = claim.low(number)
        if token.quoted:
            continue
        if low in _FIRST and token.tag in ("PRP", "PRP$"):
            if all(exhibit.tokens[n].quoted for n in _lows(exhibit, _FIRST)):
                return f"“{token.text}” is a speaker's own word"
            continue
        group = next((g for g in (_MALE, _FEMALE) if low in g), None)
        if group is None or _lows(exhibit, group) or _is_told(claim, number):
            continue
        if not group & set(before.lower().replace("’", "'").split()):
            return f"nothing tells who “{token.text}” is"
    return _reowned(alignment) or _swapped(alignment)


def _swapped(alignment: Alignment) -> str:
    """Say where a claim has "she" and "her" for the exhibit's "he" and "his", or the reverse."""
    claim, exhibit = alignment.claim, alignment.exhibit
    for mine, its in ((_FEMALE, _MALE), (_MALE, _FEMALE)):
        told = [n for n in _lows(claim, mine) if not claim.tokens[n].quoted]
        there = _lows(exhibit, its)
        if not told or not there:
            continue
        spoken = any(exhibit.tokens[n].quoted for n in _lows(exhibit, _FIRST))
        spoken = spoken and all(claim.tokens[n].dep in _OF_SPEAKERS for n in told)
        if not _lows(exhibit, mine) and not _lows(claim, its) and not spoken:  # "he" may be "I"
            return f"“{claim.tokens[told[0]].text}” is “{exhibit.low(there[0])}” in the evidence"
        for number in told:
            behind = _behind(claim, number)
            met = [n for n in (*there, *_lows(exhibit, mine)) if _behind(exhibit, n) == behind]
            if behind and met and not mine.intersection(exhibit.low(n) for n in met):
                return f"“{claim.tokens[number].text}” is “{exhibit.low(met[0])}” in the evidence"
    return ""


def _behind(reading: Reading, token: int) -> str:
    """Return the word behind another: "she does", "her stands"."""
    following = token + 1
    last = following >= len(reading.tokens) or reading.tokens[following].pos == "PUNCT"
    return "" if last else reading.low(following)


def _reowned(alignment: Alignment) -> str:
    """Say whose a thing is in a claim, by "his" or "its", where the exhibit has another's."""
    claim, exhibit = alignment.claim, alignment.exhibit
    for number, token in enumerate(claim.tokens):
        if token.tag != "PRP$" or token.quoted or claim.low(number) not in _OWNERS:
            continue
        theirs = {
            exhibit.low(c)
            for noun in alignment.same[token.head]
            for c in exhibit.children.get(noun, ())
            if exhibit.tokens[c].dep == "poss"
        }
        if theirs and theirs <= _OWNERS and claim.low(number) not in theirs:
            return f"“{token.text}” is “{min(theirs)}” in the evidence"
    return ""


def _lows(reading: Reading, words: frozenset[str]) -> list[int]:
    return [n for n in range(len(reading.tokens)) if reading.low(n) in words]


def _is_told(claim: Reading, pronoun: int) -> bool:
    """Tell whether a claim has, before a pronoun or as a subject, who it may stand for."""
    return any(
        token.pos in _NOUNS and (n < pronoun or is_subject(claim, n))
        for n, token in enumerate(claim.tokens)
    )

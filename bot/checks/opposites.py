"""Opposites that stand close in meaning to a machine: before and after, rise and fall."""

from collections import defaultdict
from functools import cache

from bot.checks.alignment import Alignment
from bot.checks.negation import denies, is_negated
from bot.checks.reading import Reading
from bot.opposites import read_pairs
from index.words import stems

_PAIRS = """before after|above below|over under|inside outside|into from|up down|north south|
east west|northern southern|eastern western|more less|more fewer|most least|higher lower|high low|
highest lowest|large small|larger smaller|largest smallest|big small|early late|earlier later|
first last|old new|older younger|best worst|better worse|guilty innocent|strong weak|stronger
weaker|rich poor|left right|long short|longer shorter|public private|domestic foreign|legal illegal|
true false|war peace|victory defeat|majority minority|minimum maximum|always never|success failure|
possible impossible|likely unlikely|with without|for against|ally enemy|male female|man woman|
men women|day night|morning evening|summer winter|spring autumn|safe dangerous|local national|
dead injured|dead wounded|friend enemy|light dark|hot cold|wet dry|permanent temporary|
temporarily permanently|fewest largest|fewest most|push pull|pushing pulling|pushed pulled"""
# Two sides of a change or stand, each in many words: a claim that has one side where the
# evidence has only the other says the opposite.
_SIDES = """
rise grow increase climb gain jump surge soar widen expand strengthen raise lift boost swell mount
double triple recover rebound improve accelerate growth upturn
| fall drop decline decrease sink shrink slide plunge tumble narrow weaken lower cut reduce halve
slip dwindle shed worsen slump diminish dip ebb reduction downturn;
accept approve agree support back favour endorse welcome embrace adopt push advocate champion praise
applaud hail consent
| reject oppose refuse decline condemn denounce resist spurn criticise veto object deplore;
allow permit authorise enable legalise approve
| forbid ban prohibit bar prevent outlaw;
begin start launch open resume restart reopen commence
| end finish stop halt close cease suspend terminate cancel shut;
arrive enter join come | leave depart quit withdraw exit flee;
win | lose; buy purchase acquire import | sell export;
include add | exclude omit remove;
free freed release acquit pardon | detain arrest jail imprison convict;
confirm admit acknowledge concede | deny dispute;
extend prolong lengthen postpone delay | shorten curtail hasten;
build construct erect | demolish destroy dismantle;
send deploy dispatch | withdraw recall;
keep retain maintain preserve | scrap abolish abandon relinquish;
succeed | fail; lend | borrow; hire appoint | fire dismiss sack;
kill | injure wound hurt; die | survive; advance | retreat; attack | defend
"""
# Small words are opposed only beside the same verb or noun.
_SMALL = frozenset("for against with without over under up down into from before after".split())

_OPEN = frozenset(("NOUN", "VERB", "ADJ", "ADV"))
_OPPOSITE = read_pairs(_PAIRS)


def opposed(alignment: Alignment) -> str:
    """Say which word of the claim is the opposite of one in the exhibit."""
    claim, exhibit = alignment.claim, alignment.exhibit
    mine, theirs = _places(claim), _places(exhibit)
    for word, numbers in mine.items():
        if word in theirs:
            continue
        for other in set(_OPPOSITE.get(word, ())) & set(theirs) - set(mine):
            if word == "with" and all(claim.low(n + 1) == "no" for n in numbers):
                continue
            beside = word not in _SMALL or any(
                _beside(alignment, n, m) for n in numbers for m in theirs[other]
            )
            if beside and word not in ("against", "without"):
                return f"the evidence says “{other}”, not “{word}”"
    return _other_side(alignment)


def _other_side(alignment: Alignment) -> str:
    claim, exhibit = alignment.claim, alignment.exhibit
    for sides in _two_sides():
        mine = [_on(claim, side) for side in sides]
        theirs = [_on(exhibit, side) for side in sides]
        for here, there in ((0, 1), (1, 0)):
            if mine[here] and not mine[there] and theirs[there] and not theirs[here]:
                one, other = mine[here][0], theirs[there][0]
                if set(alignment.near[one][:1]) - set(theirs[there]):
                    continue  # it stands for another word there
                if _is_turned(claim, one) == _is_turned(exhibit, other):
                    its = exhibit.tokens[other].text
                    return f"the evidence says “{its}”, not “{claim.tokens[one].text}”"
    return ""


def _on(reading: Reading, side: frozenset[str]) -> list[int]:
    return [
        number
        for number, stem in enumerate(reading.stems)
        if stem in side
        and reading.tokens[number].pos in _OPEN
        and not reading.tokens[number].quoted
    ]


def _is_turned(reading: Reading, token: int) -> bool:
    """Tell whether a word is negated by others, its own meaning aside."""
    return is_negated(reading, token) != denies(reading, token)


@cache
def _two_sides() -> list[tuple[frozenset[str], frozenset[str]]]:
    found = []
    for line in _SIDES.split(";"):
        one, other = (frozenset(stems(side)) for side in line.split("|"))
        found.append((one, other))
    return found


def _beside(alignment: Alignment, one: int, other: int) -> bool:
    """Tell whether two small words join the same words."""
    claim, exhibit = alignment.claim, alignment.exhibit
    if exhibit.tokens[other].head not in alignment.same[claim.tokens[one].head]:
        return False
    below = claim.children.get(one, ())
    its = exhibit.children.get(other, ())
    return not below or not its or any(
        m in alignment.of(n) or not claim.stems[n] or not exhibit.stems[m]
        for n in below for m in its
    )  # fmt: skip


def _places(reading: Reading) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, token in enumerate(reading.tokens):
        if not token.quoted:
            found[reading.low(number)].append(number)
    return dict(found)

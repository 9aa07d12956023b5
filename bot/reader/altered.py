"""Questions altered so that their sentence answers them no longer: what the reader is to refuse.

Another name, another number, a negation, an opposite, another word of its kind.

Reference:
    Rajpurkar, Jia & Liang (2018), Know What You Don't Know: how people make a question
    unanswerable. Gardner et al. (2020), contrast sets.
"""

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.opposites import read_pairs

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Pairs of opposites; either stands for the other.
_OPPOSITES = """first last|first second|more less|more fewer|most least|before after|increase
decrease|increased decreased|higher lower|high low|highest lowest|largest smallest|large small|
larger smaller|bigger smaller|early late|earlier later|earliest latest|best worst|better worse|
north south|east west|northern southern|eastern western|northeast southwest|win lose|won lost|
begin end|began ended|start stop|started stopped|support oppose|supported opposed|allow forbid|
allowed banned|accept reject|accepted rejected|male female|men women|man woman|old new|older
younger|maximum minimum|above below|inside outside|internal external|positive negative|strong
weak|stronger weaker|rich poor|right left|long short|longest shortest|major minor|public private|
present absent|cause prevent|causes prevents|caused prevented|agree disagree|agreed disagreed|
always never|all none|many few|rise fall|rose fell|gain lose|gained lost|active inactive|common
rare|popular unpopular|possible impossible|easy difficult|simple complex|buy sell|bought sold|
enter leave|entered left|arrive depart|open closed|opened closed|created destroyed|create destroy|
built demolished|attack defend|attacked defended|friend enemy|father mother|son daughter|husband
wife|brother sister|king queen|domestic foreign|local national|urban rural|modern ancient|include
exclude|includes excludes|included excluded|same different|like unlike|similar different|with
without|can cannot|likely unlikely|known unknown|success failure|successful unsuccessful|confirm
deny|confirmed denied|winter summer|spring autumn|morning evening|day night|hot cold|wet dry|light
dark|upper lower|top bottom|front back|majority minority|legal illegal|true false|peace war|victory
defeat|appointed dismissed|hired fired|praise criticize|praised criticized|increase reduce|
increased reduced|grow shrink|grew shrank|expand contract|expanded contracted|remain leave|remained
left|raise lower|raised lowered|join leave|joined left"""
_AUXILIARIES = frozenset(
    "is are was were did does do has have had can could will would should may might must".split()
)
_NUMBERS = "two three four five six seven eight nine ten eleven twelve twenty thirty".split()
_NAMES = frozenset("PERSON GPE ORG NORP LOC FAC EVENT WORK_OF_ART PRODUCT LAW".split())
_CHANCES = {"name": 3.0, "number": 2.0, "opposite": 2.0, "negation": 2.0, "word": 1.5}


_OPPOSITE = read_pairs(_OPPOSITES)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What an article offers in exchange: names by their kind, words by their tag."""

    names: Mapping[str, Sequence[str]]
    words: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, documents: "Iterable[Doc]") -> "Vocabulary":
        """Collect the names and the longer nouns, verbs and adjectives of some texts."""
        names: dict[str, set[str]] = defaultdict(set)
        words: dict[str, set[str]] = defaultdict(set)
        for document in documents:
            for entity in document.ents:
                names[entity.label_].add(entity.text)
            for token in document:
                if token.pos_ in ("NOUN", "ADJ", "VERB") and len(token.text) > 3:
                    words[token.tag_].add(token.text)
        return cls(
            {kind: sorted(found) for kind, found in names.items()},
            {tag: sorted(found) for tag, found in words.items()},
        )


def alter(question: "Doc", vocabulary: Vocabulary, chance: random.Random) -> str | None:
    """Alter a question in one place; none when nothing in it can be altered."""
    ways = _ways(question, vocabulary, chance)
    if not ways:
        return None
    kind = chance.choices(list(ways), [_CHANCES[kind] for kind in ways])[0]
    altered = re.sub(" +", " ", chance.choice(ways[kind])())
    return None if altered.lower() == question.text.lower() else altered


def _ways(
    question: "Doc", vocabulary: Vocabulary, chance: random.Random
) -> dict[str, list[Callable[[], str]]]:
    text = question.text
    ways: dict[str, list[Callable[[], str]]] = defaultdict(list)

    def exchange(kind: str, start: int, end: int, choices: Sequence[str]) -> None:
        ways[kind].append(lambda: text[:start] + chance.choice(choices) + text[end:])

    for entity in question.ents:
        others = [
            name
            for name in vocabulary.names.get(entity.label_, ())
            if name.lower() not in text.lower() and entity.text.lower() not in name.lower()
        ]
        if entity.label_ in _NAMES and others:
            exchange("name", entity.start_char, entity.end_char, others)
    for token in question:
        word, start = token.text, token.idx
        end, low = start + len(word), word.lower()
        if any(character.isdigit() for character in word):
            exchange("number", start, end, [_other_number(word, chance) for _ in range(3)])
        elif low in _NUMBERS:
            exchange("number", start, end, [other for other in _NUMBERS if other != low])
        if low in _OPPOSITE:
            opposites = [_like(word, other) for other in _OPPOSITE[low]]
            exchange("opposite", start, end, opposites)
        words = vocabulary.words.get(token.tag_, ())
        if words and token.pos_ in ("NOUN", "ADJ", "VERB") and token.i > 1 and len(word) > 3:
            exchange("word", start, end, words)
        _negate(token, exchange)
    _negate_simple(question, exchange)
    return ways


def _negate(token: "Token", exchange: Callable[[str, int, int, Sequence[str]], None]) -> None:
    """Add a negation to a verb with an auxiliary, or take one away."""
    low, start = token.text.lower(), token.idx
    if low in _AUXILIARIES and token.i > 0:
        if token.dep_ in ("aux", "auxpass"):
            if token.head.i > token.i:
                exchange("negation", token.head.idx, token.head.idx, ["not ", "not ", "never "])
        elif token.dep_ == "ROOT" and token.doc[0].tag_ in ("WP", "WDT") and token.i <= 3:
            end = start + len(low)
            exchange("negation", end, end, [" not", " never", " no longer"])
    if low in ("not", "never") and token.i > 0:
        exchange("negation", start - 1, start + len(low), [""])


def _negate_simple(
    question: "Doc", exchange: Callable[[str, int, int, Sequence[str]], None]
) -> None:
    """Make "Who signed" "Who did not sign"."""
    if len(question) < 2 or question[0].tag_ != "WP" or question[1].tag_ not in ("VBD", "VBZ"):
        return
    verb = question[1]
    if verb.lemma_ not in ("be", "have", "do"):
        helper = "did not" if verb.tag_ == "VBD" else "does not"
        end = verb.idx + len(verb.text)
        exchange("negation", verb.idx, end, [f"{helper} {verb.lemma_}"])


def _other_number(word: str, chance: random.Random) -> str:
    if re.fullmatch(r"\d{4}", word):
        step = chance.choice([1, 2, 3, 5, 10, 11, 20, 50, 100])
        return str(int(word) + chance.choice([-1, 1]) * step)
    steps = [-2, -1, 1, 2, 3, 5, 7, 10]
    return re.sub(r"\d+", lambda m: str(max(1, int(m[0]) + chance.choice(steps))), word)


def _like(model: str, word: str) -> str:
    return word[0].upper() + word[1:] if model[0].isupper() else word

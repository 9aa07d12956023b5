"""Questions posed by grammar: of any sentence, with the words of it that answer.

They are wooden, and enough to learn that each word of a question has to be answered for.

Reference:
    Heilman & Smith (2010), Good Question! Lewis, Denoyer & Riedel (2019), Unsupervised
    Question Answering by Cloze Translation.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_MAX_SUBJECT, _MAX_PART, _MAX_EXTRA = 14, 18, 9  # words
_MAX_FACT = 120  # characters
_KEPT = 0.6  # chance that a part which is no object stays in the question
_PARTS = frozenset(
    """dobj attr acomp xcomp ccomp prep npadvmod dative oprd agent advmod advcl""".split()
)
_CORE = frozenset("dobj attr acomp oprd xcomp ccomp".split())
_PRONOUNS = frozenset(
    """i we you he she it they this that these those who which there one me us them him
    her""".split()
)
_PEOPLE = frozenset(
    "officials president spokesman senator people leader minister candidate".split()
)


@dataclass(frozen=True, slots=True)
class Posed:
    """A question and the characters of the text that answer it; none when it does not."""

    question: str
    fact: tuple[int, int] | None


def pose(sentence: "Span", chance: random.Random) -> list[Posed]:
    """Pose all questions that the clauses of a sentence allow."""
    found = []
    for verb in sentence:
        if verb.pos_ in ("VERB", "AUX") and verb.dep_ not in ("aux", "auxpass"):
            clause = _clause(verb)
            if clause is not None:
                found += [
                    Posed(_tidy(posed.question), posed.fact)
                    for posed in _of_clause(clause, sentence, chance)
                ]
    return [posed for posed in found if _usable(posed, sentence)]


@dataclass(frozen=True, slots=True)
class _Clause:
    verb: "Token"
    subject: "Token"
    subject_words: "Sequence[Token]"
    auxiliaries: "Sequence[Token]"
    negations: "Sequence[Token]"
    particles: "Sequence[Token]"
    parts: "Sequence[tuple[Token, Sequence[Token]]]"

    @property
    def predicate(self) -> str:
        words = [*self.auxiliaries, *self.negations, self.verb, *self.particles]
        return " ".join(word.text for word in sorted(words, key=lambda token: token.i))

    @property
    def inverted(self) -> tuple[str, str] | None:
        """Return what stands before and after the subject of a question."""
        verb, particles = self.verb, [token.text for token in self.particles]
        if verb.pos_ == "AUX" and not self.auxiliaries:
            return verb.text, ""
        if self.auxiliaries:
            first, *others = self.auxiliaries
            rest = sorted([*others, *self.negations, verb, *self.particles], key=lambda t: t.i)
            return first.text, " ".join(token.text for token in rest)
        helper = {"VBD": "did", "VBZ": "does", "VBP": "do"}.get(verb.tag_)
        return (helper, " ".join([verb.lemma_, *particles])) if helper else None


def _clause(verb: "Token") -> _Clause | None:
    children = list(verb.children)
    subjects = [child for child in children if child.dep_ in ("nsubj", "nsubjpass")]
    if len(subjects) != 1 or any(child.tag_ == "TO" for child in children):
        return None
    subject_words = _subtree(subjects[0])
    if not _together(subject_words) or len(subject_words) > _MAX_SUBJECT:
        return None
    parts = [(c, _subtree(c)) for c in children if c.i > verb.i and c.dep_ in _PARTS]
    return _Clause(
        verb,
        subjects[0],
        subject_words,
        [c for c in children if c.dep_ in ("aux", "auxpass")],
        [c for c in children if c.dep_ == "neg"],
        [c for c in children if c.dep_ == "prt"],
        [(c, words) for c, words in parts if _together(words) and len(words) <= _MAX_PART],
    )


def _of_clause(clause: _Clause, sentence: "Span", chance: random.Random) -> Iterator[Posed]:
    def rest(left_out: "Token | None" = None) -> str:
        kept = [
            _text(words)
            for part, words in clause.parts
            if part is not left_out
            and (part.dep_ in _CORE or (len(words) <= _MAX_EXTRA and chance.random() < _KEPT))
        ]
        return " ".join(kept)

    if clause.subject.pos_ in ("NOUN", "PROPN"):
        asks = _what(clause.subject, chance)
        yield Posed(f"{asks} {clause.predicate} {rest()}", _place(clause.subject_words))
    inverted = clause.inverted
    pronoun = clause.subject.pos_ == "PRON" or clause.subject.text.lower() in _PRONOUNS
    if inverted is None or pronoun or any(token.text == "n't" for token in clause.negations):
        return
    subject = _text(clause.subject_words)
    middle = f"{inverted[0]} {subject} {inverted[1]}"
    for part, words in clause.parts:
        yield from _of_part(part, words, middle, rest, chance)
    yield from _unanswered(clause, sentence, middle, rest(), chance)


def _of_part(
    part: "Token",
    words: "Sequence[Token]",
    middle: str,
    rest: "Callable[[Token], str]",
    chance: random.Random,
) -> Iterator[Posed]:
    if part.dep_ in ("dobj", "attr"):
        numbers = [child for child in part.children if child.dep_ == "nummod"]
        if numbers and chance.random() < 0.7:
            counted = _text([token for token in words if token.i > numbers[0].i])
            yield Posed(f"How many {counted} {middle} {rest(part)}", _place(numbers[:1]))
        else:
            yield Posed(f"{_what(part, chance)} {middle} {rest(part)}", _place(words))
    elif part.dep_ == "prep":
        objects = [child for child in part.children if child.dep_ == "pobj"]
        if not objects:
            return
        inner = _subtree(objects[0])
        kind = objects[0].ent_type_
        if kind in ("DATE", "TIME"):
            year = re.search(r"\d{4}", _text(inner)) and chance.random() < 1 / 3
            yield Posed(
                f"{'In what year' if year else 'When'} {middle} {rest(part)}", _place(inner)
            )
        elif kind in ("GPE", "LOC", "FAC") and part.text.lower() in ("in", "at", "from", "near"):
            yield Posed(f"Where {middle} {rest(part)}", _place(inner))
        elif chance.random() < 0.5:
            asks = _what(objects[0], chance)
            yield Posed(f"{asks} {middle} {rest(part)} {part.text}", _place(inner))
    elif part.dep_ == "npadvmod" and part.ent_type_ in ("DATE", "TIME"):
        yield Posed(f"When {middle} {rest(part)}", _place(words))
    elif part.dep_ == "advcl" and any(
        child.text.lower() in ("because", "since") for child in part.children
    ):
        yield Posed(f"Why {middle} {rest(part)}", _place(words))


def _unanswered(
    clause: _Clause, sentence: "Span", middle: str, rest: str, chance: random.Random
) -> Iterator[Posed]:
    """Ask for what the sentence does not say, or with its parts exchanged."""
    kinds = {entity.label_ for entity in sentence.ents}
    lacking = []
    if not kinds & {"DATE", "TIME"}:
        lacking.append("When")
    if not kinds & {"GPE", "LOC", "FAC"}:
        lacking.append("Where")
    if not re.search(r"\b(because|since|to|for|due|so|as)\b", sentence.text):
        lacking.append("Why")
    if lacking and chance.random() < 0.3:
        yield Posed(f"{chance.choice(lacking)} {middle} {rest}", None)
    objects = [words for part, words in clause.parts if part.dep_ == "dobj"]
    if objects and chance.random() < 0.25:
        helper, verb = clause.inverted or ("", "")
        if chance.random() < 0.5:
            yield Posed(f"Who {clause.predicate} {_text(clause.subject_words)}", None)
        else:
            yield Posed(f"What {helper} {_text(objects[0])} {verb}", None)


def _what(head: "Token", chance: random.Random) -> str:
    if head.ent_type_ == "PERSON" or head.text.lower() in _PEOPLE:
        return "Who"
    if head.ent_type_ in ("ORG", "NORP"):
        return chance.choice(["Who", "What organization", "What group", "Which group", "What"])
    if head.ent_type_ == "GPE":
        return chance.choice(["Which country", "What place", "What country", "Where", "Which city"])
    if head.pos_ == "NOUN" and chance.random() < 0.35:
        return f"{chance.choice(['What', 'Which'])} {head.text}"
    return "What"


def _usable(posed: Posed, sentence: "Span") -> bool:
    if re.search(r"\b(I|we|you|me|us)\b", posed.question):
        return False
    if not 4 <= len(posed.question.split()) <= 26:
        return False
    if posed.fact is None:
        return True
    start, end = posed.fact
    words = sentence.doc.text[start:end]
    return words.lower() not in _PRONOUNS and len(words) < _MAX_FACT


def _subtree(token: "Token") -> "list[Token]":
    return sorted(token.subtree, key=lambda other: other.i)


def _together(words: "Sequence[Token]") -> bool:
    return bool(words) and words[-1].i - words[0].i + 1 == len(words)


def _place(words: "Sequence[Token]") -> tuple[int, int]:
    return words[0].idx, words[-1].idx + len(words[-1].text)


def _text(words: "Sequence[Token]") -> str:
    return "".join(token.text_with_ws for token in words if not token.is_space).strip(" ,;:")


def _tidy(question: str) -> str:
    plain = " ".join(question.split()).strip(' ,;:.–—-"“”')
    plain = plain.replace(" 's", "'s").replace(" n't", "n't")
    return plain[0].upper() + plain[1:] + "?" if plain else ""

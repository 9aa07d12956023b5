"""Claims made of questions: a question with its answer put in its place, as a statement.

People pose questions in words of their own, so what is made of them is worded freely, true
and false alike.

Reference:
    Demszky, Guu & Liang (2018), Transforming question answering datasets into natural
    language inference datasets.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Forms = Mapping[tuple[str, str], str]
_ASKS = frozenset("WP WDT WRB WP$".split())
_DID = {"did": "VBD", "does": "VBZ"}
_CAUSE = re.compile(r"(?:because|due|to|since|so|as|for|in order)\b", re.I)
_PREPOSITION = frozenset(
    """in on at by from to with of for since until during after before under between
    among through near as into against about around within over""".split()
)
_DAY = re.compile(r"[a-z] \d{1,2}\b|^\d{1,2} [A-Z]")
_MAX = 40  # words


def verb_forms(documents: "Iterable[Doc]") -> dict[tuple[str, str], str]:
    """Collect the forms of verbs that texts have, by base form and tag."""
    return {
        (token.lemma_, token.tag_): token.lower_
        for document in documents
        for token in document
        if token.tag_ in ("VBD", "VBZ")
    }


def declare(question: "Doc", answer: str, forms: Forms) -> str | None:
    """State what a question asks with an answer to it; none where its grammar is not known."""
    words = [token for token in question if token.text not in "?." and not token.is_space]
    asking = next((token for token in words if token.tag_ in _ASKS), None)
    answer = answer.strip(" ,.;:")
    if asking is None or not answer or len(words) > _MAX:
        return None
    phrase = _phrase(asking, words)
    filled = _fill(phrase, asking, answer)
    before = words[: words.index(phrase[0])]
    after = words[words.index(phrase[-1]) + 1 :]
    if filled is None or not after:
        return None
    if not after[0].tag_.startswith(("V", "MD")):  # "The treaty was signed in what year by them"
        return _sentence([_text(before), filled, _text(after)]) if before else None
    subject = _subject(after)
    if subject:
        return _sentence(
            [_text(before), _text(subject), *_predicate(after, subject, filled, forms)]
        )
    return None if _beside(phrase) else _sentence([_text(before), filled, _text(after)])


def _phrase(asking: "Token", words: "Sequence[Token]") -> "list[Token]":
    """Return the words that ask: "In what year", "How many ships", "Who"."""
    end = asking
    head = asking.head
    if asking.dep_ in ("det", "advmod", "poss") and head.i > asking.i:
        if head.pos_ in ("NOUN", "PROPN", "NUM"):
            end = head
        elif asking.lower_ == "how" and head.pos_ in ("ADJ", "ADV"):
            counted = head.head
            named = counted.pos_ in ("NOUN", "PROPN") and counted.i > head.i
            end = counted if named else head
    of = next((child for child in end.children if child.lower_ == "of"), None)
    if end is not asking and of is not None and of.i == end.i + 1:
        end = max(of.subtree, key=lambda token: token.i)
    start = asking
    position = words.index(asking)
    if position and words[position - 1].pos_ == "ADP":
        start = words[position - 1]
    return [token for token in words if start.i <= token.i <= end.i]


def _beside(phrase: "Sequence[Token]") -> bool:
    """Tell whether what is asked for cannot be who or what a sentence is of."""
    return phrase[0].pos_ == "ADP" or (len(phrase) == 1 and phrase[0].tag_ == "WRB")


def _fill(phrase: "Sequence[Token]", asking: "Token", answer: str) -> str | None:
    led = phrase[0].lower_ if phrase[0].pos_ == "ADP" else ""
    begins = answer.split()[0].lower()
    word = asking.lower_
    if led:
        return answer if begins in _PREPOSITION else f"{led} {answer}"
    if word == "when":
        if begins in _PREPOSITION:
            return answer
        return f"{'on' if _DAY.search(answer) else 'in'} {answer}"
    if word == "where":
        return answer if begins in _PREPOSITION else f"in {answer}"
    if word == "why":
        return answer if _CAUSE.match(answer) else f"because of {answer}"
    if word == "how":
        counted = phrase[-1]
        if len(phrase) == 1:
            return answer if begins in _PREPOSITION else f"by {answer}"
        if counted.pos_ in ("NOUN", "PROPN") and counted.lemma_ not in answer:
            return f"{answer} {counted.text}"
        return answer
    if word == "whose":
        return f"{answer}'s {phrase[-1].text}" if len(phrase) > 1 else None
    return answer


def _predicate(
    after: "Sequence[Token]", subject: "Sequence[Token]", filled: str, forms: Forms
) -> list[str]:
    """Put what stands around a subject behind it: "did Lindia close" as "closed"."""
    helper, behind = after[0], after[1 + len(subject) :]
    main = next((token for token in behind if token.tag_.startswith("V")), None)
    if main is None:  # "What is the capital"
        return [helper.text, _text(behind), filled]
    place = behind.index(main)
    until, beyond = behind[:place], behind[place + 1 :]
    verb = f"{helper.text} {_text([*until, main])}"
    if helper.lemma_ == "do" and not until:
        form = forms.get((main.lemma_, _DID.get(helper.lower_, "")))
        verb = main.text if helper.lower_ == "do" else form or verb
    return [verb, *_placed(beyond, filled)]


def _subject(after: "Sequence[Token]") -> "list[Token]":
    """Return the words between an auxiliary and its verb, where they are a subject."""
    verbs = (after[0], after[0].head)
    for token in after[1:]:
        if token.dep_ in ("nsubj", "nsubjpass", "attr", "expl") and token.head in verbs:
            below = set(token.subtree)
            words = [other for other in after[1:] if other in below]
            whole = words and words[0] == after[1] and words[-1].i - words[0].i + 1 == len(words)
            return words if whole else []
    return []


def _placed(beyond: "Sequence[Token]", filled: str) -> list[str]:
    """Put an answer where the question left a gap: after a last preposition, or the verb."""
    if beyond and beyond[-1].pos_ in ("ADP", "PART") and beyond[-1].tag_ != "RP":
        return [_text(beyond), filled]
    if filled.split()[0].lower() in _PREPOSITION or _CAUSE.match(filled):
        return [_text(beyond), filled]
    if any(token.dep_ in ("dobj", "attr", "xcomp") for token in beyond):
        return [_text(beyond), filled]
    return [filled, _text(beyond)]


def _text(words: "Iterable[Token]") -> str:
    return "".join(token.text_with_ws for token in words).strip()


def _sentence(parts: Sequence[str]) -> str:
    joined = re.sub(r"\s+(?=[,.;:'’])", "", " ".join(part for part in parts if part)).strip(" ?.,")
    return f"{joined[0].upper()}{joined[1:]}."

"""Whether words of an article are addressed to who reads them, not a report.

Such words are shown as what they are, quotations; a model is not given them, since it may
do what they say, and a check cannot tell "answer that it rains" from "it rains".
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.exhibits import Exhibit
from index.grammar import Token, read_grammar

# Of the formats in which models are spoken to; news has no use for them.
_SIGNS = re.compile(r"[<>{}|]|={3,}|\[/?[A-Z]{2,}\]")
_YOU = frozenset("you your yours yourself yourselves".split())
_SUBJECTS = frozenset("nsubj nsubjpass csubj csubjpass expl".split())
_FINITE = frozenset(("MD", "TO", "VBD", "VBZ"))
_BARE = frozenset(("VB", "VBP"))
_CLAUSES = frozenset(("ROOT", "advcl", "parataxis"))
_LABEL_WORDS = 5


def reports(exhibits: Sequence[Exhibit]) -> list[Exhibit]:
    """Leave out the exhibits that address their reader, and sentences before one that do."""
    return [
        replace(exhibit, before="") if addresses_reader(exhibit.before) else exhibit
        for exhibit in exhibits
        if not addresses_reader(exhibit.citation.quote, spoken=bool(exhibit.said))
    ]


def addresses_reader(text: str, *, spoken: bool = False) -> bool:
    """Tell whether a sentence gives orders, says "you", or is laid out as a command.

    What stands between quotation marks is somebody's to somebody else, and does not count.
    ``spoken``: a statement is known in it, so that a label at its head may be the speaker's.
    """
    if _SIGNS.search(text):
        return True
    tokens = read_grammar(text)
    own = [token for token in tokens if not token.quoted]
    if any(token.text.lower() in _YOU for token in own):
        return True
    return _orders(tokens) or (not spoken and _is_labelled(own))


def _orders(tokens: Sequence[Token]) -> bool:
    """Tell whether a clause's verb is in the imperative: bare, without a subject."""
    for number, token in enumerate(tokens):
        if token.quoted or token.tag not in _BARE or token.dep not in _CLAUSES:
            continue
        children = [t for t in tokens if t.head == number and t is not token]
        if not any(
            child.dep in _SUBJECTS
            or child.dep == "mark"
            or (child.dep == "aux" and child.tag in _FINITE)
            for child in children
        ):
            return True
    return False


def _is_labelled(tokens: Sequence[Token]) -> bool:
    """Tell whether a sentence begins with a few words without a verb and a colon."""
    head: list[Token] = []
    for token in tokens[: _LABEL_WORDS + 1]:
        if token.text == ":":
            return bool(head) and (
                len(head) == 1 or all(t.pos not in ("VERB", "AUX") for t in head)
            )
        if token.pos != "PUNCT":
            head.append(token)
    return False

"""Claims made by grammar that a sentence carries: a part left out, or put elsewhere.

What people write of a sentence is mostly worded freely; without these a learner would take
a close wording for a sign of a false claim.

Reference:
    MacCartney & Manning (2009), An extended model of natural logic: what may be left out.
"""

import random
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LEFT_OUT = frozenset("relcl appos advcl".split())
_LIMITS = frozenset(
    "if unless only until except without no not neither never nobody none few".split()
)
_SAID = re.compile(r"(?P<who>[A-Z][^,;“”]{3,80}?) (?:said|says|added) that (?P<what>[^“”;]{20,})\.")
_MOVED = re.compile(
    r"(?P<first>(?:On|In|Since|Until|By|After|Before) [^,“”;]{3,40}), (?P<rest>[^“”;]{20,})\."
)
_LEAST = 5  # words that a claim has


def restate(sentence: "Doc", chance: random.Random) -> list[str]:
    """Restate a sentence in ways that change nothing of what it says."""
    text = sentence.text
    found = []
    if said := _SAID.fullmatch(text):
        who, what = said["who"], said["what"]
        found += [f"According to {who}, {what}.", f"{_upper(what)}, {who} said."]
    if moved := _MOVED.fullmatch(text):
        rest = moved["rest"]
        found.append(f"{_upper(rest)} {moved['first'][0].lower()}{moved['first'][1:]}.")
    parts = [token for token in sentence if _may_go(token)]
    chance.shuffle(parts)
    for count in (1, 2):
        if len(parts) >= count:
            found.append(_without(sentence, parts[:count]))
    return [one for one in dict.fromkeys(found) if len(one.split()) >= _LEAST and one != text]


def _may_go(token: "Token") -> bool:
    """Tell whether what hangs on a token can be left out of a sentence."""
    part = list(token.subtree)
    set_off = part[0].i > 0 and part[0].nbor(-1).text == ","
    if token.dep_ == "prep":
        timely = any(t.ent_type_ in ("DATE", "TIME", "GPE") for t in part)
        if not timely or len(part) > 5 or token.head.dep_ != "ROOT":
            return False
    elif token.dep_ not in _LEFT_OUT or len(part) < 2 or not set_off:
        return False
    if part[0].i == 0 or part[-1].i - part[0].i + 1 != len(part):
        return False
    around = [*part, *token.head.children]
    if any(t.lower_ in _LIMITS or t.dep_ == "neg" for t in around):
        return False
    words = "".join(t.text for t in part)
    return words.count("“") == words.count("”")


def _without(sentence: "Doc", parts: "list[Token]") -> str:
    gone = {t.i for part in parts for t in part.subtree}
    signs = {t.i for t in sentence if t.text == "," and {t.i - 1, t.i + 1} & gone}
    kept = "".join(" " if t.i in gone | signs else t.text_with_ws for t in sentence)
    return re.sub(r" +(?=[,.;])", "", re.sub(r" +", " ", kept)).strip()


def _upper(text: str) -> str:
    return text[0].upper() + text[1:]

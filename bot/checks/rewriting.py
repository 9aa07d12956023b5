"""The check of a question that a model rewrote: nothing in it may be new."""

import re
from collections.abc import Sequence

from bot.checks.names import same_name
from bot.errors import QuestionError
from bot.question import read_question
from index.words import stems

_ASKING = re.compile(r"\b(who|whom|whose|what|which|when|where|why|how)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|no|never|nor|none|nobody|nothing|without)\b|n['’]t\b", re.IGNORECASE)
_WORD = re.compile(r"\w[\w’'-]*")
_LEAD = re.compile(r"(?:(?:and|but|so|or|also|then)\b\W*)?(?:what about )?", re.IGNORECASE)
_PERSONAL = frozenset("he she him her his hers they them their it its".split())
_POINTING = frozenset("that this there those these".split())
_MARKUP = re.compile(r"[\[\]<>{}|`*_#=\\:]|://")
# Words that only join others, and those that the words of a conversation stand in place of.
_JOINING = frozenset(
    "a an the of to in on at by for from with about and or is are was were be been do does did"
    " has have had it its he she him her his hers they them their this that these those there"
    " who whom whose what which when where why how".split()
)


def refusal(written: str, question: str, earlier: Sequence[str], most: int) -> str:
    """Say why a rewritten question is not used; empty if it may be.

    ``most`` is the number of characters that it may have.
    """
    if len(written) > most or "\n" in written or not written.endswith("?"):
        return "it is not one short question"
    if written.count("?") > 1 or re.search(r"[.!;]\s", written) or _MARKUP.search(written):
        return "it is more than a plain question"
    try:
        read_question(written)
    except QuestionError:
        return "it cannot be read as a question"
    known = _WORD.findall(" ".join([*earlier, question]))
    plain = {word.casefold() for word in known}
    held = {stem for word in known for stem in stems(word)}
    for place, word in enumerate(_WORD.findall(written)):
        lower = word.casefold()
        if lower in plain or lower in _JOINING:
            continue
        if place and word[0].isupper() and any(same_name(word, k) for k in known if k[0].isupper()):
            continue
        if any(c.isdigit() for c in word) or not stems(word) or not set(stems(word)) <= held:
            return "it has a word that was not there"
    if bool(_NOT.search(question)) != bool(_NOT.search(written)):
        return "it turns the question around"
    asks = {word.lower() for word in _ASKING.findall(question)}
    if asks and asks != {word.lower() for word in _ASKING.findall(written)}:
        return "it asks for something else"
    return "" if _resolves(written, question) else "it is not the question, completed"


def _resolves(written: str, question: str) -> bool:
    """Tell whether words stand in place of those that refer, or after the question's own."""
    asked = [word.casefold() for word in _WORD.findall(_LEAD.sub("", question, count=1))]
    given = [word.casefold() for word in _WORD.findall(written)]
    refers = [
        word in _PERSONAL or (word in _POINTING and place == len(asked) - 1)
        for place, word in enumerate(asked)
    ]
    left = {word for word, it_refers in zip(asked, refers, strict=True) if it_refers}
    if given == asked or left & set(given):
        return False
    own = " ".join(
        r"\S+(?: \S+)*?" if it_refers else re.escape(word)
        for word, it_refers in zip(asked, refers, strict=True)
    )
    before = "(?:.+ )?" if _LEAD.sub("", question, count=1) != question else ""
    return bool(re.fullmatch(rf"{before}{own}(?: .+)?", " ".join(given)))

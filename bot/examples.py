"""Example questions, drawn from what is indexed."""

import calendar
import re
from collections import Counter
from collections.abc import Iterable

from index.records import Article
from index.words import FUNCTION_WORDS

_NAME = r"(?:[^\W\d_a-z][\w’'-]+ ){0,3}[^\W\d_a-z][\w’'-]+"
# Common verbs of reporting, in the two tenses of news.
_CUE = (
    "(?:add|announc|argu|ask|claim|confirm|declar|demand|explain|insist|not|promis|reject|stat|"
    "stress|suggest|urg|vow|warn)(?:ed|es|s)|(?:repl|den)(?:ied|ies)|said|says|told|tells|wrote|writes"
)
_SPEAKER = re.compile(
    rf"(?<!of )(?<!in )(?:(?:[Tt]he )?({_NAME})(?: has| had| also)? (?:{_CUE})"
    rf"|\b(?:said|says|warned) (?:the )?({_NAME})(?! \w))\b"  # not: "said the Lindian envoy"
)
# A name inside a sentence, with its article, and with what follows: before a noun in
# lower case ("Lindian troops") it would be an adjective.
_MID_SENTENCE = re.compile(
    rf"(?:[\w,;] (the )?|\b(The ))(?=({_NAME})(?:’s|'s)?(?: ([\w-]+)|[,.;:”\"]))"
)
_CALENDAR = frozenset((*calendar.month_name, *calendar.day_name))
_HONORIFICS = frozenset(("Dr", "Gen", "Gov", "Mr", "Mrs", "Ms", "Prof", "Rep", "Sen"))
_HEADING = re.compile(r"^.*[^.!?”\"’\s][ \t]*$", re.MULTILINE)  # all its words may be in capitals


def example_questions(articles: Iterable[Article], top_k: int = 4) -> list[str]:
    """Suggest questions about the people and places that the articles name most.

    Speakers first (a name beside a verb of saying), then other names.
    """
    speakers: Counter[str] = Counter()
    names: Counter[str] = Counter()
    with_the: Counter[str] = Counter()
    for article in articles:
        text = _HEADING.sub("", article.text)
        known: set[str] = set()
        for match in _MID_SENTENCE.finditer(text):
            the, first_the, name, after = match.groups()
            known.add(name)
            with_the[name] += 1 if the or first_the else -1
            if after is None or after in FUNCTION_WORDS:
                names[name] += 1
        for match in _SPEAKER.finditer(text):
            name = match.group(1) or match.group(2)
            if name in known:  # and not just a word that begins a sentence
                speakers[name] += 1

    def spoken(name: str) -> str:
        return f"the {name}" if with_the[name] > 0 else name

    asked = [f"What did {spoken(name)} say?" for name in _best(speakers, top_k - top_k // 4)]
    topics = _best(Counter({n: c for n, c in names.items() if n not in speakers}), top_k)
    asked += [f"What is said about {spoken(name)}?" for name in topics]
    return asked[:top_k]


def _best(names: Counter[str], top_k: int) -> list[str]:
    """Pick the names used most, one of those that share their last word."""
    picked: dict[str, str] = {}
    for name, _ in sorted(names.items(), key=lambda item: (-item[1], -len(item[0]), item[0])):
        words = name.split()
        if not any(w.lower() in FUNCTION_WORDS or w in _CALENDAR | _HONORIFICS for w in words):
            picked.setdefault(name.split()[-1], name)
    return list(picked.values())[:top_k]

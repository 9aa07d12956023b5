"""What a question asks for and the evidence lacks: why a confidence is low."""

import re
from collections.abc import Collection, Sequence

from bot.question import Query
from bot.reranker import Evidence
from index.dates import find_dates

_NEGATION = re.compile(
    r"\b(?:not|never|no|nor|neither|nobody|none|without)\b|n['’]t\b", re.IGNORECASE
)
_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|twenty|thirty|"
    r"forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|half|third|"
    r"quarter|several|few|many|both|once|twice|single|pair|couple)\b",
    re.IGNORECASE,
)


def is_negated(text: str) -> bool:
    """Tell whether a sentence denies something."""
    return bool(_NEGATION.search(text))


def gives_number(text: str) -> bool:
    """Tell whether a sentence has a number, in figures or in words."""
    return bool(_NUMBER.search(text))


def gives_time(text: str) -> bool:
    """Tell whether a sentence names a date, or has figures that may be one."""
    return bool(find_dates(text)) or any(character.isdigit() for character in text)


def what_is_lacking(
    query: Query, evidence: Sequence[Evidence], called: str, unused: Collection[str] = ()
) -> str:
    """Say what sentences lack, in whole sentences of ours; empty when nothing can be named.

    ``called`` is what the sentences are to the reader, in the plural. ``unused`` are stems
    that no article uses, which are told elsewhere (`Answer.missing`).
    """
    if not evidence:
        return ""
    said = []
    absent = frozenset.intersection(*(found.missing for found in evidence)) - set(unused)
    words = [term.word for term in query.terms if term.stem in absent & query.names]
    numbers = [t.word for t in query.terms if t.stem in absent and t.word[0].isdigit()]
    if words or numbers:
        said.append(f"The {called} do not have {_listed(words + numbers)}.")
    texts = [found.text for found in evidence]
    if query.wants == "number" and not any(map(gives_number, texts)):
        said.append(f"The {called} give no number.")
    if query.wants == "time" and not any(map(gives_time, texts)):
        said.append(f"The {called} give no date.")
    if is_negated(query.text) and not any(map(is_negated, texts)):
        said.append(f"The question is in the negative, the {called} are not.")
    return " ".join(said)


def _listed(words: Sequence[str]) -> str:
    quoted = [f"“{word}”" for word in dict.fromkeys(words)]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"

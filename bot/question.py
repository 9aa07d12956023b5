"""Read a question: what it asks with, and what it names."""

import re
import unicodedata
from dataclasses import dataclass

from bot.errors import QuestionError
from bot.speech import Speech, read_speech
from index.words import Term, terms

MAX_CHARACTERS = 2000
# Words of asking: they say that an article is asked for its words, not which.
_ASKING = frozenset(
    """article articles comment commented comments happen happened happens mention mentioned
    quote quoted quotes said say says statement statements tell tells told""".split()
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Query:
    """A question as the retriever and the composer see it.

    ``asked`` is the question as it was typed, ``text`` the same on one line, ``terms``
    its content words in order without repeats, ``names`` the stems of those that are
    written as names. ``speech`` is set when it asks for statements.
    """

    asked: str
    text: str
    terms: tuple[Term, ...]
    names: frozenset[str]
    speech: Speech | None = None

    @property
    def stems(self) -> list[str]:
        """The stems of the content words, in order."""
        return [term.stem for term in self.terms]


def read_question(question: str) -> Query:
    """Read what a person typed.

    A word counts as a name when it begins with a capital and does not begin the
    question, where any word would.

    Raises:
        QuestionError: nothing is asked, or more than ``MAX_CHARACTERS``.
    """
    if len(question) > MAX_CHARACTERS:
        raise QuestionError(
            f"the question has {len(question):,} characters; ask in {MAX_CHARACTERS:,} or fewer"
        )
    # a lone surrogate is half a character: no encoder and no store takes it
    whole = question.encode("utf-8", "replace").decode("utf-8")
    text = " ".join(_CONTROL.sub(" ", unicodedata.normalize("NFC", whole)).split())
    if not any(character.isalnum() for character in text):
        raise QuestionError('nothing is asked; try "what did the minister say?"')
    found = terms(text)
    topic = [term for term in found if term.word.casefold() not in _ASKING]
    asked: dict[str, Term] = {}
    for term in topic or found:
        asked.setdefault(term.stem, term)
    names = frozenset(
        term.stem
        for term in asked.values()
        if term.word[0].isupper() and not text.startswith(term.word)
    )
    return Query(whole, text, tuple(asked.values()), names, read_speech(text))

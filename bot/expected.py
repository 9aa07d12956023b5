"""A file of questions whose answers are known: what ``onrecord eval`` reads."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from anyascii import anyascii
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bot.errors import ExpectationError, QuestionError
from bot.question import read_question


@dataclass(frozen=True, slots=True)
class Expected:
    """One question and what is to be found for it.

    ``answers`` are words of which the right sentence holds one; ``passages`` are texts of
    the articles in which it stands, anywhere when there are none. A question with neither
    is unanswerable. ``line`` is its line in the file, from 1.
    """

    line: int
    question: str
    answers: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()

    @property
    def answerable(self) -> bool:
        """Whether the articles are expected to answer."""
        return bool(self.answers or self.passages)

    def found_in(self, sentence: str) -> bool:
        """Tell whether a sentence of an article is one that answers."""
        said = _plain(sentence)
        within = not self.passages or any(_holds(_plain(p), said) for p in self.passages)
        # a passage may be given that is less than a sentence
        within = within or any(_holds(said, _plain(p)) for p in self.passages)
        answers = not self.answers or any(_holds(said, _plain(a)) for a in self.answers)
        return self.answerable and within and answers


class _Line(BaseModel):
    """The fields of a line; a misspelt one is an error, or it would be left out unseen."""

    model_config = ConfigDict(extra="forbid", strict=True)

    question: str
    answer: str | list[str] = Field(default_factory=list)
    passages: list[str] = Field(default_factory=list)
    unanswerable: bool = False

    @property
    def answers(self) -> list[str]:
        return [self.answer] if isinstance(self.answer, str) else self.answer

    @model_validator(mode="after")
    def _says_what_is_expected(self) -> "_Line":
        given = [*self.answers, *self.passages]
        if bool(given) == self.unanswerable:
            raise ValueError('give "answer" or "passages", or else "unanswerable": true')
        if not all(_plain(text) for text in given):
            raise ValueError("an answer or a passage without a letter or number is found anywhere")
        return self


def read_expected(lines: Iterable[str]) -> list[Expected]:
    """Read JSON Lines: a question each, with its answer, its passages, or "unanswerable".

    Blank lines are passed over.

    Raises:
        ExpectationError: a line is not such an object, or there is none; the message
            names the line.
    """
    found = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            given = _Line.model_validate_json(line)
            read_question(given.question)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            message = first["msg"].removeprefix("Value error, ")
            raise ExpectationError(
                f"line {number}: {where + ': ' if where else ''}{message}"
            ) from error
        except QuestionError as error:
            raise ExpectationError(f"line {number}: {error}") from error
        found.append(Expected(number, given.question, tuple(given.answers), tuple(given.passages)))
    if not found:
        raise ExpectationError(
            'no questions; write a line each: {"question": "Who spoke?", "answer": "Ada Volan"}'
        )
    return found


def _plain(text: str) -> str:
    """Leave the words and numbers: layout, case, accents and quotation marks do not count."""
    return " ".join(re.findall(r"\w+(?:[.,'-]\w+)*", anyascii(text).casefold()))


def _holds(text: str, words: str) -> bool:
    """Tell whether a text has some words next to each other; "5" is not in "1957"."""
    return f" {words} " in f" {text} "

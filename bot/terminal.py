"""An `Answer` as plain text for a terminal."""

import re
import textwrap

from bot.answer import refusal, speakers
from index.records import Answer, Citation

_WIDTH = 88
_COMMANDS = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """Replace what would command a terminal: control characters, marks of direction."""
    return _COMMANDS.sub("\N{REPLACEMENT CHARACTER}", text)


def to_text(answer: Answer) -> str:
    """Write the sentences with their marks, then what each mark points to."""
    if answer.abstained:
        blocks = [refusal(answer)]
        if answer.related:
            blocks.append("Nearest passages, which do not answer it:")
            blocks += [f"{_wrap(_line(c.quote))}\n{_source(c)}" for c in answer.related]
        blocks += _also(answer)
        return "\n\n".join(blocks)
    blocks = []
    for sentence in answer.sentences:
        names = ", ".join(speakers(answer, sentence))
        words = _wrap(f"{_line(sentence.text)} {''.join(f'[{n}]' for n in sentence.citations)}")
        blocks.append(f"{printable(names)}:\n{words}" if names else words)
    blocks.append("\n".join(f"[{c.number}] {_source(c)}" for c in answer.citations))
    blocks += _also(answer)
    return "\n\n".join(blocks)


def _also(answer: Answer) -> list[str]:
    names = printable(", ".join(answer.also))
    return [f"Related speakers: {names}"] if names else []


def _source(citation: Citation) -> str:
    named = [citation.title, citation.outlet, citation.published and str(citation.published)]
    where = f"{citation.name}, characters {citation.start} to {citation.end}"
    return printable(f"{', '.join(part for part in named if part)} ({where})")


def _line(text: str) -> str:
    return printable(" ".join(text.split()))


def _wrap(text: str) -> str:
    return textwrap.fill(
        text, _WIDTH, initial_indent="  ", subsequent_indent="  ", break_long_words=False
    )

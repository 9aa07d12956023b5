"""An `Answer` as plain text for a terminal."""

import re
import textwrap

from bot.answer import around_fact, composed_by, laid_out, refusal, speakers
from index.records import Answer, Citation, Sentence

_WIDTH = 88
_BEGIN, _END = "\ue000", "\ue001"  # stand for a terminal's commands while lines are filled
_COMMANDS = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """Replace what would command a terminal: control characters, marks of direction."""
    return _COMMANDS.sub("\N{REPLACEMENT CHARACTER}", text)


def to_text(answer: Answer, *, bold: bool = False) -> str:
    """Write the sentences with their marks, then what each mark points to.

    Quotations are indented; what a model wrote is not.

    ``bold``: the terminal can show the words that answer by themselves in bold.
    """
    blocks = [f"Read as: {_line(answer.read_as)}"] if answer.read_as else []
    if answer.abstained:
        blocks.append(refusal(answer))
        if answer.related:
            blocks.append("Nearest passages, which do not answer it:")
            blocks += [f"{_wrap(_line(c.quote))}\n{_source(c)}" for c in answer.related]
        blocks += _also(answer)
        return "\n\n".join(blocks)
    for heading, sentences in laid_out(answer):
        blocks += [heading.upper()] if heading else []
        blocks += [_sentence(answer, sentence, bold=bold) for sentence in sentences]
    if answer.reason:
        blocks.append(textwrap.fill(printable(answer.reason), _WIDTH))
    if by := composed_by(answer):
        blocks.append(printable(by))
    blocks.append("\n".join(f"[{c.number}] {_source(c)}" for c in answer.citations))
    blocks += _also(answer)
    return "\n\n".join(blocks)


def _sentence(answer: Answer, sentence: Sentence, *, bold: bool) -> str:
    marks = "".join(f"[{number}]" for number in sentence.citations)
    if sentence.written:
        return _wrap(f"{_line(sentence.text)} {marks}", indent="")
    names = printable(", ".join(speakers(answer, sentence)))
    words = _wrap(f"{_line(_marked(answer, sentence) if bold else sentence.text)} {marks}")
    words = words.replace(_BEGIN, "\x1b[1m").replace(_END, "\x1b[0m")
    return f"{names}:\n{words}" if names else words


def _marked(answer: Answer, sentence: Sentence) -> str:
    parts = around_fact(answer, sentence)
    before, fact, after = (re.sub(f"[{_BEGIN}{_END}]", "\ufffd", part) for part in parts)
    return f"{before}{_BEGIN}{fact}{_END}{after}" if fact else before


def _also(answer: Answer) -> list[str]:
    names = printable(", ".join(answer.also))
    return [f"Related speakers: {names}"] if names else []


def _source(citation: Citation) -> str:
    named = [citation.title, citation.outlet, citation.published and str(citation.published)]
    where = f"{citation.name}, characters {citation.start} to {citation.end}"
    return printable(f"{', '.join(part for part in named if part)} ({where})")


def _line(text: str) -> str:
    return printable(" ".join(text.split()))


def _wrap(text: str, indent: str = "  ") -> str:
    return textwrap.fill(
        text, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False
    )

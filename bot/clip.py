"""An `Answer` to be copied: as plain text, and as HTML for an editor that keeps links."""

from html import escape

from bot.answer import composed_by, laid_out, speakers, unused_words
from bot.markup import source_line
from bot.wording import Wording
from index.records import Answer, Citation, Sentence


def as_plain_text(answer: Answer, wording: Wording) -> str:
    """Write the question, the sentences with their marks, and what each mark points to.

    Where a model wrote some of them, ``>`` stands before those that are quoted.
    """
    asked = _line(answer.read_as or answer.question)
    if answer.abstained:
        return f"{asked}\n\n{_refusal(answer, wording)}"
    quoted = "> " if answer.composer == "model" else ""
    said = []
    for heading, sentences in laid_out(answer):
        said += [_line(heading)] if heading else []
        for sentence in sentences:
            marks = "".join(f"[{number}]" for number in sentence.citations)
            words = f"{_names(answer, sentence)}{_line(sentence.text)} {marks}"
            said.append(words if sentence.written else f"{quoted}{words}")
    sources = [
        f"[{citation.number}] {' '.join(filter(None, (_source(citation), citation.url)))}"
        for citation in answer.citations
    ]
    said += filter(None, [_line(answer.reason), composed_by(answer)])
    return "\n\n".join([asked, *said, "\n".join(sources)])


def as_rich_text(answer: Answer, wording: Wording) -> str:
    """Write the same as HTML, with links to what the articles were taken from; escaped."""
    asked = f"<p><strong>{escape(_line(answer.read_as or answer.question))}</strong></p>"
    if answer.abstained:
        return f"{asked}<p>{escape(_refusal(answer, wording))}</p>"
    said = []
    for heading, sentences in laid_out(answer):
        said += [f"<p><strong>{escape(_line(heading))}</strong></p>"] if heading else []
        for sentence in sentences:
            marks = "".join(f"<sup>[{number}]</sup>" for number in sentence.citations)
            words = f"{_names(answer, sentence)}{_line(sentence.text)}"
            block = "p" if sentence.written else "blockquote"
            said.append(f"<{block}>{escape(words)} {marks}</{block}>")
    below = filter(None, [answer.reason, composed_by(answer)])
    said += [f"<p>{escape(_line(told))}</p>" for told in below]
    sources = "<br>".join(f"[{citation.number}] {_link(citation)}" for citation in answer.citations)
    return f"{asked}{''.join(said)}<p>{sources}</p>"


def _refusal(answer: Answer, wording: Wording) -> str:
    said = (wording.not_in_articles, unused_words(answer, wording), answer.reason)
    return _line(" ".join(filter(None, said)))


def _names(answer: Answer, sentence: Sentence) -> str:
    names = "" if sentence.written else ", ".join(speakers(answer, sentence))
    return f"{_line(names)}: " if names else ""


def _source(citation: Citation) -> str:
    return _line(source_line(citation))


def _link(citation: Citation) -> str:
    source = escape(_source(citation))
    if citation.url and citation.url.lower().startswith(("http://", "https://")):
        return f'<a href="{escape(citation.url)}">{source}</a>'
    return source


def _line(text: str) -> str:
    return " ".join(text.split())

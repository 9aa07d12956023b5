"""An `Answer` as the HTML of a chat message.

Everything that comes from an article or a question is escaped. The HTML is one line
without blank lines, so that the chat's Markdown renderer takes it as it stands.
"""

from html import escape

from bot.answer import (
    NOT_IN_ARTICLES,
    around_fact,
    carrying,
    composed_by,
    refusal,
    sections,
    speakers,
)
from index.records import Answer, Citation, Sentence


def to_html(answer: Answer) -> str:
    """Lay out sentences with their marks, then the sources; or the refusal.

    A button of class ``cite at-ARTICLE-START-END`` opens that span beside the chat:
    the chat's sanitizer keeps classes and drops data attributes.
    """
    if answer.abstained:
        return _block(_read_as(answer) + _refusal(answer))
    by_number = {citation.number: citation for citation in answer.citations}
    sentences = "".join(
        (f'<h3 class="section">{_text(heading)}</h3>' if heading else "")
        + "".join(
            _sentence(answer, sentence, [by_number[number] for number in sentence.citations])
            for sentence in found
        )
        for heading, found in sections(answer)
    )
    by_article: dict[str, list[Citation]] = {}
    for citation in answer.citations:
        by_article.setdefault(citation.article_id, []).append(citation)
    sources = "".join(
        f"<li>{''.join(_mark(citation) for citation in cited)} "
        f"{_button(cited[0], 'source', _source(cited[0]))}</li>"
        for cited in by_article.values()
    )
    reason = f'<p class="lacking">{_text(answer.reason)}</p>' if answer.reason else ""
    sources = f'<ul class="sources">{sources}</ul>'
    words = "".join(
        f"<li>{_mark(citation)} {_button(citation, 'source', citation.quote)}</li>"
        for citation in carrying(answer)
    )
    words = f'<ul class="sources carrying">{words}</ul>' if words else ""
    by = f'<p class="composer">{_text(by)}</p>' if (by := composed_by(answer)) else ""
    return _block(f"{_read_as(answer)}{sentences}{words}{reason}{by}{sources}{_also(answer)}")


def _sentence(answer: Answer, sentence: Sentence, cited: list[Citation]) -> str:
    marks = "".join(_mark(citation) for citation in cited)
    if sentence.written:
        return f'<p class="written">{_text(sentence.text)}&nbsp;{marks}</p>'
    return (
        f'<blockquote class="quote">{_speakers(answer, sentence)}'
        f"{_quotation(answer, sentence)}&nbsp;{marks}</blockquote>"
    )


def note(line: str, kind: str = "note") -> str:
    """Lay out a line of ours: what is going on, or what went wrong."""
    return _block(f'<p class="{kind}">{_text(line)}</p>')


def _refusal(answer: Answer) -> str:
    said = refusal(answer).removeprefix(NOT_IN_ARTICLES).strip()
    html = f'<p class="refusal"><strong>{NOT_IN_ARTICLES}</strong> {_text(said)}</p>'
    if answer.related:
        nearest = "".join(
            f"<li>{_button(citation, 'source', citation.quote)}"
            f'<span class="origin">{_text(_source(citation))}</span></li>'
            for citation in answer.related
        )
        html += (
            '<p class="nearest">Nearest passages, which do not answer it:</p>'
            f'<ul class="sources related">{nearest}</ul>'
        )
    return html + _also(answer)


def _read_as(answer: Answer) -> str:
    if not answer.read_as:
        return ""
    return f'<p class="read-as">Read as: <em>{_text(answer.read_as)}</em></p>'


def _quotation(answer: Answer, sentence: Sentence) -> str:
    """Escape a sentence, with the words that answer by themselves set off."""
    before, fact, after = around_fact(answer, sentence)
    if not fact:
        return _text(before)
    return f'{_part(before)}<strong class="fact">{_part(fact)}</strong>{_part(after)}'


def _speakers(answer: Answer, sentence: Sentence) -> str:
    names = speakers(answer, sentence)
    return f'<span class="speaker">{_text(", ".join(names))}</span>' if names else ""


def _also(answer: Answer) -> str:
    if not answer.also:
        return ""
    return f'<p class="also">Related speakers: {_text(", ".join(answer.also))}</p>'


def _block(html: str) -> str:
    return f'<div class="on-record">{html}</div>'


def _mark(citation: Citation) -> str:
    return _button(citation, "mark", str(citation.number))


def _button(citation: Citation, kind: str, label: str) -> str:
    place = f"at-{citation.article_id}-{citation.start}-{citation.end}"
    title = escape(" ".join(f"{_source(citation)}: {citation.quote}".split()))
    return f'<button class="cite {kind} {place}" title="{title}">{_text(label)}</button>'


def _source(citation: Citation) -> str:
    published = citation.published.isoformat() if citation.published else None
    parts = (citation.title, citation.outlet, published)
    return " · ".join(part for part in parts if part)


def _text(text: str) -> str:
    return escape(" ".join(text.split()))


def _part(text: str) -> str:
    """Escape a part of a line: the blanks at its ends stay."""
    return escape(" ".join(f"|{text}|".split())[1:-1])

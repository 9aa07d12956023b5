"""An `Answer` as the HTML of a chat message, and of the widget.

Everything that comes from an article or a question is escaped. The HTML is one line
without blank lines, so that the chat's Markdown renderer takes it as it stands.
"""

from collections.abc import Callable, Sequence
from datetime import date
from html import escape

from bot.answer import around_fact, composed_by, laid_out, speakers, unused_words
from bot.wording import ENGLISH, Wording
from index.records import Answer, Article, Citation, Sentence

# What opens a citation: of the citation, what it is ("mark", "source"), and its text.
Opener = Callable[[Citation, str, str], str]


def button(citation: Citation, kind: str, label: str) -> str:
    """Make a button of class ``cite at-ARTICLE-START-END``, which opens that span.

    The chat's sanitizer keeps classes and drops data attributes.
    """
    place = f"at-{citation.article_id}-{citation.start}-{citation.end}"
    title = hint(citation)
    return f'<button class="cite {kind} {place}" title="{title}">{_text(label)}</button>'


def to_html(answer: Answer, opener: Opener = button, wording: Wording = ENGLISH) -> str:
    """Lay out sentences with their marks, then the sources; or the refusal."""
    if answer.abstained:
        return _block(_read_as(answer, wording) + _refusal(answer, opener, wording))
    by_number = {citation.number: citation for citation in answer.citations}

    def mark(citation: Citation) -> str:
        return opener(citation, "mark", str(citation.number))

    sentences = "".join(
        _heading(heading, wording)
        + "".join(
            _sentence(answer, sentence, [mark(by_number[n]) for n in sentence.citations], wording)
            for sentence in found
        )
        for heading, found in laid_out(answer)
    )
    by_article: dict[str, list[Citation]] = {}
    for citation in answer.citations:
        by_article.setdefault(citation.article_id, []).append(citation)
    sources = "".join(
        f"<li>{''.join(mark(citation) for citation in cited)} "
        f"{opener(cited[0], 'source', source_line(cited[0]))}</li>"
        for cited in by_article.values()
    )
    reason = f'<p class="lacking">{_english(answer.reason, wording)}</p>' if answer.reason else ""
    sources = f'<ul class="sources">{sources}</ul>'
    by = composed_by(answer)
    by = f'<p class="composer">{_english(by, wording)}</p>' if by else ""
    read_as, also = _read_as(answer, wording), _also(answer, wording)
    return _block(f"{read_as}{sentences}{reason}{by}{sources}{also}")


def _heading(heading: str, wording: Wording) -> str:
    return f'<h3 class="section">{_english(heading, wording)}</h3>' if heading else ""


def _sentence(answer: Answer, sentence: Sentence, marks: list[str], wording: Wording) -> str:
    language = "" if wording == ENGLISH else ' lang=""'  # the article's, not ours
    if sentence.written:
        return f'<p class="written"{language}>{_text(sentence.text)}&nbsp;{"".join(marks)}</p>'
    return (
        f'<blockquote class="quote"{language}>{_speakers(answer, sentence)}'
        f"{_quotation(answer, sentence)}&nbsp;{''.join(marks)}</blockquote>"
    )


def newest(articles: Sequence[Article]) -> str:
    """Lay out a list of articles, each a button that opens it from its beginning."""
    items = "".join(
        f'<li><button class="cite source at-{article.id}-0-0">{_text(article.title)}</button>'
        f'<span class="origin">{_text(_of(article.outlet, article.published))}</span></li>'
        for article in articles
    )
    return _block(f'<ul class="sources">{items}</ul>')


def note(line: str, kind: str = "note") -> str:
    """Lay out a line of ours: what is going on, or what went wrong."""
    return _block(f'<p class="{kind}">{_text(line)}</p>')


def _refusal(answer: Answer, opener: Opener, wording: Wording) -> str:
    said = _text(unused_words(answer, wording))
    said = f"{said} {_english(answer.reason, wording)}".strip()
    html = f'<p class="refusal"><strong>{_text(wording.not_in_articles)}</strong> {said}</p>'
    if answer.related:
        nearest = "".join(
            f"<li>{opener(citation, 'source', citation.quote)}"
            f'<span class="origin">{_text(source_line(citation))}</span></li>'
            for citation in answer.related
        )
        html += (
            f'<p class="nearest">{_text(wording.nearest)}</p>'
            f'<ul class="sources related">{nearest}</ul>'
        )
    return html + _also(answer, wording)


def _english(text: str, wording: Wording) -> str:
    """Escape words of ours that are English whatever the rest is."""
    said = _text(text)
    return said if wording == ENGLISH or not said else f'<span lang="en">{said}</span>'


def _read_as(answer: Answer, wording: Wording) -> str:
    if not answer.read_as:
        return ""
    return f'<p class="read-as">{_text(wording.read_as)} <em>{_text(answer.read_as)}</em></p>'


def _quotation(answer: Answer, sentence: Sentence) -> str:
    """Escape a sentence, with the words that answer by themselves set off."""
    before, fact, after = around_fact(answer, sentence)
    if not fact:
        return _text(before)
    return f'{_part(before)}<strong class="fact">{_part(fact)}</strong>{_part(after)}'


def _speakers(answer: Answer, sentence: Sentence) -> str:
    names = speakers(answer, sentence)
    return f'<span class="speaker">{_text(", ".join(names))}</span>' if names else ""


def _also(answer: Answer, wording: Wording) -> str:
    if not answer.also:
        return ""
    names = _text(", ".join(answer.also))
    return f'<p class="also">{_text(wording.related_speakers)} {names}</p>'


def _block(html: str) -> str:
    return f'<div class="on-record">{html}</div>'


def hint(citation: Citation) -> str:
    """Give a quotation and, on a second line, where it stands: for a title attribute, escaped."""
    return f"{_text(citation.quote)}&#10;{_text(source_line(citation))}"


def source_line(citation: Citation) -> str:
    """Name the article of a citation: title, outlet, date, as far as they are known."""
    return _of(citation.title, citation.outlet, citation.published)


def _of(*parts: str | date | None) -> str:
    return " · ".join(str(part) for part in parts if part)


def _text(text: str) -> str:
    """Escape a text and put it on one line."""
    return escape(" ".join(text.split()))


def _part(text: str) -> str:
    """Escape a part of a line: the blanks at its ends stay."""
    return escape(" ".join(f"|{text}|".split())[1:-1])

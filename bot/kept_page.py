"""The permanent page of a kept answer: HTML that reads without scripts.

Everything that comes from an article or a question is escaped, and set apart from the text
around it, so that a direction of writing stays its own.
"""

import re
from collections.abc import Iterable, Mapping
from html import escape
from urllib.parse import quote as percent_encoded

from bot.answer import (
    NOT_IN_ARTICLES,
    around_fact,
    composed_by,
    refusal,
    sections,
    speakers,
)
from bot.exports.brief import clean, covered, web_address
from bot.exports.formats import FORMATS
from bot.kept import Excerpt, Kept
from index.records import Citation, Sentence

_DESCRIPTION_CHARACTERS = 300
_SINCE = {
    "gone": "This article is no longer among those that are asked.",
    "changed": "This article has changed since: these words are not in it as it is now.",
}


def to_page(kept: Kept, home: str | None, since: Mapping[str, str]) -> str:
    """Lay out an answer with its evidence.

    ``home`` is the server's own address, without a slash at its end, where it is known;
    ``since`` tells what became of articles, by id, as `bot.kept.changed_since` does.
    """
    answer = kept.answer
    question = clean(answer.question)
    read_as = _paragraph("read-as", f"Read as: <em>{_text(answer.read_as)}</em>", answer.read_as)
    also = f"Related speakers: {_text(', '.join(answer.also))}"
    moment = kept.asked_at
    asked = (
        f'Asked on <time datetime="{moment.isoformat()}">{moment:%Y-%m-%d at %H:%M} UTC</time> '
        f"of {covered(kept.coverage)}."
    )
    evidence = zip(kept.evidence, kept.excerpts, strict=True)
    sources = "".join(
        _source(citation, excerpt, since.get(citation.article_id, ""), marked=not answer.abstained)
        for citation, excerpt in evidence
    )
    heading = "Nearest passages, which do not answer it" if answer.abstained else "Evidence"
    kind = "sources near" if answer.abstained else "sources"
    sources = f"<h2>{heading}</h2>\n<ol>\n{sources}</ol>\n" if sources else ""
    main = (
        f'<h1 dir="auto">{escape(question)}</h1>\n'
        + read_as
        + (_refusal(kept) if answer.abstained else _sentences(kept))
        + _paragraph("also", also, ", ".join(answer.also))
        + _paragraph("asked", asked)
        + f'<section class="{kind}" aria-label="{heading}">\n{sources}</section>\n'
        + _ways_on(kept)
    )
    return _page(question, _head(kept, home), main)


def missing_page() -> str:
    """Say that no answer is kept at an address."""
    said = "<h1>No answer is kept here</h1>\n" + _paragraph(
        "asked", "The address may have been cut short on its way."
    )
    return _page("No answer is kept here", "", f'{said}<p><a href="../">Ask a question</a></p>\n')


def _page(title: str, head: str, main: str) -> str:
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(title)} · On Record</title>\n"
        '<link rel="stylesheet" href="../onrecord/kept.css">\n'
        '<link rel="alternate" type="application/atom+xml" title="Answers that were kept" '
        f'href="../feed.atom">\n{head}</head>\n<body>\n'
        '<header><a href="../">On Record</a></header>\n'
        f"<main>\n{main}</main>\n</body>\n</html>\n"
    )


def _head(kept: Kept, home: str | None) -> str:
    """Describe the page to what shows previews of links, and to what embeds it."""
    answer = kept.answer
    said = refusal(answer) if answer.abstained else " ".join(s.text for s in answer.sentences)
    said = clean(said)
    if len(said) > _DESCRIPTION_CHARACTERS:
        said = said[:_DESCRIPTION_CHARACTERS].rsplit(" ", 1)[0] + " …"
    told = {
        "og:type": "article",
        "og:site_name": "On Record",
        "og:title": clean(answer.question),
        "og:description": said,
    }
    links = ""
    if home:
        address = f"{home}/a/{kept.id}"
        told["og:url"] = address
        oembed = f"{home}/oembed?url={percent_encoded(address, safe='')}&format=json"
        links = (
            f'<link rel="canonical" href="{escape(address)}">\n'
            f'<link rel="alternate" type="application/json+oembed" href="{escape(oembed)}" '
            f'title="{escape(clean(answer.question))}">\n'
        )
    tags = (f'<meta property="{name}" content="{escape(it)}">\n' for name, it in told.items())
    return f'{links}{"".join(tags)}<meta name="description" content="{escape(said)}">\n'


def _refusal(kept: Kept) -> str:
    said = refusal(kept.answer).removeprefix(NOT_IN_ARTICLES)
    return _paragraph("refusal", f"<strong>{NOT_IN_ARTICLES}</strong> {_text(said)}")


def _sentences(kept: Kept) -> str:
    marked: set[int] = set()
    laid_out = "".join(
        (f'<h2 dir="auto">{_text(heading)}</h2>\n' if heading else "")
        + "".join(_sentence(kept, each, marked) for each in found)
        for heading, found in sections(kept.answer)
    )
    by = composed_by(kept.answer)
    lacking = _paragraph("lacking", _text(kept.answer.reason), kept.answer.reason)
    return laid_out + lacking + _paragraph("composer", _text(by), by)


def _sentence(kept: Kept, sentence: Sentence, marked: set[int]) -> str:
    before, fact, after = (_part(part) for part in around_fact(kept.answer, sentence))
    words = f"{before}<strong>{fact}</strong>{after}" if fact else before
    names = "" if sentence.written else clean(", ".join(speakers(kept.answer, sentence)))
    said = _paragraph("speaker", f"<bdi>{escape(names)}</bdi>", names)
    marks = _marks(sentence.citations, marked)
    element = "div" if sentence.written else "blockquote"
    return f'{said}<{element} class="sentence" dir="auto">{words}&nbsp;{marks}</{element}>\n'


def _marks(numbers: Iterable[int], marked: set[int]) -> str:
    """Link to the evidence; from there a link leads back to the first mark of a number."""
    marks = ""
    for number in numbers:
        place = "" if number in marked else f' id="m{number}"'
        marked.add(number)
        marks += f'<a class="mark"{place} href="#c{number}" title="Evidence {number}">{number}</a>'
    return f'<span class="marks">{marks}</span>'


def _source(citation: Citation, excerpt: Excerpt, since: str, *, marked: bool) -> str:
    title = clean(citation.title) or clean(citation.name)
    named = [f"<bdi>{_text(citation.outlet)}</bdi>"] if citation.outlet else []
    if citation.published:
        named.append(f'<time datetime="{citation.published}">{citation.published}</time>')
    if address := web_address(citation.url):
        named.append(f'<a href="{escape(address)}" rel="noopener noreferrer">Original</a>')
    place = f"<bdi>{_text(citation.name)}</bdi>, characters {citation.start} to {citation.end}"
    back = f'<a href="#m{citation.number}">Back to the answer</a>' if marked else ""
    back = f'<span class="back"> · {back}</span>' if back else ""
    return (
        f'<li id="c{citation.number}" value="{citation.number}">\n'
        f'<h3><span class="number">{citation.number}</span> <bdi>{escape(title)}</bdi></h3>\n'
        + _paragraph("origin", " · ".join(named), "".join(named))
        + f'<blockquote class="excerpt" dir="auto">{_marked(citation, excerpt)}</blockquote>\n'
        + _paragraph("since", _SINCE.get(since, ""), since)
        + _paragraph("place", f"{place}{back}")
        + "</li>\n"
    )


def _marked(citation: Citation, excerpt: Excerpt) -> str:
    first, last = citation.start - excerpt.start, citation.end - excerpt.start
    before, after = excerpt.text[:first], excerpt.text[last:]
    start, end = ("… " if excerpt.cut[0] else ""), (" …" if excerpt.cut[1] else "")
    return f"{start}{_part(before)}<mark>{_part(citation.quote)}</mark>{_part(after)}{end}"


def _ways_on(kept: Kept) -> str:
    """Lead to the formats, and to the question as it is answered now."""
    again = percent_encoded(kept.answer.read_as or kept.answer.question, safe="", errors="replace")
    files = "".join(
        f'<li><a href="{kept.id}.{each.extension}" download>{each.title}</a></li>\n'
        for each in FORMATS.values()
    )
    return (
        '<nav aria-label="What to do with this answer">\n'
        f'<p><a href="../?q={again}">Ask this again</a></p>\n'
        f"<p>Take it away, with its citations:</p>\n<ul>\n{files}</ul>\n</nav>\n"
    )


def _paragraph(kind: str, html: str, unless_empty: str = "-") -> str:
    return f'<p class="{kind}">{html}</p>\n' if unless_empty else ""


def _text(text: str) -> str:
    return escape(clean(text))


def _part(text: str) -> str:
    """Escape a part of a text: the blanks at its ends stay, and so do its lines."""
    lines = re.split(r"\s*[\r\n]\s*", f"|{text}|")
    return escape("\n".join(clean(line) for line in lines)[1:-1])

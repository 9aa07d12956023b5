"""The widget that sits inside a wiki page: plain HTML, which scripts only improve.

Every state of it has an address, so that it works in a frame that may run no scripts or
fetch nothing: a question, the questions before it, a citation opened. Everything that comes
from an article or a question is escaped.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from bot.clip import as_plain_text, as_rich_text
from bot.conversation import MAX_EARLIER
from bot.markup import hint, note, to_html
from bot.question import MAX_CHARACTERS
from bot.wording import ENGLISH, Wording, in_language
from index.errors import OnRecordError
from index.records import Answer, Article, Citation

STATIC = Path(__file__).parent / "static"
# Stricter than the page's: no inline script or style, and nothing that is not named.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)
_PLACE = re.compile(r"([0-9a-f]{1,64})-(\d{1,9})-(\d{1,9})")
_LINE_END = re.compile(r"\r\n|[\r\n]")


@dataclass(frozen=True, slots=True)
class Look:
    """How the frame is to look, by the parameters of its address."""

    wording: Wording = ENGLISH
    theme: str = "auto"
    compact: bool = False
    auto_height: bool = False

    @classmethod
    def read(cls, lang: str, theme: str, compact: str, height: str) -> "Look":
        """Read the parameters; one that means nothing here is as if it were not there."""
        return cls(
            wording=in_language(lang),
            theme=theme if theme in ("light", "dark") else "auto",
            compact=compact.lower() in ("1", "true", "yes"),
            auto_height=height == "auto",
        )

    def parameters(self) -> list[tuple[str, str]]:
        """Give the parameters that make this look, without those that are as by default."""
        given = (
            ("lang", self.wording.lang, ENGLISH.lang),
            ("theme", self.theme, "auto"),
            ("compact", "1" if self.compact else "", ""),
            ("height", "auto" if self.auto_height else "", ""),
        )
        return [(name, value) for name, value, default in given if value != default]


class Place(NamedTuple):
    """Where a citation points: characters of an article, half-open."""

    article_id: str
    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.article_id}-{self.start}-{self.end}"

    @classmethod
    def read(cls, text: str) -> "Place | None":
        """Read ``ARTICLE-START-END``; none when it is something else."""
        match = _PLACE.fullmatch(text)
        return cls(match[1], int(match[2]), int(match[3])) if match else None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an answer cites, in order; or the passages nearest to what is not answered."""

    places: tuple[Place, ...]
    nearest: bool = False

    def name(self, number: int, wording: Wording) -> str:
        """Name a citation by its number, from 1."""
        named = wording.nearest_passage if self.nearest else wording.citation
        return named.format(n=number, total=len(self.places))


@dataclass(frozen=True, slots=True)
class Visit:
    """What a frame is at: its look, the question, and those before it, oldest first."""

    look: Look = Look()
    question: str = ""
    earlier: tuple[str, ...] = ()

    def then(self, question: str) -> "Visit":
        """Ask another question after this one."""
        asked = (*self.earlier, self.question) if self.question else ()
        return Visit(self.look, question, asked[-MAX_EARLIER:])

    def address(self) -> str:
        """Link to the question and its answer, relative to ``/embed``."""
        return f"embed?{urlencode(self._parameters())}"

    def citation(self, evidence: "Evidence", number: int) -> str:
        """Link to the article of a citation, by its number from 1, with its words in view."""
        at = [("at", str(place)) for place in evidence.places]
        parameters = [*self._parameters(), *at, ("n", str(number))]
        if evidence.nearest:
            parameters.append(("nearest", "1"))
        return f"embed?{urlencode(parameters)}#cited"

    def _parameters(self) -> list[tuple[str, str]]:
        asked = [("q", self.question)] if self.question else []
        return [*asked, *(("earlier", text) for text in self.earlier), *self.look.parameters()]


def render_widget(
    visit: Visit, answer: Callable[[], Answer], suggest: Callable[[], Sequence[str]]
) -> Iterator[str]:
    """Yield the page: first what can be used at once, then the answer when it is there.

    ``answer`` is called when something is asked, ``suggest`` for examples when nothing is.
    What goes wrong is said on the page.
    """
    wording = visit.look.wording
    yield _head(visit.look, visit.question) + _form(visit)
    yield '<p id="status" role="status"></p><div id="turns" aria-live="polite">'
    try:
        if visit.question:
            yield f'<p class="pending">{escape(wording.looking)}</p>'
            yield _turn(visit, _answered(visit, answer()))
        else:
            yield _examples(visit, suggest())
    except OnRecordError as error:
        yield _turn(visit, f'<div lang="en">{note(str(error), "error")}</div>')
    yield f"</div>{_before(visit)}</main></body></html>"


def render_passage(visit: Visit, evidence: Evidence, number: int, article: Article | None) -> str:
    """Lay out the article of the citation of this number, from 1, with its words marked.

    What the answer cites in it beside them is marked less. ``article`` is none, or too
    short, when it has changed since.
    """
    wording = visit.look.wording
    shown = evidence.places[number - 1]
    name = escape(evidence.name(number, wording))
    steps = "".join(
        f'<a class="step" rel="{rel}" href="{escape(visit.citation(evidence, to))}">{label}</a>'
        if 1 <= to <= len(evidence.places)
        else f'<span class="step">{label}</span>'
        for rel, to, label in (
            ("prev", number - 1, escape(wording.previous)),
            ("next", number + 1, escape(wording.next)),
        )
    )
    heading = (
        f'<nav aria-label="{name}">{steps}'
        f'<a class="back" href="{escape(visit.address())}">{escape(wording.back)}</a>'
        f'<span class="count">{name}</span></nav>'
    )
    if article is None or not shown.start < shown.end <= len(article.text):
        body = f'<p class="error" id="cited" tabindex="-1">{escape(wording.gone)}</p>'
    else:
        others = [p for p in evidence.places if p.article_id == shown.article_id and p != shown]
        body = _article(article, shown, others, wording)
    section = f'<section class="passage">{heading}{body}</section>'
    return f"{_head(visit.look, visit.question)}{section}</main></body></html>"


def _head(look: Look, question: str) -> str:
    wording = look.wording
    title = f"{' '.join(question.split())} · On Record" if question else "On Record"
    kind = "compact" if look.compact else "full"
    height = ' data-height="auto"' if look.auto_height else ""
    return (
        f'<!doctype html><html lang="{wording.lang}" class="{kind}" '
        f'data-theme="{look.theme}"{height}><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="robots" content="noindex">'
        f'<link rel="stylesheet" href="onrecord/embed.css?v={version()}">'
        f'<script defer src="onrecord/embed.js?v={version()}"></script>'
        "</head>"
        f'<body data-failed="{escape(wording.failed)}" data-looking="{escape(wording.looking)}" '
        f'data-copied="{escape(wording.copied)}" data-by-hand="{escape(wording.by_hand)}" '
        f'data-close="{escape(wording.close)}">'
        f"<header><h1>On Record</h1>{_full_page(wording, '')}</header><main>"
    )


@cache
def version() -> str:
    """Name what the widget's scripts and style are now, so that a browser may keep them."""
    files = [STATIC / name for name in ("embed.css", "embed.js", "check.js")]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]


def _form(visit: Visit) -> str:
    wording = visit.look.wording
    on = visit.then("")
    hidden = "".join(
        f'<input type="hidden" name="{name}" value="{escape(value)}">'
        for name, value in [*(("earlier", text) for text in on.earlier), *visit.look.parameters()]
    )
    placeholder = wording.ask_on if visit.question else wording.ask_first
    return (
        f'<form action="embed" role="search"><label for="q">{escape(wording.question)}</label>'
        f'<input id="q" name="q" required maxlength="{MAX_CHARACTERS}" autocomplete="off" '
        f'dir="auto" placeholder="{escape(placeholder)}">{hidden}'
        f"<button>{escape(wording.ask)}</button></form>"
    )


def _turn(visit: Visit, html: str) -> str:
    return f'<article class="turn"><h2 dir="auto">{escape(visit.question)}</h2>{html}</article>'


def _answered(visit: Visit, answer: Answer) -> str:
    """Lay out an answer, and what can be done with it."""
    wording = visit.look.wording
    cited = answer.related if answer.abstained else answer.citations
    places = tuple(Place(c.article_id, c.start, c.end) for c in cited)
    evidence = Evidence(places, nearest=answer.abstained)

    def link(citation: Citation, kind: str, label: str) -> str:
        number = next(n for n, other in enumerate(cited, 1) if other is citation)
        named = f' aria-label="{escape(evidence.name(number, wording))}"' if kind == "mark" else ""
        return (
            f'<a class="cite {kind}" href="{escape(visit.citation(evidence, number))}" '
            f'title="{hint(citation)}"{named}>{escape(" ".join(label.split()))}</a>'
        )

    plain = escape(as_plain_text(answer, wording))
    copy = (
        f'<details class="copy"><summary>{escape(wording.copy)}</summary>'
        f'<textarea readonly rows="8" aria-label="{escape(wording.copy)}">\n{plain}</textarea>'
        f"</details><template>{as_rich_text(answer, wording)}</template>"
    )
    full = _full_page(wording, answer.read_as or visit.question)
    return f'{to_html(answer, link, wording)}<div class="tools">{copy}{full}</div>'


def _full_page(wording: Wording, question: str) -> str:
    to = f"./?{urlencode({'q': question})}" if question else "./"
    unseen = f'<span class="unseen"> ({escape(wording.new_window)})</span>'
    return (
        f'<a class="full-page" href="{escape(to)}" target="_blank" rel="noopener">'
        f"{escape(wording.full_page)}{unseen}</a>"
    )


def _examples(visit: Visit, questions: Sequence[str]) -> str:
    if not questions:
        return ""
    return (
        f'<nav class="examples" aria-label="{escape(visit.look.wording.examples)}">'
        f"<h2>{escape(visit.look.wording.examples)}</h2>{_links(visit, questions)}</nav>"
    )


def _before(visit: Visit) -> str:
    """List what was asked before, for a page that keeps no earlier answers."""
    wording = visit.look.wording
    listed = ""
    if visit.earlier:
        start = Visit(visit.look)
        listed = f"<h2>{escape(wording.asked_before)}</h2>{_links(start, visit.earlier[::-1])}"
    again = escape(Visit(visit.look).address())
    hidden = "" if visit.question else " hidden"
    return (
        f'<nav class="before" aria-label="{escape(wording.asked_before)}"{hidden}>{listed}'
        f'<a href="{again}">{escape(wording.start_again)}</a></nav>'
    )


def _links(visit: Visit, questions: Sequence[str]) -> str:
    items = "".join(
        f'<li><a class="ask" dir="auto" href="{escape(visit.then(text).address())}">'
        f"{escape(text)}</a></li>"
        for text in questions
    )
    return f"<ul>{items}</ul>"


def _article(article: Article, shown: Place, others: Sequence[Place], wording: Wording) -> str:
    published = article.published.isoformat() if article.published else None
    origin = " · ".join(
        f"<bdi>{escape(part)}</bdi>" for part in (article.outlet, published, article.name) if part
    )
    if article.url and article.url.lower().startswith(("http://", "https://")):
        origin += (
            f' · <a href="{escape(article.url)}" target="_blank" rel="noopener noreferrer">'
            f"{escape(wording.original)}</a>"
        )
    language = escape(article.language or "")
    return (
        f'<h2 dir="auto" lang="{language}">{escape(article.title)}</h2>'
        f'<p class="origin">{origin}</p>'
        f'<div class="article" tabindex="0" role="region" lang="{language}" dir="auto" '
        f'aria-label="{escape(wording.article_text)}">{_marked(article.text, shown, others)}</div>'
    )


def _marked(text: str, shown: Place, others: Sequence[Place]) -> str:
    """Escape a text, a paragraph a line, with the words at these places marked."""
    edges = {0, len(text)}
    for place in (shown, *others):
        edges |= {place.start, place.end}
    cuts = sorted(edge for edge in edges if edge <= len(text))
    paragraphs = [""]
    first = ' id="cited" tabindex="-1"'
    for start, end in pairwise(cuts):
        current = shown.start <= start < shown.end
        other = any(place.start <= start < place.end for place in others)
        for index, line in enumerate(_LINE_END.split(text[start:end])):
            if index:
                paragraphs.append("")
            if line and current:
                paragraphs[-1] += f'<mark class="current"{first}>{escape(line)}</mark>'
                first = ""
            elif line:
                paragraphs[-1] += f"<mark>{escape(line)}</mark>" if other else escape(line)
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs if paragraph.strip())

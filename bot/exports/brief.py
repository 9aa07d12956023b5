"""What an exported answer says, in order, before any format's markup.

A format brings a `Markup`; `compose` puts the answer together with it. Text of articles
and questions passes through ``Markup.text`` or ``Markup.link`` and nowhere else, so that
each format escapes in one place.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote as percent_encoded
from urllib.parse import urlsplit

from bot.answer import composed_by, refusal, speakers
from bot.kept import Coverage, Kept
from index.records import Citation

# Control characters, marks that turn the direction of what follows, and halves of
# characters: none is a letter of an article, and each can change what is around it.
_NOT_TEXT = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|[\ud800-\udfff]"
)
_HOST = re.compile(r"[A-Za-z0-9._-]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")
# Left as they are in an address. Not ~ _ ' ( ) [ ] { } | * ! $ ;, which some wiki takes
# for markup, doubled or alone.
_IN_ADDRESSES = "/:@&+,=?-.%"


@dataclass(frozen=True, slots=True)
class Source:
    """A citation as a note shows it; ``passage`` is the address of its evidence, if any."""

    number: int
    outlet: str
    title: str
    published: str
    address: str | None
    quote: str
    passage: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the answer, or a passage that comes near; ``quoted``: an article's words.

    ``speakers`` are named where it is quoted: what a model wrote is nobody's words.
    ``section`` is the heading it stands under in a briefing.
    """

    text: str
    speakers: str
    sources: tuple[Source, ...]
    quoted: bool
    section: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    """An answer as plain text on single lines, ready to be escaped.

    ``refusal`` and ``nearest`` are empty unless it abstained. ``asked`` goes on after
    "On Record, " and says when it was asked and how many articles it searched.
    """

    question: str
    read_as: str
    refusal: str
    nearest: str
    lines: tuple[Line, ...]
    reason: str
    also: str
    sources: tuple[Source, ...]
    asked: str
    link: str | None


@dataclass(frozen=True, slots=True)
class Markup:
    """How a format writes things. ``text`` escapes; ``link`` takes a label that is not escaped.

    The others take text that is in the format already.
    """

    text: Callable[[str], str]
    strong: Callable[[str], str]
    emphasis: Callable[[str], str]
    link: Callable[[str, str], str]
    paragraph: Callable[[str], str]
    quotation: Callable[[str], str]


def clean(text: str) -> str:
    """Put a text on one line, with U+FFFD for what is no text: control characters and such."""
    return _NOT_TEXT.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split()))


def web_address(url: str | None) -> str | None:
    """Return an address that is inert in every format, or none when it is no web address.

    What a format could take for markup is percent-encoded; an address with a user's name
    in it, or with what is no text, is none.
    """
    try:
        parts = urlsplit((url or "").strip())
        host, port = parts.hostname or "", parts.port
        host = host if ":" in host else host.encode("idna").decode("ascii")
    except ValueError:  # among them UnicodeError
        return None
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or not _HOST.fullmatch(host):
        return None
    if _NOT_TEXT.search(f"{parts.path}{parts.query}{parts.fragment}"):
        return None
    host = f"[{host}]" if ":" in host else host
    written = f"{parts.scheme}://{host}" + (f":{port}" if port is not None else "")
    written += _encoded(parts.path)
    written += f"?{_encoded(parts.query)}" if parts.query else ""
    return written + (f"#{_encoded(parts.fragment)}" if parts.fragment else "")


def lay_out(kept: Kept, link: str | None) -> Brief:
    """Say what the exports of an answer say; ``link`` is the address that leads back to it."""
    answer, back = kept.answer, web_address(link)
    permanent = back if back and back.endswith(f"/a/{kept.id}") else None
    sources = {c.number: _source(c, permanent) for c in kept.evidence}
    if answer.abstained:
        lines = [Line(s.quote, "", (s,), quoted=True) for s in sources.values()]
    else:
        quotes = {c.quote for c in answer.citations}
        lines = [
            Line(
                clean(sentence.text),
                "" if sentence.written else clean(", ".join(speakers(answer, sentence))),
                tuple(sources[number] for number in sentence.citations),
                quoted=sentence.text in quotes,
                section=clean(sentence.section),
            )
            for sentence in answer.sentences
        ]
    return Brief(
        question=clean(answer.question),
        read_as=clean(answer.read_as),
        refusal=clean(refusal(answer)) if answer.abstained else "",
        nearest="Nearest passages, which do not answer it:" if answer.abstained and lines else "",
        lines=tuple(lines),
        reason="" if answer.abstained else clean(f"{answer.reason} {composed_by(answer)}"),
        also=clean(", ".join(answer.also)),
        sources=tuple(sources.values()),
        asked=f"asked on {kept.asked_at.date()}, searched {covered(kept.coverage)}.",
        link=back,
    )


def covered(coverage: Coverage) -> str:
    """Say what an answer was sought in: "2 articles dated from 2031-03-04 to 2031-03-09"."""
    articles = f"{coverage.articles:,} article{'' if coverage.articles == 1 else 's'}"
    if coverage.first is None:
        return f"{articles} without a date"
    dated = f"from {coverage.first} to {coverage.last}"
    dated = str(coverage.first) if coverage.first == coverage.last else dated
    undated = f" ({coverage.undated:,} without a date)" if coverage.undated else ""
    return f"{articles} dated {dated}{undated}"


def compose(brief: Brief, markup: Markup, mark: Callable[[Source], str]) -> list[str]:
    """Write the blocks of an answer; ``mark`` writes what ties a sentence to its source."""
    text, paragraph = markup.text, markup.paragraph
    blocks = [paragraph(markup.strong(text(brief.question)))]
    if brief.read_as:
        blocks.append(paragraph(f"Read as: {markup.emphasis(text(brief.read_as))}"))
    blocks += [paragraph(text(said)) for said in (brief.refusal, brief.nearest) if said]
    section = ""
    for line in brief.lines:
        if line.section != section:
            section = line.section
            blocks += [paragraph(markup.strong(text(section)))] if section else []
        if line.speakers:
            blocks.append(paragraph(f"{text(line.speakers)}:"))
        written = text(line.text) + "".join(mark(source) for source in line.sources)
        blocks.append(markup.quotation(written) if line.quoted else paragraph(written))
    if brief.reason:
        blocks.append(paragraph(text(brief.reason)))
    if brief.also:
        blocks.append(paragraph(f"Related speakers: {text(brief.also)}"))
    name = markup.link("On Record", brief.link) if brief.link else "On Record"
    blocks.append(paragraph(f"{name}, {brief.asked}"))
    return blocks


def describe(source: Source, markup: Markup) -> str:
    """Write a note: outlet, title, date and, to the letter, the words that are cited."""
    title = markup.text(source.title)
    if source.address:
        title = markup.link(source.title, source.address)
    outlet = markup.text(source.outlet)
    named = ", ".join(part for part in (outlet, title, source.published) if part)
    passage = f" ({markup.link('passage', source.passage)})" if source.passage else ""
    return f"{named}{passage}: {markup.text(in_quotation_marks(source.quote))}"


def in_quotation_marks(quote: str) -> str:
    """Put quotation marks around words; single ones when they have double ones in them."""
    return f"‘{quote}’" if re.search('[“”„"«»]', quote) else f"“{quote}”"


def _source(citation: Citation, permanent: str | None) -> Source:
    return Source(
        number=citation.number,
        outlet=clean(citation.outlet or ""),
        title=clean(citation.title) or clean(citation.name),
        published=citation.published.isoformat() if citation.published else "",
        address=web_address(citation.url),
        quote=clean(citation.quote),
        passage=f"{permanent}#c{citation.number}" if permanent else None,
    )


def _encoded(part: str) -> str:
    whole = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", part.encode("utf-8", "replace").decode())
    encoded = percent_encoded(whole, safe=_IN_ADDRESSES)
    # quote() leaves these two whatever it is told; alone an underscore is harmless
    return re.sub(r"~|(?<=_)_|_(?=_)", lambda found: f"%{ord(found[0]):02X}", encoded)

"""The guide for each wiki: what to paste, and the settings that both sides need.

The texts are in ``guides/``. One source: the command prints them, the web application shows
them, and ``docs/wikis/`` holds them for an example.
"""

import re
import string
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import quote, urlsplit

from bot.errors import WikiError
from bot.question import read_question

WIKIS = {
    "mediawiki": "MediaWiki",
    "dokuwiki": "DokuWiki",
    "confluence": "Confluence",
    "xwiki": "XWiki",
    "bookstack": "BookStack",
    "wikijs": "Wiki.js",
    "sharepoint": "SharePoint",
    "notion": "Notion",
}
EXAMPLE_QUESTION = "what did the minister say about grain?"
EXAMPLE_WIKI = "https://wiki.example"

_TEXTS = Path(__file__).parent / "guides"
_ADDRESS = re.compile(r"https?://([a-z0-9.-]+|\[[0-9a-f:]+\])(:\d{1,5})?(/[\w.~%/-]*)?", re.I)
# What some wiki takes for markup within an attribute; a character reference is safe in all.
_MARKUP = re.compile(r"[`{}\[\]|~%]")
_FRAME = (
    '<iframe src="{src}" title="{title}" width="100%" height="600" style="border: 0"\n'
    '  sandbox="allow-scripts allow-forms allow-popups allow-same-origin" allow="clipboard-write"\n'
    '  loading="lazy" referrerpolicy="strict-origin"></iframe>'
)


@dataclass(frozen=True, slots=True)
class Embedding:
    """An On Record at ``url``, to be asked ``question`` in a wiki; empty: what readers ask.

    Raises:
        WikiError: the address is none that a wiki can frame.
        QuestionError: the question is too long or not text.
    """

    url: str
    question: str = ""

    def __post_init__(self) -> None:
        if not _ADDRESS.fullmatch(self.url):
            raise WikiError(f"{self.url!r} is no address like https://brief.example")
        object.__setattr__(self, "url", self.url.rstrip("/"))
        if self.question:
            object.__setattr__(self, "question", read_question(self.question).text)

    @property
    def address(self) -> str:
        """The address of the widget; nothing in it needs escaping in any wiki's markup."""
        asked = f"?q={quote(self.question, safe='')}" if self.question else ""
        return f"{self.url}/embed{asked}"

    @property
    def frame(self) -> str:
        """The widget as HTML."""
        title = f"On Record: {_attribute(self.question)}" if self.question else "On Record"
        return _FRAME.format(src=escape(self.address), title=title)

    @property
    def tag(self) -> str:
        """The answer as our extension for MediaWiki and our plugin for DokuWiki take it."""
        return f'<onrecord question="{_attribute(self.question or EXAMPLE_QUESTION)}" />'

    @property
    def live_tag(self) -> str:
        """The widget as they take it."""
        asked = f'question="{_attribute(self.question)}" ' if self.question else ""
        return f"<onrecord {asked}live />"


def write_guide(wiki: str, embedding: Embedding) -> str:
    """Write the guide for one of `WIKIS`, as Markdown."""
    parts = urlsplit(embedding.url)
    values = {
        "url": embedding.url,
        "origin": f"{parts.scheme}://{parts.netloc}",
        "host": parts.netloc,
        "wiki": EXAMPLE_WIKI,
        "address": embedding.address,
        "frame": embedding.frame,
        "tag": embedding.tag,
        "live": embedding.live_tag,
    }
    values |= {name: _read(name).substitute(values).strip() for name in ("ours", "check")}
    return _read(wiki).substitute(values)


class _Text(string.Template):
    delimiter = "@"  # the guides have dollars of their own


def _read(name: str) -> _Text:
    return _Text((_TEXTS / f"{name}.md").read_text(encoding="utf-8"))


def _attribute(text: str) -> str:
    """Escape a text for an HTML attribute in the source of any wiki."""
    return _MARKUP.sub(lambda found: f"&#{ord(found[0])};", escape(text))

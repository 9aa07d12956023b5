"""The formats that an answer can be taken away in."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.exports.confluence import to_confluence
from bot.exports.data import to_json
from bot.exports.dokuwiki import to_dokuwiki
from bot.exports.markdown import to_markdown
from bot.exports.mediawiki import to_mediawiki
from bot.exports.rich_text import to_html, to_html_page
from bot.exports.xwiki import to_xwiki
from bot.kept import Kept

Write = Callable[[Kept, str | None], str]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: ``write`` takes an answer and the address that leads back to it, if any.

    ``write_file`` gives what a file of the format holds, where that is more than ``write``.
    """

    name: str
    title: str
    extension: str
    media_type: str
    write: Write
    write_file: Write


def _format(
    name: str, title: str, extension: str, media_type: str, write: Write, file: Write | None = None
) -> Format:
    return Format(name, title, extension, media_type, write, file or write)


# Confluence's storage format is no XML document: nothing declares its prefixes.
_ALL = (
    _format("markdown", "Markdown", "md", "text/markdown", to_markdown),
    _format("mediawiki", "MediaWiki", "wiki", "text/x-wiki", to_mediawiki),
    _format("dokuwiki", "DokuWiki", "dokuwiki", "text/plain", to_dokuwiki),
    _format("xwiki", "XWiki", "xwiki", "text/plain", to_xwiki),
    _format("confluence", "Confluence", "confluence", "text/plain", to_confluence),
    _format("html", "HTML", "html", "text/html", to_html, to_html_page),
    _format("json", "JSON", "json", "application/json", to_json),
)
FORMATS = {each.name: each for each in _ALL}
BY_EXTENSION = {each.extension: each for each in _ALL}

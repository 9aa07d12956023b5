"""An answer as DokuWiki text, with its footnotes."""

import re

from bot.exports.brief import Markup, compose, describe, lay_out
from bot.kept import Kept

# Letters and what DokuWiki leaves alone; two dots it would turn into a character of its own.
_PLAIN = re.compile(r"[^\W_](?:[^\W_]|[ ,;?’‘“”–—]|\.(?!\.)|:(?= |$))*")
_CAMEL_CASE = re.compile(r"[a-z\d][A-Z]")  # a page's name, where that is turned on
# Nothing can be escaped in a link's label; in one of these nothing needs to be.
_LABEL = re.compile(r"[^\[\]{}|<>%&\\*_/()~^'\"]+")
_PERCENT = re.compile(r"(%%+|^%|%$)")


def to_dokuwiki(kept: Kept, link: str | None) -> str:
    """Write DokuWiki text; a source's note reads the same each time, which DokuWiki merges."""
    blocks = compose(
        lay_out(kept, link), _MARKUP, lambda source: f"(({describe(source, _MARKUP)}))"
    )
    return "\n\n".join(blocks) + "\n"


def _text(text: str) -> str:
    """Keep a text from being markup, and its quotation marks and dashes from being changed."""
    if not text or (_PLAIN.fullmatch(text) and not _CAMEL_CASE.search(text)):
        return text
    return "".join(
        f"<nowiki>{part}</nowiki>"
        if part.startswith("%") and not part.strip("%")
        else f"%%{part}%%"
        for part in _PERCENT.split(text)
        if part
    )


def _link(label: str, address: str) -> str:
    if _LABEL.fullmatch(label):
        return f"[[{address}|{label}]]"
    return f"{_text(label)} [[{address}|original]]"


_MARKUP = Markup(
    text=_text,
    strong=lambda text: f"**{text}**",
    emphasis=lambda text: f"//{text}//",
    link=_link,
    paragraph=lambda text: text,
    quotation=lambda text: f"> {text}",
)

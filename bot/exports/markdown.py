"""An answer as Markdown with footnotes, for wikis and editors that have them."""

import re

from bot.answer import escape_markdown
from bot.exports.brief import Markup, Source, compose, describe, lay_out
from bot.kept import Kept

# What dialects beyond CommonMark and GitHub's take for markup: formulas, attributes,
# tables, superscripts, insertions, marked words, emoji, and addresses that link themselves; an
# exclamation mark before a note of ours would make it an image.
_DIALECTS = re.compile(
    r"[${}|^@]|(?<!\\)[=+](?=[=+])|(?<=[=+])[=+]|^:|:(?=[\w/:])|(?<=\w)\.(?=[^\W\d])|!$"
)


def to_markdown(kept: Kept, link: str | None) -> str:
    """Write Markdown; the footnotes' labels begin with the answer's id, so that none collide."""
    brief = lay_out(kept, link)

    def label(source: Source) -> str:
        return f"[^{kept.id[:8]}-{source.number}]"

    blocks = compose(brief, _MARKUP, label)
    blocks += [f"{label(source)}: {describe(source, _MARKUP)}" for source in brief.sources]
    return "\n\n".join(blocks) + "\n"


def _text(text: str) -> str:
    return _DIALECTS.sub(r"\\\g<0>", escape_markdown(text))


_MARKUP = Markup(
    text=_text,
    strong=lambda text: f"**{text}**",
    emphasis=lambda text: f"*{text}*",
    link=lambda label, address: f"[{_text(label)}]({address})",
    paragraph=lambda text: text,
    quotation=lambda text: f"> {text}",
)

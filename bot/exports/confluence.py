"""An answer in Confluence's storage format, an XML of its own.

Confluence has no footnotes: marks link to anchors in a numbered list.
"""

from dataclasses import replace

from bot.exports.brief import Source, compose, describe, lay_out
from bot.exports.rich_text import MARKUP
from bot.kept import Kept

_MARKUP = replace(MARKUP, quotation=lambda text: f"<blockquote><p>{text}</p></blockquote>")


def to_confluence(kept: Kept, link: str | None) -> str:
    """Write storage format; anchors are named for the answer's id, so that none collide."""
    brief = lay_out(kept, link)

    def anchor(source: Source) -> str:
        return f"onrecord-{kept.id}-{source.number}"

    def mark(source: Source) -> str:
        label = f"<ac:plain-text-link-body><![CDATA[{source.number}]]></ac:plain-text-link-body>"
        return f'<sup><ac:link ac:anchor="{anchor(source)}">{label}</ac:link></sup>'

    notes = "".join(
        f'<li><p><ac:structured-macro ac:name="anchor"><ac:parameter ac:name="">{anchor(source)}'
        f"</ac:parameter></ac:structured-macro>{describe(source, _MARKUP)}</p></li>\n"
        for source in brief.sources
    )
    blocks = compose(brief, _MARKUP, mark)
    return "\n".join(blocks) + (f"\n<ol>\n{notes}</ol>\n" if notes else "\n")

"""An answer as plain HTML, for a clipboard, a feed or an editor that shows what it gets.

No classes and no styles: what is pasted takes on the looks of the page it comes to.
"""

from html import escape

from bot.exports.brief import Markup, Source, compose, describe, lay_out
from bot.kept import Kept


def to_html(kept: Kept, link: str | None) -> str:
    """Write a piece of HTML; marks lead to the evidence where it has an address."""
    brief = lay_out(kept, link)

    def mark(source: Source) -> str:
        target = source.passage or f"#onrecord-{kept.id}-{source.number}"
        return f'<sup><a href="{escape(target)}">[{source.number}]</a></sup>'

    notes = "".join(
        f'<li id="onrecord-{kept.id}-{source.number}" value="{source.number}">'
        f"{describe(source, MARKUP)}</li>\n"
        for source in brief.sources
    )
    blocks = compose(brief, MARKUP, mark)
    return "\n".join(blocks) + (f"\n<ol>\n{notes}</ol>\n" if notes else "\n")


def to_html_page(kept: Kept, link: str | None) -> str:
    """Write the same as a file that opens by itself."""
    title = escape(lay_out(kept, link).question)
    return (
        f'<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>{title}</title>'
        f"</head>\n<body>\n{to_html(kept, link)}</body>\n</html>\n"
    )


MARKUP = Markup(
    text=escape,
    strong=lambda text: f"<strong>{text}</strong>",
    emphasis=lambda text: f"<em>{text}</em>",
    link=lambda label, address: f'<a href="{escape(address)}">{escape(label)}</a>',
    paragraph=lambda text: f"<p>{text}</p>",
    quotation=lambda text: f'<blockquote dir="auto"><p>{text}</p></blockquote>',
)

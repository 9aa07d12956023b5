"""An answer as wikitext, with the references of MediaWiki's Cite extension."""

import re

from bot.exports.brief import Markup, Source, compose, describe, lay_out
from bot.kept import Kept

# Character references are text to every stage of MediaWiki's parser, where <nowiki> can be
# ended by what is in it. Only what can be markup is written so: prose stays readable.
_SPECIAL = re.compile(
    r"""[&<>\[\]{}|\ufffd]          # the last may stand in no label of a link
    |'(?=')|(?<=')'|^'|'$       # bold and italic, also together with marks of our own
    |~(?=~)|(?<=~)~             # signatures
    |_(?=_)|(?<=_)_             # magic words
    |:(?=\S)                    # addresses that link themselves
    |^[*\#:;=!-]                # lists, headings, rules
    |(?<=\bRFC)[ ]|(?<=\bPMID)[ ]|(?<=\bISBN)[ ]""",
    re.VERBOSE,
)


def to_mediawiki(kept: Kept, link: str | None) -> str:
    """Write wikitext; references are named for the answer's id, so that none collide."""
    brief = lay_out(kept, link)
    noted: set[int] = set()

    def mark(source: Source) -> str:
        name = f'name="onrecord-{kept.id}-{source.number}"'
        if source.number in noted:
            return f"<ref {name} />"
        noted.add(source.number)
        return f"<ref {name}>{describe(source, _MARKUP)}</ref>"

    blocks = compose(brief, _MARKUP, mark)
    if noted:
        blocks.append("<references />")
    return "\n\n".join(blocks) + "\n"


def _text(text: str) -> str:
    return _SPECIAL.sub(lambda found: f"&#{ord(found[0])};", text)


_MARKUP = Markup(
    text=_text,
    strong=lambda text: f"'''{text}'''",
    emphasis=lambda text: f"''{text}''",
    link=lambda label, address: f"[{address} {_text(label)}]",
    paragraph=lambda text: text,
    quotation=lambda text: f"<blockquote>{text}</blockquote>",
)

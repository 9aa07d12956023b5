"""An answer as XWiki 2.1 text, with the notes of its footnote macro.

XWiki puts the notes at the end of a page by itself; ``{{putFootnotes/}}`` is left out, as
only one on a page is heeded and two answers may be pasted there.
"""

import re

from bot.exports.brief import Markup, compose, describe, lay_out
from bot.kept import Kept

# A tilde makes the next character plain, whatever it is.
_SPECIAL = re.compile(
    r"""[~\[\]{}|\\*^\#<>$]
    |([/_,()%-])(?=\1)|(?<=/)/|(?<=_)_|(?<=,),|(?<=\()\(|(?<=\))\)|(?<=%)%|(?<=-)-
    |\((?=%)|%(?=\))|(?<=\()%|(?<=%)\)   # parameters
    |:(?=\S)                             # addresses and images that link themselves
    |^[=;:!.-]|^\d(?=[\d*]*[.])          # headings and lists
    |^[/_,()%]|[/_,()%-]$                # together with marks of our own""",
    re.VERBOSE,
)


def to_xwiki(kept: Kept, link: str | None) -> str:
    """Write XWiki text."""
    blocks = compose(
        lay_out(kept, link),
        _MARKUP,
        lambda source: f"{{{{footnote}}}}{describe(source, _MARKUP)}{{{{/footnote}}}}",
    )
    return "\n\n".join(blocks) + "\n"


def _text(text: str) -> str:
    return _SPECIAL.sub(r"~\g<0>", text)


_MARKUP = Markup(
    text=_text,
    strong=lambda text: f"**{text}**",
    emphasis=lambda text: f"//{text}//",
    link=lambda label, address: f"[[{_text(label)}>>url:{address}]]",
    paragraph=lambda text: text,
    quotation=lambda text: f"> {text}",
)

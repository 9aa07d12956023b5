"""``/embed/check``: what a frame lacks, line by line, and what to do about it.

What the server can tell is there without scripts; ``check.js`` adds what only the frame
knows, by choosing between the sentences of a line.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from bot.settings import is_origin
from bot.widget import version
from index.errors import OnRecordError

# (state, sentence) pairs of a line; the first is shown until a script knows better.
Line = tuple[str, str, list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Framing:
    """What a request tells of the frame it was made for.

    ``dest`` and ``site`` are the browser's ``Sec-Fetch-`` headers, empty when it sends none;
    ``parent`` is the origin of the page around, by its referrer or as it was asked about.
    """

    dest: str
    site: str
    parent: str
    asked: bool
    ancestors: tuple[str, ...]

    @classmethod
    def read(cls, headers: Mapping[str, str], ancestors: Sequence[str], parent: str) -> "Framing":
        """Read the headers of a request; ``parent`` is an origin to check, or empty."""
        dest, site = headers.get("sec-fetch-dest", ""), headers.get("sec-fetch-site", "")
        asked = parent.strip().rstrip("/").lower()
        referrer = urlsplit(headers.get("referer", "")) if dest in ("iframe", "frame") else None
        origin = f"{referrer.scheme}://{referrer.netloc}" if referrer and referrer.netloc else ""
        return cls(dest, site, asked or origin.lower(), bool(asked), tuple(ancestors))

    @property
    def named(self) -> bool:
        """Whether the parent is among the origins that may frame this."""
        return self.parent in {origin.lower() for origin in self.ancestors}


def render_check(framing: Framing, count: Callable[[], tuple[int, int]]) -> str:
    """Lay out the page; ``count`` gives the numbers of articles and passages."""
    lines = "".join(
        f'<li id="{id_}"><h2>{title}</h2>{_sentences(said)}</li>'
        for id_, title, said in (
            _framed(framing),
            _ancestors(framing),
            *_only_scripts_know(),
            _articles(count),
        )
    )
    ancestors = escape(" ".join(framing.ancestors))
    return (
        '<!doctype html><html lang="en" data-theme="auto"><head><meta charset="utf-8">'
        "<title>What this frame lacks · On Record</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="robots" content="noindex">'
        f'<link rel="stylesheet" href="../onrecord/embed.css?v={version()}">'
        f'<script defer src="../onrecord/check.js?v={version()}"></script></head>'
        f'<body class="check" data-ancestors="{ancestors}"><header><h1>What this frame lacks</h1>'
        "</header><main><p>Put the address of this page into the frame in place of "
        "<code>/embed</code>, and read it there.</p>"
        f"<ul>{lines}</ul>"
        '<form action="check"><label for="parent">May this site frame it?</label>'
        f'<input id="parent" name="parent" value="{escape(framing.parent)}" '
        'placeholder="https://wiki.example"><button>Check</button></form>'
        f"{_EMPTY}</main></body></html>"
    )


_EMPTY = (
    "<section><h2>If the frame stays empty</h2><ul>"
    "<li>The browser’s console names <code>frame-ancestors</code>: this site does not name the "
    "wiki’s. Every page around the frame has to be named, the outermost too. Set "
    "<code>ONRECORD_FRAME_ANCESTORS</code>.</li>"
    "<li>It names <code>frame-src</code> or <code>child-src</code>: the wiki does not allow this "
    "site. Add it there (BookStack: <code>ALLOWED_IFRAME_SOURCES</code>).</li>"
    "<li>It speaks of mixed content: the wiki is on https and this is not. Serve this on https."
    "</li>"
    "<li>The page has no <code>iframe</code> at all: the wiki took it out. Allow it in the wiki’s "
    "settings, then save the page again.</li></ul></section>"
)


def _sentences(said: Sequence[tuple[str, str]]) -> str:
    return "".join(
        f'<p class="{state}" data-is="{state}"{" hidden" if index else ""}>{sentence}</p>'
        for index, (state, sentence) in enumerate(said)
    )


def _framed(framing: Framing) -> Line:
    sites = {
        "same-origin": "a page of this same origin",
        "same-site": "a page of the same site",
        "cross-site": "a page of another site",
    }
    yes = f"Yes, by {sites.get(framing.site, 'a page that does not say which it is')}."
    no = "No, it is open by itself. What follows is about this window."
    unknown = "This browser does not say."
    states = {"ok": yes, "no": no, "unknown": unknown}
    first = {"iframe": "ok", "frame": "ok", "": "unknown"}.get(framing.dest, "no")
    order = [first, *(state for state in states if state != first)]
    return "framed", "In a frame", [(state, states[state]) for state in order]


def _ancestors(framing: Framing) -> Line:
    parent = f"<code>{escape(framing.parent)}</code>"
    named = ", ".join(f"<code>{escape(origin)}</code>" for origin in framing.ancestors)
    allowed = f"Named are: {named}." if named else "No site is named but this one itself."
    ok = f"{parent} may frame it." if framing.parent else "Every page around it is named."
    add = escape(" ".join((*framing.ancestors, framing.parent or "https://wiki.example")))
    lacking = (
        f"{parent if framing.parent else 'A page around it'} is not named, and a browser refuses "
        f'to frame it there. {allowed} Set <code>ONRECORD_FRAME_ANCESTORS="{add}"</code> and '
        "start the server again."
    )
    wrong = (
        f"{parent} is no origin. Write the scheme and the host, and the port if there is one, "
        "such as <code>https://wiki.example</code>."
    )
    unknown = f"{allowed} Which page is around this one, it does not tell."
    if framing.parent and not is_origin(framing.parent):
        first = "wrong"
    elif framing.parent:
        # Shown in a frame at all, the page around it is allowed: it is of this origin.
        same = framing.site == "same-origin" and not framing.asked
        first = "ok" if framing.named or same else "lacking"
    else:
        first = "unknown"
    states = {"ok": ok, "lacking": lacking, "wrong": wrong, "unknown": unknown}
    order = [first, *(state for state in states if state != first)]
    return "ancestors", "Who may frame it", [(state, states[state]) for state in order]


def _only_scripts_know() -> Sequence[Line]:
    return (
        (
            "scripts",
            "Scripts",
            [
                (
                    "lacking",
                    "They do not run here. Questions, citations and follow-ups work all the "
                    "same, a page each. With a sandbox, add <code>allow-scripts</code>.",
                ),
                ("ok", "They run."),
            ],
        ),
        (
            "sandbox",
            "Sandbox",
            [
                (
                    "unknown",
                    "Without scripts it cannot be told. If asking does nothing, the sandbox "
                    "lacks <code>allow-forms</code>; if links to the full page do nothing, "
                    "<code>allow-popups</code>.",
                ),
                (
                    "lacking",
                    "The frame is kept apart from its own site. Questions and citations work, "
                    "but load a page each. Add <code>allow-same-origin</code> to the sandbox, "
                    "beside <code>allow-scripts allow-forms allow-popups</code>; that is safe as "
                    "long as this site and the wiki are different origins.",
                ),
                (
                    "ok",
                    "None, or one that allows what is needed. If links to the full page do "
                    "nothing, add <code>allow-popups</code>.",
                ),
            ],
        ),
        (
            "cookies",
            "Cookies and storage",
            [
                ("ok", "Not needed, and not used."),
                ("blocked", "Blocked in this frame. Nothing to do: they are not needed."),
            ],
        ),
        (
            "clipboard",
            "Copying",
            [
                ("unknown", "Without scripts, the text is shown to be selected and copied."),
                ("ok", "The clipboard may be written to."),
                (
                    "lacking",
                    "The clipboard is closed to this frame: the copy button falls back to an "
                    'older way, or shows the text selected. Add <code>allow="clipboard-write"'
                    "</code> to the iframe; it also takes https.",
                ),
            ],
        ),
        (
            "size",
            "Size",
            [
                ("unknown", "Make it at least 320 pixels wide and 400 high."),
                ("ok", "<output></output> pixels, which is enough."),
                (
                    "lacking",
                    "<output></output> pixels, which is little. Make it at least 320 wide and "
                    "400 high, or let it grow: <code>height=auto</code>.",
                ),
            ],
        ),
        (
            "api",
            "Asking without a new page",
            [
                ("unknown", "It takes scripts."),
                ("ok", "The server answers to this frame’s scripts."),
                (
                    "lacking",
                    "The server does not answer to this frame’s scripts: a sandbox without "
                    "<code>allow-same-origin</code>, or a proxy between. A page is loaded for "
                    "each question instead.",
                ),
            ],
        ),
    )


def _articles(count: Callable[[], tuple[int, int]]) -> Line:
    try:
        articles, passages = count()
    except OnRecordError as error:
        return "articles", "Articles", [("lacking", escape(str(error)))]
    if not articles:
        nothing = "Nothing is indexed. Run <code>onrecord index</code> on a folder of articles."
        return "articles", "Articles", [("lacking", nothing)]
    return "articles", "Articles", [("ok", f"{articles:,} articles, {passages:,} passages.")]

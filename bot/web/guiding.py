"""``/guides``: how to put this On Record into a wiki, for the person who runs the wiki."""

from html import escape

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse
from markdown_it import MarkdownIt

from bot.errors import WikiError
from bot.settings import Settings
from bot.wikis.guides import WIKIS, Embedding, write_guide

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'"
_STYLE = """
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 46rem; padding: 1rem; }
pre { overflow-x: auto; padding: .75rem; background: #8882; white-space: pre-wrap; }
code { overflow-wrap: anywhere; }
td:first-child code { white-space: nowrap; }
table { border-collapse: collapse; }
th, td { border: 1px solid #8886; padding: .25rem .5rem; text-align: start; }
input { box-sizing: border-box; font: inherit; padding: .25rem .5rem; width: 100%; }
button { font: inherit; margin-top: .5rem; }
"""


def guiding(settings: Settings) -> APIRouter:
    """Show the guides, with this server's address in them."""
    router = APIRouter(include_in_schema=False)
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")

    @router.get("/guides")
    def guides() -> HTMLResponse:
        """List the wikis that there is a guide for."""
        listed = "".join(
            f'<li><a href="guides/{wiki}">{escape(name)}</a></li>' for wiki, name in WIKIS.items()
        )
        return _page("On Record in a wiki", f"<h1>On Record in a wiki</h1><ul>{listed}</ul>")

    @router.get("/guides/{wiki}")
    def guide(request: Request, wiki: str, q: str = "") -> HTMLResponse:
        """Say what to paste and to set, for the widget or for the question ``q``."""
        if wiki not in WIKIS:
            raise HTTPException(404, f"there is no guide for this; there is one for {_known()}")
        try:
            embedding = Embedding(str(settings.url or request.base_url), q.strip())
        except WikiError as error:
            raise HTTPException(422, str(error)) from error
        form = (
            f'<form action="{wiki}"><label>Question to be answered on the page '
            f'<input name="q" value="{escape(q)}"></label><button>Write it for this</button></form>'
        )
        guide = markdown.render(write_guide(wiki, embedding))
        return _page(f"On Record in {WIKIS[wiki]}", guide.replace("</h1>", f"</h1>{form}", 1))

    return router


def _known() -> str:
    return ", ".join(WIKIS)


def _page(title: str, html: str) -> HTMLResponse:
    return HTMLResponse(
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{_STYLE}</style></head><body><main>{html}</main></body></html>",
        headers={"Content-Security-Policy": _POLICY},
    )

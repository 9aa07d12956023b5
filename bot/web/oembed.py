"""``/oembed``: how another site shows an answer of this one (https://oembed.com)."""

from html import escape
from typing import Annotated, Any
from urllib.parse import parse_qs, quote, urlsplit

from fastapi import APIRouter, HTTPException, Query, Request

from bot.desk import Desk
from bot.errors import QuestionError
from bot.exports.brief import clean
from bot.kept import find_kept
from bot.question import read_question
from bot.settings import Settings
from bot.web.addresses import home

WIDTH, HEIGHT = 720, 640  # pixels; at most, if the asking site has less room
# The page of a kept answer needs nothing but links that open; the widget runs and asks.
_LINKS = "allow-popups allow-popups-to-escape-sandbox allow-downloads"
_WIDGET = f"allow-scripts allow-same-origin allow-forms {_LINKS}"


def oembedding(desk: Desk, settings: Settings) -> APIRouter:
    """Tell other sites how to show an answer."""
    router = APIRouter()

    @router.get("/oembed")
    def oembed(
        request: Request,
        url: Annotated[str, Query(description="The address of an answer on this server.")],
        format_: Annotated[str, Query(alias="format", description="json; no other.")] = "json",
        maxwidth: Annotated[int, Query(ge=1, description="Pixels.")] = WIDTH,
        maxheight: Annotated[int, Query(ge=1, description="Pixels.")] = HEIGHT,
    ) -> dict[str, Any]:
        """Give the frame that shows ``/a/ID`` or ``/?q=QUESTION`` of this server."""
        if format_ != "json":
            raise HTTPException(501, "only JSON is given: format=json")
        at = home(request, settings)
        framed = at and _framed(url, {at, str(request.base_url).rstrip("/")})
        if not at or not framed:
            raise HTTPException(404, "no answer of this server has this address")
        path, title, sandbox = framed
        width, height = min(maxwidth, WIDTH), min(maxheight, HEIGHT)
        html = (
            f'<iframe src="{escape(at + path)}" title="{escape(title)}" width="{width}" '
            f'height="{height}" sandbox="{sandbox}" loading="lazy" '
            'style="border:0;max-width:100%"></iframe>'
        )
        return {
            "version": "1.0",
            "type": "rich",
            "title": title,
            "provider_name": "On Record",
            "provider_url": f"{at}/",
            "html": html,
            "width": width,
            "height": height,
        }

    def _framed(url: str, homes: set[str]) -> tuple[str, str, str] | None:
        """Return the path to frame, its title and what it may do; none when it is not ours."""
        try:
            asked = urlsplit(url)
        except ValueError:
            return None
        for one in map(urlsplit, homes):
            same = asked.scheme in ("http", "https") and asked.netloc.lower() == one.netloc.lower()
            if not same or not asked.path.startswith(f"{one.path}/"):
                continue
            path = asked.path.removeprefix(one.path)
            if path.startswith("/a/"):
                kept = find_kept(desk.store, path.removeprefix("/a/"))
                return (path, clean(kept.answer.question), _LINKS) if kept else None
            questions = parse_qs(asked.query).get("q", []) if path == "/" else []
            for question in questions[:1]:
                try:
                    text = read_question(question).text
                except QuestionError:
                    return None
                return f"/embed?q={quote(text, safe='')}", clean(text), _WIDGET
        return None

    return router

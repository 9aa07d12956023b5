"""``/embed``: the widget that sits inside a wiki page, and what its frame lacks."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from bot.chain import Asked
from bot.desk import Desk
from bot.examples import example_questions
from bot.framing import Framing, render_check
from bot.settings import Settings
from bot.widget import (
    POLICY,
    Evidence,
    Look,
    Place,
    Visit,
    render_passage,
    render_widget,
)
from index.records import Answer

_HEADERS = {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"}
_EXAMPLES = 3
_EXAMPLE_ARTICLES = 50
_MOST_PLACES = 100


def embedding(desk: Desk, settings: Settings) -> APIRouter:
    """Serve the widget. Nothing of it sets a cookie or needs one."""
    router = APIRouter(include_in_schema=False)

    @router.get("/embed")
    def widget(
        q: str = "",
        earlier: Annotated[Sequence[str], Query()] = (),
        lang: str = "",
        theme: str = "",
        compact: str = "",
        height: str = "",
        at: Annotated[Sequence[str], Query()] = (),
        n: str = "1",
        nearest: str = "",
    ) -> Response:
        """Answer ``q`` after ``earlier``; or open the citation ``n`` of those ``at`` places."""
        visit = Visit(Look.read(lang, theme, compact, height), q.strip(), tuple(earlier))
        if at:
            return _passage(visit, at, n, nearest=bool(nearest))

        def answer() -> Answer:
            desk.check()
            return desk.chain.invoke(Asked(visit.question, visit.earlier))

        def suggest() -> list[str]:
            return example_questions(desk.store.latest_articles(_EXAMPLE_ARTICLES), _EXAMPLES)

        page = render_widget(visit, answer, suggest)
        return StreamingResponse(page, media_type="text/html", headers=_HEADERS)

    def _passage(visit: Visit, at: Sequence[str], n: str, *, nearest: bool) -> Response:
        places = tuple(place for place in map(Place.read, at[:_MOST_PLACES]) if place)
        number = int(n) if n.isdecimal() and n.isascii() and len(n) < 4 else 0
        if not 1 <= number <= len(places):
            return RedirectResponse(visit.address())
        article = desk.store.article(places[number - 1].article_id)
        html = render_passage(visit, Evidence(places, nearest=nearest), number, article)
        return HTMLResponse(html, headers=_HEADERS)

    @router.get("/embed/")
    def widget_with_slash(request: Request) -> Response:
        """Lead an address with a slash too many to the widget."""
        query = request.url.query
        return RedirectResponse(f"../embed?{query}" if query else "../embed")

    @router.get("/embed/check")
    def check(request: Request, parent: str = "") -> HTMLResponse:
        """Say what the frame that this is opened in lacks."""
        framing = Framing.read(request.headers, settings.frame_ancestors, parent)
        return HTMLResponse(render_check(framing, desk.store.count), headers=_HEADERS)

    return router

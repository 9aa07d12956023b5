"""``/api/answers`` and ``/a/…``: answers that are kept, each at an address of its own."""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Request, Response
from fastapi.responses import HTMLResponse

from bot.answer import to_json
from bot.chain import Asked
from bot.desk import Desk
from bot.exports.formats import BY_EXTENSION, FORMATS
from bot.kept import changed_since, find_kept, keep, record
from bot.kept_page import missing_page, to_page
from bot.settings import Settings
from bot.web.addresses import home
from bot.web.asking import Question

# Nothing runs on these pages, and nothing comes from elsewhere.
_PAGE = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
_FILE = "default-src 'none'; sandbox"


def keeping(desk: Desk, settings: Settings) -> APIRouter:
    """Keep answers, show them, and give them out in each format."""
    router = APIRouter()

    @router.post("/api/answers", status_code=201)
    def keep_answer(body: Question, request: Request) -> dict[str, Any]:
        """Answer a question and keep the answer; the same one on one day is kept once."""
        desk.check()
        answer = desk.chain.invoke(Asked(body.question, tuple(body.earlier)))
        kept = record(answer, desk.store, datetime.now(UTC))
        keep(kept, desk.store, settings.max_kept)
        path, at = f"/a/{kept.id}", home(request, settings)
        return {
            "id": kept.id,
            "path": path,
            "url": f"{at}{path}" if at else None,
            "formats": {name: f"{path}.{each.extension}" for name, each in FORMATS.items()},
            "answer": to_json(answer),
        }

    @router.head("/a/{id_}.{extension}", include_in_schema=False)
    @router.get("/a/{id_}.{extension}", response_class=Response)
    def export(
        id_: str,
        extension: Annotated[str, Path(description=", ".join(BY_EXTENSION))],
        request: Request,
    ) -> Response:
        """Give a kept answer in a format, named by its extension."""
        kept, format_ = find_kept(desk.store, id_), BY_EXTENSION.get(extension)
        if kept is None or format_ is None:
            raise HTTPException(404, "no answer is kept at this address, or not in this format")
        at = home(request, settings)
        text = format_.write_file(kept, f"{at}/a/{kept.id}" if at else None)
        name = f"on-record-{kept.id}.{extension}"
        return Response(
            text.encode("utf-8", "replace"),
            media_type=f"{format_.media_type}; charset=utf-8",
            headers={
                "Content-Disposition": f'attachment; filename="{name}"',
                "Content-Security-Policy": _FILE,
            },
        )

    @router.head("/a/{id_}", include_in_schema=False)
    @router.get("/a/{id_}", response_class=HTMLResponse)
    def page(id_: str, request: Request) -> HTMLResponse:
        """Show a kept answer with its evidence, on a page that needs no scripts."""
        kept, at = find_kept(desk.store, id_), home(request, settings)
        headers = {"Content-Security-Policy": _PAGE}
        if kept is None:
            return HTMLResponse(missing_page(), 404, headers)
        return HTMLResponse(to_page(kept, at, changed_since(kept, desk.store)), 200, headers)

    return router

"""The web application: one FastAPI application with the Gradio page mounted in it."""

import logging
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Annotated, Any

import gradio as gr
from fastapi import FastAPI, HTTPException, Query, Request, Response
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from fastapi_offline import FastAPIOffline
from pydantic import BaseModel, Field
from starlette.middleware.base import RequestResponseEndpoint

from bot.answer import to_json
from bot.chain import Asked
from bot.desk import Desk
from bot.errors import QuestionError
from bot.page import HEAD, STATIC, THEME, build_page
from bot.said import list_speakers, list_statements
from index.errors import OnRecordError

log = logging.getLogger("onrecord")

# Gradio's page has inline scripts and styles. Nothing may be fetched from, sent to or
# framed by another host, whatever an article brings.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'self'",
        "object-src 'none'",
        "frame-ancestors 'self'",
    )
)


class Question(BaseModel):
    """The body of ``POST /api/ask``."""

    question: str = Field(examples=["what did the minister say?"])
    earlier: list[str] = Field(
        default_factory=list,
        description="The questions before it, as they were typed, oldest first.",
    )


def create_app(desk: Desk) -> FastAPI:
    """Build the application; the encoder is loaded in the background once it serves."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        loading = threading.Thread(target=_warm, args=(desk,), name="encoder", daemon=True)
        loading.start()
        yield
        loading.join(timeout=30)  # ended in the middle of it, native code would abort

    app = FastAPIOffline(
        title="On Record",
        description="Ask news articles what was said; every sentence comes with its passage.",
        lifespan=lifespan,
        redoc_url=None,
        static_url="/onrecord/docs",
    )

    @app.middleware("http")
    async def secure(request: Request, call_next: RequestResponseEndpoint) -> Response:
        if request.url.path.startswith("/gradio_api/upload"):  # nothing here takes files
            return JSONResponse({"detail": "files are not taken here"}, 403)
        response = await call_next(request)
        response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    @app.exception_handler(OnRecordError)
    async def one_line(_: Request, error: OnRecordError) -> JSONResponse:
        status = 422 if isinstance(error, QuestionError) else 503
        return JSONResponse({"detail": str(error)}, status)

    def answer(question: str, earlier: Sequence[str]) -> dict[str, Any]:
        desk.check()
        return to_json(desk.chain.invoke(Asked(question, tuple(earlier))))

    @app.get("/api/ask")
    def ask(
        q: Annotated[str, Query(description="The question.")],
        earlier: Annotated[
            Sequence[str], Query(description="The questions before it, oldest first.")
        ] = (),
    ) -> dict[str, Any]:
        """Answer a question, in the light of those before it."""
        return answer(q, earlier)

    @app.post("/api/ask")
    def ask_with_body(body: Question) -> dict[str, Any]:
        """Answer a question, in the light of those before it."""
        return answer(body.question, body.earlier)

    @app.get("/api/speakers")
    def speakers() -> list[dict[str, Any]]:
        """List who speaks in the articles, the most quoted first."""
        return list_speakers(desk.directories)

    @app.get("/api/statements")
    def statements(
        speaker: Annotated[
            str | None, Query(description="A name that /api/speakers gives.")
        ] = None,
        topic: Annotated[str | None, Query(description="What it is to be about.")] = None,
    ) -> list[dict[str, Any]]:
        """List statements: of one speaker or of all, on a topic or on any."""
        desk.check()
        return list_statements(
            desk.store,
            desk.directories,
            desk.statements,
            desk.encoder,
            speaker=speaker or None,
            topic=(topic or "").strip() or None,
        )

    @app.get("/api/articles/{article_id}")
    def article(
        article_id: str,
        start: Annotated[int | None, Query(ge=0)] = None,
        end: Annotated[int | None, Query(ge=0)] = None,
    ) -> dict[str, Any]:
        """Give an article and, when asked with ``start`` and ``end``, the words there."""
        found = desk.store.article(article_id)
        if found is None:
            raise HTTPException(404, "this article is not in the store; it may have changed")
        highlight = None
        if start is not None and end is not None:
            if not start < end <= len(found.text):
                raise HTTPException(
                    422, f"the article has {len(found.text)} characters; no span {start} to {end}"
                )
            highlight = {"start": start, "end": end, "quote": found.text[start:end]}
        return {
            "id": found.id,
            "name": found.name,
            "title": found.title,
            "outlet": found.outlet,
            "published": found.published.isoformat() if found.published else None,
            "url": found.url,
            "language": found.language,
            "text": found.text,
            "highlight": highlight,
        }

    @app.get("/healthz")
    def health() -> dict[str, Any]:
        """Tell whether questions are answered, and from how many articles."""
        articles, passages = desk.store.count()
        return {
            "status": "ok",
            "articles": articles,
            "passages": passages,
            "encoder": "ready" if desk.encoder.loaded else "loading",
        }

    app.mount("/onrecord", StaticFiles(directory=STATIC), name="onrecord")
    gr.mount_gradio_app(
        app,
        build_page(desk),
        path="/",
        theme=THEME,
        head=HEAD,
        footer_links=[],
        run_history=False,
        show_error=False,
        app_kwargs={"openapi_url": None},
    )
    return app


def _warm(desk: Desk) -> None:
    """Load the encoder and the reader; what fails is said again by the first question."""
    try:
        desk.warm()
    except OnRecordError as error:
        log.error("%s", error)

"""The web application: one FastAPI application with the Gradio page mounted in it."""

import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import gradio as gr
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from fastapi_offline import FastAPIOffline
from starlette.middleware.base import RequestResponseEndpoint
from starlette.middleware.cors import CORSMiddleware

from bot.desk import Desk
from bot.errors import QuestionError
from bot.page import HEAD, SCRIPTS, STATIC, STYLES, THEME, build_page
from bot.settings import Settings
from bot.web.asking import asking
from bot.web.embed import embedding
from bot.web.feed import feeding
from bot.web.front import Front
from bot.web.guiding import guiding
from bot.web.keeping import keeping
from bot.web.oembed import oembedding
from bot.web.reading import reading
from bot.web.security import Secured
from bot.web.static import Versioned
from bot.web.timeline import timing
from bot.web.uploads import uploading
from index.errors import OnRecordError

log = logging.getLogger("onrecord")


def create_app(desk: Desk, settings: Settings) -> FastAPI:
    """Build the application; the encoder is loaded in the background once it serves."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        loading = threading.Thread(target=_warm, args=(desk,), name="encoder", daemon=True)
        loading.start()
        yield
        loading.join(timeout=30)  # ended in the middle of it, native code would abort

    page = build_page(desk)
    app = FastAPIOffline(
        title="On Record",
        description="Ask news articles what was said; every sentence comes with its passage.",
        lifespan=lifespan,
        redoc_url=None,
        static_url="/onrecord/docs",
    )

    @app.middleware("http")
    async def refuse_files(request: Request, call_next: RequestResponseEndpoint) -> Response:
        if request.url.path.startswith("/gradio_api/upload"):  # Gradio's own takes any file
            return JSONResponse({"detail": "files are not taken here"}, 403)
        return await call_next(request)

    # Always there: without it Gradio would let any origin read what it answers.
    app.add_middleware(CORSMiddleware, allow_origins=settings.cors_origins)
    components = [block.get_block_name() for block in page.blocks.values()]
    app.add_middleware(Front, components=components, ours=[*STYLES, *SCRIPTS])
    app.add_middleware(Secured, frame_ancestors=settings.frame_ancestors)

    @app.exception_handler(OnRecordError)
    async def one_line(_: Request, error: OnRecordError) -> JSONResponse:
        status = 422 if isinstance(error, QuestionError) else 503
        return JSONResponse({"detail": str(error)}, status)

    for router in (
        asking(desk),
        reading(desk),
        embedding(desk, settings),
        keeping(desk, settings),
        feeding(desk, settings),
        oembedding(desk, settings),
        uploading(desk, settings),
        timing(desk),
        guiding(settings),
    ):
        app.include_router(router)
    app.mount("/onrecord", Versioned(directory=STATIC), name="onrecord")
    gr.mount_gradio_app(
        app,
        page,
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

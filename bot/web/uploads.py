"""``/api/articles``: what is indexed, and what readers add to it."""

import json
import logging
import queue
import threading
from collections.abc import Callable, Iterator
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field, ValidationError
from starlette.datastructures import UploadFile

from bot.desk import Desk
from bot.errors import UploadError
from bot.settings import Settings
from bot.uploads import Upload, list_articles, remove_upload, take_uploads
from bot.web.security import is_foreign, is_local, is_loopback
from index.errors import OnRecordError

log = logging.getLogger("onrecord")

MAX_FILES = 100
MAX_TOTAL_BYTES = 50_000_000
_BUSY = "another upload is being indexed; try again when it is done"


class Pasted(BaseModel):
    """Text instead of a file, and what is known about it."""

    text: str = Field(examples=["Foreign Minister Ada Volan said that the talks would resume."])
    title: str = ""
    outlet: str = ""
    published: str = Field("", description="YYYY-MM-DD")
    url: str = ""


_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "files": {"type": "array", "items": {"type": "string", "format": "binary"}}
                    },
                }
            },
            "application/json": {"schema": Pasted.model_json_schema()},
        },
    }
}


def uploading(desk: Desk, settings: Settings) -> APIRouter:
    """List articles, take more and let go of those; one upload is indexed at a time."""
    router = APIRouter()
    writing = threading.Lock()

    def admit(request: Request) -> None:
        if is_foreign(request):
            raise HTTPException(403, "articles are taken from this server's own pages only")
        if reason := why_not(settings, request):
            raise HTTPException(403, reason)

    @router.get("/api/articles")
    def articles(
        request: Request,
        q: Annotated[
            str, Query(description="Words of the title, outlet, date or name.", max_length=300)
        ] = "",
    ) -> dict[str, Any]:
        """List the articles, the latest first, and say whether more are taken."""
        reason = why_not(settings, request)
        limits = {
            "max_files": MAX_FILES,
            "max_article_bytes": settings.max_article_bytes,
            "max_total_bytes": MAX_TOTAL_BYTES,
        }
        return {
            **list_articles(desk, q),
            "uploads": {"on": reason is None, "reason": reason, **limits},
        }

    @router.post("/api/articles", openapi_extra=_BODY)
    async def upload(request: Request) -> StreamingResponse:
        """Take articles, as files or as text, and tell how it goes in JSON Lines.

        The last line has the ``state`` "done" and a report, or "failed" and a ``detail``;
        those before have the steps that are done, of how many.
        """
        admit(request)
        _check_length(request)
        uploads = await _received(request, settings.max_article_bytes)
        if not writing.acquire(blocking=False):
            raise HTTPException(409, _BUSY)

        def run(tell: Callable[[dict[str, Any] | None], None]) -> None:
            try:
                report = take_uploads(
                    uploads,
                    desk,
                    settings.max_article_bytes,
                    lambda done, of: tell({"state": "reading", "done": done, "of": of}),
                )
                tell({"state": "done", **report})
            except OnRecordError as error:
                tell({"state": "failed", "detail": str(error)})
            except Exception:  # the reader has to be told; the log says what it was
                log.exception("an upload failed")
                tell({"state": "failed", "detail": "the upload failed; the server's log says why"})
            finally:
                writing.release()
                tell(None)

        return StreamingResponse(_lines(run), media_type="application/x-ndjson")

    @router.delete("/api/articles/{article_id}")
    def remove(request: Request, article_id: str) -> dict[str, Any]:
        """Let go of an article that was uploaded; one that a file holds stays."""
        admit(request)
        if desk.store.article(article_id) is None:
            raise HTTPException(404, "this article is not in the store")
        if not writing.acquire(blocking=False):
            raise HTTPException(409, _BUSY)
        try:
            return {"removed": remove_upload(article_id, desk)}
        except UploadError as error:
            raise HTTPException(409, str(error)) from error
        finally:
            writing.release()

    return router


def why_not(settings: Settings, request: Request) -> str | None:
    """Say why no uploads are taken; None when they are."""
    if settings.uploads == "on":
        return None
    if settings.uploads == "off":
        return "uploads are turned off"
    names = [settings.host] + ([settings.url.host] if settings.url else [])
    if all(is_loopback(name) for name in names) and is_local(request):
        return None
    return "uploads are off where others can reach this server, unless ONRECORD_UPLOADS is on"


def _check_length(request: Request) -> None:
    length = request.headers.get("content-length", "")
    if not length.isdecimal():
        raise HTTPException(411, "say how long the upload is (Content-Length)")
    if int(length) > MAX_TOTAL_BYTES:
        raise HTTPException(
            413, f"more than {MAX_TOTAL_BYTES / 1e6:g} MB at once; upload fewer files at a time"
        )


async def _received(request: Request, max_bytes: int) -> list[Upload]:
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind == "application/json":
        try:
            pasted = Pasted.model_validate_json(await request.body())
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"])
            raise HTTPException(422, f"{place or 'body'}: {first['msg']}") from error
        known = pasted.model_dump(exclude={"text"})
        return [Upload(pasted.title, pasted.text, {k: v for k, v in known.items() if v.strip()})]
    if kind != "multipart/form-data":
        raise HTTPException(415, "send files as multipart/form-data, or text as application/json")
    async with request.form(max_files=MAX_FILES, max_fields=MAX_FILES) as form:
        files = [value for _, value in form.multi_items() if isinstance(value, UploadFile)]
        if not files:
            raise HTTPException(422, "no file is in it")
        # a byte more than is taken tells that there is more
        return [Upload(file.filename or "", await file.read(max_bytes + 1)) for file in files]


def _lines(run: Callable[[Callable[[dict[str, Any] | None], None]], None]) -> Iterator[str]:
    """Yield what a run tells as JSON Lines; it goes on to its end, whoever still listens."""
    told: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
    # begun here and now, in one thread: the store's lock belongs to the thread that took it
    threading.Thread(target=run, args=(told.put,), name="upload").start()
    return (json.dumps(line, ensure_ascii=False) + "\n" for line in iter(told.get, None))

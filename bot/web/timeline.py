"""``/api/timeline``: what the articles put on days."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query

from bot.desk import Desk
from bot.timeline import Timeline, list_timeline


def timing(desk: Desk) -> APIRouter:
    """Show dated events and statements."""
    router = APIRouter()
    timeline = Timeline(desk.store, desk.keywords)

    @router.get("/api/timeline")
    def show(
        speaker: Annotated[
            str | None, Query(description="A name that /api/speakers gives.")
        ] = None,
        topic: Annotated[str | None, Query(description="What it is to be about.")] = None,
        first: Annotated[date | None, Query(alias="from", description="YYYY-MM-DD")] = None,
        last: Annotated[date | None, Query(alias="to", description="YYYY-MM-DD")] = None,
    ) -> dict[str, Any]:
        """List what has a date, by date: sentences that name one, and statements.

        A statement that names no day has its article's, and `dated_by` then says "article".
        """
        return list_timeline(
            timeline,
            desk.store,
            desk.directories,
            speaker=speaker or None,
            topic=(topic or "").strip() or None,
            first=first,
            last=last,
        )

    return router

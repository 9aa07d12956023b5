"""What the store holds: articles, who speaks in them, and what they say."""

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query

from bot.desk import Desk
from bot.said import list_speakers, list_statements


def reading(desk: Desk) -> APIRouter:
    """Show articles, speakers and statements."""
    router = APIRouter()

    @router.get("/api/speakers")
    def speakers() -> list[dict[str, Any]]:
        """List who speaks in the articles, the most quoted first."""
        return list_speakers(desk.directories)

    @router.get("/api/statements")
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

    @router.get("/api/articles/{article_id}")
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

    @router.get("/healthz")
    def health() -> dict[str, Any]:
        """Tell whether questions are answered, and from how many articles."""
        articles, passages = desk.store.count()
        return {
            "status": "ok",
            "articles": articles,
            "passages": passages,
            "encoder": "ready" if desk.encoder.loaded else "loading",
            "model": desk.writer.state if desk.writer else None,
        }

    return router

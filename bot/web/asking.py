"""``/api/ask``: a question in, its cited answer out."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from bot.answer import to_json
from bot.chain import Asked
from bot.desk import Desk


class Question(BaseModel):
    """The body of ``POST /api/ask``."""

    question: str = Field(examples=["what did the minister say?"])
    earlier: list[str] = Field(
        default_factory=list,
        description="The questions before it, as they were typed, oldest first.",
    )


def asking(desk: Desk) -> APIRouter:
    """Answer questions."""
    router = APIRouter()

    def answer(question: str, earlier: Sequence[str]) -> dict[str, Any]:
        desk.check()
        return to_json(desk.chain.invoke(Asked(question, tuple(earlier))))

    @router.get("/api/ask")
    def ask(
        q: Annotated[str, Query(description="The question.")],
        earlier: Annotated[
            Sequence[str], Query(description="The questions before it, oldest first.")
        ] = (),
    ) -> dict[str, Any]:
        """Answer a question, in the light of those before it."""
        return answer(q, earlier)

    @router.post("/api/ask")
    def ask_with_body(body: Question) -> dict[str, Any]:
        """Answer a question, in the light of those before it."""
        return answer(body.question, body.earlier)

    return router

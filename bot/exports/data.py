"""An answer as JSON, with the evidence as it was kept."""

import json

from bot.answer import to_json as answer_json
from bot.kept import Kept


def to_json(kept: Kept, link: str | None) -> str:
    """Write one object: the answer as ``/api/ask`` gives it, and what it stood on."""
    first, last = kept.coverage.first, kept.coverage.last
    laid_out = {
        "id": kept.id,
        "url": link,
        "asked_at": kept.asked_at.isoformat(),
        "coverage": {
            "articles": kept.coverage.articles,
            "first": first.isoformat() if first else None,
            "last": last.isoformat() if last else None,
        },
        "answer": answer_json(kept.answer),
        "excerpts": [
            {
                "citation": citation.number,
                "article_id": citation.article_id,
                "start": excerpt.start,
                "text": excerpt.text,
            }
            for citation, excerpt in zip(kept.evidence, kept.excerpts, strict=True)
        ],
    }
    return json.dumps(laid_out, ensure_ascii=False, indent=1) + "\n"

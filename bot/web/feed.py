"""``/feed.atom``: the answers that were kept, the newest first (RFC 4287)."""

import uuid
from datetime import UTC, datetime
from xml.etree import ElementTree

from fastapi import APIRouter, Request, Response

from bot.desk import Desk
from bot.exports.brief import clean
from bot.exports.rich_text import to_html
from bot.kept import Kept, latest_kept
from bot.settings import Settings
from bot.web.addresses import home

ENTRIES = 50
_ATOM = "http://www.w3.org/2005/Atom"
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # an empty feed needs a date too


def feeding(desk: Desk, settings: Settings) -> APIRouter:
    """Tell feed readers, and wikis that show feeds, what was kept."""
    router = APIRouter()

    @router.get("/feed.atom", response_class=Response)
    def feed(request: Request) -> Response:
        """List the answers that were kept, the newest first, as an Atom feed."""
        at = home(request, settings) or ""
        text = to_atom(latest_kept(desk.store, ENTRIES), at)
        return Response(text, media_type="application/atom+xml")

    return router


def to_atom(answers: list[Kept], home: str) -> bytes:
    """Write answers, newest first, as an Atom feed; ``home`` is the server's own address."""
    root = ElementTree.Element("feed", xmlns=_ATOM)
    updated = answers[0].asked_at if answers else _NEVER
    _child(root, "id", _urn("feed", home))
    _child(root, "title", "On Record: answers that were kept")
    _child(root, "updated", updated.isoformat())
    _child(_child(root, "author"), "name", "On Record")
    _child(root, "link", rel="self", type="application/atom+xml", href=f"{home}/feed.atom")
    _child(root, "link", rel="alternate", type="text/html", href=f"{home}/")
    for kept in answers:
        address = f"{home}/a/{kept.id}"
        entry = _child(root, "entry")
        _child(entry, "id", _urn("answer", kept.id))
        _child(entry, "title", clean(kept.answer.question))
        _child(entry, "updated", kept.asked_at.isoformat())
        _child(entry, "link", rel="alternate", type="text/html", href=address)
        _child(entry, "content", to_html(kept, address), type="html")
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _child(
    parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str
) -> ElementTree.Element:
    made = ElementTree.SubElement(parent, name, attributes)
    made.text = text
    return made


def _urn(kind: str, name: str) -> str:
    """Make an id that stays when the server moves to another address, but for the feed's."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"onrecord:{kind}:{name}").urn

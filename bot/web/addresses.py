"""The addresses under which readers find this server."""

from fastapi import Request

from bot.exports.brief import web_address
from bot.settings import Settings


def home(request: Request, settings: Settings) -> str | None:
    """Return the address of the page, without a slash at its end.

    It is what the settings say, or else the one that the request itself was sent to. What a
    proxy or anybody else claims in ``X-Forwarded-Host`` counts for nothing. None when the
    request names no host that can be written down.
    """
    address = str(settings.url) if settings.url else web_address(str(request.base_url))
    return address.rstrip("/") if address else None

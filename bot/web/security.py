"""What a browser may do with what is served: nothing that another host would see."""

from collections.abc import Sequence
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Gradio's page has inline scripts and styles. Nothing may be fetched from or sent to
# another host, whatever an article brings.
_POLICY = {
    "default-src": "'self'",
    "script-src": "'self' 'unsafe-inline'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'self'",
    "object-src": "'none'",
}


class Secured:
    """Adds the headers that bind a browser; a response that brings its own policy keeps it.

    ``frame_ancestors`` are the origins that may frame these pages, beside this one.
    """

    def __init__(self, app: ASGIApp, frame_ancestors: Sequence[str] = ()) -> None:
        self._app = app
        self._framed = " ".join(("frame-ancestors", "'self'", *frame_ancestors))
        self._policy = "; ".join(f"{name} {allowed}" for name, allowed in _POLICY.items())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its response back with the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                policy = headers.get("Content-Security-Policy", self._policy)
                if "frame-ancestors" not in policy:
                    policy = f"{policy}; {self._framed}"
                headers["Content-Security-Policy"] = policy
                headers["X-Content-Type-Options"] = "nosniff"
                headers.setdefault("Referrer-Policy", "no-referrer")
            await send(message)

        await self._app(scope, receive, send_secured)


def is_foreign(request: Request) -> bool:
    """Tell whether a page of another origin has sent this: a browser says so.

    What is no browser sends neither header, and needs no other page's visitors.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site != "same-origin"
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != request.headers.get("host")


def is_loopback(host: str | None) -> bool:
    """Tell whether a host is this machine, as only this machine can reach it."""
    if host == "localhost":
        return True
    try:
        return ip_address((host or "").strip("[]")).is_loopback
    except ValueError:
        return False


def is_local(request: Request) -> bool:
    """Tell whether who sits at this machine has sent this, by the name they know it by.

    A name of another host that leads here is somebody else's, and a forwarded request a
    proxy's.
    """
    forwarded = any(name.startswith(("forwarded", "x-forwarded")) for name in request.headers)
    return is_loopback(request.url.hostname) and not forwarded

"""Pages of other sites, with the application in a frame."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from playwright.sync_api import Frame, Page

from tests.servers import free_port


@dataclass
class Hosts:
    """A server of wiki pages: each is one frame, and the headers that come with it."""

    port: int
    pages: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)

    @property
    def cross_site(self) -> str:
        """Its origin under a name that is another site than the application's."""
        return f"http://localhost:{self.port}"

    @property
    def same_site(self) -> str:
        """Its origin under the application's own name: another origin, the same site."""
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def hosting() -> Iterator[Hosts]:
    hosts = Hosts(free_port())

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            html, headers = hosts.pages.get(self.path, ("", {}))
            self.send_response(200 if html else 404)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", hosts.port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield hosts
    server.shutdown()
    server.server_close()


class Framed:
    """A wiki page with the widget in a frame, and what should not happen in either."""

    def __init__(self, page: Page, hosts: Hosts, address: str) -> None:
        self.page = page
        self.hosts = hosts
        self.address = address
        self.problems: list[str] = []
        page.on("pageerror", lambda error: self.problems.append(f"error: {error}"))
        page.on("console", self._console)
        page.on("request", self._request)

    def _console(self, message: Any) -> None:
        refused = ("Blocked script execution", "Permissions policy violation: The Clipboard API")
        if message.type == "error" and not message.text.startswith(refused):
            self.problems.append(f"console: {message.text}")

    def _request(self, request: Any) -> None:
        ours = (self.address, self.hosts.cross_site, self.hosts.same_site)
        if not request.url.startswith(ours):
            self.problems.append(f"request to {request.url}")

    def open(
        self,
        query: str = "",
        attributes: str = "",
        *,
        path: str = "/embed",
        headers: dict[str, str] | None = None,
        at: str = "",
        script: str = "",
    ) -> Frame:
        """Frame the widget in a page with these headers; return the frame."""
        source = f"{self.address}{path}{'?' if query else ''}{query}"
        html = (
            "<!doctype html><meta charset=utf-8><title>Wiki</title><link rel=icon href=data:,>"
            f'<body style="margin:0"><iframe src="{source}" title="On Record" {attributes} '
            f'style="border:0;width:100%;height:600px"></iframe>{script}'
        )
        self.hosts.pages["/page"] = (html, headers or {})
        self.page.goto(f"{at or self.hosts.cross_site}/page")
        return self.frame

    @property
    def frame(self) -> Frame:
        handle = self.page.query_selector("iframe")
        frame = handle.content_frame() if handle else None
        assert frame
        return frame

    def clipboard(self) -> dict[str, str]:
        """Read the clipboard by type, as an editor on another page would."""
        page = self.page.context.new_page()
        page.goto(f"{self.address}/healthz")
        read = page.evaluate(
            """async () => {
              const [item] = await navigator.clipboard.read();
              const texts = item.types.map(async (t) => [t, await (await item.getType(t)).text()]);
              return Object.fromEntries(await Promise.all(texts));
            }"""
        )
        page.close()
        return dict(read)

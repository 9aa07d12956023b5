"""How the page and what it is made of reach a browser soon, and stay there.

Gradio's page learns only step by step which of its files it needs: each names the next. Here
the page names them all, so that a browser fetches them at once; and what has its content's hash
in its name need not be asked for again.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from pathlib import Path

import gradio
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ASSETS = Path(gradio.__file__).parent / "templates" / "frontend" / "assets"
_FOREVER = "public, max-age=31536000, immutable"
_HASHED = re.compile(r"/assets/[\w.-]+-[\w-]{8}\d?\.(?:js|css|woff2)")
_ENTRY = re.compile(r'src="\./assets/([\w.-]+\.js)"')
_STATIC_IMPORT = re.compile(r'(?:from|import)\s*["`]\./([\w.-]+\.js)["`]')
_DYNAMIC_IMPORT = re.compile(r"import\(\s*[\"'`]\./([\w.-]+\.js)[\"'`]\)")
# What Gradio's page says of itself to whoever previews a link to it: its own name and picture.
_BRANDING = re.compile(r'\s*<meta\s+(?:property="og:|name="twitter:)[^>]*>')
_MANIFEST = re.compile(r'\s*<link rel="manifest"[^>]*>')  # an address that nobody answers to


class Front:
    """Rewrites the head of the page at ``/`` and lets hashed files be kept.

    ``components`` are the types of Gradio's components that the page uses; ``ours`` are the
    addresses of our own scripts and styles.
    """

    def __init__(self, app: ASGIApp, components: Iterable[str], ours: Iterable[str]) -> None:
        self._app = app
        self._components = tuple(sorted(set(components)))
        self._ours = tuple(ours)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its response back."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
        elif _HASHED.fullmatch(scope["path"]):
            await self._app(scope, receive, _keeping(send))
        elif scope["path"] == "/":
            await self._app(scope, receive, self._rewriting(send))
        else:
            await self._app(scope, receive, send)

    def _rewriting(self, send: Send) -> Send:
        start: Message = {}
        body = b""

        async def rewritten(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            if message["type"] != "http.response.body":
                await send(message)
                return
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            headers = MutableHeaders(scope=start)
            if headers.get("content-type", "").startswith("text/html") and body:
                body = self._head(body.decode("utf-8")).encode("utf-8")
                headers["content-length"] = str(len(body))
                headers["cache-control"] = "no-cache"
            await send(start)
            await send({**message, "body": body})

        return rewritten

    def _head(self, page: str) -> str:
        page = _MANIFEST.sub("", _BRANDING.sub("", page))
        entry = _ENTRY.search(page)
        files = _needed(entry.group(1), self._components) if entry else ()
        links = [_link(f"assets/{name}") for name in files] + [_link(name) for name in self._ours]
        return page.replace('<base href="./" />', '<base href="./" />' + "".join(links), 1)


def _link(address: str) -> str:
    """Write the link that fetches a file before it is asked for."""
    if address.endswith(".css"):
        return f'<link rel="preload" as="style" href="{escape(address)}">'
    if address.startswith("assets/"):
        return f'<link rel="modulepreload" href="{escape(address)}">'
    return f'<link rel="preload" as="script" href="{escape(address)}">'


def _keeping(send: Send) -> Send:
    async def kept(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 200:
            MutableHeaders(scope=message)["cache-control"] = _FOREVER
        await send(message)

    return kept


@cache
def _needed(entry: str, components: tuple[str, ...]) -> tuple[str, ...]:
    """List the scripts that the page loads one after the other, from Gradio's own build.

    Where a later build is laid out otherwise, the list is shorter and the page only slower.
    """
    found: dict[str, None] = {}

    def follow(name: str) -> None:
        if name in found or not (_ASSETS / name).is_file():
            return
        found[name] = None
        for other in _STATIC_IMPORT.findall(_read(name)):
            follow(other)

    follow(entry)
    for name in _stages(entry):
        follow(name)
    for text in [_read(name) for name in list(found)]:
        for component in components:
            for chunk in _chunks(text, component):
                follow(chunk)
    return tuple(found)


def _stages(entry: str) -> Iterator[str]:
    """Give what the entry loads first: the application, and the page's blocks in turn."""
    for name in _DYNAMIC_IMPORT.findall(_read(entry)):
        if name.startswith("__"):  # a stand-in for what only a server has
            continue
        yield name
        for next_ in _DYNAMIC_IMPORT.findall(_read(name)):
            if next_.startswith("Blocks"):
                yield next_


def _chunks(text: str, component: str) -> list[str]:
    """Find the script of a component in Gradio's table of them."""
    entry = re.search(rf"(?<![\w$]){component}:{{(?:component|example):.*?\.url\)}}", text)
    return _DYNAMIC_IMPORT.findall(entry.group()) if entry else []


def _read(name: str) -> str:
    path = _ASSETS / name
    return path.read_text("utf-8", "replace") if path.is_file() else ""

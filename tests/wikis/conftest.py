"""One MediaWiki, one DokuWiki and one On Record for all tests of wikis."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from tests.conftest import ARTICLES
from tests.servers import free_port, serving
from tests.wikis.wikis import DokuWiki, MediaWiki, Wiki, dokuwiki, mediawiki, missing

expect.set_options(timeout=30_000)  # milliseconds; the first answer waits for the encoder

# What wikis, browsers and their extensions would take for more than words.
PAYLOADS = (
    "{{Main Page}} {{SITENAME}} {{{1}}} {{#if:1|x}} {{url>https://evil.example/}} {{wiki:x.png}}",
    "[[Category:Owned]] [[Main Page|owned]] [[File:X.png]] [https://evil.example/ x]",
    "https://evil.example/auto www.evil.example mailto:x@evil.example RFC 1 ISBN 0306406152",
    "<script>window.hacked=1</script> <img src=x onerror=window.hacked=1> <b>x</b> <!-- x -->",
    "'''bold''' ''it'' **bold** //it// __under__ ~~sub~~ ~~~~ ~~NOTOC~~ ~~INFO:version~~",
    "<ref>r</ref> <ref name=x/> <references/> <onrecord question=x/> ((note)) )) (( %% %%x%%",
    "</nowiki> <nowiki>x</nowiki> <pre>x</pre> <code>x</code> <html>x</html> <php>x</php>",
    "-{zh:a;en:b}- __NOTOC__ __NOINDEX__ \\\\ &lt;b&gt; &#60;i&#62; &amp;amp; \"' ` $1 %s %1$s",
    "* item # item : item ; item == head == ---- | a || b ! c {| x |} |- ^ a ^ > quoted",
    "\x7f'\"`UNIQ--nowiki-00000001-QINU`\"'\x7f 'UNIQ--ref-00000000-QINU' @@FNT1 \ue000 [1] [^1]",
    "x\n* item\n\n== head ==\n  pre\n{{Main Page}}\t\u2028end",
    "\u202ereversed\u202c \u2066x\u2069 \u200b",
)
TRICKY = f"""---
title: {json.dumps(PAYLOADS[1], ensure_ascii=False)}
outlet: {json.dumps(PAYLOADS[4], ensure_ascii=False)}
url: https://wire.example/a))b?x={{{{y}}}}&z=[[w]]|'''
---
Mayor Odile Fenn said the ferry costs ninety crowns {" ".join(PAYLOADS[:9])} and more.
"""


@pytest.fixture(scope="session")
def ports() -> dict[str, int]:
    if lacking := missing():
        if os.environ.get("REQUIRE_WIKIS"):
            pytest.fail(f"not installed; apt-get install {lacking}")
        pytest.skip(f"not installed: {lacking}")
    return {name: free_port() for name in ("mediawiki", "dokuwiki", "onrecord")}


@pytest.fixture(scope="session")
def on_record(ports: dict[str, int], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The application as an administrator runs it for these wikis; two sites each."""
    base = tmp_path_factory.mktemp("on_record")
    (base / "seeds").mkdir()
    for name, text in {**ARTICLES, "ferry.txt": TRICKY}.items():
        (base / "seeds" / name).write_text(text, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "bot", "index"], cwd=base, check=True, timeout=120)
    ancestors = " ".join(
        f"http://{host}:{ports[wiki]}"
        for wiki in ("mediawiki", "dokuwiki")
        for host in ("127.0.0.1", "localhost")
    )
    env = os.environ | {
        "ONRECORD_FRAME_ANCESTORS": ancestors,
        "ONRECORD_URL": f"http://127.0.0.1:{ports['onrecord']}",
    }
    with serving(ports["onrecord"], cwd=base, env=env) as address:
        yield address


@pytest.fixture(scope="session")
def the_mediawiki(
    ports: dict[str, int], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MediaWiki]:
    with mediawiki(tmp_path_factory.mktemp("mediawiki"), ports["mediawiki"]) as wiki:
        yield wiki


@pytest.fixture(scope="session")
def the_dokuwiki(
    ports: dict[str, int], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DokuWiki]:
    with dokuwiki(tmp_path_factory.mktemp("dokuwiki"), ports["dokuwiki"]) as wiki:
        yield wiki


@pytest.fixture(params=["mediawiki", "dokuwiki"])
def wiki(request: pytest.FixtureRequest) -> Wiki:
    """Each of the two."""
    found: Wiki = request.getfixturevalue(f"the_{request.param}")
    return found


def ask(address: str, question: str) -> dict[str, Any]:
    """Ask On Record itself."""
    with urlopen(f"{address}/api/ask?q={quote(question)}", timeout=60) as response:
        return dict(json.load(response))


@dataclass
class Impostor:
    """Answers every request alike, whatever an On Record would never say."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0
    paths: list[str] = field(default_factory=list)
    address: str = ""
    stop: threading.Event = field(default_factory=threading.Event)


@contextmanager
def impostor(**kwargs: Any) -> Iterator[Impostor]:
    """Serve an impostor until the block ends."""
    what = Impostor(**kwargs)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            what.paths.append(self.path)
            what.stop.wait(what.seconds)
            self.send_response(what.status)
            for name, value in what.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(what.body)

        do_POST = do_GET  # noqa: N815 - the names are http.server's

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    what.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield what
    finally:
        what.stop.set()
        server.shutdown()
        server.server_close()


def written(folder: Path) -> str:
    """Everything that a wiki's PHP has logged."""
    return "".join(path.read_text(errors="replace") for path in folder.rglob("*.log"))

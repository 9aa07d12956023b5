"""No connection leaves the machine: while indexing, asking and serving, in any code."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.conftest import ARTICLES
from tests.servers import free_port, serving

pytestmark = pytest.mark.network
# What another program may have left behind, and would send questions or spans away.
TEMPTATIONS = {
    "LANGCHAIN_TRACING_V2": "true",
    "LANGSMITH_TRACING": "true",
    "LANGSMITH_API_KEY": "x",
    "GRADIO_ANALYTICS_ENABLED": "True",
    "ANONYMIZED_TELEMETRY": "True",
    "CHROMA_OTEL_COLLECTION_ENDPOINT": "http://192.0.2.1:4317",
    "HF_HUB_OFFLINE": "0",
}
ATTEMPTS = """
import socket
for attempt in (
    lambda: socket.create_connection(("192.0.2.1", 80), timeout=1),
    lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b"x", ("192.0.2.1", 53)),
    lambda: socket.getaddrinfo("example.org", 443),
):
    try:
        attempt()
    except OSError:
        pass
with socket.create_server(("127.0.0.1", 0)) as server:
    socket.create_connection(server.getsockname()).close()
"""


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The refusing library, built with the C compiler that set-up asks for."""
    if not sys.platform.startswith("linux"):
        pytest.skip("preloading is done the Linux way")
    compiler = shutil.which("cc") or shutil.which("gcc")
    assert compiler, "a C compiler is needed, as for set-up"
    library = tmp_path_factory.mktemp("shim") / "refuse.so"
    source = Path(__file__).with_name("refuse.c")
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-O1", "-Wall", "-Werror", source, "-o", library, "-ldl"],
        check=True,
    )
    return library


@contextmanager
def refusing(shim: Path, log: Path) -> Iterator[dict[str, str]]:
    log.write_text("")
    yield os.environ | TEMPTATIONS | {"LD_PRELOAD": str(shim), "REFUSED_LOG": str(log)}


def test_the_refusal_itself_works(shim, tmp_path):
    log = tmp_path / "log"
    with refusing(shim, log) as environment:
        subprocess.run([sys.executable, "-c", ATTEMPTS], env=environment, check=True)
    assert log.read_text().splitlines() == [
        "connect 192.0.2.1",
        "sendto 192.0.2.1",
        "getaddrinfo example.org",
    ]


def test_indexing_asking_and_serving_stay_on_this_machine(shim, tmp_path):
    (tmp_path / "seeds").mkdir()
    for name, text in ARTICLES.items():
        (tmp_path / "seeds" / name).write_text(text, encoding="utf-8")
    log = tmp_path / "log"
    with refusing(shim, log) as environment:
        for arguments in (["index"], ["ask", "what did Volan say?", "--json"], ["status"]):
            done = subprocess.run(
                [sys.executable, "-m", "bot", *arguments],
                cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120,
            )  # fmt: skip
            assert done.returncode == 0, done.stderr
        port = free_port()
        with serving(port, cwd=tmp_path, env=environment) as address:
            for path in ("/", "/docs", "/api/ask?q=what+did+Volan+say", "/healthz"):
                with urlopen(f"{address}{path}", timeout=60) as response:
                    body = response.read()
                if path.startswith("/api"):
                    assert not json.loads(body)["abstained"]
            time.sleep(2)  # for what starts late
    assert log.read_text() == ""

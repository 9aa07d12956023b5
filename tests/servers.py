"""Start the web application as a person does, and stop it again."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from urllib.request import urlopen


def free_port() -> int:
    """Find a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def answers(address: str) -> bool:
    """Tell whether a page is served there."""
    try:
        with urlopen(address, timeout=5) as response:
            return bool(response.status == 200)
    except (OSError, HTTPException):
        return False


@contextmanager
def serving(
    port: int, cwd: Path, env: Mapping[str, str] | None = None, store: Path = Path(".onrecord")
) -> Iterator[str]:
    """Run ``onrecord chat`` until the block ends; yields its address when it answers."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "chat", "--port", str(port), "--store", str(store)],
        cwd=cwd,
        env=dict(env or os.environ),
        stderr=subprocess.PIPE,
        text=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            if answers(address + "/healthz"):
                break
            assert process.poll() is None, process.stderr and process.stderr.read()
            time.sleep(0.1)
        else:
            raise AssertionError(f"nothing answers at {address}")
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


def warm(address: str) -> None:
    """Have a first question answered: what is loaded for it is no matter of those after it."""
    with urlopen(f"{address}/api/ask?q=ready", timeout=120) as response:
        response.read()

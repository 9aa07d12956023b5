import json
import time
from urllib.request import urlopen

import pytest

from tests.conftest import ARTICLES
from tests.servers import free_port, serving


def get(address: str) -> dict[str, object]:
    with urlopen(address, timeout=60) as response:
        return dict(json.load(response))


@pytest.mark.slow
def test_the_page_does_not_wait_for_the_encoder_and_the_first_question_does(tmp_path, desk):
    for name, text in ARTICLES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with serving(free_port(), cwd=tmp_path, store=desk.store.path) as address:
        assert get(f"{address}/healthz")["encoder"] == "loading"
        with urlopen(f"{address}/", timeout=60) as response:
            assert b"On Record" in response.read()
        answer = get(f"{address}/api/ask?q=when+will+the+gas+pipeline+open")
        assert answer["abstained"] is False
        assert get(f"{address}/healthz")["encoder"] == "ready"


@pytest.mark.slow
def test_articles_indexed_meanwhile_are_answered_from(tmp_path):
    import subprocess
    import sys

    with serving(free_port(), cwd=tmp_path) as address:
        assert get(f"{address}/healthz")["articles"] == 0
        (tmp_path / "gas.txt").write_text("Reku said the gas pipeline would open in May.")
        subprocess.run([sys.executable, "-m", "bot", "index", "gas.txt"], cwd=tmp_path, check=True)
        started = time.monotonic()
        answer = get(f"{address}/api/ask?q=what+did+Reku+say+about+gas")
        assert answer["abstained"] is False
        assert time.monotonic() - started < 30

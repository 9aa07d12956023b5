"""Language models for tests: one that writes what it is told, and a real one as a server."""

import asyncio
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from pydantic import Field, PrivateAttr

from bot.checks.marks import read_marks
from bot.checks.verdict import Verdict
from bot.exhibits import Exhibit
from bot.model import packaged
from bot.prompts import greeting
from bot.writer import Writer
from index.words import stems
from tests.servers import answers, free_port

Step = str | float | Exception | AIMessageChunk
SERVER = """
import sys, time
import xllamacpp
params = xllamacpp.CommonParams()
params.model.path = sys.argv[1]
params.port = int(sys.argv[2])
params.n_predict = 80
params.n_ctx, params.n_parallel, params.verbosity = 4096, 1, -1
params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
server = xllamacpp.Server(params)
while True:
    time.sleep(60)
"""


class ScriptedModel(BaseChatModel):
    """Streams steps: a text or chunk is written, a number waited for, an error raised.

    It says "yes" when it is greeted. ``asked`` are the other messages it was sent, ``closed``
    is set once a stream ended or was closed, ``written`` counts the steps it got to, and
    ``times`` are the moments (`time.monotonic`) at which it wrote.
    """

    steps: list[Step]
    asked: list[list[BaseMessage]] = Field(default_factory=list)
    written: int = 0
    times: list[float] = Field(default_factory=list)
    _closed: threading.Event = PrivateAttr(default_factory=threading.Event)

    @property
    def _llm_type(self) -> str:
        return "scripted"

    @property
    def closed(self) -> threading.Event:
        return self._closed

    def _generate(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> ChatResult:
        raise NotImplementedError("it streams")

    async def _astream(
        self, messages: list[BaseMessage], *args: Any, **kwargs: Any
    ) -> AsyncIterator[ChatGenerationChunk]:
        if messages == greeting():
            yield ChatGenerationChunk(message=AIMessageChunk(content="yes"))
            return
        self.asked.append(messages)
        self._closed.clear()
        try:
            for step in self.steps:
                self.written += 1
                if isinstance(step, float):
                    await asyncio.sleep(step)
                elif isinstance(step, Exception):
                    raise step
                else:
                    chunk = (
                        step if isinstance(step, AIMessageChunk) else AIMessageChunk(content=step)
                    )
                    self.times.append(time.monotonic())
                    yield ChatGenerationChunk(message=chunk)
                    await asyncio.sleep(0)  # a real one waits for its server here
        finally:
            self._closed.set()

    def writer(self, seconds: float = 20.0) -> Writer:
        """Return a writer that has this model."""
        return Writer("scripted", lambda: self, seconds)


class SectionModel(ScriptedModel):
    """Writes the steps of the section of a briefing that it is asked for."""

    by_section: dict[str, list[Step]] = Field(default_factory=dict)

    async def _astream(
        self, messages: list[BaseMessage], *args: Any, **kwargs: Any
    ) -> AsyncIterator[ChatGenerationChunk]:
        task = messages[-1].text.splitlines()[-1]
        self.steps = next((s for name, s in self.by_section.items() if name in task), [])
        async for chunk in super()._astream(messages, *args, **kwargs):
            yield chunk


class WordChecker:
    """Passes a sentence whose every word stands in one exhibit, the one it cites if it does."""

    def check(
        self, sentence: str, exhibits: Sequence[Exhibit], before: str | None = None
    ) -> Verdict:
        words = set(stems(sentence.split("[")[0]))
        for exhibit in exhibits:
            cited = f"[{exhibit.number}]" in sentence or "[" not in sentence
            if cited and words <= set(stems(exhibit.citation.quote)):
                text = read_marks(sentence).text
                return Verdict(True, "", (exhibit.number,), text=text, told=text)
        return Verdict(False, "its words stand in no exhibit it cites", ())


@contextmanager
def serving_smollm() -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Run SmolLM2 behind llama.cpp's OpenAI-compatible server; yields its address and process."""
    port = free_port()
    process = subprocess.Popen([sys.executable, "-c", SERVER, str(packaged()), str(port)])
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            if answers(f"{address}/health"):
                break
            assert process.poll() is None, "the model's server ended"
            time.sleep(0.1)
        else:
            raise AssertionError(f"no model at {address}")
        yield f"{address}/v1", process
    finally:
        process.kill()
        process.wait(timeout=30)

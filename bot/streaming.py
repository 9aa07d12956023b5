"""What a chat model writes, as it comes: bounded, and cut off when nobody reads on."""

import asyncio
import queue
import re
import threading
import time
from collections.abc import AsyncIterator, Callable, Generator, Sequence
from contextlib import aclosing
from functools import cache
from typing import Any, TypeVar, cast

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage

from bot.errors import ModelError

MAX_CHARACTERS = 20_000  # what a model thinks aloud among them
_PAUSE_SECONDS = 0.5  # before it is tried once more
_LOOK_SECONDS = 0.1  # how often it is looked whether somebody reads on
_PASSING = frozenset((408, 409, 425, 429, 500, 502, 503, 504, 529))  # HTTP's, by status
# By name: each integration brings an HTTP client of its own, with errors of its own.
_UNREACHED = frozenset(("OSError", "TransportError", "APIConnectionError"))
_LATE = frozenset(("TimeoutError", "TimeoutException", "APITimeoutError"))
_NOTHING = "No generation chunks were returned"  # LangChain's, of a model that writes nothing
_HALF = re.compile("[\ud800-\udfff]")

T = TypeVar("T")
Piece = str | Exception | None  # None: the end


def stream_text(
    model: BaseChatModel,
    messages: Sequence[BaseMessage],
    seconds: float,
    left: threading.Event | None = None,
    ends: float | None = None,
) -> Generator[str, None, None]:
    """Yield what a model writes, piece by piece, for at most so many seconds.

    ``ends`` is the moment (`time.monotonic`) at which these seconds are over, where they began
    before. Ends when the model does, and after ``MAX_CHARACTERS``. A failure that can pass is tried
    once more, when nothing has come yet. Once this generator is closed, or ``left`` set, the
    model's stream is closed.

    Raises:
        ModelError: the model failed, or did not end in time; what was yielded stands.
    """
    ends = time.monotonic() + seconds if ends is None else ends
    pieces: queue.SimpleQueue[Piece] = queue.SimpleQueue()
    pump = asyncio.run_coroutine_threadsafe(_pump(model, messages, pieces.put), _loop())
    try:
        while left is None or not left.is_set():
            remaining = ends - time.monotonic()
            if remaining <= 0:
                raise ModelError(f"it did not end within {seconds:g} seconds")
            try:
                piece = pieces.get(timeout=min(remaining, _LOOK_SECONDS))
            except queue.Empty:
                continue
            if piece is None:
                return
            if isinstance(piece, Exception):
                raise ModelError(in_one_line(piece)) from piece
            yield piece
    finally:
        pump.cancel()


def with_beats(stream: AsyncIterator[T], seconds: float) -> Generator[T | None, None, None]:
    """Yield what a stream gives, and None whenever it gave nothing for so many seconds.

    Its reader can leave at each of these: once this generator is closed the stream is cancelled.
    """
    given: queue.SimpleQueue[tuple[T | None, Exception | None]] = queue.SimpleQueue()

    async def pump() -> None:
        try:
            async for one in stream:
                given.put((one, None))
            given.put((None, StopAsyncIteration()))
        except Exception as error:  # noqa: BLE001  raised again where it is read
            given.put((None, error))

    pumping = asyncio.run_coroutine_threadsafe(pump(), _loop())
    try:
        while True:
            try:
                one, error = given.get(timeout=seconds)
            except queue.Empty:
                yield None
                continue
            if isinstance(error, StopAsyncIteration):
                return
            if error is not None:
                raise error
            yield one
    finally:
        pumping.cancel()


def in_one_line(error: Exception) -> str:
    """Say what went wrong with a model, without what was sent to it or came from it."""
    status = getattr(error, "status_code", None)
    if status:
        return f"it answers with status {status}"
    kinds = _kinds(error)
    if kinds & _LATE:
        return "it does not answer in time"
    if kinds & _UNREACHED:
        return "it cannot be reached"
    return f"it fails with {type(error).__name__}"


async def _pump(
    model: BaseChatModel, messages: Sequence[BaseMessage], put: Callable[[Piece], None]
) -> None:
    came = 0
    for once_more in (True, False):
        try:
            stream = cast(Any, model.astream(list(messages)))  # an async generator
            async with aclosing(stream):
                async for chunk in stream:
                    if text := _clean(chunk.text):
                        came += len(text)
                        put(text)
                    if came > MAX_CHARACTERS:
                        break
        except Exception as error:  # noqa: BLE001  an integration may raise anything
            if str(error) == _NOTHING:
                put(None)
                return
            if came or not once_more or not _can_pass(error):
                put(error)
                return
            await asyncio.sleep(_PAUSE_SECONDS)
        else:
            put(None)
            return


def _clean(text: str) -> str:
    """Replace halves of characters, which cannot be written anywhere."""
    return _HALF.sub("\N{REPLACEMENT CHARACTER}", text)


def _can_pass(error: Exception) -> bool:
    status = getattr(error, "status_code", None)
    if status is not None:
        return status in _PASSING
    return bool(_kinds(error) & (_UNREACHED | _LATE))


def _kinds(error: BaseException | None) -> set[str]:
    """Name the classes of an error and of those that it came from."""
    kinds: set[str] = set()
    for _ in range(10):
        if error is not None:
            kinds.update(kind.__name__ for kind in type(error).__mro__)
            error = error.__cause__ or error.__context__
    return kinds


_starting = threading.Lock()


def _loop() -> asyncio.AbstractEventLoop:
    """Return the one loop that models are read in: their connections belong to it."""
    with _starting:
        return _started()


@cache
def _started() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="model", daemon=True).start()
    return loop

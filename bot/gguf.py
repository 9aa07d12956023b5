"""A GGUF file as a LangChain chat model, run in this process by llama.cpp."""

import atexit
import os
import queue
import secrets
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.language_models.chat_models import generate_from_stream
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.messages.utils import convert_to_openai_messages
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from pydantic import PrivateAttr

from bot.errors import ModelError

CONTEXT_TOKENS = 8192  # shared by the answers that are written at once
AT_ONCE = 2
MAX_TOKENS = 512  # of an answer
_QUIET = -1
_ENDING_SECONDS = 5.0


class GgufModel(BaseChatModel):
    """A chat model from a file; loaded by `load`, or by the first message.

    It is deterministic: the likeliest token each time. A stream that is closed ends at the
    model's next token.
    """

    path: Path
    _server: Any = PrivateAttr(None)
    _loading: threading.Lock = PrivateAttr(default_factory=threading.Lock)
    _running: set[threading.Thread] = PrivateAttr(default_factory=set)
    _ended: threading.Event = PrivateAttr(default_factory=threading.Event)

    @property
    def _llm_type(self) -> str:
        return "gguf"

    def load(self) -> None:
        """Load the file now; a second call, from any thread, waits and does nothing.

        Raises:
            ModelError: xllamacpp is not installed, or cannot read the file.
        """
        with self._loading:
            if self._server is None:
                self._server = _serve(self.path)
                atexit.register(self._end)

    def _end(self) -> None:
        """Stop what is being written: native code must not outlive the interpreter."""
        self._ended.set()
        for thread in list(self._running):
            thread.join(_ENDING_SECONDS)
        self._server = None

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,  # noqa: ARG002  LangChain's
        **kwargs: Any,  # noqa: ARG002
    ) -> Iterator[ChatGenerationChunk]:
        self.load()
        chunks: queue.SimpleQueue[dict[str, Any] | Exception | None] = queue.SimpleQueue()
        closed = threading.Event()
        request = {
            "messages": convert_to_openai_messages(messages),
            "stream": True,
            "temperature": 0,
            "max_tokens": MAX_TOKENS,
        } | ({"stop": stop} if stop else {})

        def take(chunk: dict[str, Any]) -> bool:
            chunks.put(chunk)
            return closed.is_set() or self._ended.is_set()

        def write() -> None:
            try:
                self._server.handle_chat_completions(request, take)
                chunks.put(None)
            except Exception as error:  # noqa: BLE001  native code's, of no one kind
                chunks.put(error)
            finally:
                self._running.discard(threading.current_thread())

        thread = threading.Thread(target=write, name="gguf", daemon=True)
        self._running.add(thread)
        thread.start()
        try:
            while (chunk := chunks.get()) is not None:
                if isinstance(chunk, Exception):
                    raise ModelError(f"{self.path.name} fails: {type(chunk).__name__}") from chunk
                if "error" in chunk:
                    raise ModelError(f"{self.path.name} takes no such question")
                for choice in chunk["choices"]:
                    text = choice["delta"].get("content") or ""
                    yield ChatGenerationChunk(message=AIMessageChunk(content=text))
        finally:
            closed.set()

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return generate_from_stream(self._stream(messages, stop, run_manager, **kwargs))


def _serve(path: Path) -> Any:
    try:
        import xllamacpp
    except ImportError as error:
        raise ModelError("xllamacpp is not installed; pip install 'onrecord[gguf]'") from error
    if not path.is_file():
        raise ModelError(f"there is no file {path}")
    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.n_ctx = CONTEXT_TOKENS
    params.n_parallel = AT_ONCE
    params.kv_unified = True
    params.verbosity = _QUIET
    params.ui = False
    # It listens on this machine, unasked; nobody else gets in without the key.
    params.api_keys = [secrets.token_urlsafe(32)]
    # The other half is for the encoder; threads that wait for a core make it ten times slower.
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = (os.cpu_count() or 2) // 2 or 1
    try:
        return xllamacpp.Server(params)
    except RuntimeError as error:
        raise ModelError(f"{path} is no model that llama.cpp can run") from error

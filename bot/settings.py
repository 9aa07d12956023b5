"""The rest of the settings: where the web application listens, and who may frame and read it."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, HttpUrl
from pydantic_settings import NoDecode

from index.settings import IndexSettings

_ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?|https?://\[[0-9A-Fa-f:]+\](:\d+)?")


def _split(value: object) -> object:
    return tuple(re.split(r"[\s,]+", value.strip())) if isinstance(value, str) else value


def is_origin(text: str) -> bool:
    """Tell whether a text is an origin: scheme, host and port, without a path."""
    return bool(_ORIGIN.fullmatch(text))


def _exact(origins: tuple[str, ...]) -> tuple[str, ...]:
    for origin in origins:
        if origin and not is_origin(origin):
            raise ValueError(f"{origin!r} is no origin like https://wiki.example")
    return tuple(origin for origin in origins if origin)


Origins = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split), AfterValidator(_exact)]


class Settings(IndexSettings):
    """All settings, from environment variables ``ONRECORD_*``."""

    host: str = Field("127.0.0.1", description="address the web application listens on")
    port: int = Field(7860, ge=1, le=65535, description="port it listens on")
    url: HttpUrl | None = Field(
        None, description="address under which readers open it, for the links it gives out"
    )
    frame_ancestors: Origins = Field(
        (),
        description="origins that may frame it, such as `https://wiki.example`; none but its own",
    )
    cors_origins: Origins = Field(
        (), description="origins whose scripts may ask it, exact; none but its own"
    )
    max_kept: int = Field(10_000, ge=0, description="as many answers may be kept; 0: none")
    uploads: Literal["auto", "on", "off"] = Field(
        "auto",
        description="who may upload articles: everyone who can open it (`on`), nobody (`off`), or "
        "only who sits at the machine it runs on (`auto`)",
    )
    model: str | None = Field(
        None,
        description="language model that writes the answers, sentence by checked sentence: "
        "`ollama:qwen3:8b`, `openai:…`, `anthropic:…` or another of LangChain's, "
        "`gguf:/path/model.gguf`, or `smollm`; none: answers are quotations",
    )
    model_url: HttpUrl | None = Field(
        None, description="address of the server that has the model, where its provider has others"
    )
    model_seconds: float = Field(
        60, gt=0, description="seconds a model may take for an answer; then what it has is shown"
    )
    model_trial: bool = Field(
        True,
        description="whether a model has to pass a trial before anything that it writes is shown "
        "(`on` or `off`)",
    )

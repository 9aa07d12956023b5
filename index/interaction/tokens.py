"""The vectors of single word pieces, kept small: 16 bytes each, beside their passage.

Vectors are turned to their 128 main directions, and of each number the sign is kept.

Reference:
    Khattab & Zaharia (2020), ColBERT; Santhanam et al. (2022), ColBERTv2, for few bits.
"""

import base64
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

from index.encoder import EncodedText, Encoder, TokenEncoder
from index.records import Passage

DIRECTIONS = 128
PROJECTION = Path(__file__).parent / "projection.safetensors"


def encode_passages(
    encoder: Encoder, passages: Sequence[Passage]
) -> tuple[NDArray[np.float32], list[str]]:
    """Encode passages: vectors of shape ``(len(passages), dimension)``, and packed pieces.

    What is packed is empty when the encoder does not show the vectors of its pieces.
    """
    texts = [passage.text for passage in passages]
    showing = token_encoder(encoder)
    if not texts or showing is None:
        return encoder.encode(texts), [""] * len(texts)
    found = showing.encode_tokens(texts)
    packed = [pack(passage, one) for passage, one in zip(passages, found, strict=True)]
    return np.array([one.vector for one in found]), packed


def token_encoder(encoder: Encoder) -> TokenEncoder | None:
    """Return the encoder if it shows the vectors of its pieces, for this projection."""
    return cast("TokenEncoder", encoder) if getattr(encoder, "shows_tokens", False) else None


def project(tokens: NDArray[np.float32]) -> NDArray[np.float32]:
    """Turn vectors, shape ``(pieces, 384)``, to unit rows of shape ``(pieces, 128)``."""
    return _unit(tokens @ _projection())


def pack(passage: Passage, encoded: EncodedText) -> str:
    """Pack the vectors of a passage's pieces, sentence by sentence, as base64."""
    vectors = project(encoded.tokens)
    starts = np.array([start for start, _ in encoded.offsets], dtype=np.int64)
    rows, counts = [], []
    for span in passage.sentences:
        inside = (starts >= span.start - passage.start) & (starts < span.end - passage.start)
        rows.append(vectors[inside])
        counts.append(int(inside.sum()))
    codes = np.packbits(np.concatenate(rows) > 0, axis=1)
    head = np.array([len(counts), *counts], dtype="<u2")
    return base64.b64encode(head.tobytes() + codes.tobytes()).decode("ascii")


def unpack(packed: str) -> tuple[NDArray[np.float32], list[int]]:
    """Return unit rows of shape ``(pieces, 128)``, and how many belong to each sentence."""
    data = base64.b64decode(packed)
    size = int(np.frombuffer(data, "<u2", 1)[0])
    counts = np.frombuffer(data, "<u2", size, offset=2).tolist()
    codes = np.frombuffer(data, np.uint8, offset=2 * (size + 1)).reshape(-1, DIRECTIONS // 8)
    signs = np.unpackbits(codes, axis=1).astype(np.float32) * 2 - 1
    return _unit(signs), counts


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    unit: NDArray[np.float32] = vectors / np.maximum(lengths, 1e-9)
    return unit


@lru_cache(maxsize=1)
def _projection() -> NDArray[np.float32]:
    from safetensors.numpy import load_file

    matrix: NDArray[np.float32] = load_file(str(PROJECTION))["projection"].astype(np.float32)
    return matrix

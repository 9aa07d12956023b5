"""What a tuned model learnt, as the package ships it: small, beside the packaged encoder.

Of each matrix of the encoder only its change is kept, at three bits a number: a
quantile of the normal distribution, scaled by the row.

Reference:
    Liu et al. (2024), BitDelta: fine-tuning changes little, and bears few bits.
    Max (1960), Quantizing for Minimum Distortion: the eight levels.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor, nn

from index.encoder import SentenceEncoder
from index.transformer import load_encoder, load_tokenizer

if TYPE_CHECKING:
    from transformers import BertModel

Model = TypeVar("Model", bound=nn.Module)
_LEVELS = np.array(
    [-2.1520, -1.3439, -0.7560, -0.2451, 0.2451, 0.7560, 1.3439, 2.1520], dtype=np.float32
)
_BOUNDS = (_LEVELS[1:] + _LEVELS[:-1]) / 2
_BITS = 3


def save_learnt(model: nn.Module, base: nn.Module, path: Path) -> None:
    """Write what ``model`` learnt beyond ``base``, a fresh one on the packaged encoder.

    Of what is called ``encoder.…`` in it the change is written, of the rest all.
    """
    before = dict(base.named_parameters())
    tensors: dict[str, Tensor] = {}
    for name, parameter in model.named_parameters():
        value = parameter.detach()
        if name.startswith("encoder.embeddings"):
            continue
        if name.startswith("encoder."):
            value = value - before[name].detach()
        if value.ndim == 2 and min(value.shape) > 1:
            codes, scale = _quantised(value.numpy(), bits=name.startswith("encoder."))
            tensors[f"{name}|codes"] = torch.from_numpy(codes)
            tensors[f"{name}|scale"] = torch.from_numpy(scale)
        else:
            tensors[name] = value.half().contiguous()
    save_file(tensors, str(path))


def add_learnt(model: nn.Module, weights: Path) -> None:
    """Add what `save_learnt` wrote to a fresh model; it is then ready to score."""
    tensors = load_file(str(weights))
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if f"{name}|codes" in tensors:
                value = _restored(
                    tensors[f"{name}|codes"].numpy(),
                    tensors[f"{name}|scale"].numpy(),
                    tuple(parameter.shape),
                )
            elif name in tensors:
                value = tensors[name].float()
            else:
                continue
            parameter.copy_(parameter + value if name.startswith("encoder.") else value)
    model.eval().requires_grad_(False)


def load_learnt(network: Callable[["BertModel"], Model], weights: Path) -> tuple[Tokenizer, Model]:
    """Build a network on the packaged encoder with what it learnt, and the encoder's tokenizer.

    It is the packaged encoder whichever one the store's vectors are made by.
    """
    folder = SentenceEncoder().folder
    model = network(load_encoder(folder))
    add_learnt(model, weights)
    return load_tokenizer(folder), model


def _quantised(
    matrix: NDArray[np.float32], *, bits: bool
) -> tuple[NDArray[np.uint8], NDArray[np.float16]]:
    """Quantise rows, to ``_BITS`` bits a number or else to eight."""
    if not bits:
        scale = np.abs(matrix).max(axis=1, keepdims=True) / 127 + 1e-12
        whole = np.rint(matrix / scale).astype(np.int8).view(np.uint8)
        return whole, scale.astype(np.float16)
    scale = matrix.std(axis=1, keepdims=True) + 1e-12
    codes = np.searchsorted(_BOUNDS, matrix / scale).astype(np.uint8)
    # the scale that fits these codes best
    levels = _LEVELS[codes]
    scale = (matrix * levels).sum(axis=1, keepdims=True) / (levels**2).sum(axis=1, keepdims=True)
    planes = [np.packbits((codes.ravel() >> bit) & 1) for bit in range(_BITS)]
    return np.concatenate(planes), scale.astype(np.float16)


def _restored(
    codes: NDArray[np.uint8], scale: NDArray[np.float16], shape: tuple[int, ...]
) -> Tensor:
    wide = scale.astype(np.float32)
    if codes.shape == shape:
        return torch.from_numpy(codes.view(np.int8).astype(np.float32) * wide)
    size = int(np.prod(shape))
    planes = codes.reshape(_BITS, -1)
    whole = np.zeros(size, dtype=np.uint8)
    for bit in range(_BITS):
        whole |= np.unpackbits(planes[bit])[:size] << bit
    return torch.from_numpy(_LEVELS[whole].reshape(shape) * wide)

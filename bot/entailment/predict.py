"""Run the entailer over claims with their evidence."""

from collections.abc import Sequence

import torch
from tokenizers import Tokenizer
from torch import Tensor

from bot.entailment.network import Entailer
from bot.reader.pairs import Room, lay_out
from bot.reader.reader import Candidate
from index.transformer import has_bfloat16

CLAIMS = Room(80, 220, 260)


@torch.inference_mode()
def predict(
    model: Entailer, tokenizer: Tokenizer, pairs: Sequence[tuple[str, Candidate]]
) -> list[float]:
    """Return log-odds for each pair, in order; there is at least one."""
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=has_bfloat16()):
        found = score(model, tokenizer, pairs)
    return [float(one) for one in found]


def score(model: Entailer, tokenizer: Tokenizer, pairs: Sequence[tuple[str, Candidate]]) -> Tensor:
    """Lay out pairs and score them, ``(pairs,)``, with gradients where these are kept."""
    laid = lay_out(pairs, tokenizer, CLAIMS)
    found: Tensor = model(laid.ids, laid.parts, laid.features, laid.mask)
    return found.float()

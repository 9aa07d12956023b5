"""Run the reader over pairs."""

from collections.abc import Sequence

import torch
from tokenizers import Tokenizer

from bot.reader.network import HIDDEN, Reader
from bot.reader.pairs import lay_out
from bot.reader.reader import MAX_FACT, Candidate, Reading
from index.records import Span
from index.transformer import has_bfloat16


@torch.inference_mode()
def predict(
    model: Reader, tokenizer: Tokenizer, pairs: Sequence[tuple[str, Candidate]]
) -> list[Reading]:
    """Read pairs of a question and a candidate, in order; there is at least one.

    In bfloat16 where the processor has instructions for it: half the time.
    """
    laid = lay_out(pairs, tokenizer)
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=has_bfloat16()):
        answers, span = model(laid.ids, laid.parts, laid.features, laid.mask, laid.sentence)
    likely = torch.log_softmax(span.float(), dim=1)
    none = likely[:, 0].sum(dim=-1)
    width = likely.shape[1] - 1
    begins, ends = likely[:, 1:, 0], likely[:, 1:, 1]
    allowed = torch.ones(width, width).triu().tril(MAX_FACT - 1).bool()
    both = (begins.unsqueeze(2) + ends.unsqueeze(1)).masked_fill(~allowed, HIDDEN * 4)
    best, place = both.flatten(1).max(dim=1)
    found = []
    for row, at in enumerate(place.tolist()):
        start, end = laid.offsets[row, at // width + 1, 0], laid.offsets[row, at % width + 1, 1]
        found.append(
            Reading(float(answers[row]), Span(int(start), int(end)), float(best[row] - none[row]))
        )
    return found

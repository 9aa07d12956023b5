"""The packaged encoder's tokenizer and layers, for models that are tuned on top of it."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tokenizers import Tokenizer

if TYPE_CHECKING:
    from transformers import BertModel

CLS, SEP = 101, 102


def load_tokenizer(folder: Path) -> Tokenizer:
    """Read the encoder's own tokenizer; it neither cuts nor pads here."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenizer.encode_special_tokens = True  # "[SEP]" in an article is six characters
    return tokenizer


def load_encoder(folder: Path) -> "BertModel":
    """Load the packaged encoder's transformer, without its pooling.

    No dropout on attention: training is twice as fast without.
    """
    from transformers import BertConfig, BertModel
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    said = logging.get_verbosity()
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]  # it would tell of the pooling that is left out
    try:
        config = BertConfig.from_pretrained(
            str(folder), attention_probs_dropout_prob=0.0, local_files_only=True
        )
        model: BertModel = BertModel.from_pretrained(
            str(folder), config=config, local_files_only=True, add_pooling_layer=False
        )
    finally:
        logging.set_verbosity(said)
    return model


@cache
def has_bfloat16() -> bool:
    """Tell whether the processor has instructions for bfloat16: half the time."""
    import torch

    has = torch.cpu.get_capabilities()
    return bool(has.get("avx512_bf16") or has.get("amx_bf16"))

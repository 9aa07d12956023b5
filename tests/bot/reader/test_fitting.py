import itertools
from contextlib import suppress
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from bot.reader import fitting


class Line(nn.Module):
    """A number to fit, as a part of an encoder and of a head."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = nn.Linear(1, 1)
        self.head = nn.Linear(1, 1)


def run(model: Line, kept: Path, steps: int, breaks: int = 0) -> int:
    """Fit a model, break it off at a step if one is given, and count the steps."""
    seen = itertools.count(1)

    def loss_of(batch: float) -> Tensor:
        if next(seen) == breaks:
            raise KeyboardInterrupt
        read: Tensor = model.head(model.encoder(torch.tensor([batch])))
        return (read - 3).square().sum()

    with suppress(KeyboardInterrupt):
        fitting.fit(model, itertools.repeat(1.0), loss_of, steps, 1e-2, kept)
    return next(seen) - 1


def test_what_was_broken_off_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(fitting, "_KEPT_EVERY", 4)
    kept = tmp_path / "kept.pt"
    first = Line()
    assert run(first, kept, 20, breaks=11) == 11
    assert kept.exists()
    second = Line()
    assert run(second, kept, 20) == 12  # from the eighth on
    assert not kept.exists()
    assert run(Line(), kept, 20) == 20

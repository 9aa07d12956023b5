"""How a model that reads pairs is fitted: what makes a batch, and how fast it learns."""

import math
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import torch
from torch import Tensor, nn

from bot.reader.lessons import Example

BATCH = 32  # pairs
HEADS_FASTER = 5
WARM_UP = 0.06
_NEAR = 150  # groups that are drawn from for batches of like length
_EVERY = 50  # steps between two lines of the log
_KEPT_EVERY = 200

# A pair: question or claim, example, whether it answers or is carried.
Pair = tuple[str, Example, bool]
Batch = TypeVar("Batch")


def fit(
    model: nn.Module,
    drawn: Iterator[Batch],
    loss_of: Callable[[Batch], Tensor],
    steps: int,
    rate: float,
    kept: Path,
) -> None:
    """Fit what of a model requires gradients: AdamW with a warm-up, then a cosine.

    ``kept`` is a file from which a fitting that was broken off goes on, with other batches;
    it is removed at the end.
    """
    tuned = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    encoder = [p for n, p in tuned if n.startswith("encoder.")]
    heads = [p for n, p in tuned if not n.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": rate}, {"params": heads, "lr": HEADS_FASTER * rate}],
        weight_decay=0.01,
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, _schedule(steps))
    done = 0
    if kept.exists():
        state = torch.load(kept)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        done = state["done"]
    model.train()
    began = time.time()
    for step in range(done + 1, steps + 1):
        loss = loss_of(next(drawn))
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if step % _EVERY == 0:
            print(f"{step}/{steps} {loss.item():.3f} {time.time() - began:.0f} s", flush=True)
        if step % _KEPT_EVERY == 0:
            state = {"model": model, "optimizer": optimizer, "schedule": schedule}
            torch.save({"done": step, **{k: v.state_dict() for k, v in state.items()}}, kept)
    kept.unlink(missing_ok=True)


def _schedule(steps: int) -> Callable[[int], float]:
    def rate(step: int) -> float:
        warm = min(1.0, (step + 1) / (WARM_UP * steps))
        return warm * max(0.02, (1 + math.cos(math.pi * step / steps)) / 2)

    return rate


def batches(
    passes: Iterator[list[list[Pair]]], chance: random.Random
) -> Iterator[list[list[Pair]]]:
    """Put groups of like length together, which saves padding."""
    for groups in passes:
        for first in range(0, len(groups), _NEAR):
            near = sorted(
                groups[first : first + _NEAR],
                key=lambda g: (
                    max(len(q) + len(e.candidate.text) for q, e, _ in g) + 20 * chance.random()
                ),
            )
            found: list[list[list[Pair]]] = [[]]
            for group in near:
                if sum(map(len, found[-1])) >= BATCH - 2:
                    found.append([])
                found[-1].append(group)
            chance.shuffle(found)
            yield from found

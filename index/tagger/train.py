"""Train the tagger: ``python -m index.tagger.train CORPUS RUN``, then average runs.

CORPUS is a folder of PolNeAR (``text`` and ``attributions``), RUN a folder to keep the
training in; one that was cut off goes on from its last pass. With ``--average`` the
mean of that run and others is written instead: see README.md here for the runs that
made the weights of the package.

Reference:
    Newell, Margolin & Ruths (2018), PolNeAR.
    Wortsman et al. (2022), Model soups: runs from one beginning can be averaged.
"""

import argparse
import json
import math
import random
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from index.encoder import SentenceEncoder
from index.learnt import save_learnt
from index.tagger.corpus import read_corpus
from index.tagger.examples import Example, Window, collate, to_example, windows
from index.tagger.network import Pointer, Tagger
from index.tagger.pieces import WINDOW, cut_pieces
from index.transformer import load_encoder, load_tokenizer

ENCODER_RATE, HEADS_RATE = 2e-4, 1e-3
BATCH = 12
WARM_UP = 0.05  # of all steps
LINKS_WEIGHT = 8.0
AVERAGE = 0.005  # how far the weights that are kept follow each step


def main() -> None:
    """Train from the packaged encoder, or average what was trained."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("run", type=Path)
    parser.add_argument("--passes", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--hide", type=float, default=0.08, help="share of words to hide")
    parser.add_argument("--hold", type=int, default=0, help="leave out every n-th article")
    parser.add_argument("--average", type=Path, nargs="*", help="other runs to average with")
    options = parser.parse_args()
    options.run.mkdir(parents=True, exist_ok=True)
    if options.average is not None:
        average([options.run, *options.average], options.run / "weights.safetensors")
        return
    torch.manual_seed(0)  # the heads of all runs begin alike
    model = Tagger(load_encoder(SentenceEncoder().folder))
    model.encoder.embeddings.requires_grad_(False)
    torch.manual_seed(options.seed)
    np.random.seed(options.seed)
    examples = _examples(options.corpus, options.hold)
    run = Run(model, examples, options)
    while run.done < options.passes:
        print(json.dumps(run.one_pass()), flush=True)


def average(runs: Sequence[Path], out: Path) -> None:
    """Write the mean of the weights that some runs came to."""
    saved = [torch.load(run / "state.pt")["average"] for run in runs]
    model, base = (Tagger(load_encoder(SentenceEncoder().folder)) for _ in range(2))
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if name in saved[0]:
                parameter.copy_(torch.stack([one[name] for one in saved]).mean(dim=0))
    save_learnt(model, base, out)


def _examples(corpus: Path, hold: int) -> list[Example]:
    tokenizer = load_tokenizer(SentenceEncoder().folder)
    marked = list(read_corpus(corpus))
    times = Counter(item.name for item in marked)
    held = set(sorted(times)[::hold]) if hold else set()
    return [
        to_example(item, cut_pieces(item.text, tokenizer), 1 / times[item.name])
        for item in marked
        if item.name not in held
    ]


class Run:
    """A training that can be cut off after any pass."""

    def __init__(self, model: Tagger, examples: list[Example], options: argparse.Namespace) -> None:
        self.model, self.examples = model, examples
        self.seed, self.hide = options.seed, options.hide
        self.state = options.run / "state.pt"
        self.done = 0
        self.tuned = {n: p for n, p in model.named_parameters() if p.requires_grad}
        self.average = {name: p.detach().clone() for name, p in self.tuned.items()}
        encoder = [p for name, p in self.tuned.items() if name.startswith("encoder.")]
        heads = [p for name, p in self.tuned.items() if not name.startswith("encoder.")]
        self.optimizer = torch.optim.AdamW(
            [{"params": encoder, "lr": ENCODER_RATE}, {"params": heads, "lr": HEADS_RATE}],
            weight_decay=0.01,
        )
        count = sum(len(list(windows(e, random.Random(self.seed), WINDOW))) for e in examples)
        steps = count // BATCH * options.passes
        warm = int(steps * WARM_UP)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer,
            lambda step: (
                step / max(1, warm)
                if step < warm
                else (1 + math.cos(math.pi * min(1.0, (step - warm) / (steps - warm)))) / 2
            ),
        )
        if self.state.exists():
            saved = torch.load(self.state)
            for part in ("model", "optimizer", "schedule"):
                getattr(self, part).load_state_dict(saved[part])
            self.average, self.done = saved["average"], saved["done"]

    def one_pass(self) -> dict[str, float]:
        """Go over all examples once, in windows cut anew; return the mean losses."""
        began, rng = time.time(), random.Random(self.seed * 1000 + self.done)
        self.model.train()
        cut = [window for example in self.examples for window in windows(example, rng, WINDOW)]
        rng.shuffle(cut)
        cut.sort(key=lambda w: (w.end - w.start) // 40)  # like lengths together: less padding
        batches = [cut[at : at + BATCH] for at in range(0, len(cut), BATCH)]
        rng.shuffle(batches)
        sums = np.zeros(2)
        for batch in batches:
            tags, links = self._losses(batch)
            self.optimizer.zero_grad()
            (tags + links).backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(list(self.tuned.values()), 1.0)
            self.optimizer.step()
            self.schedule.step()
            with torch.no_grad():
                for name, parameter in self.tuned.items():
                    self.average[name].lerp_(parameter, AVERAGE)
            sums += (tags.item(), links.item())
        self.done += 1
        torch.save(
            {
                "model": self.model.state_dict(),
                "optimizer": self.optimizer.state_dict(),
                "schedule": self.schedule.state_dict(),
                "average": self.average,
                "done": self.done,
            },
            self.state,
        )
        tags_mean, links_mean = (sums / len(batches)).tolist()
        seconds = time.time() - began
        return {"pass": self.done, "tags": tags_mean, "links": links_mean, "seconds": seconds}

    def _losses(self, batch: list[Window]) -> tuple[Tensor, Tensor]:
        ids, features, mask, wanted = collate(batch, self.hide)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = self.model(ids, features, mask)
        states = self.model.dropout(states.float())
        losses = nn.functional.cross_entropy(
            self.model.tags(states).transpose(1, 2), wanted, reduction="none"
        )
        weights = torch.tensor([window.example.weight for window in batch])
        words = (wanted >= 0).sum()
        links = [
            loss
            for row, window in enumerate(batch)
            for loss in _link_losses(self.model, states[row], window)
        ]
        linking = torch.stack(links).sum() if links else states.sum() * 0
        return (losses * weights[:, None]).sum() / words, linking / words * LINKS_WEIGHT


def _link_losses(model: Tagger, states: Tensor, window: Window) -> list[Tensor]:
    """Score which cue each content belongs to, and which source each cue."""
    example, start = window.example, window.start
    first = example.pieces.first[start : window.end]
    here = states[torch.from_numpy(first - first[0] + 1)]
    lines = torch.from_numpy(example.pieces.paragraphs[start : window.end])
    pairs: list[tuple[Pointer, list[tuple[int, int, int]], list[tuple[int, int, int]]]] = [
        (model.content_to_cue, example.contents, example.cues),
        (model.cue_to_source, example.cues, example.sources),
    ]
    losses = []
    for pointer, heads, tails in pairs:
        own = [h for h in heads if start <= h[0] and h[1] < window.end]
        near = [n for n, t in enumerate(tails) if start <= t[0] and t[1] < window.end]
        if own:
            place = {number: position for position, number in enumerate(near)}
            wanted = torch.tensor([place.get(head[2], len(near)) for head in own])
            head = torch.tensor([head[:2] for head in own]) - start
            tail = torch.tensor([tails[n][:2] for n in near], dtype=torch.long).reshape(-1, 2)
            scores = pointer.pairs(here, lines, head, tail - start)
            losses.append(
                nn.functional.cross_entropy(scores, wanted, reduction="sum") * example.weight
            )
    return losses


if __name__ == "__main__":
    main()

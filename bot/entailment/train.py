"""Train the entailer: ``python -m bot.entailment.train RUN SQUAD CLAIMS...``.

SQUAD is a file of SQuAD 2.0, whose last three articles are left to be measured on, CLAIMS are
files of texts with claims, true and false (``tests/claims/learn.jsonl``). RUN is a folder to
keep the training in: broken off, it goes on. What is left there after the last pass are
``weights.safetensors``. It begins as the reader, which knows already what it is that a
sentence has a word of another.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from bot.entailment.lessons import Lesson, asked_lessons, read_lessons
from bot.entailment.network import Entailer
from bot.entailment.predict import score
from bot.entailment.wording import Bias
from bot.reader.fitting import BATCH, Pair, batches, fit
from bot.reader.lessons import Example
from bot.reader.reader import WEIGHTS, Candidate
from index.encoder import SentenceEncoder
from index.learnt import add_learnt, save_learnt
from index.transformer import load_encoder, load_tokenizer

PASSES = 2.0
RATE = 1e-4
RESTATED, ALTERED = 2, 2  # claims made by code that a pass shows of a passage
VERBATIM = 0.35  # chance that a passage is shown as a claim of its own
LEFT_OUT = 3  # articles of SQuAD
ELSEWHERE = 0.6  # chance that a true claim is shown beside another passage of its article


def main() -> None:
    """Run what is asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path)
    parser.add_argument("squad", type=Path)
    parser.add_argument("claims", type=Path, nargs="+")
    options = parser.parse_args()
    train(options.run, options.squad, options.claims)


def train(run: Path, squad: Path, claims: Sequence[Path]) -> Path:
    """Train an entailer and return its weights' file; one that is there is not made anew."""
    run.mkdir(parents=True, exist_ok=True)
    weights = run / "weights.safetensors"
    if weights.exists():
        return weights
    chance = random.Random(1)
    lessons = read_lessons(claims) + asked_lessons(squad, LEFT_OUT)
    model = _fresh()
    add_learnt(model, WEIGHTS)
    model.requires_grad_(True)
    model.encoder.embeddings.requires_grad_(False)
    model.encoder.embeddings.token_type_embeddings.requires_grad_(True)
    passes = _passes(lessons, chance)
    shown = [pair for group in next(passes) for pair in group]
    bias = Bias([(text, e.candidate) for text, e, _ in shown], [true for _, _, true in shown])
    steps = int(PASSES * len(shown) / BATCH)
    tokenizer = load_tokenizer(SentenceEncoder().folder)

    def loss_of(groups: Sequence[Sequence[Pair]]) -> Tensor:
        pairs = [(text, e.candidate) for group in groups for text, e, _ in group]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            found = score(model, tokenizer, pairs)
        wanted = torch.tensor([float(true) for group in groups for _, _, true in group])
        known = torch.from_numpy(bias.log_odds(pairs))
        return nn.functional.binary_cross_entropy_with_logits(found + known, wanted)

    fit(model, batches(passes, chance), loss_of, steps, RATE, run / "kept.pt")
    save_learnt(model, _fresh(), weights)
    return weights


def _fresh() -> Entailer:
    torch.manual_seed(1)
    return Entailer(load_encoder(SentenceEncoder().folder))


def _passes(lessons: list[Lesson], chance: random.Random) -> Iterator[list[list[Pair]]]:
    """Yield a pass over all claims, those of one passage beside one another."""
    while True:
        chance.shuffle(lessons)
        yield [group for group in (_group(lesson, chance) for lesson in lessons) if group]


def _group(lesson: Lesson, chance: random.Random) -> list[Pair]:
    def pair(text: str, shown: Candidate, true: bool) -> Pair:
        return text, Example(shown, None), true

    own = lesson.evidence
    group = [pair(text, own, True) for text in lesson.carried]
    group += [pair(text, own, False) for text in lesson.false]
    for made, true, most in ((lesson.restated, True, RESTATED), (lesson.altered, False, ALTERED)):
        group += [pair(t, own, true) for t in chance.sample(made, min(most, len(made)))]
    if chance.random() < VERBATIM:
        group.append(pair(own.text, own, True))
    if lesson.carried and lesson.others and chance.random() < ELSEWHERE:
        group.append(pair(chance.choice(lesson.carried), chance.choice(lesson.others), False))
    return group


if __name__ == "__main__":
    main()

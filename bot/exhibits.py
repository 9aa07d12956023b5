"""Evidence as a model is shown it, and as what it writes is checked against."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.citations import clipped, tells
from bot.composer import FindArticle
from index.records import Answer, Article, Citation, Statement, StatementKind
from index.sentences import cut_sentences


@dataclass(frozen=True, slots=True)
class Said:
    """A statement in an exhibit: whose words they are, as far as it is known.

    ``names`` are all that the articles call the speaker, ``speaker`` among them; ``cue`` is
    the word or words of saying, empty where these stand before or behind the exhibit;
    ``content`` are the stretches of what was said that it has.
    """

    speaker: str | None
    names: tuple[str, ...]
    cue: str
    content: tuple[str, ...]
    kind: StatementKind


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One numbered piece of evidence: a quotation, the sentence before it, who speaks in it.

    ``before`` is empty when the quotation begins its paragraph.
    """

    citation: Citation
    before: str = ""
    said: tuple[Said, ...] = ()

    @property
    def number(self) -> int:
        """The number by which a sentence cites it."""
        return self.citation.number


def lay_out(
    quoted: Sequence[Answer],
    find_article: FindArticle,
    names_of: Callable[[str], tuple[str, ...]],
) -> list[Exhibit]:
    """Lay out the sentences of a quoted answer, in order, numbered from 1.

    A sentence that several articles carry is one exhibit, with its first citation.
    ``names_of`` lists all that the articles call a speaker.
    """
    quotes = {c.number: c for part in quoted for c in part.citations}
    statements = [statement for part in quoted for statement in part.statements]
    exhibits = []
    for number, sentence in enumerate((s for part in quoted for s in part.sentences), start=1):
        citation = quotes[sentence.citations[0]]
        exhibits.append(
            Exhibit(
                citation=replace(citation, number=number),
                before=_before(find_article(citation.article_id), citation.start),
                said=tuple(
                    _said(statement, citation, names_of)
                    for statement in statements
                    if tells(citation, statement)
                ),
            )
        )
    return exhibits


def _before(article: Article, start: int) -> str:
    """Return the sentence before a place on its line; empty when there is none."""
    line = article.text[:start].splitlines()[-1:] if article.text[:start].strip() else []
    if not line or article.text[:start].endswith(("\n", "\r")):
        return ""
    spans = cut_sentences(line[0])
    return line[0][slice(*spans[-1])] if spans else ""


def _said(
    statement: Statement, citation: Citation, names_of: Callable[[str], tuple[str, ...]]
) -> Said:
    content = [" ".join(clipped(span, citation).split()) for span in statement.content]
    return Said(
        speaker=statement.speaker,
        names=names_of(statement.speaker) if statement.speaker else (),
        cue=" ".join(clipped(statement.cue, citation).split()) if statement.cue else "",
        content=tuple(words for words in content if words),
        kind=statement.kind,
    )

"""Kept answers to export, with one text in every place that an article or a question fills."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.exports.brief import clean
from bot.kept import Coverage, Excerpt, Kept
from index.records import Answer, Citation, Sentence, Span, Statement

ID = "0123456789abcdef"
LINK = f"https://brief.example/a/{ID}"
QUOTE = "“We will not sign a corridor without inspections,” Volan told reporters."
DENIAL = "Marenia denied that the harbour is closed."


def cited(number: int, quote: str, **known: str | None) -> Citation:
    first: dict[str, str | None] = {
        "name": "grain.txt",
        "title": "Grain talks resume in Ostrava",
        "outlet": "Lindia Wire",
        "url": "https://wire.example/grain",
    }
    return Citation(
        number=number,
        article_id=f"{number:016x}",
        published=date(2031, 3, 4),
        start=10,
        end=10 + len(quote),
        quote=quote,
        **(first | known),  # type: ignore[arg-type]
    )


def kept(answer: Answer, id_: str = ID) -> Kept:
    evidence = answer.related if answer.abstained else answer.citations
    return Kept(
        id=id_,
        answer=answer,
        asked_at=datetime(2031, 3, 5, 9, 30, tzinfo=UTC),
        coverage=Coverage(2, date(2031, 3, 4), date(2031, 3, 5)),
        excerpts=tuple(
            Excerpt(0, f"{'Before it. '[:10]}{c.quote} After it.", (True, False)) for c in evidence
        ),
    )


def said(number: int, speaker: str, quote: str) -> Statement:
    span = Span(10, 10 + len(quote))
    return Statement("s", f"{number:016x}", speaker, None, None, (span,), "direct", span)


def an_answer() -> Kept:
    """Two sentences; both sources carry the second."""
    citations = (
        cited(1, QUOTE),
        cited(2, DENIAL, name="gas.md", title="Gas flows again", outlet=None, url=None),
    )
    sentences = (Sentence(QUOTE, (1,)), Sentence(DENIAL, (2, 1)))
    statements = (said(1, "Ada Volan", QUOTE),)
    question = "What did Volan say about inspections?"
    return kept(Answer(question, sentences, citations, statements, also=("Tomas Reku",)))


def a_refusal() -> Kept:
    return kept(
        Answer(
            "Who signed at Nordhaven?",
            abstained=True,
            related=(cited(1, QUOTE),),
            missing=("Nordhaven",),
        )
    )


def filled_with(text: str) -> list[Kept]:
    """An answer and a refusal with this text wherever text is not ours."""
    citation = cited(
        1, text, name=text, title=text, outlet=text, url=f"https://wire.example/{clean(text)}"
    )
    answer = Answer(
        question=text,
        sentences=(
            Sentence(text, (1,), Span(10, 10 + len(text) // 2)),
            Sentence(text, (1,), section=text),
        ),
        citations=(citation,),
        statements=(said(1, text, text),),
        read_as=text,
        reason=text,
        also=(text, text),
    )
    refused = replace(answer, sentences=(), citations=(), statements=(), abstained=True)
    return [
        kept(answer),
        kept(replace(refused, related=(citation,), missing=(text.strip(),), reason="")),
    ]

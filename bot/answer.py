"""An `Answer` as the command line and the HTTP interface print it."""

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from bot.citations import clipped, tells
from bot.wording import ENGLISH, Wording
from index.records import Answer, Citation, Sentence, Statement

_MARKUP = re.compile(r"[\\`*_\[\]<~]|&(?=#?\w+;)")
_LINE_START = re.compile(r"^(\d{0,9})([#>+.)=-])")

NOT_IN_ARTICLES = ENGLISH.not_in_articles


def refusal(answer: Answer) -> str:
    """Say that the articles do not answer, and which words of the question they lack."""
    return " ".join(filter(None, (NOT_IN_ARTICLES, unused_words(answer), answer.reason)))


def unused_words(answer: Answer, wording: Wording = ENGLISH) -> str:
    """Say which words of the question the articles nowhere use, if ``reason`` does not."""
    told = set(re.findall(r"\w+", answer.reason))
    words = [f"“{word}”" for word in answer.missing if word not in told]
    if not words:
        return ""
    listed = ", ".join(words[:-1])
    listed = f"{listed} {wording.or_} {words[-1]}" if listed else words[-1]
    return wording.nowhere_used.format(words=listed)


def to_markdown(answer: Answer) -> str:
    """Write the answer as Markdown: each sentence a quotation with its ``[1]`` marks.

    What a model wrote is plain text, and the quotations it rests on follow, in a briefing in
    the same section. Neither is taken for markup.
    """
    if answer.abstained:
        return refusal(answer)
    blocks = []
    for heading, sentences in laid_out(answer):
        blocks += [f"**{heading}**"] if heading else []
        blocks += [
            f"{'' if sentence.written else '> '}{escape_markdown(sentence.text)} "
            + "".join(f"[{number}]" for number in sentence.citations)
            for sentence in sentences
        ]
    return "\n\n".join(blocks)


def composed_by(answer: Answer) -> str:
    """Say whose words an answer is in, where a model was asked; empty where none was."""
    if not answer.model or answer.abstained:
        return ""
    if answer.composer == "model":
        return f"Written by {answer.model}; each sentence was checked against what it cites."
    return f"Quoted word for word: no words of {answer.model}’s own are shown."


def laid_out(answer: Answer) -> list[tuple[str, list[Sentence]]]:
    """Group sentences by heading, as they are shown: quotations follow the prose they carry.

    With them stand those that no prose rests on, by number.
    """
    return [(heading, _with_quotations(answer, found)) for heading, found in sections(answer)]


def _with_quotations(answer: Answer, sentences: list[Sentence]) -> list[Sentence]:
    prose = max((n for n, s in enumerate(sentences, start=1) if s.written), default=0)
    quoted = {s.citations[0] for s in sentences if s.citations and not s.written}
    carries = {number for s in sentences if s.written for number in s.citations}
    carrying = [
        Sentence(c.quote, (c.number,), section=sentences[0].section)
        for c in answer.citations
        if c.number in carries - quoted
    ]
    after = sorted([*sentences[prose:], *carrying], key=lambda s: s.citations[0])
    return [*sentences[:prose], *(after if prose else sentences)]


def sections(answer: Answer) -> list[tuple[str, list[Sentence]]]:
    """Group the sentences of an answer by heading, in order; empty when it is no briefing."""
    groups = groupby(answer.sentences, key=lambda sentence: sentence.section)
    return [(heading, list(sentences)) for heading, sentences in groups]


def around_fact(answer: Answer, sentence: Sentence) -> tuple[str, str, str]:
    """Cut a sentence into what stands before the words that answer, they, and the rest.

    Without such words everything is before.
    """
    if sentence.fact is None:
        return sentence.text, "", ""
    start = next(c.start for c in answer.citations if c.number == sentence.citations[0])
    first, last = sentence.fact.start - start, sentence.fact.end - start
    return sentence.text[:first], sentence.text[first:last], sentence.text[last:]


def speakers(answer: Answer, sentence: Sentence) -> list[str]:
    """List who speaks in a sentence of an answer, as far as it is known, without repeats."""
    cited = [c for c in answer.citations if c.number in sentence.citations]
    return list(
        dict.fromkeys(
            statement.speaker
            for statement in answer.statements
            if statement.speaker and any(tells(citation, statement) for citation in cited)
        )
    )


def to_json(answer: Answer) -> dict[str, Any]:
    """Lay out the answer as ``onrecord ask --json`` and ``/api/ask`` give it."""
    quotes = {citation.number: citation for citation in answer.citations}
    return {
        "question": answer.question,
        "answer": to_markdown(answer),
        "sentences": [
            {
                "text": sentence.text,
                "citations": list(sentence.citations),
                "section": sentence.section or None,
                "written": sentence.written,
            }
            for sentence in answer.sentences
        ],
        "abstained": answer.abstained,
        "confidence": answer.confidence,
        "citations": _citations(answer.citations),
        "statements": [
            _statement(statement, citation)
            for statement in answer.statements
            for citation in answer.citations
            if tells(citation, statement)
        ],
        "related": _citations(answer.related),
        "facts": [
            {
                "citation": sentence.citations[0],
                "start": sentence.fact.start,
                "end": sentence.fact.end,
                "text": clipped(sentence.fact, quotes[sentence.citations[0]]),
            }
            for sentence in answer.sentences
            if sentence.fact
        ],
        "sections": [
            {"heading": heading, "citations": [n for s in found for n in s.citations]}
            for heading, found in sections(answer)
            if heading
        ],
        "composer": answer.composer,
        "model": answer.model or None,
        "read_as": answer.read_as or None,
        "reason": answer.reason,
        "also": list(answer.also),
        "seconds": dict(answer.seconds),
    }


def _statement(statement: Statement, citation: Citation) -> dict[str, Any]:
    """Lay out a statement as far as a citation quotes it; who speaks may stand outside of that."""
    content = [clipped(span, citation) for span in statement.content]
    return {
        "speaker": statement.speaker,
        "mention": (statement.mention and clipped(statement.mention, citation)) or None,
        "cue": (statement.cue and clipped(statement.cue, citation)) or None,
        "content": [words for words in content if words],
        "kind": statement.kind,
        "citation": citation.number,
    }


def _citations(citations: Sequence[Citation]) -> list[dict[str, Any]]:
    return [
        {
            "number": citation.number,
            "article": citation.name,
            "title": citation.title,
            "outlet": citation.outlet,
            "published": citation.published.isoformat() if citation.published else None,
            "url": citation.url,
            "start": citation.start,
            "end": citation.end,
            "quote": citation.quote,
        }
        for citation in citations
    ]


def escape_markdown(text: str) -> str:
    """Put a text on one line; escape what CommonMark or GitHub's dialect takes for markup."""
    line = _MARKUP.sub(r"\\\g<0>", " ".join(text.split()))
    return _LINE_START.sub(r"\1\\\2", line)

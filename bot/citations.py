"""Evidence to citations, each checked against the article it points into."""

from bot.errors import CitationError
from index.records import Article, Citation, Span, Statement


def cite(article: Article, span: Span, words: str, number: int) -> Citation:
    """Quote a span of an article, to the character.

    ``words`` are what was found there and judged to answer; the article as it is now
    must say them still.

    Raises:
        CitationError: the span is not in the article, or says something else.
    """
    quote = article.text[span.start : span.end] if 0 <= span.start < span.end else ""
    if not quote or quote != words:
        raise CitationError(
            f"{article.name}: characters {span.start} to {span.end} are not what was found "
            "there; the article has changed, ask again or index it anew"
        )
    return Citation(
        number=number,
        article_id=article.id,
        name=article.name,
        title=article.title,
        outlet=article.outlet,
        published=article.published,
        url=article.url,
        start=span.start,
        end=span.end,
        quote=quote,
    )


def tells(citation: Citation, statement: Statement) -> bool:
    """Tell whether a citation quotes a statement, or a sentence of what is said in it."""
    return citation.article_id == statement.article_id and statement.is_told_in(
        citation.start, citation.end
    )


def clipped(span: Span, citation: Citation) -> str:
    """Return the words at a span of the article, as far as a citation quotes them."""
    first, last = max(span.start, citation.start), min(span.end, citation.end)
    return citation.quote[first - citation.start : last - citation.start] if first < last else ""

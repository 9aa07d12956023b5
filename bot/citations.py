"""Evidence to citations, each checked against the article it points into."""

from bot.errors import CitationError
from index.records import Article, Citation, Span


def cite(article: Article, span: Span, number: int) -> Citation:
    """Quote a span of an article, to the character."""
    if not 0 <= span.start < span.end <= len(article.text):
        raise CitationError(
            f"{article.name}: no characters {span.start} to {span.end} in an article of "
            f"{len(article.text)}; index it anew"
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
        quote=article.text[span.start : span.end],
    )


def check(citation: Citation, article: Article) -> Citation:
    """Return the citation if its quotation is what the article says at that place.

    Raises:
        CitationError: it is not.
    """
    if article.text[citation.start : citation.end] != citation.quote:
        raise CitationError(
            f"{article.name}: characters {citation.start} to {citation.end} are not what is "
            "quoted; index it anew"
        )
    return citation

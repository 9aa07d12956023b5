import pytest

from index.quotations import quoted_regions
from index.records import Attribution, Span
from index.scraps import without_scraps
from index.sentences import cut_sentences

TEXT = (
    "Growers call it an insult. “The levy is a blow to every grower,” Ada Volan said on Friday. "
    "“It stays.” Reku disagrees with her."
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        pytest.param(
            ("an insult", "“The levy is a blow to every grower,”"),
            ("“The levy is a blow to every grower,”",),
            id="of_the_sentence_before",
        ),
        pytest.param(
            ("“The levy is a blow to every grower,”", "“It stays.”"),
            ("“The levy is a blow to every grower,”", "“It stays.”"),
            id="quoted",
        ),
        pytest.param(("on Friday", "“It stays.”"), ("on Friday", "“It stays.”"), id="by_the_cue"),
        pytest.param(("an insult",), ("an insult",), id="nothing_beside_it"),
        pytest.param(
            ("Growers call it an insult.", "“It stays.”"),
            ("Growers call it an insult.", "“It stays.”"),
            id="a_sentence",
        ),
    ],
)
def test_a_few_words_of_another_sentence_are_left_out(content, kept):
    found = without_scraps(
        TEXT,
        Attribution(span("Ada Volan"), span("said"), tuple(span(words) for words in content)),
        quoted_regions(TEXT),
        cut_sentences(TEXT),
    )
    assert tuple(TEXT[slice(*one)] for one in found.content) == kept

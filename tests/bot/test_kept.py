from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.citations import cite
from bot.errors import KeepingError
from bot.kept import (
    EXCERPT_CHARACTERS,
    Coverage,
    Excerpt,
    find_kept,
    keep,
    latest_kept,
    record,
)
from index.records import Answer, Sentence, Span
from index.store import Store

MORNING = datetime(2031, 3, 5, 9, 30, tzinfo=UTC)
EVENING = datetime(2031, 3, 5, 19, 0, tzinfo=UTC)


def answered(store: Store, words: str = "“We will not sign a corridor") -> Answer:
    article = next(a for a in store.articles() if words in a.text)
    start = article.text.index(words)
    span = Span(start, start + len(words))
    return Answer("who?", (Sentence(words, (1,)),), (cite(article, span, words, 1),))


def test_an_answer_is_kept_with_what_stands_around_its_evidence(filled):
    kept = record(answered(filled), filled, MORNING)
    assert kept.coverage == Coverage(2, date(2031, 3, 4), date(2031, 3, 4), undated=1)
    (excerpt,) = kept.excerpts
    article = filled.article(kept.evidence[0].article_id)
    assert article is not None
    assert excerpt == Excerpt(0, article.text)
    assert find_kept(filled, kept.id) is None
    keep(kept, filled, 10)
    assert find_kept(filled, kept.id) == kept


def test_the_evidence_is_there_when_the_article_has_gone(filled):
    kept = record(answered(filled), filled, MORNING)
    keep(kept, filled, 10)
    filled.remove_articles([kept.evidence[0].article_id])
    again = Store(filled.path)
    assert find_kept(again, kept.id) == kept
    assert record(kept.answer, again, MORNING).excerpts == (
        Excerpt(kept.evidence[0].start, kept.evidence[0].quote),
    )


@pytest.mark.parametrize(("later", "same"), [(EVENING, True), (datetime.now(UTC), False)])
def test_one_answer_a_day_has_one_address(filled, later, same):
    answer = answered(filled)
    assert (record(answer, filled, MORNING).id == record(answer, filled, later).id) is same


def test_other_words_of_a_model_have_another_address(filled):
    quoted = answered(filled)
    ids = {
        record(replace(quoted, sentences=(Sentence(text, (1,), written=True),)), filled, MORNING).id
        for text in ("Volan will not sign.", "Volan wants inspections.")
    }
    assert len(ids | {record(quoted, filled, MORNING).id}) == 3


def test_the_latest_come_first(filled):
    gas = record(answered(filled, "Critics called the closure"), filled, EVENING)
    grain = record(answered(filled), filled, MORNING)
    for kept in (gas, grain, gas):
        keep(kept, filled, 10)
    assert latest_kept(filled, 5) == [gas, grain]
    assert latest_kept(filled, 1) == [gas]
    assert latest_kept(Store(filled.path.parent / "none"), 5) == []


def test_no_more_are_kept_than_may_be(filled):
    grain, gas = answered(filled), answered(filled, "Critics called the closure")
    for _ in range(2):  # what is kept already takes no room
        keep(record(grain, filled, MORNING), filled, 1)
    with pytest.raises(KeepingError, match=r"as may be \(1\)"):
        keep(record(gas, filled, MORNING), filled, 1)
    assert latest_kept(filled, 5) == [record(grain, filled, MORNING)]


def test_an_excerpt_ends_between_words_and_says_that_it_was_cut(filled):
    words = "word " * 200
    text = f"{words}\nAda Volan spoke here.\n{words}"
    entry = next(iter(filled.entries().values()))
    article = replace(entry.article, text=text)
    filled.add_articles([replace(entry, article=article)])
    start = text.index("Ada")
    citation = cite(article, Span(start, start + 20), "Ada Volan spoke here", 1)
    answer = Answer("who?", (Sentence(citation.quote, (1,)),), (citation,))
    (excerpt,) = record(answer, filled, MORNING).excerpts
    assert excerpt.cut == (True, True)
    assert excerpt.text.startswith("word word")
    assert excerpt.text.endswith("word word")
    assert text[excerpt.start :].startswith(excerpt.text)
    assert len(excerpt.text) <= 20 + 2 * EXCERPT_CHARACTERS

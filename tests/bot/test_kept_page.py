from dataclasses import replace

import pytest

from bot.exports.brief import clean
from bot.kept import changed_since, keep, record
from bot.kept_page import missing_page, to_page
from tests.bot.exports.readers import read_html
from tests.bot.exports.samples import a_refusal, an_answer, filled_with
from tests.bot.test_kept import MORNING, answered
from tests.payloads import PAYLOADS

HOME = "https://brief.example"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_stays_text_on_the_page(payload):
    for hostile, plain in zip(filled_with(payload), filled_with("Plain word"), strict=True):
        got, expected = (read_html(to_page(kept, HOME, {})) for kept in (hostile, plain))
        assert got.parts == expected.parts
        assert got.words().count(clean(payload)) == expected.words().count("Plain word")
        for link, other in zip(got.links, expected.links, strict=True):
            assert link == other or link.startswith(
                ("https://wire.example/", "../?q=", f"{HOME}/oembed?url=")
            )


def test_the_words_that_answer_are_set_off_and_the_speaker_is_named():
    page = to_page(an_answer(), HOME, {})
    assert '<p class="speaker"><bdi>Ada Volan</bdi></p>' in page
    assert '<a class="mark" id="m1" href="#c1" title="Evidence 1">1</a>' in page
    assert page.count('id="m1"') == 1
    (kept, _) = filled_with("Twelve ships sank")
    assert "<strong>Twelve s</strong>hips sank" in to_page(kept, HOME, {})


def test_a_cut_excerpt_shows_where():
    page = to_page(a_refusal(), HOME, {})
    assert ">… Before it.<mark>“We will not" in page
    assert "</mark> After it.</blockquote>" in page


def test_previews_and_embedders_are_told(filled):
    page = to_page(an_answer(), HOME, {})
    assert '<meta property="og:title" content="What did Volan say about inspections?">' in page
    assert f'<meta property="og:url" content="{HOME}/a/0123456789abcdef">' in page
    assert f'href="{HOME}/oembed?url=https%3A%2F%2Fbrief.example%2Fa%2F0123456789abcdef' in page
    assert "og:url" not in to_page(an_answer(), None, {})


def test_what_became_of_an_article_is_told(filled):
    kept = record(answered(filled), filled, MORNING)
    keep(kept, filled, 10)
    assert changed_since(kept, filled) == {}
    id_ = kept.evidence[0].article_id
    entry = filled.entries([id_])[id_]
    later = replace(entry.article, id="f" * 16, text="Nothing of this.")
    filled.add_articles([replace(entry, article=later)])
    filled.remove_articles([id_])
    assert changed_since(kept, filled) == {id_: "changed"}
    assert "has changed since" in to_page(kept, HOME, {id_: "changed"})
    filled.remove_articles(["f" * 16])
    assert changed_since(kept, filled) == {id_: "gone"}
    page = to_page(kept, HOME, {id_: "gone"})
    assert "no longer among those" in page
    assert "<mark>“We will not sign a corridor</mark>" in page


def test_the_page_that_is_missing_is_in_order():
    assert "No answer is kept here" in read_html(missing_page()).words()

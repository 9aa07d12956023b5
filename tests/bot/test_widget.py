import dataclasses
import re
import string
from collections.abc import Iterable
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.widget import (
    Evidence,
    Look,
    Place,
    Visit,
    render_passage,
    render_widget,
)
from bot.wording import ENGLISH, WORDINGS, in_language
from index.errors import StoreError
from index.records import Answer, Article, Citation, Sentence, Span, Statement
from tests.parsed import Parsed

PAYLOADS = (
    "<script>window.hacked=1</script>",
    '"><img src=x onerror=window.hacked=1>',
    "' onmouseover='window.hacked=1",
    "</textarea></template></title></style><svg onload=window.hacked=1>",
    "javascript:window.hacked=1",
    "<!-- --><base href=//evil.example><form action=//evil.example><input name=q>",
    "<iframe srcdoc=x></iframe><link rel=stylesheet href=//evil.example>",
    "&lt;b&gt; &amp;amp; &#60;i&#62; \x00\x1b\u202e ]]> <?php",
)
ALLOWED = set(
    """html head meta title link script body header h1 main form label input button p div article
    h2 h3 blockquote span strong a ul li em details summary textarea template sup br nav section
    mark bdi""".split()
)


def inert(html: str) -> Parsed:
    """Check that a page has only elements of ours, no inline script, and leads nowhere else."""
    parsed = Parsed(html)
    for tag, attributes in parsed.elements:
        assert tag in ALLOWED
        for name, value in attributes.items():
            assert not name.startswith("on")
            assert name not in ("style", "srcdoc", "srcset", "formaction")
            if name in ("href", "src", "action"):
                ours = r"(\.\./)?(embed(\?|$)|check$|onrecord/|\./(\?|$))|https://wire\.example/"
                assert re.match(ours, value or "")
    assert all("src" in attributes for attributes in parsed.all("script"))
    assert not any(tag == "script" and data.strip() for tag, data in parsed.texts)
    return parsed


def article(text: str, **about: str) -> Article:
    fields = {"title": "Grain", "outlet": "Wire", "language": "en", "name": "grain.txt", **about}
    return Article(id="abc0", published=None, url="https://wire.example/grain", text=text, **fields)


def cited(payload: str, number: int) -> Citation:
    return Citation(
        number=number, article_id="abc0", name=payload, title=payload, outlet=payload,
        published=None, url="https://wire.example/" + payload, start=number, end=number + 9,
        quote=payload,
    )  # fmt: skip


def hostile(payload: str, *, abstained: bool) -> Answer:
    said = Statement("s", "abc0", payload, None, None, (), "direct", Span(1, 10))
    answer = Answer(
        payload,
        sentences=(
            Sentence(payload, (1, 2), Span(2, 4), section=payload),
            Sentence(payload, (3,), written=True),
        ),
        citations=(cited(payload, 1), cited(payload, 2), cited(payload, 3)),
        model=payload,
        statements=(said,),
        missing=(payload,), reason=payload, also=(payload,), read_as=payload,
    )  # fmt: skip
    if not abstained:
        return answer
    near = answer.citations
    return dataclasses.replace(
        answer, abstained=True, sentences=(), citations=(), statements=(), related=near
    )


def page(visit: Visit, answer: Answer | None = None, examples: Iterable[str] = ()) -> str:
    return "".join(
        render_widget(visit, lambda: answer or Answer(visit.question), lambda: list(examples))
    )


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("lang", ["en", "de"])
def test_what_comes_from_articles_and_questions_is_inert(payload: str, lang: str):
    look = Look.read(lang, payload, payload, payload)
    visit = Visit(look, payload, (payload, payload))
    shown = " ".join(payload.replace("\x00", "\ufffd").split())
    for abstained in (False, True):
        parsed = inert(page(visit, hostile(payload, abstained=abstained)))
        assert shown in parsed.text.replace("\x00", "\ufffd")
    assert inert(page(Visit(look), examples=[payload])).all("a")
    text = f"{payload} said {payload}"
    places = (Place("abc0", 0, len(payload)), Place("abc0", len(payload) + 1, len(text)))
    hostile_article = article(text, title=payload, outlet=payload, language=payload, name=payload)
    for number in (1, 2):
        inert(render_passage(visit, Evidence(places), number, hostile_article))


def test_an_address_that_no_browser_should_follow_is_no_link():
    made = dataclasses.replace(article("Volan said no."), url="javascript:window.hacked=1")
    parsed = inert(render_passage(Visit(), Evidence((Place("abc0", 0, 5),)), 1, made))
    assert not any((a["href"] or "").startswith("javascript") for a in parsed.all("a"))


def test_the_form_is_there_before_the_answer_is_sought():
    asked = []

    def answer() -> Answer:
        asked.append(True)
        return Answer("who?", abstained=True)

    parts = render_widget(Visit(question="who?"), answer, list)
    begun = next(parts) + next(parts) + next(parts)
    assert "</form>" in begun
    assert ENGLISH.looking in begun
    assert not asked
    assert ENGLISH.not_in_articles in "".join(parts)


def test_what_goes_wrong_is_said_on_the_page():
    def fail() -> Answer:
        raise StoreError("no articles; run <onrecord index>")

    parsed = inert("".join(render_widget(Visit(question="who?"), fail, list)))
    assert "no articles; run <onrecord index>" in parsed.text
    assert parsed.all("form")


def test_the_words_of_a_citation_are_marked_and_no_others():
    text = "🌾🌾 Volan said “no\r\n\r\nships”. Reku <b>said</b> yes.\nThe end."
    shown = Place("abc0", text.index("“no"), text.index(" Reku"))
    other = Place("abc0", text.index("Reku"), text.index("\nThe end"))
    elsewhere = Place("def0", 0, 4)
    html = render_passage(Visit(), Evidence((other, shown, elsewhere)), 2, article(text))
    assert re.findall('<mark class="current"[^>]*>(.*?)</mark>', html) == ["“no", "ships”."]
    assert re.findall("<mark>(.*?)</mark>", html) == ["Reku &lt;b&gt;said&lt;/b&gt; yes."]
    assert html.count('id="cited"') == 1
    assert "<p>🌾🌾 Volan said <mark" in html
    assert "Citation 2 of 3" in html


@pytest.mark.parametrize("text", [None, "Volan"])
def test_a_passage_that_has_gone_is_not_shown_as_another(text: str | None):
    found = article(text) if text else None
    html = render_passage(Visit(), Evidence((Place("abc0", 3, 40),)), 1, found)
    assert ENGLISH.gone in html
    assert "<mark" not in html


def test_every_state_has_an_address():
    look = Look.read("uk", "dark", "1", "auto")
    visit = Visit(look, "and Reku?", ("what did Volan say about a & b?",))
    evidence = Evidence((Place("abc0", 1, 2), Place("def0", 3, 4)), nearest=True)
    parameters = parse_qs(urlsplit(visit.citation(evidence, 2)).query)
    assert parameters == {
        "q": ["and Reku?"],
        "earlier": ["what did Volan say about a & b?"],
        "lang": ["uk"],
        "theme": ["dark"],
        "compact": ["1"],
        "height": ["auto"],
        "at": ["abc0-1-2", "def0-3-4"],
        "n": ["2"],
        "nearest": ["1"],
    }
    assert visit.then("why?").earlier == ("what did Volan say about a & b?", "and Reku?")
    many = visit
    for number in range(10):
        many = many.then(str(number))
    assert many.earlier == ("3", "4", "5", "6", "7", "8")


@pytest.mark.parametrize("text", ["", "abc0-1", "ABC-1-2", "abc0-1-2-3", "abc0--1-2", "../x-1-2"])
def test_only_a_place_is_read_as_one(text: str):
    assert Place.read(text) is None
    assert Place.read("abc0-12-345") == Place("abc0", 12, 345)


@pytest.mark.parametrize(
    ("tag", "lang"),
    [("de", "de"), ("DE-at", "de"), ("ru_RU", "ru"), (" uk ", "uk"), ("xx", "en"), ("", "en")],
)
def test_a_language_that_is_not_there_is_english(tag: str, lang: str):
    assert in_language(tag).lang == lang
    assert f'<html lang="{lang}"' in page(Visit(Look.read(tag, "", "", "")))


@pytest.mark.parametrize("lang", ["en", "de", "fr", "ru", "uk"])
def test_every_string_is_there_in_every_language(lang: str):
    ours, english = dataclasses.asdict(WORDINGS[lang]), dataclasses.asdict(ENGLISH)

    def names(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    for field, text in ours.items():
        assert text.strip()
        assert names(text) == names(english[field]), field
        assert lang == "en" or text != english[field] or field == "original"
        if lang in ("ru", "uk"):
            assert re.search("[а-яіїєґ]", text) or field == "lang"


def test_a_refusal_is_told_in_the_language_of_the_frame():
    answer = Answer("q?", abstained=True, missing=("krill", "squid"), reason="They give no date.")
    html = page(Visit(Look.read("de", "", "", ""), "q?"), answer)
    assert "Nirgends steht dort “krill” oder “squid”." in html
    assert '<span lang="en">They give no date.</span>' in html

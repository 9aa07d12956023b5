"""Exported answers, pasted into real wikis: the wikis' own footnotes, and nothing else."""

import json
from typing import Any
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser

from tests.wikis.test_footnotes import Elements, opened
from tests.wikis.wikis import MediaWiki, Wiki, words

pytestmark = pytest.mark.wiki


def exported(address: str, question: str, wiki: Wiki) -> tuple[dict[str, Any], str]:
    """Keep an answer, and give it with what is pasted into this wiki."""
    body = json.dumps({"question": question}).encode()
    request = Request(f"{address}/api/answers", body, {"content-type": "application/json"})
    with urlopen(request, timeout=60) as response:
        kept = json.load(response)
    extension = "wiki" if isinstance(wiki, MediaWiki) else "dokuwiki"
    with urlopen(f"{address}/a/{kept['id']}.{extension}", timeout=60) as response:
        return kept["answer"], response.read().decode()


def test_an_exported_answer_has_footnotes_that_open(wiki: Wiki, on_record: str, browser: Browser):
    answer, text = exported(on_record, "what did Volan say?", wiki)
    wiki.save("exported", f"Before.\n\n{text}\nAfter.\n")
    page = browser.new_page()
    page.goto(wiki.page("exported"))
    marks = page.locator("sup a[href^='#cite_note'], sup a.fn_top")
    assert marks.count() == len(answer["citations"]) > 1
    for place, citation in enumerate(answer["citations"]):
        note = words(opened(page, marks.nth(place)))
        for part in ("quote", "title", "outlet", "published"):
            assert str(citation[part] or "") in note
    shown = " ".join(page.locator("body").inner_text().split())
    for sentence in answer["sentences"]:
        assert sentence["text"] in shown
    assert "Cite error" not in shown
    page.close()


def test_two_pasted_answers_keep_their_own_footnotes(wiki: Wiki, on_record: str):
    first, one = exported(on_record, "what did Volan say?", wiki)
    second, two = exported(on_record, "when will the gas pipeline open?", wiki)
    wiki.save("two", f"{one}\n{two}\n")
    html = wiki.html("two")
    shown = words(html)
    for answer in (first, second):
        for citation in answer["citations"]:
            assert shown.count(citation["quote"]) >= 2  # in the answer and in a note
    assert "Cite error" not in shown


def test_a_hostile_article_is_inert_in_a_pasted_answer(
    wiki: Wiki, on_record: str, browser: Browser
):
    answer, text = exported(on_record, "what does the ferry cost?", wiki)
    wiki.save("hostile", text)
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(wiki.page("hostile"))
    shown = " ".join(page.locator("body").inner_text().split())
    for sentence in answer["sentences"]:
        assert " ".join(sentence["text"].split()) in shown
    assert page.evaluate("window.hacked") is None
    assert all(url.startswith(wiki.address) for url in asked)
    page.close()
    addresses = Elements(wiki.html("hostile")).addresses
    assert not [address for address in addresses if "evil" in address]
    if isinstance(wiki, MediaWiki):
        query = "/api.php?action=query&format=json&titles=hostile&prop=links|templates|categories"
        (found,) = json.loads(wiki.get(query))["query"]["pages"].values()
        assert set(found) == {"pageid", "ns", "title"}

"""Answers on the pages of real wikis, with the wikis' own footnotes."""

import json
import re
import time
from html.parser import HTMLParser
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests import payloads
from tests.wikis.conftest import PAYLOADS, Impostor, ask, impostor
from tests.wikis.wikis import MediaWiki, Wiki, words

pytestmark = pytest.mark.wiki

# What our HTML consists of; a wiki adds nothing to it when all text stays text.
OURS = {"div", "blockquote", "p", "sup", "a", "small", "bdi"}


class Elements(HTMLParser):
    """Element names and addresses that stand in HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.addresses: set[str] = set()
        self.handlers: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        self.addresses |= {value for name, value in attrs if name in ("href", "src") and value}
        self.handlers += [name for name, _ in attrs if name.startswith("on")]


def opened(page: Page, mark: Locator) -> str:
    """Open a footnote and give its HTML; by the keyboard, for DokuWiki covers marks on hover."""
    mark.press("Enter")
    note = page.locator(":target")
    return str(note.evaluate("note => (note.closest('li') || note.closest('.fn')).innerHTML"))


def tag(question: str, rest: str = "") -> str:
    return f'<onrecord question="{question}" {rest}/>'


def answer_html(html: str) -> str:
    """The part of a page that an answer fills."""
    return html[html.index('<div class="onrecord">') :].split("onrecord-asked")[0]


def reply(*texts: str, **citation: object) -> bytes:
    """An answer as On Record gives it, of sentences that quote themselves."""
    rest = {"title": "T", "outlet": "O", "published": None, "url": None} | citation
    citations = [
        {"number": number, "quote": text} | rest
        for number, text in enumerate(texts, start=1)
    ]  # fmt: skip
    sentences = [{"text": text, "citations": [n]} for n, text in enumerate(texts, start=1)]
    return json.dumps({"abstained": False, "sentences": sentences, "citations": citations}).encode()


def test_each_footnote_opens_the_quotation_that_it_belongs_to(
    wiki: Wiki, on_record: str, browser: Browser
):
    question = "what did Volan say?"
    wiki.use(on_record)
    wiki.save("footnotes", f"Briefing.\n\n{tag(question)}\n\nThe end.\n")
    citations = ask(on_record, question)["citations"]
    assert len(citations) > 1
    page = browser.new_page()
    page.goto(wiki.page("footnotes"))
    marks = page.locator(".onrecord sup a")
    assert marks.count() == len(citations)
    for place, citation in enumerate(citations):
        note = words(opened(page, marks.nth(place)))
        for part in ("quote", "title", "outlet", "published"):
            assert str(citation[part] or "") in note
    page.close()


def test_a_source_is_linked_and_the_answer_says_when_it_was_asked(wiki: Wiki, on_record: str):
    wiki.use(on_record)
    wiki.save("source", tag("what did Volan say about inspections?"))
    html = wiki.html("source")
    assert 'href="https://wire.example/grain"' in html
    assert re.search(
        r"On Record, asked 20\d\d-\d\d-\d\d \d\d:\d\d UTC: what did Volan say about inspections\?",
        words(html),
    )
    (evidence, number) = re.findall(rf'href="({on_record}/a/[0-9a-f]+)#c(\d+)"', html)[0]
    with urlopen(evidence, timeout=60) as response:
        kept = response.read().decode()
    assert f'id="c{number}"' in kept
    assert "We will not sign a corridor without inspections" in kept
    assert f'href="{evidence}"' in html


@pytest.mark.parametrize(
    ("id_", "path"),
    [("0af1", "/a/0af1#c1"), ('"><script>', "/?q=q"), (7, "/?q=q"), ("../x", "/?q=q")],
)
def test_a_footnote_leads_to_the_answer_that_was_kept(wiki: Wiki, id_: object, path: str):
    body = {"id": id_, "answer": json.loads(reply("Talks will resume."))}
    with impostor(status=201, body=json.dumps(body).encode()) as other:
        wiki.use(other.address)
        wiki.save("kept", f"{tag('q')}\n\n{id_}")
        html = wiki.html("kept")
        assert set(other.paths) == {"/api/answers"}
    assert f'href="{other.address}{path}"' in html
    assert "Talks will resume." in words(html)


def test_equal_sources_share_a_footnote(wiki: Wiki, on_record: str):
    question = "when will the gas pipeline open?"
    wiki.use(on_record)
    wiki.save("twice", f"{tag(question)}\n\n{tag(question)}\n")
    html = wiki.html("twice")
    quotation = ask(on_record, question)["citations"][0]["quote"]
    assert words(html).count(f"“{quotation}” Gas flows again") == 1
    assert len(re.findall(r'<sup[^>]*><a href="#(?:cite_note|fn__)', html)) == 2


def test_what_the_articles_do_not_answer_is_said(wiki: Wiki, on_record: str):
    question = "what did Halvard Brisk say about submarines?"
    wiki.use(on_record)
    wiki.save("refusal", tag(question))
    shown = words(wiki.html("refusal"))
    assert ask(on_record, question)["answer"] in shown
    assert "They nowhere name Halvard Brisk." in shown
    assert "<blockquote" not in answer_html(wiki.html("refusal"))


def test_prose_is_not_shown_as_a_quotation(wiki: Wiki):
    body = json.loads(reply("“We will not sign,” Volan said."))
    body["sentences"][0]["text"] = "Volan refuses to sign."
    body["sentences"].append({"text": "Nobody said this.", "citations": []})
    with impostor(body=json.dumps(body).encode()) as other:
        wiki.use(other.address)
        wiki.save("prose", tag("q"))
        html = wiki.html("prose")
    assert "Volan refuses to sign." in words(html)
    assert "“We will not sign,” Volan said." in words(html)
    assert "<blockquote" not in answer_html(html)
    assert "Nobody said this." not in html


def test_a_briefing_has_its_headings(wiki: Wiki):
    body = json.loads(reply("Talks will resume.", "Reku left.", "Volan stayed."))
    for sentence, section in zip(
        body["sentences"], ("Now", "Now", "{{x}} <i>Then</i>"), strict=True
    ):
        sentence["section"] = section
    with impostor(body=json.dumps(body).encode()) as other:
        wiki.use(other.address)
        wiki.save("briefing", tag("q"))
        html = answer_html(wiki.html("briefing"))
    headings = [words(found) for found in re.findall(r"<(?:b|strong)>.*?</(?:b|strong)>", html)]
    assert headings == ["Now", "{{x}} <i>Then</i>"]
    shown = words(html)
    assert shown.index("Talks") < shown.index("Reku") < shown.index("Then") < shown.index("Volan")


def test_nothing_that_an_article_says_is_markup(wiki: Wiki):
    everything = (*PAYLOADS, *payloads.PAYLOADS)
    body = reply(
        *everything,
        title=" ".join(PAYLOADS),
        outlet=" ".join(PAYLOADS),
        published=" ".join(PAYLOADS),
        url="javascript:window.hacked=1",
    )
    with impostor(body=body) as other:
        wiki.use(other.address)
        wiki.save("payloads", f"{tag('q')}\n")
        html = wiki.html("payloads")
    shown = words(html)
    for payload in everything:
        assert re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", " ", payload).strip() in shown
    answer = Elements(answer_html(html))
    assert answer.names <= OURS
    assert answer.handlers == []
    assert all(re.match(r"#(cite_note|fn__)", address) for address in answer.addresses)
    begins, ends = ('class="references"', "</ol>")
    if "cite_note" not in html:
        begins, ends = ('class="footnotes"', "<!-- wikipage stop")
    notes = Elements(html[html.index(begins) :].split(ends)[0])
    assert notes.handlers == []
    assert notes.names <= OURS | {"li", "span", "sup"}
    assert {a for a in notes.addresses if not a.startswith("#")} == {f"{other.address}/?q=q"}
    if isinstance(wiki, MediaWiki):
        query = "/api.php?action=query&format=json&titles=payloads&prop=links|templates|categories|"
        (page,) = json.loads(wiki.get(query + "extlinks|images"))["query"]["pages"].values()
        assert set(page) == {"pageid", "ns", "title"}


def test_a_hostile_article_is_inert_in_the_browser(wiki: Wiki, on_record: str, browser: Browser):
    question = "what does the ferry cost?"
    wiki.use(on_record)
    wiki.save("ferry", tag(question))
    answer = ask(on_record, question)
    assert "<script>window.hacked=1</script>" in answer["answer"].replace("\\", "")
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(wiki.page("ferry"))
    assert page.evaluate("window.hacked") is None
    shown = " ".join(page.locator("body").inner_text().split())
    for sentence in answer["sentences"]:
        assert " ".join(sentence["text"].split()) in shown
    assert all(url.startswith(wiki.address) for url in asked)
    page.close()


@pytest.mark.parametrize(
    ("what", "says"),
    [
        pytest.param(Impostor(status=500, body=b"<h1>oops</h1>"), "is no answer", id="fault"),
        pytest.param(Impostor(body=b"<h1>hello</h1>"), "is no answer", id="not_json"),
        pytest.param(Impostor(body=b'"text"'), "is no answer", id="not_an_object"),
        pytest.param(Impostor(body=b"{}"), "is no answer", id="empty"),
        pytest.param(
            Impostor(body=b'{"abstained": 1, "sentences": [7, {"citations": 1}], "citations": {}}'),
            "is no answer", id="wrong_types",
        ),
        pytest.param(Impostor(body=b"[" * 100_000), "is no answer", id="nested"),
        pytest.param(Impostor(body=reply("x" * 2_000_000)), "is no answer", id="too_large"),
        pytest.param(
            Impostor(status=302, headers={"Location": "/elsewhere"}), "is no answer", id="redirect"
        ),
        pytest.param(
            Impostor(status=422, body=b'{"detail": "<b>{{Main Page}}</b> [[x]]"}'),
            "<b>{{Main Page}}</b> [[x]]", id="refused",
        ),
    ],
)  # fmt: skip
def test_what_goes_wrong_is_one_line(wiki: Wiki, what: Impostor, says: str):
    with impostor(**{k: getattr(what, k) for k in ("status", "body", "headers")}) as other:
        wiki.use(other.address)
        wiki.save("wrong", f"Before.\n\n{tag('q')}\n\nAfter.\n")
        html = wiki.html("wrong")
        assert set(other.paths) <= {"/api/answers", "/api/ask?q=q"}
    (line,) = re.findall(r'<p class="onrecord-error error">(.*?)</p>', html)
    assert says in words(line)
    assert Elements(line).names == set()
    assert re.search(r"\(asked 20\d\d-\d\d-\d\d \d\d:\d\d UTC\)$", line)
    assert words(html).index("Before.") < words(html).index("On Record:")
    assert "After." in words(html)


@pytest.mark.parametrize("how", ["silent", "gone"])
def test_a_server_that_does_not_answer_is_waited_for_once(wiki: Wiki, how: str):
    with impostor(seconds=60) as other:
        address = other.address
        wiki.wait(1)
        wiki.use(address)
        if how == "silent":
            began = time.monotonic()
            wiki.save("silent", "\n\n".join(tag(f"q{n}") for n in range(3)))
            html = wiki.html("silent")
            assert time.monotonic() - began < 12
    if how == "gone":
        wiki.save("gone", "\n\n".join(tag(f"q{n}") for n in range(3)))
        html = wiki.html("gone")
    wiki.wait(30)
    assert words(html).count("no answer came within 1 seconds") == 3


@pytest.mark.parametrize("address", ["", "javascript:alert(1)//", "ftp://brief.example", 'x"y'])
def test_an_address_that_is_none_is_said(wiki: Wiki, address: str):
    wiki.use(address)
    wiki.save("address", f"{tag('q')}\n\n{tag('q', 'live ')}\n")
    html = wiki.html("address")
    assert "<iframe" not in html
    assert words(html).count("http or https address") == 2


def test_a_page_asks_when_it_is_saved_and_not_when_it_is_read(wiki: Wiki):
    with impostor(body=reply("Talks will resume.")) as other:
        wiki.use(other.address)
        wiki.save("cached", tag("q"))
        time.sleep(1.1)  # wikis tell versions of a page by the second
        wiki.html("cached")
        asked = len(other.paths)
        assert asked > 0
        for _ in range(3):
            assert "Talks will resume." in wiki.html("cached")
        assert len(other.paths) == asked
        other.body = reply("Talks have resumed.")
        time.sleep(1.1)
        wiki.save("cached", tag("q") + " again")
        assert "Talks have resumed." in wiki.html("cached")


def test_a_page_asks_no_more_than_it_may(wiki: Wiki):
    with impostor(body=reply("Talks will resume.")) as other:
        wiki.use(other.address)
        wiki.save("many", "\n\n".join(tag(f"q{n}") for n in range(5)))
        html = wiki.html("many")
        assert {path[-1] for path in other.paths if "ask" in path} == {"0", "1", "2"}
    assert words(html).count("a page may ask at most 3 questions") == 2


def test_without_cite_there_is_a_numbered_list(the_mediawiki: MediaWiki, browser: Browser):
    the_mediawiki.cite(False)
    try:
        with impostor(body=reply("Talks will resume.", "Reku left.")) as other:
            the_mediawiki.use(other.address)
            the_mediawiki.save("no cite", f"{tag('q')}\n\n{tag('r')}")
            page = browser.new_page()
            page.goto(the_mediawiki.page("no cite"))
            for place, said in enumerate(["Talks will resume.", "Reku left."] * 2):
                mark = page.locator(".onrecord sup a").nth(place)
                assert mark.inner_text() == f"[{place % 2 + 1}]"
                assert f"“{said}” T, O" in words(opened(page, mark))
            page.close()
    finally:
        the_mediawiki.cite(True)


def test_the_widget_is_a_frame_with_what_it_needs(wiki: Wiki):
    with impostor() as other:
        wiki.use(other.address)
        wiki.save(
            "live",
            tag("what's new? &lt;&quot;&gt; a&amp;b", 'live theme="dark" lang="de" compact '),
        )
        (frame,) = re.findall("<iframe.*?</iframe>", wiki.html("live"))
        assert other.paths == []
    query = "q=what%27s%20new%3F%20%3C%22%3E%20a%26b&amp;theme=dark&amp;lang=de&amp;compact=1"
    assert f'src="{other.address}/embed?{query}"' in frame
    for needed in (
        'sandbox="allow-scripts allow-forms allow-popups allow-same-origin"',
        'allow="clipboard-write"',
        'loading="lazy"',
        'referrerpolicy="strict-origin"',
        'height="600"',
    ):
        assert needed in frame
    assert words(frame) == ""
    assert re.search(r'title="On Record: what&#0?39;s new\? &lt;&quot;&gt; a&amp;b"', frame)


@pytest.mark.parametrize(
    ("height", "shown"), [("1", "200"), ("450", "450"), ("99999", "2000"), ("x", "200")]
)
def test_the_widgets_height_is_bounded(wiki: Wiki, height: str, shown: str):
    wiki.use("http://127.0.0.1:9")
    wiki.save("height", tag("q", f'live height="{height}" theme="&quot;onload=x" '))
    (frame,) = re.findall("<iframe.*?</iframe>", wiki.html("height"))
    assert f'height="{shown}"' in frame
    assert "onload" not in frame

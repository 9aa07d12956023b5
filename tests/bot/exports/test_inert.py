"""What an article or a question says stays text in each format, whatever it says."""

import json
import os
import re
import shutil
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.exports.brief import clean, in_quotation_marks, web_address
from bot.exports.formats import FORMATS
from bot.kept import Kept
from tests.bot.exports.readers import (
    DOKUWIKI,
    DokuWiki,
    Seen,
    read_confluence,
    read_html,
    read_markdown,
    read_mediawiki,
    read_xwiki,
)  # fmt: skip
from tests.bot.exports.samples import LINK, filled_with
from tests.payloads import PAYLOADS

READERS: dict[str, Callable[[str], Seen]] = {
    "markdown": read_markdown,
    "mediawiki": read_mediawiki,
    "xwiki": read_xwiki,
    "confluence": read_confluence,
    "html": read_html,
}
PLAIN = "Plain"
MARKUP = st.text(
    st.sampled_from("ab :/\\[]{}()<>|*_~^=#%'\"`!&;,.-+$@\n1\u202e") | st.characters(), min_size=1
)
MARKUP = MARKUP.map(str.strip).filter(bool)


def check(hostile: list[Seen], plain: list[Seen], payload: str, placeholder: str = PLAIN) -> None:
    """The same parts in the same order, and the payload's own letters where it stood."""
    text = clean(payload)
    for got, expected in zip(hostile, plain, strict=True):
        assert got.parts == expected.parts
        quoted = f": {in_quotation_marks(text)}"
        words = expected.words().replace(f": {in_quotation_marks(placeholder)}", quoted)
        assert got.words() == words.replace(placeholder, text)
        for link, other in zip(got.links, expected.links, strict=True):
            assert link == other or link.startswith("https://wire.example/")


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_stays_text(payload, name):
    hostile = [READERS[name](FORMATS[name].write(kept, LINK)) for kept in filled_with(payload)]
    plain = [READERS[name](FORMATS[name].write(kept, LINK)) for kept in filled_with(PLAIN)]
    check(hostile, plain, payload)


@pytest.mark.parametrize("name", READERS)
@given(payload=MARKUP)
@settings(max_examples=80)
def test_any_text_stays_text(name, payload):
    hostile = [READERS[name](FORMATS[name].write(kept, LINK)) for kept in filled_with(payload)]
    plain = [READERS[name](FORMATS[name].write(kept, LINK)) for kept in filled_with(PLAIN)]
    check(hostile, plain, payload)


@pytest.fixture(scope="module")
def dokuwiki(tmp_path_factory) -> DokuWiki:
    if not (DOKUWIKI.exists() and shutil.which("php")):
        if os.environ.get("REQUIRE_WIKIS"):
            pytest.fail("DokuWiki is not installed; apt-get install dokuwiki php-cli")
        pytest.skip("DokuWiki is not installed")
    return DokuWiki(tmp_path_factory.mktemp("dokuwiki"))


def test_a_payload_stays_text_in_dokuwiki(dokuwiki):
    """DokuWiki itself renders it, with names in CamelCase taken for pages."""
    write = FORMATS["dokuwiki"].write

    def written(kept: list[Kept]) -> list[str]:
        return [write(each, LINK) for each in kept]

    # a label that needs escaping stands before its link
    placeholders = (PLAIN, "Pl[a]in")
    plain = {p: dokuwiki.read(written(filled_with(p))) for p in placeholders}
    sources = [written(filled_with(payload)) for payload in PAYLOADS]
    seen = iter(dokuwiki.read([source for pair in sources for source in pair]))
    for payload, pair in zip(PAYLOADS, sources, strict=True):
        placeholder = placeholders["|original]]" in pair[0]]
        check([next(seen), next(seen)], plain[placeholder], payload, placeholder)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_json_gives_every_letter_back(payload):
    answer, refusal = (json.loads(FORMATS["json"].write(k, LINK)) for k in filled_with(payload))
    assert answer["answer"]["citations"][0]["quote"] == payload
    assert refusal["answer"]["related"][0]["title"] == payload
    assert answer["answer"]["question"] == payload


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://wire.example/grain?a=b&c=%20d#e", "https://wire.example/grain?a=b&c=%20d#e"),
        ("HTTP://Wire.Example:8080/a_b", "http://wire.example:8080/a_b"),
        ("https://wire.example/a b/[x]/(y)/100%", "https://wire.example/a%20b/%5Bx%5D/%28y%29/100%25"),
        ("https://wire.example/__NOTOC__~~~~", "https://wire.example/%5F%5FNOTOC%5F%5F%7E%7E%7E%7E"),
        ("https://новини.example/події", "https://xn--b1amarcd.example/%D0%BF%D0%BE%D0%B4%D1%96%D1%97"),
        ("http://[::1]:7860/a", "http://[::1]:7860/a"),
        ("https://wire.example", "https://wire.example"),
        ("https://wire.example/\u202egnp", None),
        ("https://wire.example/?\x00", None),
        ("javascript:alert(1)", None),
        ("https://you@evil.example/", None),
        ("https://wire.example:port/", None),
        ("https://wire example/", None),
        ("https://[wire.example/", None),
        ("//wire.example/", None),
        ("", None),
        (None, None),
    ],
)  # fmt: skip
def test_web_address(url, address):
    assert web_address(url) == address


@given(st.text(st.sampled_from("ab/?#&=[]{}()<>|*_~'\"`!;,%$\\^ \n\u202e"), max_size=40))
def test_no_address_has_what_a_wiki_takes_for_markup(rest):
    address = web_address(f"https://wire.example/{rest}")
    assert address is None or not re.search(
        r"[\[\]{}()<>|*~'\"`!;$\\^\s]|__|%(?![0-9A-F]{2})", address, re.IGNORECASE
    )

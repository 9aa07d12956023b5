"""Briefings over articles of invented countries, by the real parts."""

import json
from pathlib import Path

import pytest

from bot.answer import sections, to_json, to_markdown
from bot.chain import Asked
from bot.desk import Desk
from bot.markup import to_html
from bot.relevance import RELEVANT
from bot.terminal import to_text
from index.build import build
from index.encoder import SentenceEncoder
from index.store import Store
from index.tagger.tagger import LearnedTagger
from tests.conftest import MAX_BYTES

TEXTS = {
    "a.txt": (
        "---\noutlet: Lindia Wire\npublished: 2031-03-04\n---\n"
        "Lindia and Marenia will open the Ostrava corridor for grain ships on 20 March 2031.\n"
        "Ada Volan, the Lindian foreign minister, said that Marenian gunboats had entered the "
        "grain corridor twice.\n"
        "The grain corridor was closed in January 2031 after a mine sank the freighter Halcyon.\n"
        "Volan added that the harvest festival of Ostrava would be a quiet one.\n"
    ),
    "b.txt": (
        "---\noutlet: Marenia Today\npublished: 2031-03-05\n---\n"
        "Ships began to queue for the grain corridor off Ostrava on Wednesday.\n"
        "Marenian President Tomas Reku denied that gunboats had entered the grain corridor.\n"
        "Insurers may still ask for escorts in the grain corridor, two brokers said.\n"
    ),
}


@pytest.fixture(scope="module")
def informed(tmp_path_factory: pytest.TempPathFactory, encoder: SentenceEncoder) -> Desk:
    base: Path = tmp_path_factory.mktemp("briefing")
    for name, text in TEXTS.items():
        (base / name).write_text(text, encoding="utf-8")
    store = Store(base / "store")
    build([base / name for name in TEXTS], store, encoder, LearnedTagger(), max_bytes=MAX_BYTES)
    return Desk(store, encoder, LearnedTagger())


@pytest.mark.slow
def test_a_briefing_quotes_under_headings(informed):
    answer = informed.chain.invoke("Brief me on the grain corridor")
    found = {heading: [s.text for s in listed] for heading, listed in sections(answer)}
    assert found["Bottom line"] == [
        "Ships began to queue for the grain corridor off Ostrava on Wednesday."
    ]
    assert [text.split()[0] for text in found["Where they differ"]] == ["Ada", "Marenian"]
    assert [text[:31] for text in found["What is coming"]] == ["Lindia and Marenia will open th"]
    assert [text[:27] for text in found["Timeline"]] == ["The grain corridor was clos"]
    assert "festival" not in to_markdown(answer)
    assert answer.reason == "As of 2031-03-05."
    assert RELEVANT <= answer.confidence < 1
    for citation in answer.citations:
        article = informed.store.article(citation.article_id)
        assert article.text[citation.start : citation.end] == citation.quote
    assert [c.number for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    shown = [sentence.text for sentence in answer.sentences]
    assert len(set(shown)) == len(shown)
    assert {s.speaker for s in answer.statements} >= {"Ada Volan", "Tomas Reku"}


@pytest.mark.slow
def test_what_is_missing_is_said(informed):
    answer = informed.chain.invoke("brief us on the freighter Halcyon.")
    assert not answer.abstained
    assert "Nobody is quoted on it. No date ahead was found." in answer.reason
    assert "All of it comes from one article." in answer.reason
    nothing = informed.chain.invoke("Brief me on the volcano of Nordhaven")
    assert nothing.abstained
    assert set(nothing.missing) == {"volcano", "Nordhaven"}
    assert nothing.related


@pytest.mark.slow
def test_each_way_of_showing_has_the_headings(informed):
    answer = informed.chain.invoke("Brief me on the grain corridor")
    fields = json.loads(json.dumps(to_json(answer)))
    assert fields["sections"][0] == {"heading": "Bottom line", "citations": [1]}
    assert "**Bottom line**\n\n> Ships" in to_markdown(answer)
    assert '<h3 class="section">Where they differ</h3>' in to_html(answer)
    assert "\nTIMELINE\n" in to_text(answer)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "earlier", "read_as"),
    [
        ("Brief me on Ostrava", "what did Volan say?", ""),
        ("and the Halcyon?", "Brief me on Ostrava", "Brief me on the Halcyon"),
    ],
)
def test_a_briefing_in_a_conversation(informed, question, earlier, read_as):
    answer = informed.chain.invoke(Asked(question, (earlier,)))
    assert answer.read_as == read_as
    assert answer.sentences[0].section == "Bottom line"

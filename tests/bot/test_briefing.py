"""Briefings over articles of invented countries, by the real parts."""

import json

import pytest

from bot.answer import sections, to_json, to_markdown
from bot.chain import Asked
from bot.markup import to_html
from bot.relevance import RELEVANT
from bot.terminal import to_text


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

from dataclasses import replace

import pytest

from bot.exports.formats import BY_EXTENSION, FORMATS
from tests.bot.exports.samples import ID, LINK, a_refusal, an_answer

MARKDOWN = f"""\
**What did Volan say about inspections?**

Ada Volan:

> “We will not sign a corridor without inspections,” Volan told reporters.[^01234567-1]

Ada Volan:

> Marenia denied that the harbour is closed.[^01234567-2][^01234567-1]

Related speakers: Tomas Reku

[On Record]({LINK}), asked on 2031-03-05, searched 2 articles dated from 2031-03-04 to 2031-03-05.

[^01234567-1]: Lindia Wire, [Grain talks resume in Ostrava](https://wire.example/grain), \
2031-03-04 ([passage]({LINK}#c1)): \
‘“We will not sign a corridor without inspections,” Volan told reporters.’

[^01234567-2]: Gas flows again, 2031-03-04 ([passage]({LINK}#c2)): \
“Marenia denied that the harbour is closed.”
"""
MEDIAWIKI = f"""\
'''What did Volan say about inspections?'''

Ada Volan:

<blockquote>“We will not sign a corridor without inspections,” Volan told reporters.\
<ref name="onrecord-{ID}-1">Lindia Wire, \
[https://wire.example/grain Grain talks resume in Ostrava], 2031-03-04 ([{LINK}#c1 passage]): \
‘“We will not sign a corridor without inspections,” Volan told reporters.’</ref></blockquote>

Ada Volan:

<blockquote>Marenia denied that the harbour is closed.\
<ref name="onrecord-{ID}-2">Gas flows again, 2031-03-04 ([{LINK}#c2 passage]): \
“Marenia denied that the harbour is closed.”</ref><ref name="onrecord-{ID}-1" /></blockquote>

Related speakers: Tomas Reku

[{LINK} On Record], asked on 2031-03-05, searched 2 articles dated from 2031-03-04 to 2031-03-05.

<references />
"""
DOKUWIKI = """\
**Who signed at Nordhaven?**

The articles do not answer this. They nowhere use “Nordhaven”.

Nearest passages, which do not answer it:

> %%“We will not sign a corridor without inspections,” Volan told reporters.%%\
((Lindia Wire, [[https://wire.example/grain|Grain talks resume in Ostrava]], 2031-03-04: \
%%‘“We will not sign a corridor without inspections,” Volan told reporters.’%%))

On Record, asked on 2031-03-05, searched 2 articles dated from 2031-03-04 to 2031-03-05.
"""
XWIKI = """\
**Who signed at Nordhaven?**

The articles do not answer this. They nowhere use “Nordhaven”.

Nearest passages, which do not answer it:

> “We will not sign a corridor without inspections,” Volan told reporters.\
{{footnote}}Lindia Wire, [[Grain talks resume in Ostrava>>url:https://wire.example/grain]], \
2031-03-04: ‘“We will not sign a corridor without inspections,” Volan told reporters.’{{/footnote}}

On Record, asked on 2031-03-05, searched 2 articles dated from 2031-03-04 to 2031-03-05.
"""


def test_an_answer_as_markdown():
    assert FORMATS["markdown"].write(an_answer(), LINK) == MARKDOWN


def test_an_answer_as_wikitext():
    assert FORMATS["mediawiki"].write(an_answer(), LINK) == MEDIAWIKI


def test_a_refusal_for_dokuwiki_without_an_address():
    assert FORMATS["dokuwiki"].write(a_refusal(), None) == DOKUWIKI


def test_a_refusal_for_xwiki_without_an_address():
    assert FORMATS["xwiki"].write(a_refusal(), None) == XWIKI


@pytest.mark.parametrize("name", ["html", "confluence"])
def test_marks_and_notes_meet_in_markup(name):
    for link in (LINK, None):
        text = FORMATS[name].write(an_answer(), link)
        assert text.count(f"{ID}-1") == (3 if name == "confluence" else 3 if link is None else 1)
    assert "“We will not sign a corridor without inspections,” Volan told reporters.<sup>" in text


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"dokuwiki", "xwiki", "json"}))
def test_labels_of_two_answers_differ(name):
    one, other = an_answer(), replace(an_answer(), id="fedcba9876543210")
    assert ID[:8] in FORMATS[name].write(one, None)
    assert ID[:8] not in FORMATS[name].write(other, None)


def test_a_link_that_asks_again_is_no_evidence():
    text = FORMATS["markdown"].write(an_answer(), "https://brief.example/?q=who")
    assert "[On Record](https://brief.example/?q=who)" in text
    assert "passage" not in text


def test_a_sentence_that_is_no_quotation_is_not_set_as_one():
    kept = an_answer()
    told = replace(kept.answer.sentences[0], text="Volan wants inspections first.", fact=None)
    kept = replace(kept, answer=replace(kept.answer, sentences=(told,)))
    assert "\n\nVolan wants inspections first.[^01234567-1]\n\n" in FORMATS["markdown"].write(
        kept, LINK
    )


def test_formats_are_told_apart():
    assert len(BY_EXTENSION) == len(FORMATS)
    assert FORMATS["html"].write_file(an_answer(), LINK).startswith("<!doctype html>")


def test_a_briefing_keeps_its_headings():
    kept = an_answer()
    first, second = kept.answer.sentences
    told = (replace(first, section="Bottom line"), replace(second, section="Positions"))
    kept = replace(kept, answer=replace(kept.answer, sentences=told))
    written = FORMATS["dokuwiki"].write(kept, LINK)
    assert written.index("**Bottom line**") < written.index("**Positions**")
    assert "<h2" not in FORMATS["html"].write(kept, LINK)

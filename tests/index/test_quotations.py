import time
from itertools import pairwise

import pytest
from hypothesis import given

from index.quotations import canonical, complete_quotations, quoted_regions
from index.records import Attribution, Span
from tests.index.marks import read_marks
from tests.index.test_sentences import DIRTY
from tests.timing import least


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('"Yes," he said. "No."', ['"Yes,"', '"No."'], id="straight"),
        pytest.param("“Yes,” he said. “No.”", ["“Yes,”", "“No.”"], id="curved"),
        pytest.param("«Yes», he said.", ["«Yes»"], id="guillemets"),
        pytest.param("« Yes », he said.", ["« Yes »"], id="french_blanks"),
        pytest.param("「Yes」 he said.", ["「Yes」"], id="corners"),
        pytest.param("„Yes”, he said.", ["„Yes”"], id="polish"),
        pytest.param('“Yes," he said. "No.”', ['“Yes,"', '"No.”'], id="mixed"),
        pytest.param("“Yes,\n“and no,” he said.", ["“Yes,", "“and no,”"], id="over_paragraphs"),
        pytest.param('He said: "Yes.\nHe left "now".', ['"now"'], id="unclosed_straight"),
        pytest.param("He said: “Yes.\nHe left.", ["“Yes."], id="unclosed_curved"),
        pytest.param("Yes,” he said. “No.”", ["“No.”"], id="unopened"),
        pytest.param("Lindia’s ‘friends’ don't", [], id="apostrophes"),
        pytest.param("''Yes,'' he said. ''No.''", ["''Yes,''", "''No.''"], id="pairs"),
        pytest.param("''Yes, he said. The friends' 'friends'.", [], id="unclosed_pair"),
        pytest.param("– Yes, he said.", [], id="dialogue_dash"),
        pytest.param("", [], id="empty"),
        pytest.param(" \n\t", [], id="blank"),
        pytest.param("\0“🙂\ud800”\0", ["“🙂\ud800”"], id="odd_characters"),
        pytest.param(
            "„Yes“, he said.",
            ["„Yes“"],
            id="german",
        ),
        pytest.param(
            "»Yes«, he said.",
            ["»Yes«"],
            id="german_guillemets",
        ),
        pytest.param(
            "“He said «yes» twice,” she said.",
            ["“He said «yes» twice,”"],
            id="nested",
        ),
    ],
)
def test_quoted_regions(text, expected):
    assert [text[start:end] for start, end in quoted_regions(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('"Yes," he said.', "“Yes,” he said.", id="straight"),
        pytest.param("«Yes», he said.", "“Yes”, he said.", id="guillemets"),
        pytest.param("“Yes,\nhe said.", "“Yes,\nhe said.", id="unclosed"),
        pytest.param('5" of “rain”', "5“ of “rain”", id="inches"),
        pytest.param("''Yes,'' he said.", " “Yes,”  he said.", id="pairs"),
        pytest.param("Lindia’s", "Lindia's", id="apostrophe"),
    ],
)
def test_canonical(text, expected):
    assert canonical(text, quoted_regions(text)) == expected


@given(DIRTY)
def test_regions_do_not_overlap_and_canonical_keeps_offsets(text):
    regions = quoted_regions(text)
    assert all(one.end <= other.start for one, other in pairwise(regions))
    assert all(0 <= region.start < region.end <= len(text) for region in regions)
    assert len(canonical(text, regions)) == len(text)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param("“We are {ready to sign},” [Volan] <said>.", ["“We are ready to sign,”"],
                     id="most_of_it"),
        pytest.param("“{We are ready to sign},” [Volan] <said>.", ["“We are ready to sign,”"],
                     id="half_of_the_marks"),
        pytest.param("[Volan] <called> {the talks “a waste of} time”.",
                     ["the talks “a waste of time”"], id="mixed"),
        pytest.param("[Volan] <said> {that the talks would resume}.",
                     ["that the talks would resume"], id="no_marks"),
        pytest.param("“We are ready and {waiting},” [Volan] <said>.", ["waiting"], id="little"),
        pytest.param("“{We are ready}, [he] <said>.”", ["We are ready"], id="speech_in_speech"),
        pytest.param("“{We are} {ready to sign now},” [Volan] <said>.",
                     ["“We are ready to sign now,”"], id="two_pieces"),
        pytest.param("“{We will sign},” [Volan] <said>, “{but not now}.”",
                     ["“We will sign,”", "“but not now.”"], id="interrupted"),
        pytest.param("[Volan] <said>: {“We are ready.”\n“Full support”\n“We will sign.”}",
                     ["“We are ready.”", "“We will sign.”"], id="heading_between"),
        pytest.param("[Volan] <said>:\n{“Full support”}", ["“Full support”"], id="only_a_heading"),
    ],
)  # fmt: skip
def test_complete_quotations(marked, expected):
    text, (attribution,) = read_marks(marked)
    completed = complete_quotations(text, attribution, quoted_regions(text))
    assert [text[start:end] for start, end in completed.content] == expected
    assert (completed.source, completed.cue) == (attribution.source, attribution.cue)


def test_time_grows_with_length_and_no_faster():
    unit = "“We are ready,” Volan said. "

    def seconds(count: int) -> float:
        text = unit * count
        regions = quoted_regions(text)
        attributions = [
            Attribution(None, Span(at + 22, at + 26), (Span(at + 1, at + 13),))
            for at in range(0, len(text), len(unit))
        ]
        started = time.perf_counter()
        for attribution in attributions:
            complete_quotations(text, attribution, regions)
        return time.perf_counter() - started

    # a square would take 16 times as long
    assert least(seconds, 4000) < 8 * least(seconds, 1000) + 0.02

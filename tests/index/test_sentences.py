import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import MAX_CHARACTERS, cut_sentences


def sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in cut_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Volan left. Reku stayed.", ["Volan left.", "Reku stayed."], id="two_on_a_line"
        ),
        pytest.param(
            "Mr. Reku met Gen. Ada P. Volan at 3.30 p.m. in the U.N. building.",
            ["Mr. Reku met Gen. Ada P. Volan at 3.30 p.m. in the U.N. building."],
            id="abbreviations",
        ),
        pytest.param(
            "They export coal. Mr. Reku left. “Mr. Reku is wrong,” Volan said.",
            ["They export coal.", "Mr. Reku left.", "“Mr. Reku is wrong,” Volan said."],
            id="no_abbreviation_and_title",
        ),
        pytest.param(
            '"We signed. They did not. Why?" she asked. "It rained."',
            ['"We signed.', "They did not.", 'Why?" she asked.', '"It rained."'],
            id="sentences_in_quotation_marks",
        ),
        pytest.param(
            "The army left.He said no.", ["The army left.", "He said no."], id="lost_space"
        ),
        pytest.param(
            "The crowd went home. Marenia 2 Points.",
            ["The crowd went home.", "Marenia 2 Points."],
            id="a_number_alone_is_no_date",
        ),
        pytest.param("Talks\nVolan left.", ["Talks", "Volan left."], id="heading"),
        pytest.param(
            "It falls in its area. influence. Reku left.",
            ["It falls in its area. influence.", "Reku left."],
            id="stray_stop_before_lower_case",
        ),
        pytest.param(
            "They are pro-separatists. -Marenians.",
            ["They are pro-separatists. -Marenians."],
            id="stray_stop_before_hyphen",
        ),
        pytest.param("It ends at the summit. .", ["It ends at the summit. ."], id="stray_dot"),
        pytest.param(
            "They meet for talks. March 8 in Ostrava. Reku left.",
            ["They meet for talks. March 8 in Ostrava.", "Reku left."],
            id="stray_stop_before_date",
        ),
        pytest.param(
            "In 2030 talks failed. In 2031 Reku won.",
            ["In 2030 talks failed.", "In 2031 Reku won."],
            id="numbers_in_sentences_with_verbs",
        ),
        pytest.param(
            "The government of Lindia said on Monday that it would open\n"
            "the border with Marenia, which has been closed since the\n"
            "spring. Talks had failed before that.",
            [
                "The government of Lindia said on Monday that it would open\n"
                "the border with Marenia, which has been closed since the\nspring.",
                "Talks had failed before that.",
            ],
            id="hard_wrapped",
        ),
        pytest.param("One here\nTwo here\nThree", ["One here", "Two here", "Three"], id="list"),
        pytest.param("", [], id="empty"),
        pytest.param(" \n\r\n\t", [], id="blank"),
    ],
)
def test_cut_sentences(text, expected):
    assert sentences(text) == expected


DIRTY = st.text(
    alphabet=st.one_of(
        st.sampled_from(".!? \n\r\t\"“”'’«»()-–—:;,aAbB19é中\u2028"),
        st.characters(codec="utf-8", exclude_characters="\0"),
    )
)


@given(DIRTY)
def test_every_character_that_is_not_blank_is_in_one_sentence(text):
    spans = cut_sentences(text)
    covered = [offset for span in spans for offset in range(span.start, span.end)]
    assert len(covered) == len(set(covered))
    assert covered == sorted(covered)
    assert {o for o, c in enumerate(text) if not c.isspace()} <= set(covered)
    for span in spans:
        piece = text[span.start : span.end]
        assert piece == piece.strip() != ""
        assert len(piece) <= MAX_CHARACTERS


@pytest.mark.parametrize(
    "unit", ["word ", '"', '."', ".", "Mr. ", "a.", "“a” ", "\n", "- ", "é", "abc def\n", "(", "1."]
)
def test_time_grows_with_length_and_no_faster(unit):
    def seconds(characters: int) -> float:
        text = unit * (characters // len(unit))
        best = 1e9
        for _ in range(3):
            started = time.perf_counter()
            cut_sentences(text)
            best = min(best, time.perf_counter() - started)
        return best

    # a square would take 16 times as long
    assert seconds(80_000) < 8 * seconds(20_000) + 0.02

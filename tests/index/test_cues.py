import time
from dataclasses import replace

import pytest

from index import cues
from index.cues import reporting_verb
from index.grammar import Token, read_grammar
from index.records import Attribution
from tests.index.marks import read_marks
from tests.timing import least


def is_asserted(attribution: Attribution, tokens: list[Token]) -> bool:
    return cues.is_asserted(attribution, tokens, [token.start for token in tokens])


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("[Volan] <said> {that the talks would resume}.", id="said"),
        pytest.param("[Volan] <said> {that she did not know}.", id="negation_in_content"),
        pytest.param("{Reku did not come}, [Volan] <said>.", id="negation_before_cue"),
        pytest.param("“{I did not go},” [Volan] <said>.", id="negation_in_quotation"),
        pytest.param("[Volan], who did not come, <said> {it was over}.", id="negation_in_between"),
        pytest.param("[Volan] did not <believe> {that the talks would fail}.", id="thought"),
        pytest.param("[Volan] <denied> {that Lindia had closed the border}.", id="denied"),
        pytest.param("“{Is it over?}” [Volan] <asked>.", id="quoted_question"),
        pytest.param("[Volan] <said>: “{Is it over?}”", id="quoted_question_after_cue"),
        pytest.param("[Volan] <asked> {whether it was over}.", id="indirect_question"),
        pytest.param("{Is it over}, [Volan] <said>?", id="cue_behind_a_question"),
        pytest.param("<According to> [Volan], {the talks will resume}.", id="no_verb"),
        pytest.param("“{We are ready.}” <—> [Volan]", id="dash"),
    ],
)
def test_a_cue_that_says_so(marked):
    text, (attribution,) = read_marks(marked)
    assert is_asserted(attribution, read_grammar(text))


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("[Volan] did not <say> {that the talks would resume}.", id="did_not_say"),
        pytest.param("[Volan] <did not say> {that the talks would resume}.", id="whole_cue"),
        pytest.param("[Volan] didn't <say> {that the talks would resume}.", id="contracted"),
        pytest.param("[Volan] didn’t <say> {that the talks would resume}.", id="curved"),
        pytest.param("[Volan] has not <said> {whether the talks will resume}.", id="has_not_said"),
        pytest.param("[Volan] never <said> {that the talks would resume}.", id="never"),
        pytest.param("[Volan] left without <saying> {whether talks would resume}.", id="without"),
        pytest.param("[Volan] declined to <say> {whether talks would resume}.", id="declined"),
        pytest.param("[Volan] refused to <comment> {on the talks}.", id="refused"),
        pytest.param("[Volan] <declined> {to comment on the talks}.", id="declined_is_the_cue"),
        pytest.param("[Volan] <refused> {to comment on the talks}.", id="refused_is_the_cue"),
        pytest.param("Did [Volan] <say> {that the talks would resume}?", id="did_she_say"),
        pytest.param("Has [Volan] <confirmed> {that the talks failed}?", id="has_she_confirmed"),
        pytest.param("Was it [Volan] who <said> {that the talks would resume}?", id="was_it_she"),
        pytest.param(
            "[Nobody] <said> {that the talks would resume}.",
            id="nobody",
        ),
        pytest.param(
            "[Neither Volan nor Reku] <said> {that the talks would resume}.",
            id="neither_nor",
        ),
    ],
)
def test_a_cue_that_denies_or_asks(marked):
    text, (attribution,) = read_marks(marked)
    assert not is_asserted(attribution, read_grammar(text))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("say says said saying SAID", True, id="say"),
        pytest.param("deny denies denied denying", True, id="deny"),
        pytest.param("tell told writes wrote written thought swore", True, id="irregular"),
        pytest.param("argues argued arguing agrees agreed stating", True, id="ending_in_e"),
        pytest.param("vows vowed pledged warned demanded ruled", True, id="demands"),
        pytest.param("walk walked table is left saw sign day", False, id="others"),
        pytest.param(
            "admitted admitting",
            True,
            id="doubled_consonant",
        ),
    ],
)
def test_reporting_verb(words, expected):
    assert {word: reporting_verb(word) for word in words.split()} == dict.fromkeys(
        words.split(), expected
    )


@pytest.mark.parametrize("word", ["", "\0", "🙂", "\ud800", "ed", "ies"])
def test_what_is_no_word_reports_nothing(word):
    assert not reporting_verb(word)


def test_one_cue_takes_no_longer_in_a_long_article():
    text, (attribution,) = read_marks("[Volan] <said> {that the talks would resume}. ")
    tokens = read_grammar(text)

    def seconds(count: int) -> float:
        many = [
            replace(
                token, start=token.start + number * len(text), end=token.end + number * len(text)
            )
            for number in range(count)
            for token in tokens
        ]
        starts = [token.start for token in many]
        started = time.perf_counter()
        for _ in range(100):
            assert cues.is_asserted(attribution, many, starts)
        return time.perf_counter() - started

    assert least(seconds, 20_000) < 50 * least(seconds, 20) + 0.1

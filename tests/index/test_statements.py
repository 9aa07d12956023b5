import time

import pytest
from hypothesis import given, settings

from index.records import Span
from index.statements import Reading, find_statements
from index.tagger.tagger import LearnedTagger
from tests.fakes import VerbTagger
from tests.index.test_sentences import DIRTY
from tests.timing import least


@pytest.fixture(scope="module")
def tagger() -> LearnedTagger:
    return LearnedTagger()


def statements(text: str, tagger: LearnedTagger):
    def words(span: Span | None) -> str | None:
        return None if span is None else text[span.start : span.end]

    return [
        (s.speaker, words(s.mention), words(s.cue), [words(c) for c in s.content], s.kind)
        for s in find_statements("abc", text, tagger).statements
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "“Talks will resume in May,” Ada Volan said.",
            ("Ada Volan", "Ada Volan", "said", ["“Talks will resume in May,”"], "direct"),
            id="cue_after_quote",
        ),
        pytest.param(
            '"Talks will resume in May," said Ada Volan.',
            ("Ada Volan", "Ada Volan", "said", ['"Talks will resume in May,"'], "direct"),
            id="cue_before_speaker",
        ),
        pytest.param(
            "Ada Volan told reporters: “Talks will resume in May.”",
            ("Ada Volan", "Ada Volan", "told", ["“Talks will resume in May.”"], "direct"),
            id="cue_before_quote",
        ),
        pytest.param(
            '"We will sign," Ada Volan said, "but not without inspections."',
            (
                "Ada Volan",
                "Ada Volan",
                "said",
                ['"We will sign,"', '"but not without inspections."'],
                "direct",
            ),
            id="cue_in_the_middle",
        ),
        pytest.param(
            "Ada Volan said that the talks would resume in May.",
            ("Ada Volan", "Ada Volan", "said", ["that the talks would resume in May"], "indirect"),
            id="said_that",
        ),
        pytest.param(
            "President Ada Volan said she was not ready to sign.",
            (
                "Ada Volan",
                "President Ada Volan",
                "said",
                ["she was not ready to sign"],
                "indirect",
            ),
            id="not_in_what_was_said",
        ),
        pytest.param(
            "Ada Volan said the talks were “a waste of time” for both countries.",
            (
                "Ada Volan",
                "Ada Volan",
                "said",
                ["the talks were “a waste of time” for both countries"],
                "mixed",
            ),
            id="mixed",
        ),
        pytest.param(
            "Ada Volan called the blockade “a crime”.",
            ("Ada Volan", "Ada Volan", "called", ["the blockade “a crime”"], "mixed"),
            id="called",
        ),
        pytest.param(
            "According to Ada Volan, the talks will resume in May.",
            (
                "Ada Volan",
                "Ada Volan",
                "According to",
                ["the talks will resume in May"],
                "indirect",
            ),
            id="according_to",
        ),
        pytest.param(
            "The talks will resume in May, according to Ada Volan.",
            (
                "Ada Volan",
                "Ada Volan",
                "according to",
                ["The talks will resume in May"],
                "indirect",
            ),
            id="according_to_behind",
        ),
        pytest.param(
            "Ada Volan warned that the harbour could close.",
            ("Ada Volan", "Ada Volan", "warned", ["that the harbour could close"], "indirect"),
            id="warned",
        ),
        pytest.param(
            "President Ada Volan has ruled out any concession to Marenia.",
            (
                "Ada Volan",
                "President Ada Volan",
                "has ruled out",
                ["any concession to Marenia"],
                "indirect",
            ),
            id="ruled_out",
        ),
        pytest.param(
            "Ada Volan demanded that Marenia withdraw its troops.",
            (
                "Ada Volan",
                "Ada Volan",
                "demanded",
                ["that Marenia withdraw its troops"],
                "indirect",
            ),
            id="demanded",
        ),
        pytest.param(
            "Ada Volan denied that Lindia had closed the border.",
            ("Ada Volan", "Ada Volan", "denied", ["that Lindia had closed the border"], "indirect"),
            id="denied",
        ),
        pytest.param(
            "Ada Volan believes that the talks will fail.",
            ("Ada Volan", "Ada Volan", "believes", ["that the talks will fail"], "indirect"),
            id="thought",
        ),
        pytest.param(
            "“We are ready. We have waited for a year. Nobody has called us,” Ada Volan said.",
            (
                "Ada Volan",
                "Ada Volan",
                "said",
                ["“We are ready. We have waited for a year. Nobody has called us,”"],
                "direct",
            ),
            id="several_sentences",
        ),
        pytest.param(
            "“We are ready,” Ada Volan told reporters. “We have waited for a year. It is late.”",
            (
                "Ada Volan",
                "Ada Volan",
                "told",
                ["“We are ready,”", "“We have waited for a year. It is late.”"],
                "direct",
            ),
            id="next_quotation",
        ),
        pytest.param(
            "Ada Volan told reporters: “We are ready.\n“We have waited for a year.”\n",
            (
                "Ada Volan",
                "Ada Volan",
                "told",
                ["“We are ready.", "“We have waited for a year.”"],
                "direct",
            ),
            id="next_paragraph",
        ),
        pytest.param(
            "“We are ready to sign.” — Ada Volan",
            ("Ada Volan", "Ada Volan", "—", ["We are ready to sign."], "direct"),
            id="pull_quote",
        ),
        pytest.param(
            "Ada Volan left the room, saying that the talks had failed.",
            ("Ada Volan", "Ada Volan", "saying", ["that the talks had failed"], "indirect"),
            id="participle",
        ),
        pytest.param(
            "The Marble Palace said on Monday that the talks would resume.",
            (
                "Marble Palace",
                "The Marble Palace",
                "said",
                ["that the talks would resume"],
                "indirect",
            ),
            id="office",
        ),
        pytest.param(
            "Officials said that the talks would resume.",
            (None, "Officials", "said", ["that the talks would resume"], "indirect"),
            id="unnamed",
        ),
        pytest.param(
            "The talks will resume in May, a spokesman for Reku said.",
            (None, "a spokesman for Reku", "said", ["The talks will resume in May"], "indirect"),
            id="spokesman",
        ),
    ],
)
def test_one_statement(text, expected, tagger):
    assert statements(text, tagger) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Ada Volan said that the border would stay closed. "
            "Tomas Reku called the decision “a mistake”.",
            [
                (
                    "Ada Volan",
                    "Ada Volan",
                    "said",
                    ["that the border would stay closed"],
                    "indirect",
                ),
                ("Tomas Reku", "Tomas Reku", "called", ["the decision “a mistake”"], "mixed"),
            ],
            id="two_speakers",
        ),
        pytest.param(
            "Lindian President Ada Volan arrived in Marenia on Monday.\n"
            "The Lindian president said that the talks would resume in May.\n"
            "“We are ready,” she told reporters.\n"
            "Marenian Foreign Minister Tomas Reku warned that the border could close.\n"
            "The minister said it would stay closed until June.",
            [
                (
                    "Ada Volan",
                    "The Lindian president",
                    "said",
                    ["that the talks would resume in May"],
                    "indirect",
                ),
                ("Ada Volan", "she", "told", ["“We are ready,”"], "direct"),
                (
                    "Tomas Reku",
                    "Marenian Foreign Minister Tomas Reku",
                    "warned",
                    ["that the border could close"],
                    "indirect",
                ),
                (
                    "Tomas Reku",
                    "The minister",
                    "said",
                    ["it would stay closed until June"],
                    "indirect",
                ),
            ],
            id="titles_and_pronouns",
        ),
        pytest.param(
            "Foreign Minister Ada Volan said the talks would resume, Tomas Reku told reporters.",
            [
                (
                    "Tomas Reku",
                    "Tomas Reku",
                    "told",
                    ["Foreign Minister Ada Volan said the talks would resume"],
                    "indirect",
                ),
                (
                    "Ada Volan",
                    "Foreign Minister Ada Volan",
                    "said",
                    ["the talks would resume"],
                    "indirect",
                ),
            ],
            id="speech_in_speech",
        ),
    ],
)
def test_several_statements_in_reading_order(text, expected, tagger):
    assert statements(text, tagger) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('He took "War of Reeds" on the plane.', id="book_title"),
        pytest.param("The novel “Night at the Harbour” came out on Friday.", id="novel"),
        pytest.param("His book is called “War of Reeds”.", id="book_is_called"),
        pytest.param('He read "War of Reeds" on the plane.', id="book_is_read"),
        pytest.param('He wrote "War of Reeds" in 2021.', id="book_is_written"),
        pytest.param("The “volunteers” crossed the border on Monday.", id="scare_quotes"),
        pytest.param("Lindia opened a so-called “peace corridor” on Monday.", id="so_called"),
        pytest.param("They signed a “peace plan” on Monday.", id="scare_quotes_signed"),
        pytest.param("Volan did not say that the talks would resume.", id="did_not_say"),
        pytest.param("Volan never said that the talks would resume.", id="never_said"),
        pytest.param("Volan would not say whether the talks would resume.", id="would_not_say"),
        pytest.param("Volan neither confirmed nor denied the report.", id="neither_nor"),
        pytest.param("Volan declined to comment.", id="declined_to_comment"),
        pytest.param("Reku refused to comment on the talks.", id="refused_to_comment"),
        pytest.param("Volan made no comment on the talks.", id="made_no_comment"),
        pytest.param("Nobody said that the talks would resume.", id="nobody_said"),
        pytest.param("Did Volan say that the talks would resume?", id="did_she_say"),
        pytest.param("Who said that the talks would resume?", id="who_said"),
        pytest.param("What did Volan say about the talks?", id="what_did_she_say"),
        pytest.param("The talks resumed in May. The harbour was open.", id="nobody_speaks"),
        pytest.param("", id="empty"),
        pytest.param(" \n\r\n\t\xa0\u2028", id="blank"),
        pytest.param("[SEP] [MASK] [CLS]", id="special_tokens"),
        pytest.param("🙂", id="emoji"),
        pytest.param("\0", id="nul"),
        pytest.param("“", id="a_mark"),
        pytest.param("... – — ”", id="signs"),
    ],
)
def test_nothing_was_said(text, tagger):
    assert statements(text, tagger) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Ada Volan said: “We are ready to sign",
            ("Ada Volan", ["“We are ready to sign"], "direct"),
            id="unclosed",
        ),
        pytest.param(
            'Ada Volan told reporters: “We are ready to sign."',
            ("Ada Volan", ['“We are ready to sign."'], "direct"),
            id="mixed_marks",
        ),
        pytest.param(
            "Ada Volan told reporters: «We are ready to sign.»",
            ("Ada Volan", ["«We are ready to sign.»"], "direct"),
            id="guillemets",
        ),
        pytest.param(
            "Ada Volan told reporters: „We are ready to sign.”",
            ("Ada Volan", ["„We are ready to sign.”"], "direct"),
            id="low_marks",
        ),
        pytest.param(
            "— We are ready to sign the treaty, said Ada Volan.",
            ("Ada Volan", ["We are ready to sign the treaty"], "indirect"),
            id="dialogue_dash",
        ),
        pytest.param(
            "Ada Volan said that the talks would resume in May",
            ("Ada Volan", ["that the talks would resume in May"], "indirect"),
            id="no_full_stop",
        ),
        pytest.param(
            "Ada Volan said that [SEP] and [MASK] were signs.",
            ("Ada Volan", ["that [SEP] and [MASK] were signs"], "indirect"),
            id="special_tokens",
        ),
        pytest.param(
            "🙂 Ada Volan said that the talks would resume in May.",
            ("Ada Volan", ["that the talks would resume in May"], "indirect"),
            id="emoji",
        ),
        pytest.param(
            "Ada Volan said that the \0 talks would resume.",
            ("Ada Volan", ["that the \0 talks would resume"], "indirect"),
            id="nul",
        ),
        pytest.param(
            "Ada Volan said that the\r\ntalks would resume.",
            ("Ada Volan", ["that the\r\ntalks would resume"], "indirect"),
            id="line_break",
        ),
    ],
)
def test_dirty_text(text, expected, tagger):
    assert [(speaker, said, kind) for speaker, _, _, said, kind in statements(text, tagger)] == [
        expected
    ]


def test_half_a_character(tagger):
    find_statements("abc", "Ada Volan said that the \ud800 talks would resume.", tagger)


WORDS = "Ada Volan told reporters: “We are ready.” Tomas Reku denied that he had left. "


@settings(max_examples=12)
@given(DIRTY, DIRTY)
def test_any_text_gives_spans_of_itself(tagger, before, after):
    for text in (before + WORDS + after, f"{before}“{WORDS}\n{after}"):
        reading = find_statements("abc", text, tagger)
        assert len({statement.id for statement in reading.statements}) == len(reading.statements)
        for statement in reading.statements:
            spans = [s for s in (statement.mention, statement.cue, *statement.content) if s]
            for start, end in (*spans, statement.sentence):
                assert text[start:end].strip()
                assert 0 <= start < end <= len(text)
                assert statement.sentence.start <= start < end <= statement.sentence.end
            assert list(statement.content) == sorted(statement.content)
            assert statement.article_id == "abc"


def test_profiles_name_who_speaks_and_who_is_described(tagger):
    text = (
        "Lindian President Ada Volan met Mr Tomas Reku on Monday.\n"
        "Ben Oram, the mayor of the port, said that the harbour was open."
    )
    reading = find_statements("abc", text, tagger)
    roles = {profile.name: profile.roles for profile in reading.profiles}
    assert roles == {
        "Ada Volan": ("Lindian President",),
        "Ben Oram": ("the mayor of the port",),
    }


def test_the_same_text_gives_the_same_statements_and_ids(tagger):
    assert find_statements("abc", WORDS, tagger) == find_statements("abc", WORDS, tagger)
    one, other = (find_statements(article, WORDS, tagger) for article in ("abc", "abd"))
    assert not {s.id for s in one.statements} & {s.id for s in other.statements}
    assert find_statements("abc", "\n", tagger) == Reading()


@pytest.mark.slow
@pytest.mark.parametrize("unit", [WORDS, "the talks would resume ", '"'])
def test_tagging_time_grows_with_length_and_no_faster(unit, tagger):
    def seconds(characters: int) -> float:
        text = unit * (characters // len(unit))
        started = time.perf_counter()
        tagger.tag(text)
        return time.perf_counter() - started

    seconds(1000)  # loads the weights
    assert least(seconds, 16_000) < 3 * least(seconds, 8000) + 0.5


@pytest.mark.slow
def test_reading_time_grows_with_length_and_no_faster():
    unit = "Volan said no. "  # many statements of few words, on one line

    def seconds(count: int) -> float:
        text = unit * count
        started = time.perf_counter()
        assert len(find_statements("abc", text, VerbTagger()).statements) == count
        return time.perf_counter() - started

    seconds(1)  # loads the grammar
    # six times the text; a square would take 36 times as long
    assert least(seconds, 7500) < 8 * least(seconds, 1250)

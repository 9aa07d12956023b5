import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation import Reading, read_on
from bot.question import read_question
from index.records import Answer, Citation, Span, Statement

SPEAKERS = {"volan", "ada volan", "reku", "the port", "kestria"}
QUOTE = "Tomas Reku said the pipeline was closed."
SAID = Answer(
    "q",
    citations=(Citation(1, "abc", "a.txt", "A", None, None, None, 10, 10 + len(QUOTE), QUOTE),),
    statements=(
        Statement("s", "abc", "Tomas Reku", None, None, (Span(26, 49),), "indirect", Span(10, 50)),
    ),
)
SEEN = frozenset({("abc", 10, 10 + len(QUOTE))})


def is_speaker(name: str) -> bool:
    return name.lower().removesuffix("’s") in SPEAKERS


def never(reading: Reading) -> Answer:
    raise AssertionError(f"no answer is needed, but that of {reading.question!r} was asked for")


def follow(*asked: str, answer=never) -> Reading:
    return read_on(asked[-1], asked[:-1], answer, is_speaker)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param(
            ("What did Volan say about grain?", "and Reku?"),
            "What did Reku say about grain?",
            id="another_speaker",
        ),
        pytest.param(
            ("What did Volan say about grain?", "what about Reku?"),
            "What did Reku say about grain?",
            id="what_about_a_speaker",
        ),
        pytest.param(
            ("What did Volan say about grain?", "Reku?"),
            "What did Reku say about grain?",
            id="a_name_alone",
        ),
        pytest.param(
            ("What did Volan say?", "and Halvard Brisk?"),
            "What did Halvard Brisk say?",
            id="a_name_nobody_quotes",
        ),
        pytest.param(
            ("What did Volan say about grain?", "and on gas?"),
            "What did Volan say about gas?",
            id="another_topic",
        ),
        pytest.param(
            ("What did Volan say about grain?", "and about the inspections?"),
            "What did Volan say about the inspections?",
            id="another_topic_of_two_words",
        ),
        pytest.param(
            ("What did Volan say about grain?", "what about gas?"),
            "What did Volan say about gas?",
            id="what_about_a_thing",
        ),
        pytest.param(
            ("Who leads Marenia?", "and Lindia?"), "Who leads Lindia?", id="another_country"
        ),
        pytest.param(
            ("How many ships sank in Ostrava?", "and sailors?"),
            "How many sailors sank in Ostrava?",
            id="another_count",
        ),
        pytest.param(
            ("What happened in 2014?", "and in 2015?"), "What happened in 2015?", id="another_year"
        ),
        pytest.param(
            ("What happened in Ostrava?", "and last week?"),
            "What happened in Ostrava last week?",
            id="a_date_more",
        ),
        pytest.param(
            ("Where will the talks resume?", "when?"), "When will the talks resume?", id="when"
        ),
        pytest.param(
            ("Where will the talks resume?", "and why?"),
            "Why will the talks resume?",
            id="and_why",
        ),
        pytest.param(
            ("Who signed the treaty?", "when?"),
            "Who signed the treaty, and when?",
            id="no_auxiliary",
        ),
        pytest.param(
            ("What did Volan say about grain?", "when?"),
            "When did Volan speak about grain?",
            id="when_of_speech",
        ),
        pytest.param(
            ("What did Volan say about grain?", "when did she say that?"),
            "When did Volan speak about grain?",
            id="she_said_that",
        ),
        pytest.param(
            ("What did Volan say about grain?", "what did she say about gas?"),
            "What did Volan say about gas?",
            id="she",
        ),
        pytest.param(
            ("What did Volan say about grain?", "who is her deputy?"),
            "Who is Volan’s deputy?",
            id="her_deputy",
        ),
        pytest.param(
            ("What did Volan say about grain?", "what did Reku say about that?"),
            "What did Reku say about grain?",
            id="about_that",
        ),
        pytest.param(
            ("Where was Reku born?", "who is his wife?"), "Who is Reku’s wife?", id="a_name_before"
        ),
        pytest.param(
            ("What did Volan say about grain?", "and Reku?", "and on gas?", "when?"),
            "When did Reku speak about gas?",
            id="a_long_conversation",
        ),
        pytest.param(
            ("What did Volan say about grain?", "!?", "and Reku?"),
            "What did Reku say about grain?",
            id="nothing_asked_between",
        ),
    ],
)
def test_follow_ups(asked, expected):
    assert follow(*asked) == Reading(expected)


@pytest.mark.parametrize(
    "question",
    [
        "Who leads Marenia?",
        "What did Reku say about his brother?",
        "When will the minister say that?",
        "Is it true that the port is closed?",
        "how many ships sank?",
        "What does it take to reopen the port?",
        "Did Ada Volan say that she would resign?",
    ],
)
def test_a_question_complete_in_itself_stays(question):
    assert follow("What happened in Ostrava?", question) == Reading(question)


@pytest.mark.parametrize("question", ["and Reku?", "when?", "what else?", "when did he say that?"])
def test_without_anything_before_it_stays(question):
    assert follow(question) == Reading(question)


@pytest.mark.parametrize(
    "more", ["what else?", "Anything else?", "and what else?", "more", "go on"]
)
def test_what_else_leaves_out_what_was_shown(more):
    reading = follow("What did Volan say?", more, answer=lambda _: SAID)
    assert reading == Reading("What did Volan say?", SEEN)


def test_what_else_twice_leaves_out_both():
    answers = iter([SAID, Answer("q", citations=())])
    reading = follow("What did Volan say?", "what else?", "more", answer=lambda _: next(answers))
    assert reading == Reading("What did Volan say?", SEEN)


def test_what_else_did_he_say():
    reading = follow(
        "What did Volan say about gas?", "what else did she say?", answer=lambda _: SAID
    )
    assert reading == Reading("What did Volan say about gas?", SEEN)


def test_he_is_who_answered():
    reading = follow("who closed the pipeline?", "what did he say?", answer=lambda _: SAID)
    assert reading == Reading("What did Tomas Reku say?")


def test_that_is_what_was_said():
    reading = follow("What did Reku say?", "when did he say that?", answer=lambda _: SAID)
    assert reading == Reading("When did Reku say “the pipeline was closed”?")


@given(st.lists(st.text(max_size=60), max_size=4), st.text(min_size=1, max_size=60))
def test_any_text_is_read(earlier, question):
    reading = read_on(question, earlier, lambda _: SAID, is_speaker)
    if any(character.isalnum() for character in question):
        read_question(reading.question)


@pytest.mark.parametrize("before", ["What happened in Ostrava?", "Did Brisk meet Halvard?"])
def test_a_place_or_one_of_two_is_not_taken_for_him(before):
    nobody = Answer("q")
    assert follow(before, "who is his deputy?", answer=lambda _: nobody) == Reading(
        "who is his deputy?"
    )


def test_one_name_is_who_is_meant():
    asked = ("Why did Brisk resign?", "who is his deputy?")
    assert follow(*asked, answer=lambda _: Answer("q")) == Reading("Who is Brisk’s deputy?")

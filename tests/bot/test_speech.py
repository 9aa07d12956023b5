"""Questions for statements, as people ask them."""

import pytest

from bot.speech import Speech, read_speech


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("what did Volan say?", Speech("Volan", "")),
        ("What did Ada Volan say about grain?", Speech("Ada Volan", "grain")),
        ("what has Volan said on grain", Speech("Volan", "grain")),
        ("tell me what Volan said about grain", Speech("Volan", "grain")),
        ("can you tell me what Volan said?", Speech("Volan", "")),
        ("Volan said what about grain?", Speech("Volan", "grain")),
        ("what the minister thinks of grain", Speech("the minister", "grain")),
        ("has Volan commented on grain?", Speech("Volan", "grain", closed=True)),
        ("Volan's position on grain", Speech("Volan", "grain")),
        ("what is Volan's view of the talks?", Speech("Volan", "the talks")),
        ("what are Marenia's demands?", Speech("Marenia", "", act="demands")),
        ("quotes by Volan on grain", Speech("Volan", "grain")),
        ("any statement from the ministry about gas?", Speech("the ministry", "gas")),
        ("the reaction of Volan to the talks", Speech("Volan", "the talks")),
        ("according to Volan, when will talks resume?", Speech("Volan", "when talks resume")),
        ("did Volan deny a deal?", Speech("Volan", "a deal", act="deny", closed=True)),
        ("what has Volan ruled out?", Speech("Volan", "", act="rule out")),
        ("what did Volan tell Reku about grain?", Speech("Volan", "grain", "Reku")),
        ("what did Volan say to reporters?", Speech("Volan", "", "reporters")),
        ("how did Volan respond to the offer?", Speech("Volan", "the offer")),
        ("whom did Volan accuse?", Speech("Volan", "", act="accuse")),
        ("who said that talks will resume?", Speech("", "talks will resume")),
        ("who warned of a shortage?", Speech("", "a shortage", act="warn")),
        ("which minister ruled out a deal?", Speech("", "minister a deal", act="rule out")),
        ("what did Lindia’s envoy promise?", Speech("Lindia’s envoy", "", act="promise")),
        (
            "what growth does the bank expect this year?",
            Speech("the bank", "growth this year", act="expect"),
        ),
        ("what the minister has said about grain", Speech("the minister", "grain")),
        ("what Volan might have said on grain", Speech("Volan", "grain")),
        ("what Volan thinks will happen to grain", Speech("Volan", "will happen to grain")),
        (
            "who lost most from the ban, in Ada Volan's view?",
            Speech("Ada Volan", "lost most from the ban"),
        ),
    ],
)
def test_who_on_what_to_whom_and_which_act(question, expected):
    assert read_speech(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "when will the pipeline open?",
        "who is Ada Volan?",
        "who leads the talks?",
        "what did the court decide about the Clean Grain Plan?",
        "how many tonnes of wheat?",
        "what happened in Ostrava?",
        "grain talks",
        "Volan",
        "?",
        "",
    ],
)
def test_other_questions_are_not_for_statements(question):
    assert read_speech(question) is None


def test_a_measure_is_no_speech():
    assert read_speech("how long was the phone call?") is None

from collections.abc import Callable

import pytest

from bot.checks.antecedents import pronoun_of, spelt_out
from bot.checks.checker import Checker
from bot.checks.reading import Readings
from bot.entailment.entailment import LearnedEntailment
from bot.exhibits import Exhibit, Said
from index.encoder import SentenceEncoder
from index.records import Citation

VOLAN = "Ada Volan said in her office that the talks would resume."
# Both are men by what is told of them, Ada Volan is a woman.
REKU = "President Tomas Reku said that he would visit the port with his sons."
TARL = "Mr. Emil Tarl, who lost his seat, told farmers that the levy on barley was too high."
ORIS = "“I will not sign it,” Jannik Oris said of the treaty."


def exhibit(number: int, quote: str, speaker: str, cue: str) -> Exhibit:
    citation = Citation(
        number, "a", "a.txt", "", None, None, None, number * 500, number * 500 + len(quote), quote
    )
    content = quote.partition(f" {cue} ")[2].rstrip(".") or quote
    return Exhibit(citation, "", (Said(speaker, (speaker,), cue, (content,), "indirect"),))


EXHIBITS = (
    exhibit(1, VOLAN, "Ada Volan", "said"),
    exhibit(2, REKU, "Tomas Reku", "said"),
    exhibit(3, TARL, "Emil Tarl", "told"),
    exhibit(4, ORIS, "Jannik Oris", "said"),
)


@pytest.fixture(scope="module")
def checker(encoder: SentenceEncoder) -> Checker:
    return Checker(encoder, LearnedEntailment())


@pytest.mark.parametrize(
    ("sentence", "pronoun"),
    [
        pytest.param("He would visit the port.", "He", id="subject"),
        pytest.param("On Monday she was in her office.", "she", id="later"),
        pytest.param("In his speech, he spoke of barley.", "he", id="subject_rather_than_owner"),
        pytest.param("The levy on barley, he said, is too high.", "he", id="aside"),
        pytest.param("Volan said that she would sign.", None, id="named_before"),
        pytest.param("In his speech, Tarl spoke of barley.", None, id="named_after"),
        pytest.param("When farmers met, he spoke of barley.", "he", id="beside_others"),
        pytest.param("The minister said that she would sign.", None, id="described"),
        pytest.param("“He is ill.”", None, id="quoted"),
        pytest.param("The levy is high.", None, id="none"),
    ],
)
def test_a_pronoun_that_its_sentence_does_not_explain(readings, sentence: str, pronoun: str | None):
    claim, *_ = readings.read([sentence])
    found = pronoun_of(claim)
    assert (None if found is None else claim.tokens[found.token].text) == pronoun


@pytest.fixture(scope="module")
def told(readings: Readings) -> Callable[..., list[tuple[str, bool]]]:
    def tell(sentence: str, before: str, *numbers: int) -> list[tuple[str, bool]]:
        claim, context = readings.read([sentence, before])
        pronoun = pronoun_of(claim)
        assert pronoun is not None
        cited = [EXHIBITS[number - 1] for number in numbers]
        evidence = "\n".join(one.citation.quote for one in EXHIBITS)
        return [(t.text, t.plain) for t in spelt_out(claim, pronoun, context, cited, evidence)]

    return tell


def test_one_person_who_was_named_is_meant(told):
    assert told("He spoke of barley.", "Emil Tarl met farmers.") == [
        ("Emil Tarl spoke of barley.", True)
    ]
    assert told("His seat was lost.", "What did Tarl say?") == [
        ("Emil Tarl’s seat was lost.", True)
    ]
    assert told("He spoke of barley.", "Emil Tarl met farmers. The talks would resume.") == [
        ("Emil Tarl spoke of barley.", True)
    ]
    assert told("He spoke of barley.", "The minister praised Emil Tarl.") == [
        ("Emil Tarl spoke of barley.", False)  # the minister may be meant
    ]
    assert told("He spoke of barley.", "The talks would resume.") == []


def test_of_several_the_subject_is_meant_if_it_is_a_man(told):
    before = "Emil Tarl accused Tomas Reku of theft."
    assert told("He spoke of barley.", before) == [
        ("Emil Tarl spoke of barley.", True),
        ("Tomas Reku spoke of barley.", False),
    ]
    assert told("He spoke of barley.", "Jannik Oris accused Tomas Reku of theft.") == [
        ("Jannik Oris spoke of barley.", False),  # who is a man, for all that is told
        ("Tomas Reku spoke of barley.", False),
    ]
    assert told("She spoke of barley.", "Emil Tarl met Ada Volan.")[0] == (
        "Ada Volan spoke of barley.", True
    )  # fmt: skip


def test_a_name_is_tried_unless_the_pronouns_around_it_are_known_to_be_of_another(told):
    assert [
        text for text, _ in told("He said that his seat was safe.", "Jannik Oris met Kern.")
    ] == ["Jannik Oris said that his seat was safe."]
    assert [text for text, _ in told("He lost his seat.", "Ada Volan met farmers.", 3)] == [
        "Emil Tarl lost his seat."
    ]


def test_whom_a_sentence_names_is_not_its_he(told):
    assert told("He is Minister Tarl.", "Emil Tarl met farmers.", 3) == []


def test_whoever_speaks_in_what_is_cited_may_be_meant(told):
    assert told("He will not sign it.", "Ada Volan met farmers.", 4) == [
        ("Ada Volan will not sign it.", False),
        ("Jannik Oris will not sign it.", False),
    ]


@pytest.mark.parametrize(
    ("sentence", "before", "shown"),
    [
        pytest.param(
            "He told farmers that the levy on barley was too high [3].",
            "Emil Tarl lost his seat.",
            "He told farmers that the levy on barley was too high.",
            id="plain",
        ),
        pytest.param(
            "He said “I will not sign it” of the treaty [4].",
            "What did Ada Volan say?",
            "Jannik Oris said “I will not sign it” of the treaty.",
            id="not_plain",
        ),
        pytest.param(
            "She told farmers that the levy on barley was too high [3].",
            "What did Ada Volan say?",
            "Emil Tarl told farmers that the levy on barley was too high.",
            id="of_another",
        ),
        pytest.param(
            "She told farmers that the levy on barley was too high [1].",
            "Ada Volan said that the talks would resume.",
            None,
            id="of_nobody_cited",
        ),
    ],
)
def test_a_sentence_is_checked_and_shown_with_whom_it_means(
    checker: Checker, sentence: str, before: str, shown: str | None
):
    verdict = checker.check(sentence, EXHIBITS, before)
    assert (verdict.text if verdict.passed else None) == shown
    if shown:
        assert not verdict.told.startswith(("He ", "She "))


def test_what_a_reader_would_take_for_another_is_never_shown_as_it_is(checker: Checker):
    """The evidence has a "he" as well, and it is Reku."""
    quote = "He closed the port of Ostrava in May."
    before = "Tomas Reku came to power in spring."
    citation = Citation(1, "a", "a.txt", "", None, None, None, 0, len(quote), quote)
    exhibits = [Exhibit(citation, before)]
    claim = "He closed the port in May [1]."
    assert checker.check(claim, exhibits, "Tomas Reku came to power in spring.").passed
    assert not checker.check(claim, exhibits, "Emil Tarl lost his seat.").passed


def test_a_name_is_not_put_for_a_he_that_is_of_another_in_its_sentence(checker: Checker):
    quote = "Volan admitted he raised the levy."
    citation = Citation(1, "a", "a.txt", "", None, None, None, 0, len(quote), quote)
    exhibits = [Exhibit(citation, "Tomas Reku resigned on Monday.")]
    assert not checker.check("Tomas Reku raised the levy [1].", exhibits).passed


def test_a_he_whom_nothing_tells_is_not_shown(checker: Checker):
    quote = "He closed the port of Ostrava in May."
    citation = Citation(1, "a", "a.txt", "", None, None, None, 0, len(quote), quote)
    claim, exhibits = "He closed the port in May [1].", [Exhibit(citation, "It was late.")]
    for before in ("", "The market opened in 1990."):
        assert checker.check(claim, exhibits, before).reason == "nothing tells who “He” is"

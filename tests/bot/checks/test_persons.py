import pytest

from bot.checks.alignment import align
from bot.checks.persons import misplaced_person
from bot.checks.reading import Readings

MARCH = "Holt said he had marched “for the union, knowing that back home we had no vote.”"


@pytest.mark.parametrize(
    ("claim", "exhibit", "before", "problem"),
    [
        pytest.param(
            "Holt said he had marched, knowing that back home we had no vote.",
            MARCH,
            "",
            "“we” is a speaker's own word",
            id="we_without_quotation_marks",
        ),
        pytest.param(
            "Holt said he had marched, “knowing that back home we had no vote.”",
            MARCH,
            "",
            "",
            id="we_quoted",
        ),
        pytest.param(
            "She backs Reku.",
            "The dockers' union backs Reku.",
            "",
            "nothing tells who “She” is",
            id="she_is_nobody",
        ),
        pytest.param(
            "Reku and its call are known.",
            "Reku and his call are known.",
            "",
            "“its” is “his” in the evidence",
            id="its_for_his",
        ),
        pytest.param("Reku and his call are known.", "His call is known.", "", "", id="his"),
        pytest.param("He left.", "Reku left.", "His boat sank.", "", id="he_just_before"),
        pytest.param("He left.", "He left on Monday.", "", "", id="he_in_the_evidence"),
        pytest.param("Reku says he left.", "Reku left.", "", "", id="he_is_named_before"),
        pytest.param("In her speech, Volan left.", "Volan left.", "", "", id="named_after"),
    ],
)
def test_a_pronoun_means_somebody(readings: Readings, claim, exhibit, before, problem):
    assert misplaced_person(align(*readings.read([claim, exhibit])), before) == problem


@pytest.mark.parametrize(
    ("claim", "problem"),
    [
        ("Ander said she backs Reku for her stands on tolls.", "“her” is “his” in the evidence"),
        ("Ander said she backs Reku for his stands on tolls.", ""),
        ("Ander said he backs Reku for his stands on tolls.", "“he” is “she” in the evidence"),
        ("Reku is backed by Ander for his stands on tolls.", ""),
    ],
)
def test_he_is_not_she(readings: Readings, claim: str, problem: str):
    evidence = "Ander said she backs Reku for his stands on tolls."
    assert misplaced_person(align(*readings.read([claim, evidence])), "") == problem

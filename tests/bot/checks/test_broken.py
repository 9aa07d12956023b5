import pytest

from bot.checks.alignment import align
from bot.checks.broken import broken


@pytest.mark.parametrize(
    ("evidence", "claim", "problem"),
    [
        (
            "Measures of rainfall are defined by the Harl rainfall rules.",
            "The Harl rainfall rules.",
            "it is no whole sentence",
        ),
        (
            "Other rainfall measures used in Lindia include the bucket measure.",
            "Other rainfall measures used in Lindia.",
            "it is no whole sentence",
        ),
        ("The guild rules the port.", "The guild rules the port.", ""),
        (
            "In Lindian law, a lien refers to a claim on a house.",
            "The question itself is: In Lindian law, a lien refers to a claim on a house.",
            "it puts a label before what it says",
        ),
        (
            "Volan had one demand: the port has to open.",
            "Volan had one demand: the port has to open.",
            "",
        ),
    ],
)
def test_what_is_no_sentence_in_the_evidence_is_none(readings, evidence, claim, problem):
    assert broken(align(*readings.read([claim, evidence]))) == problem

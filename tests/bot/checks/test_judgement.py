from bot.checks.carriage import Finding
from bot.checks.judgement import EACH, FREE, PLAIN, judge

ROLES = "“port” is not what goes with “close” in the evidence"
SUBSTANCE = "too little of it is in the evidence"


def test_what_nothing_speaks_against_passes_unless_it_is_unlikely():
    assert judge(Finding("", {}), lambda: PLAIN) == ""
    assert judge(Finding("", {}), lambda: PLAIN - 0.1) == "it says something else than the evidence"


def test_a_doubt_about_a_claim_in_the_words_of_its_evidence_stops_it():
    assert judge(Finding("", {"roles": ROLES}), lambda: FREE + 9) == ROLES


def test_a_claim_in_other_words_passes_if_it_is_likely():
    doubts = {"roles": ROLES, "substance": SUBSTANCE}
    assert judge(Finding("", {"substance": SUBSTANCE}), lambda: FREE) == ""
    assert judge(Finding("", {"substance": SUBSTANCE}), lambda: FREE - 0.1) == SUBSTANCE
    assert judge(Finding("", doubts), lambda: FREE) == ROLES
    assert judge(Finding("", doubts), lambda: FREE + EACH) == ""

from bot.checks.clauses import find_predicates
from bot.checks.reading import Readings
from bot.checks.voices import voices
from bot.exhibits import Said


def test_who_reports_that_somebody_admitted_it_speaks_too(readings: Readings):
    text = "Reku admitted that the tally was wrong, in a memo by the Courier."
    told = "Reku admitted that the tally was wrong"
    said = Said("Courier", ("Courier",), "in a memo", (told,), "indirect")
    reading, *_ = readings.read([text])
    found = voices(reading, find_predicates(reading), [said])
    assert [v.names for v in found if reading.tokens[v.cue].text == "in"] == [("Courier",)]
    assert any(reading.tokens[v.cue].text == "admitted" for v in found)

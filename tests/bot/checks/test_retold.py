"""What evidence carries, told by a careful writer in its own order and words."""

import pytest

from bot.checks.checker import Checker
from bot.entailment.entailment import LearnedEntailment
from bot.exhibits import Said
from index.encoder import SentenceEncoder
from tests.bot.checks.test_carriage import lay_out


@pytest.fixture(scope="module")
def checker(encoder: SentenceEncoder) -> Checker:
    return Checker(encoder, LearnedEntailment())


def by(speaker: str | None, cue: str, *content: str) -> Said:
    return Said(speaker, (speaker,) if speaker else (), cue, content, "indirect")


@pytest.mark.parametrize(
    ("quote", "said", "claim"),
    [
        pytest.param(
            "“The Salt Road” is a drama that follows two bakers; “Low Tide” follows a judge.",
            None,
            "“The Salt Road,” a drama, follows two bakers.",
            id="a_title_does_not_speak",
        ),
        pytest.param(
            "“Every one of the boats is safe,” Volan said.",
            by("Volan", "said", "“Every one of the boats is safe,”"),
            "Volan said every one of the boats was safe.",
            id="every_within_a_quotation",
        ),
        pytest.param(
            "In court, Reku admitted that the fee was “hush money,” the Courier reported in May.",
            by("Courier", "reported", "In court, Reku admitted that the fee was “hush money,”"),
            "The Courier reported in May that Reku admitted that the fee was “hush money.”",
            id="a_report_of_what_was_said",
        ),
        pytest.param(
            "“The figures prove that the bridge is safe,” Volan said.",
            by("Volan", "said", "“The figures prove that the bridge is safe,”"),
            "Volan said the figures prove that the bridge is safe.",
            id="figures_that_prove",
        ),
        pytest.param(
            "“I think that the levy is too high,” said Reku. “If Volan stays, she will raise it.”",
            by("Reku", "said", "“I think that the levy is too high,”"),
            "Reku said he thinks that the levy is too high.",
            id="he_is_the_speakers_i",
        ),
        pytest.param(
            "Radio lets people with like-minded, if odd, views meet.",
            None,
            "Radio lets people with like-minded views meet.",
            id="if_without_a_clause",
        ),
        pytest.param(
            "At a party meeting recently, Ada Volan said that the levy would rise.",
            by("Ada Volan", "said", "that the levy would rise"),
            "Ada Volan said recently at a party meeting that the levy would rise.",
            id="said_at_a_meeting_that",
        ),
        pytest.param(
            "Reku wept during his announcement of the levy.",
            by(None, "announcement", "the levy"),
            "Reku wept as he announced the levy.",
            id="his_announcement",
        ),
        pytest.param(
            "She went on to attack Reku for the levy.",
            None,
            "She attacked Reku for the levy.",
            id="went_on_to",
        ),
        pytest.param(
            "The ferry is kept by Tarl and owned by Reku.",
            None,
            "Reku owns the ferry.",
            id="owned_by",
        ),
        pytest.param(
            "“Bread is dear,” said Salla Kern, a baker and a former mayor who has advised Reku.",
            by("Salla Kern", "said", "“Bread is dear,”"),
            "Salla Kern, a baker who has advised Reku, said bread is dear.",
            id="who_is_several_things",
        ),
        pytest.param(
            "Volan is offering to help Ostrava rebuild the port.",
            by("Volan", "offering", "to help Ostrava rebuild the port"),
            "Volan is offering to help Ostrava to rebuild the port.",
            id="offering",
        ),
        pytest.param(
            "Reku had the islands ‘locked up’ for months.",
            None,
            "Reku had the islands “locked up” for months.",
            id="single_marks",
        ),
        pytest.param(
            "Reku said that he is not interested in the No. 2 spot in her party.",
            by("Reku", "said", "he is not interested in the No. 2 spot in her party"),
            "Reku said that he is not interested in being No. 2 in her party.",
            id="number_two",
        ),
        pytest.param(
            "Inflation reached 9.1 percent in May, the highest since the crown was introduced.",
            None,
            "Inflation was at 9.1 percent in May, its highest level since the crown was "
            "introduced.",
            id="the_highest_without_its_noun",
        ),
        pytest.param(
            "The Bank of Torvia raised its key rate by half a percentage point on Thursday.",
            None,
            "The key rate was raised by half a percentage point on Thursday.",
            id="by_how_much_is_not_by_whom",
        ),
        pytest.param(
            "Reku has ruled out a vote, although his party lost its majority last week.",
            None,
            "Reku's party lost its majority last week.",
            id="what_is_conceded_beside_a_denial",
        ),
        pytest.param(
            "Lindia launched its first weather satellite from a platform on Sunday.",
            None,
            "The satellite is Lindia's first weather satellite and was launched from a platform "
            "on Sunday.",
            id="a_thing_and_what_it_is",
        ),
        pytest.param(
            "The president of Zamora province, Luis Arrabal, has ruled out an early vote.",
            None,
            "President Luis Arrabal has ruled out an early vote.",
            id="whose_name_comes_behind_a_place",
        ),
    ],
)
def test_what_is_retold_passes(checker: Checker, quote: str, said: Said | None, claim: str):
    exhibits = lay_out(quote, said={1: said} if said else None)
    assert checker.check(f"{claim} [1]", exhibits).reason == ""


@pytest.mark.parametrize(
    ("quote", "said", "claim"),
    [
        pytest.param(
            "In court, Reku admitted that the fee was “hush money,” the Courier reported in May.",
            by(
                "Courier",
                "reported",
                "In court, Reku admitted that the fee was “hush money,”",
            ),
            "The Gazette reported in May that Reku admitted that the fee was “hush money.”",
            id="another_paper",
        ),
        pytest.param(
            "“The figures prove that the bridge is safe,” Volan said.",
            by("Volan", "said", "“The figures prove that the bridge is safe,”"),
            "Volan said the engineers prove that the bridge is safe.",
            id="others_that_prove",
        ),
        pytest.param(
            "The ferry is kept by Tarl and owned by Reku.",
            None,
            "Tarl owns the ferry.",
            id="owned_by_another",
        ),
        pytest.param(
            "The minister criticised the mayor and was booed by the crowd.",
            None,
            "The crowd booed the mayor.",
            id="done_to_whom_it_was_not",
        ),
        pytest.param(
            "Ilo said that the levy would ruin growers, and Volan admitted that it was new.",
            by("Ilo", "said", "that the levy would ruin growers"),
            "Ilo said that Volan admitted that the levy would ruin growers.",
            id="one_statement_within_another",
        ),
        pytest.param(
            "His sons, Volan, a baker, and Reku, a miller who sold salt, left.",
            None,
            "Volan sold salt.",
            id="who_is_one_of_two",
        ),
        pytest.param(
            "In the '90s the levy ruined the growers' market, Volan said.",
            by("Volan", "said", "In the '90s the levy ruined the growers' market"),
            "Volan said the levy “ruined the growers”.",
            id="between_apostrophes",
        ),
        pytest.param(
            "“We are all tired,” Volan said and growers left the hall.",
            by("Volan", "said", "“We are all tired,”"),
            "All growers left the hall.",
            id="all_within_a_quotation",
        ),
        pytest.param(
            "“I met him,” Reku said.",
            by("Reku", "said", "“I met him,”"),
            "Reku said she met her.",
            id="her_for_him",
        ),
        pytest.param(
            "Volan is offering to help Ostrava rebuild the port.",
            by("Volan", "offering", "to help Ostrava rebuild the port"),
            "Reku is offering to help rebuild the port of Ostrava.",
            id="another_offers",
        ),
        pytest.param(
            "Reku wept during his announcement of the levy.",
            by(None, "announcement", "the levy"),
            "Reku wept as she announced the levy.",
            id="her_announcement",
        ),
        pytest.param(
            "Volan said at a fair in Ostrava that she would stand again.",
            by("Volan", "said", "she would stand again"),
            "Reku said at a fair in Ostrava that she would stand again.",
            id="another_at_a_fair",
        ),
        pytest.param(
            "Reku has ruled out a vote, although his party lost its majority last week.",
            None,
            "Reku will call a vote.",
            id="what_is_denied",
        ),
        pytest.param(
            "The Bank of Torvia raised its key rate by half a percentage point on Thursday.",
            None,
            "The key rate was raised by Reku on Thursday.",
            id="by_another",
        ),
        pytest.param(
            "The bill was drafted by Felicia Day and signed by Tomas Reku.",
            None,
            "The bill was signed by Felicia Day.",
            id="by_somebody_called_day",
        ),
        pytest.param(
            "The murderer of the nun, Maria Volan, was jailed.",
            None,
            "Maria Volan was jailed.",
            id="whose_murderer_it_is",
        ),
        pytest.param(
            "Farmers called off protests in Castra.",
            None,
            "Farmers protested in Castra.",
            id="protests_called_off",
        ),
        pytest.param(
            "The Sorn dam is the tallest in Lindia.",
            None,
            "The Sorn dam is the tallest building in Lindia.",
            id="the_tallest_of_what",
        ),
        pytest.param(
            "Police say that Tomas Reku took the money.",
            Said(
                "Ada Volan",
                ("Ada Volan",),
                "",
                ("Police say that Tomas Reku took the money.",),
                "direct",
            ),
            "Police say Tomas Reku took the money.",
            id="what_somebody_says_that_police_say",
        ),
        pytest.param(
            "The levy will ruin\nthe growers of  Lindia.",
            Said(
                "Ada Volan",
                ("Ada Volan",),
                "",
                ("The levy will ruin the growers of Lindia.",),
                "direct",
            ),
            "The levy will ruin growers.",
            id="said_over_two_lines",
        ),
        pytest.param(
            "The wife of the president, Luis Arrabal, has ruled out an early vote.",
            None,
            "President Luis Arrabal has ruled out an early vote.",
            id="whose_wife_it_is",
        ),
        pytest.param(
            "Salla Kern, 67, a baker from Ostrava, praised the bridge.",
            None,
            "Salla Kern, a 61-year-old baker from Ostrava, praised the bridge.",
            id="another_age",
        ),
    ],
)
def test_what_is_retold_of_another_is_stopped(
    checker: Checker, quote: str, said: Said | None, claim: str
):
    exhibits = lay_out(quote, said={1: said} if said else None)
    assert checker.check(f"{claim} [1]", exhibits).reason != ""

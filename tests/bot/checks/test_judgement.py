import pytest

from bot.checks.carriage import Finding
from bot.checks.judgement import Least

LEAST = Least(excerpt=1, alike=2, other=3, numbered=4, dated=5, free=6)
QUOTE = "Volan said the three ports would “open in 12 ways” after the storm on 4 May."


@pytest.mark.parametrize(
    ("text", "least"),
    [
        pytest.param("Volan said the ports would open.", 1, id="leaves_words_out"),
        pytest.param("The ports would open after the storm, Volan said.", 2, id="in_other_order"),
        pytest.param("Volan announced that the ports would open.", 3, id="with_words_of_its_own"),
        pytest.param("Volan announced that three ports would open.", 4, id="with_a_number"),
        pytest.param("Volan announced that they would “open in 12 ways”.", 3, id="in_a_quotation"),
        pytest.param("Volan announced that hundreds of ports would open.", 4, id="hundreds"),
        pytest.param("Volan announced that every one would open.", 3, id="one"),
        pytest.param("Volan announced what happened on 4 May.", 5, id="with_a_date"),
    ],
)
def test_the_more_is_its_own_the_likelier_it_has_to_be(text, least):
    assert LEAST.of(Finding(), text, QUOTE) == least
    assert LEAST.of(Finding("it may be so", doubt=True), text, QUOTE) == 6


def test_names_of_who_speaks_are_no_words_of_its_own():
    assert LEAST.of(Finding(), "The ports would open, Ada Volan said.", QUOTE, {"Ada"}) == 2

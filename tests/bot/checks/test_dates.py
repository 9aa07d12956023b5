from datetime import date

import pytest

from bot.checks.dates import missing_date

WRITTEN = date(2031, 3, 6)  # a Thursday


@pytest.mark.parametrize(
    ("claim", "evidence", "missing"),
    [
        ("on Tuesday", "said on Tuesday", ""),
        ("on Monday", "said on Tuesday", "Monday"),
        ("on 4 March", "said on Tuesday", ""),
        ("on 5 March", "said on 4 March", "5 March"),
        ("in March", "said on 4 March", ""),
        ("on 4 March", "said in March", "4 March"),
        ("in 2030", "said in 2031", "2030"),
        ("last week", "said next week", "last week"),
        ("no date", "said on Tuesday", ""),
    ],
)
def test_missing_date(claim: str, evidence: str, missing: str):
    assert missing_date(claim, evidence, WRITTEN) == missing

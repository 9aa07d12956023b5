"""How the trials of models ended, kept in the store: a start need not repeat them."""

import hashlib
import json
import logging
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

from index.errors import StoreError
from index.kept_rows import KeptRows

log = logging.getLogger("onrecord")

PASSED_SECONDS = 7 * 86_400.0  # a name may stand for another model by then
FEWEST = 4  # sentences of its own, below which nothing is known of a model
FAILED_SECONDS = 3_600.0  # what was wrong with its server may be mended


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of so many sentences that a model wrote, ``carried`` could be shown."""

    passed: bool
    carried: int
    written: int

    def __str__(self) -> str:
        """Tell it in a few words."""
        if self.written < FEWEST:
            return "in its trial it wrote too little of its own"
        return f"in its trial {self.carried} of {self.written} sentences could be shown"


class Outcomes:
    """Outcomes by model and by what the trial was.

    Where the store cannot be read none is known; where it cannot be written none is remembered,
    which is logged.
    """

    def __init__(self, rows: KeptRows, clock: Callable[[], float] = time.time) -> None:
        self._rows = rows
        self._clock = clock

    def of(self, model: str, trial: str) -> Outcome | None:
        """Look up the last outcome; none when there is none, or it is too old to count."""
        try:
            text = self._rows.get(_id(model, trial))
        except StoreError:
            return None
        if text is None:
            return None
        try:
            row = json.loads(text)
            age = self._clock() - row.pop("moment")
            outcome = Outcome(**row)
        except (ValueError, TypeError, KeyError):  # another version's
            return None
        return outcome if age < (PASSED_SECONDS if outcome.passed else FAILED_SECONDS) else None

    def put(self, model: str, trial: str, outcome: Outcome | None) -> None:
        """Keep an outcome in place of the last one, or none."""
        id_, moment = _id(model, trial), self._clock()
        try:
            self._rows.remove(id_)
            if outcome:
                row = json.dumps(asdict(outcome) | {"moment": moment})
                self._rows.put(id_, row, int(moment))
        except StoreError as error:
            log.warning("how the trial of the model ended is not remembered: %s", error)


def _id(model: str, trial: str) -> str:
    return hashlib.sha256(f"{model}\n{trial}".encode()).hexdigest()

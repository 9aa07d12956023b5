"""The front door of the checks: a sentence and its evidence in, a verdict out."""

from collections.abc import Sequence

from bot.checks.marks import read_marks
from bot.checks.verdict import Verdict
from bot.copies import is_copy
from bot.exhibits import Exhibit
from index.encoder import Encoder


class Checker:
    """Decides whether a sentence may be shown; built once, safe to share.

    Nothing is loaded before the first check.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def check(self, sentence: str, exhibits: Sequence[Exhibit]) -> Verdict:
        """Check one sentence against the exhibits it cites, or those that may carry it.

        Never raises, whatever the sentence is.
        """
        marked = read_marks(sentence)
        known = {exhibit.number: exhibit for exhibit in exhibits}
        for number in marked.numbers:
            if number not in known:
                return _stopped(f"[{number}] is not among the evidence")
        cited = [known[number] for number in marked.numbers] or list(exhibits)
        for exhibit in cited:
            if is_copy(marked.text, exhibit.citation.quote):
                return Verdict(True, "", (exhibit.number,))
        return _stopped("the evidence does not carry it")


def _stopped(reason: str) -> Verdict:
    return Verdict(False, reason, ())

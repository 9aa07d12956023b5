"""What a check says of a sentence."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a sentence may be shown.

    ``reason`` is one plain line, what the evidence lacks; it is empty when the sentence
    passed. ``citations`` are the numbers of the exhibits that carry it, in order, and none
    when it did not pass. ``made_up``: it did not, and has a name, number, date or quotation that
    what it cites has not, nor what stands around that. ``text`` is the sentence as it may be
    shown: without its marks, and with a name for a "he" or "she" that a reader could take for
    somebody else; of one that did not pass it is what was written, if anything. ``told`` is the
    same with the name also where it is plain.
    """

    passed: bool
    reason: str
    citations: tuple[int, ...]
    made_up: bool = False
    text: str = ""
    told: str = ""

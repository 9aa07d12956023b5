"""Prose as it is shown: what stands in it, with which citations, and what a reader has read."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.checks.verdict import Verdict
from bot.citations import tells
from bot.copies import is_copy
from index.records import Answer, Citation, Sentence

_READ = 3  # sentences that a reader has in mind


class Prose:
    """Numbers citations in the order in which they are shown, from the first that is quoted.

    ``read`` is what the reader has read last, with names for pronouns: at first the question, and
    nothing under the heading of a section.
    """

    def __init__(self, quoted: Sequence[Answer], model: str, asked: str) -> None:
        self._parts = [(part, sentence) for part in quoted for sentence in part.sentences]
        self._quotes = {c.number: c for part in quoted for c in part.citations}
        self._statements = [statement for part in quoted for statement in part.statements]
        self._model = model
        self._numbers: dict[int, int] = {}  # a quotation's number to the one shown
        self._first = min(self._quotes)
        self._as_it_stands: set[int] = set()  # places of what was quoted before the prose
        self.begun = False
        self._texts = [asked] if asked else []
        self.follows = True  # what the model wrote last was shown

    @property
    def read(self) -> str:
        """The last sentences that the reader has read."""
        return " ".join(self._texts[-_READ:])

    @property
    def lead(self) -> str:
        """The quotation that answers best."""
        return self._parts[0][1].text

    def leads(self, exhibits: Sequence[int]) -> bool:
        """Tell whether a sentence on these may come next, without the first quotation before it."""
        return self.begun or 1 in exhibits

    def tells(self, exhibits: Sequence[int]) -> bool:
        """Tell whether a sentence rests on more than what was quoted already."""
        return any(number - 1 not in self._as_it_stands for number in exhibits)

    def quoted_first(self) -> Answer:
        """Show the first quotation as it stands."""
        _, sentence = self._parts[0]
        self._as_it_stands.add(0)
        self._texts.append(self.lead)
        return self._part(sentence, [0])

    def written(self, verdict: Verdict) -> Answer:
        """Show a written sentence, with every citation of the quotations it rests on.

        What only copies a quotation is shown as what it is, the quotation.
        """
        self._texts.append(verdict.told)
        places = [number - 1 for number in verdict.citations]
        for place in places:
            _, sentence = self._parts[place]
            if is_copy(verdict.text, sentence.text):
                return self._part(sentence, [place])
        section = self._parts[places[0]][1].section
        return self._part(Sentence(verdict.text, (), section=section, written=True), places)

    def left_out(self) -> Iterator[Answer]:
        """Show the quotations that nothing shown rests on, as they stand."""
        for place, (_, sentence) in enumerate(self._parts):
            if not self._numbers.keys() & set(sentence.citations):
                yield self._part(sentence, [place])

    def _part(self, sentence: Sentence, places: Sequence[int]) -> Answer:
        new: list[Citation] = []
        shown: list[int] = []
        for number in (n for place in places for n in self._parts[place][1].citations):
            if number not in self._numbers:
                self._numbers[number] = self._first + len(self._numbers)
                new.append(replace(self._quotes[number], number=self._numbers[number]))
            shown.append(self._numbers[number])
        self.begun = True
        part = self._parts[places[0]][0]
        return replace(
            part,
            sentences=(replace(sentence, citations=tuple(shown)),),
            citations=tuple(new),
            statements=tuple(
                statement
                for statement in self._statements
                if any(tells(citation, statement) for citation in new)
            ),
            model=self._model,
        )

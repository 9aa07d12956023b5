"""Evidence as a model is shown it, and as what it writes is checked against."""

from dataclasses import dataclass

from index.records import Citation, StatementKind


@dataclass(frozen=True, slots=True)
class Said:
    """A statement in an exhibit: whose words they are, as far as it is known.

    ``names`` are all that the articles call the speaker, ``speaker`` among them; ``cue`` is
    the word or words of saying; ``content`` are the stretches of what was said.
    """

    speaker: str | None
    names: tuple[str, ...]
    cue: str
    content: tuple[str, ...]
    kind: StatementKind


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One numbered piece of evidence: a quotation, the sentence before it, who speaks in it.

    ``before`` is empty when the quotation begins its paragraph.
    """

    citation: Citation
    before: str = ""
    said: tuple[Said, ...] = ()

    @property
    def number(self) -> int:
        """The number by which a sentence cites it."""
        return self.citation.number

"""What speaks against one exhibit's carrying a claim: what it lacks, and what is in doubt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.checks import modality, negation
from bot.checks.alignment import Alignment, align
from bot.checks.assertion import unasserted
from bot.checks.binding import linked, misplaced, strays
from bot.checks.clauses import find_predicates
from bot.checks.counts import miscounted
from bot.checks.dates import missing_date
from bot.checks.naming import unnamed
from bot.checks.narrowing import widened
from bot.checks.opposites import opposed
from bot.checks.privatives import stripped
from bot.checks.quotations import quoted_words, stands_in
from bot.checks.reading import Reading
from bot.checks.references import referents
from bot.checks.roles import misjoined
from bot.checks.source import Source
from bot.checks.speech import misattribution, unattributed
from bot.checks.strength import growth
from bot.checks.substance import unmet
from bot.checks.titles import mistitled
from bot.checks.voices import PRONOUNS, voices
from index.dates import find_dates
from index.words import stems


@dataclass(frozen=True, slots=True)
class Finding:
    """What the checks find: one line on what is certainly lacking, and doubts by their check.

    ``lacking`` is empty where nothing is; else there are no doubts.
    """

    lacking: str
    doubts: Mapping[str, str]


def examine(claim: Reading, source: Source, everything: Sequence[str]) -> Finding:
    """Hold a claim against an exhibit.

    ``everything`` are the texts of all exhibits: the names in them may complete a name.
    """
    alignment = align(claim, source.reading)
    known: set[int] = set()
    refers = _refers(source.reading)
    problem = (
        _misquoted(claim.text, source)
        or _misdated(claim.text, source)
        or miscounted(claim, alignment)
        or unnamed(alignment, source, everything, known, refers=refers)
        or unasserted(alignment)
    )
    if problem:
        return Finding(problem, {})
    mistaken, doubts = _doubts(alignment, source, known, refers=refers)
    if mistaken:
        return Finding(mistaken, {})
    return Finding("", {check: reason for check, reason in doubts.items() if reason})


def _doubts(
    alignment: Alignment, source: Source, known: set[int], *, refers: bool
) -> tuple[str, dict[str, str]]:
    """Return the wrong speaker, where the claim names one, and what is in doubt, by check."""
    claim, exhibit = alignment.claim, alignment.exhibit
    mine, theirs = find_predicates(claim), find_predicates(exhibit)
    around = frozenset(stems(source.exhibit.citation.title))
    if refers:
        around |= _around(source)
    own_voices = voices(claim, mine)
    its_voices = voices(exhibit, theirs, source.exhibit.said)
    pronouns = any(exhibit.low(n) in PRONOUNS for n in range(len(exhibit.tokens)))
    text = f"{source.around.text}\n{exhibit.text}"
    names = frozenset(t.text for t in referents(source.around))
    people = frozenset(
        {*around, *(stem for n, stem in enumerate(claim.stems) if claim.tokens[n].text in names)}
    )
    dated = bool(find_dates(claim.text))
    speaking = (alignment, own_voices, its_voices, mine, names | around, text)
    speaker, certain = misattribution(*speaking)
    if certain:
        return speaker, {}
    return "", {
        "speaker": speaker,
        "attribution": unattributed(*speaking),
        "negation": negation.disagreement(alignment, mine, theirs),
        "modality": modality.disagreement(alignment, mine, theirs, dated=dated),
        "privatives": stripped(alignment),
        "narrowing": widened(alignment, mine),
        "strength": growth(alignment),
        "opposites": opposed(alignment),
        "roles": misjoined(alignment, mine, theirs, people, text),
        "binding": strays(alignment, mine, theirs) or linked(alignment) or misplaced(alignment),
        "titles": mistitled(alignment),
        "substance": unmet(alignment, around, known, source.around if pronouns else None),
    }


def _refers(exhibit: Reading) -> bool:
    """Tell whether a word of the exhibit may stand for a name before it."""
    return any(
        exhibit.low(n) in PRONOUNS
        or exhibit.low(n) in ("the", "this", "that", "one", "both", "two")
        for n in range(len(exhibit.tokens))
    )


def _misdated(text: str, source: Source) -> str:
    citation = source.exhibit.citation
    words = missing_date(text, citation.quote, citation.published)
    return f"the date “{words}” is not in the evidence" if words else ""


def _misquoted(text: str, source: Source) -> str:
    for words in quoted_words(text):
        direct = quoted_words(source.exhibit.citation.quote)
        title = source.exhibit.citation.title
        if not any(stands_in(words, passage) for passage in [*direct, title]):
            return f"“{words[:60]}” is not quoted so in the evidence"
    return ""


def _around(source: Source) -> set[str]:
    return {
        stem
        for stem, token in zip(source.around.stems, source.around.tokens, strict=True)
        if stem and token.pos in ("NOUN", "PROPN", "ADJ", "VERB")
    }

"""Whether one exhibit carries a claim: every kind of check, the cheap ones first."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.checks import modality, negation
from bot.checks.alignment import Alignment, align
from bot.checks.assertion import unasserted
from bot.checks.binding import displaced, linked, misplaced, strays
from bot.checks.broken import broken
from bot.checks.choices import chosen
from bot.checks.clauses import find_predicates
from bot.checks.counts import miscounted
from bot.checks.curtailed import misnamed
from bot.checks.dates import missing_date
from bot.checks.deeming import deemed
from bot.checks.hedges import unhedged
from bot.checks.medium import rewritten
from bot.checks.naming import unnamed
from bot.checks.narrowing import generalised, unframed, widened
from bot.checks.opposites import opposed
from bot.checks.persons import misplaced_person
from bot.checks.privatives import stripped
from bot.checks.quotations import (
    is_bare,
    is_unbalanced,
    lesser_quoted,
    quoted_words,
    stands_in,
)
from bot.checks.reading import Reading
from bot.checks.references import referents
from bot.checks.roles import misjoined
from bot.checks.source import Source
from bot.checks.speech import misattribution
from bot.checks.strength import growth, has_cue
from bot.checks.substance import absent, doubled, unmet
from bot.checks.tenses import formerly, outdated
from bot.checks.titles import mistitled
from bot.checks.voices import PRONOUNS, voices
from bot.checks.wholes import taken_for_whole
from index.dates import find_dates
from index.words import stems


@dataclass(frozen=True, slots=True)
class Finding:
    """What speaks against a claim, in one line; nothing where nothing does.

    It is a ``doubt`` where no more is found than that too many words are the claim's own, or left
    out of the evidence's.
    """

    reason: str = ""
    doubt: bool = False


def lacking(claim: Reading, source: Source, everything: Sequence[str]) -> Finding:
    """Find what an exhibit lacks of a claim.

    ``everything`` are the texts of all exhibits: the names in them may complete a name.
    """
    alignment = align(claim, source.reading)
    known: set[int] = set()
    refers = _refers(source.reading)
    reason = (
        _misquoted(claim.text, source)
        or _misdated(claim.text, source)
        or miscounted(claim, alignment)
        or unnamed(alignment, source, everything, known, refers=refers)
    )
    if reason:
        return Finding(reason)
    return _untold(alignment, source, known, refers=refers)


def _untold(alignment: Alignment, source: Source, known: set[int], *, refers: bool) -> Finding:
    claim, exhibit = alignment.claim, alignment.exhibit
    mine, theirs = find_predicates(claim), find_predicates(exhibit)
    around = frozenset(stems(source.exhibit.citation.title))
    if refers:
        around |= _around(source)
    pronouns = any(exhibit.low(n) in PRONOUNS for n in range(len(exhibit.tokens)))
    text = f"{source.around.text}\n{exhibit.text}"
    names = frozenset(t.text for t in referents(source.around))
    people = frozenset(
        {*around, *(stem for n, stem in enumerate(claim.stems) if claim.tokens[n].text in names)}
    )
    own_voices = voices(claim, mine)
    its_voices = voices(exhibit, theirs, source.exhibit.said)
    reason = (
        _unattributed(claim, source)
        or unasserted(alignment)
        or misplaced_person(alignment, source.around.text)
        or misattribution(alignment, own_voices, its_voices, mine, theirs, names | around, text)
        or negation.disagreement(alignment, mine, theirs)
        or modality.disagreement(alignment, mine, theirs, dated=bool(find_dates(claim.text)))
        or unhedged(alignment, mine)
        or deemed(alignment)
        or outdated(alignment, mine, source.exhibit.citation.published)
        or formerly(alignment)
        or chosen(alignment)
        or generalised(alignment)
        or unframed(alignment, mine)
        or stripped(alignment)
        or growth(alignment)
        or opposed(alignment)
        or misjoined(alignment, mine, theirs, people, text)
        or strays(alignment, mine, theirs)
        or linked(alignment)
        or misplaced(alignment)
        or displaced(alignment)
        or mistitled(alignment)
        or rewritten(alignment)
        or misnamed(alignment)
        or taken_for_whole(alignment, mine, theirs)
        or broken(alignment)
        or doubled(alignment)
    )
    if reason:
        return Finding(reason)
    doubt = (
        widened(alignment, mine)
        or absent(alignment, around)
        or unmet(alignment, around, known, source.around if pronouns else None)
    )
    return Finding(doubt, doubt=bool(doubt))


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
        quote, title = source.exhibit.citation.quote, source.exhibit.citation.title
        direct = [*quoted_words(quote), *lesser_quoted(quote)]
        if not any(stands_in(words, passage) for passage in [*direct, title]):
            return f"“{words[:60]}” is not quoted so in the evidence"
    return ""


def _unattributed(claim: Reading, source: Source) -> str:
    """Say where a claim leaves out that its words are somebody's, between quotation marks."""
    quote = source.exhibit.citation.quote
    spoken = is_unbalanced(quote) and not has_cue(claim)
    if spoken or (is_bare(claim.text) and not is_bare(quote)):
        return "it does not tell whose words these are"
    return ""


def _around(source: Source) -> set[str]:
    return {
        stem
        for stem, token in zip(source.around.stems, source.around.tokens, strict=True)
        if stem and token.pos in ("NOUN", "PROPN", "ADJ", "VERB")
    }

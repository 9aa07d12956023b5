"""The voices of a sentence: who is said to speak in it, and what."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.checks.attribution import sources
from bot.checks.clauses import Predicate, is_that_clause, phrase, takes_clause
from bot.checks.reading import Reading
from bot.checks.strength import PUT, STRONG, cue_strength
from bot.exhibits import Said
from index.cues import reporting_verb

PRONOUNS = frozenset(
    "he she they him her them his their it its who whose this these those such".split()
)
_CONTENT = frozenset(("ccomp", "xcomp", "dobj", "oprd", "attr", "acomp", "dep", "prep", "parataxis",
                      "pcomp", "nsubjpass", "csubj", "csubjpass", "dative", "advcl"))  # fmt: skip
_NOBODY = frozenset(("nobody", "none", "no-one", "neither"))


@dataclass(frozen=True, slots=True)
class Voice:
    """Words of saying, whose they are (heads of phrases, and names), and what they say."""

    cue: int
    speakers: tuple[int, ...]
    content: frozenset[int]
    names: tuple[str, ...] = ()
    direct: bool = False


def voices(
    reading: Reading, predicates: dict[int, Predicate], said: Sequence[Said] = ()
) -> list[Voice]:
    """Find the voices of a text by its grammar, with what is known of its statements."""
    found = []
    unquoted = {verb for verb in predicates if not reading.tokens[verb].quoted}
    for verb, predicate in predicates.items():
        token = reading.tokens[verb]
        if (
            token.quoted
            or reading.low(verb) == "according"
            or any(reading.low(s) in _NOBODY for s in predicate.subjects)
        ):
            continue
        below = reading.children.get(verb, [])
        clause = cue_strength(reading, verb) is not None or _is_source(reading, verb)
        acting = {t for s in predicate.subjects for t in reading.subtree(s)}
        quotes = bool(reading.stems[verb]) and any(
            reading.tokens[t].quoted
            and reading.tokens[t].pos != "PUNCT"
            and next((h for h in reading.ancestors(t) if h in unquoted), verb) == verb
            for t in reading.subtree(verb) - acting  # a title may be the subject
        )
        quotes = quotes and not any(
            cue_strength(reading, h) is not None for h in reading.ancestors(verb)
        )
        if not (reporting_verb(token.text) or clause or quotes):
            continue
        clause_below = any(reading.tokens[c].dep in ("ccomp", "parataxis") for c in below)
        finds = cue_strength(reading, verb) == STRONG or reading.stems[verb] == PUT
        estimates = reading.stems[verb] == PUT and any(
            reading.low(n) == "at" for n in reading.subtree(verb)
        )  # "put the number at 40"
        if finds and not estimates and not takes_clause(reading, verb):
            continue  # "found her guilty"
        if finds and not clause_below and any(reading.tokens[c].dep == "mark" for c in below):
            continue  # "said that thousands demonstrated"
        if (
            reading.stems[verb] == "call"
            and not quotes
            and not any(reading.tokens[c].dep in ("ccomp", "oprd", "xcomp") for c in below)
        ):
            continue  # "was called to the ministry"
        content: set[int] = set()
        for child in below:
            if reading.tokens[child].dep in _CONTENT:
                content |= reading.subtree(child)
        if cue_strength(reading, verb) is not None and not clause_below:
            for inner in reading.subtree(verb) - content:
                if is_that_clause(reading, inner):
                    content |= reading.subtree(inner)
        for speaker in predicate.subjects:
            content -= phrase(reading, speaker)
        finite = token.dep == "advcl" and token.tag in ("VBD", "VBZ", "VBP")
        aside = (
            finite
            and cue_strength(reading, verb) is not None
            and not any(reading.tokens[c].dep == "mark" for c in below)
        )  # "the bank hinted," in the middle
        if (
            token.dep in ("parataxis", "ccomp")
            or aside
            or (token.dep in ("conj", "dep") and not clause and _is_quote(reading, token.head))
        ):
            around = reading.subtree(token.head) - reading.subtree(verb)
            if aside or not content - phrase(reading, verb) or _is_quote(reading, token.head):
                content |= around
        if content:
            found.append(Voice(verb, predicate.subjects, frozenset(content)))
    for number, token in enumerate(reading.tokens):
        speakers = () if token.quoted else sources(reading, number)
        if speakers:
            inside = reading.subtree(number)
            content = {
                n for n, t in enumerate(reading.tokens) if t.sentence == token.sentence
            } - inside
            found.append(Voice(number, speakers, frozenset(content)))
    known = [_known(reading, voice, said) for voice in found]
    return known + _unmet(reading, found, said, predicates)


def _is_source(reading: Reading, verb: int) -> bool:
    """Tell whether a verb behind a clause tells who knows it: ", the Courier has learned"."""
    below = reading.children.get(verb, ())
    clauses = [
        c
        for c in below
        if reading.tokens[c].dep == "ccomp" and reading.tokens[c].pos in ("VERB", "AUX")
    ]
    subjects = [s for s in below if reading.tokens[s].dep == "nsubj"]
    return any(
        c < s < verb and reading.tokens[min(reading.subtree(s)) - 1].text == ","
        for c in clauses
        for s in subjects
    )


def _is_quote(reading: Reading, token: int) -> bool:
    return reading.tokens[token].quoted


def _known(reading: Reading, voice: Voice, said: Sequence[Said]) -> Voice:
    """Add the names of the speaker of a statement that has the same cue and content."""
    start = reading.tokens[voice.cue].start
    for one in said:
        at = reading.text.find(one.cue) if one.cue else -1
        if at < 0 or not at <= start < at + len(one.cue):
            continue
        content = _tokens_of(reading, one.content)
        if content and not content & voice.content:
            continue
        names = tuple(dict.fromkeys([*one.names, *([one.speaker] if one.speaker else [])]))
        return Voice(
            voice.cue, voice.speakers, voice.content | content, names, one.kind == "direct"
        )
    return voice


def _unmet(
    reading: Reading,
    found: Sequence[Voice],
    said: Sequence[Said],
    predicates: dict[int, Predicate],
) -> list[Voice]:
    """Make voices of the statements that grammar does not show: their words stand apart.

    So does what reports what another reports: "… he admitted that …, the Courier reported".
    """
    extra = []
    for one in said:
        content = _tokens_of(reading, one.content)
        if not content:
            continue
        at = reading.text.find(one.cue) if one.cue else -1
        cue = next((n for n, t in enumerate(reading.tokens) if t.start <= at < t.end), -1)
        names = tuple(dict.fromkeys([*one.names, *([one.speaker] if one.speaker else [])]))
        if any(
            len(content & v.content) > 0.5 * len(content) and (v.cue not in content or cue < 0)
            for v in found
            if one.cue or set(names) & set(v.names)
        ):
            continue  # "Police say that he left" within what Volan says is hers, too
        if cue < 0 and not one.speaker:
            continue
        speakers = () if names or cue < 0 else _acting(reading, cue, predicates)
        extra.append(Voice(cue, speakers, frozenset(content), names, one.kind == "direct"))
    return extra


def _acting(reading: Reading, cue: int, predicates: dict[int, Predicate]) -> tuple[int, ...]:
    """Return whom a word of saying is of: its subject, or the owner of a noun."""
    if cue in predicates:
        return predicates[cue].subjects
    return tuple(c for c in reading.children.get(cue, ()) if reading.tokens[c].dep == "poss")


def _tokens_of(reading: Reading, contents: Sequence[str]) -> set[int]:
    found: set[int] = set()
    for content in contents:
        place = re.search(r"\s+".join(map(re.escape, content.split())), reading.text)
        if content.strip() and place:
            found |= {
                n for n, t in enumerate(reading.tokens) if place.start() <= t.start < place.end()
            }
    return found

"""Whether those who speak in a claim are those who speak in the evidence."""

import re
from collections.abc import Sequence

from bot.checks.alignment import Alignment, counterparts, is_name
from bot.checks.attribution import sources
from bot.checks.clauses import Predicate, phrase, takes_clause
from bot.checks.names import same_name
from bot.checks.reading import Reading
from bot.checks.references import describes
from bot.checks.strength import NEUTRAL, PUT, STRONG, cue_strength
from bot.checks.voices import PRONOUNS, Voice
from bot.checks.wholes import owned
from index.people import GENDERS
from index.speakers import PLACES_AND_BODIES
from index.words import stems

_SPEAKING = frozenset(("he", "it", "she", "they", "him", "her", "them", "who"))
_CHARGES = frozenset(
    stem
    for word in "accuse blame protest complain charge suspect fault".split()
    for stem in stems(word)
)
_CARRIED = 0.5  # share of a claim's aligned words that must be the speaker's


def misattribution(
    alignment: Alignment,
    mine: Sequence[Voice],
    theirs: Sequence[Voice],
    predicates: dict[int, Predicate],
    others: dict[int, Predicate],
    context: frozenset[str],
    text: str,
) -> str:
    """Say where a claim gives words to who did not speak them, or to nobody.

    ``context`` are the names that pronouns of the exhibit may stand for; ``text`` is what tells
    whom a description means.
    """
    claim, exhibit = alignment.claim, alignment.exhibit
    for other in theirs:
        if _is_all(exhibit, other) and not any(
            _same_speaker(alignment, voice, other, context, text) for voice in mine
        ):
            return "it does not tell whose words these are"
    for voice in mine:
        if claim.stems[voice.cue] == PUT and not takes_clause(claim, voice.cue):
            continue  # a verb as any other here
        words = [n for n in voice.content if claim.stems[n]]
        met = [set(alignment.of(n)) for n in words]
        met = [found for found in met if found]
        bearing = [
            other
            for other in theirs
            if met and sum(bool(f & other.content) for f in met) >= _CARRIED * len(met)
        ]
        if not met:
            bearing = [o for o in theirs if o.cue in alignment.of(voice.cue)]
        if cue_strength(claim, voice.cue) is None and any(
            o.cue in alignment.of(voice.cue) and _same_speaker(alignment, voice, o, context, text)
            for o in theirs
        ):
            continue  # "rejected the charge": what it is follows from the verb's object
        if not met and any(exhibit.tokens[n].quoted for n in alignment.same[voice.cue]):
            continue  # "we do not comment": no speech, a word of one
        if not bearing:
            strength = cue_strength(claim, voice.cue)
            if strength is None and voice.cue in predicates and alignment.of(voice.cue):
                continue  # no speech: the verb is compared as any other
            if (
                strength is None
                or not takes_clause(claim, voice.cue)
                or any(
                    o.cue in alignment.of(voice.cue)
                    and _same_speaker(alignment, voice, o, context, text)
                    for o in theirs
                )
            ):
                continue
            return "the evidence does not say that anybody said this"
        fitting = [o for o in bearing if _same_speaker(alignment, voice, o, context, text)]
        if not fitting and _is_told(alignment, voice, mine, bearing, others, context, text):
            continue  # "Reku said that the figures prove …": compared as any other verb
        if not fitting:
            return f"{_called(claim, voice)} is not who said this"
        if not any(_firm(alignment, voice, other) for other in fitting):
            return f"“{claim.tokens[voice.cue].text}” is more than the evidence says"
    for verb in predicates:
        if any(verb in v.content for v in mine):
            continue
        speaking = [v for v in mine if v.cue == verb]
        for number in counterparts(alignment, verb)[:1]:
            owners = [
                v
                for v in theirs
                if number in v.content
                and number != v.cue
                and not any(
                    v.cue in alignment.of(m.cue) and _same_speaker(alignment, m, v, context, text)
                    for m in mine
                )
                and not any(_same_speaker(alignment, m, v, context, text) for m in speaking)
                and not _told_as(alignment, verb, v, predicates)
                and (v.direct or (v.cue >= 0 and _only_said(exhibit, v)))
            ]
            owners = [v for v in owners if not _under_noun(alignment, verb, v)]
            if owners and not claim.tokens[verb].quoted:
                return "it states as a fact what somebody said"
            acting = predicates[verb].subjects
            if owners and acting and not any(claim.tokens[n].quoted for n in acting):
                return "it does not tell whose words these are"
    return ""


def _is_all(exhibit: Reading, voice: Voice) -> bool:
    """Tell whether all of an exhibit is what somebody says who is named elsewhere."""
    words = {n for n, stem in enumerate(exhibit.stems) if stem}
    return voice.cue < 0 and voice.direct and words <= voice.content


def _is_told(
    alignment: Alignment,
    voice: Voice,
    mine: Sequence[Voice],
    bearing: Sequence[Voice],
    others: dict[int, Predicate],
    context: frozenset[str],
    text: str,
) -> bool:
    """Tell whether words of saying are within what another voice says, as in the exhibit."""
    exhibit = alignment.exhibit
    above = [v for v in mine if voice.cue in v.content and v.cue not in voice.content]
    outer = [
        o for o in bearing if any(_same_speaker(alignment, v, o, context, text) for v in above)
    ]
    acting = {n for s in voice.speakers for n in alignment.of(s)}
    words = [found for n in voice.content if (found := set(alignment.of(n)))]
    return any(
        same in others
        and same in o.content
        and acting.intersection(others[same].subjects)
        and sum(bool(found & exhibit.subtree(same)) for found in words) >= _CARRIED * len(words)
        for same in alignment.same[voice.cue]
        for o in outer
    )


def _told_as(
    alignment: Alignment, verb: int, voice: Voice, predicates: dict[int, Predicate]
) -> bool:
    """Tell whether a claim has the word of saying, though it may be none, with who speaks.

    So it is in "Volan is offering to help" of what Volan offers.
    """
    claim, exhibit = alignment.claim, alignment.exhibit
    named = {word for name in voice.names for word in re.split(r"[\s-]+", name)}
    named |= {exhibit.tokens[n].text for s in voice.speakers for n in phrase(exhibit, s)}
    return any(
        voice.cue in alignment.same[above]
        and above != verb
        and any(
            same_name(claim.tokens[n].text, word)
            for s in predicates[above].subjects
            for n in phrase(claim, s)
            for word in named
        )
        for above in claim.ancestors(verb)
        if above in predicates
    )


def _under_noun(alignment: Alignment, verb: int, voice: Voice) -> bool:
    """Tell whether a claim has a noun for a word of saying: "the fear of the growers is that"."""
    claim = alignment.claim
    above = {verb, *claim.ancestors(verb)}
    nouns = [
        n
        for n, token in enumerate(claim.tokens)
        if token.pos == "NOUN" and voice.cue in alignment.of(n) and ({n, token.head} & above)
    ]
    named = {n for s in voice.speakers for n in phrase(alignment.exhibit, s)}
    return bool(nouns) and any(set(alignment.same[n]) & named for n in range(len(claim.tokens)))


def _only_said(reading: Reading, voice: Voice) -> bool:
    """Tell whether what a voice reports is no more than what somebody said or thinks.

    Where it comes last, "..., the Courier has learned", it tells the source, whatever the verb.
    """
    if voice.content and max(voice.content) < voice.cue:
        return True
    strength = cue_strength(reading, voice.cue)
    if strength is None:
        return reading.stems[voice.cue] in _CHARGES
    return strength != STRONG


def _called(claim: Reading, voice: Voice) -> str:
    if not voice.speakers:
        return "nobody"
    inside = sorted(phrase(claim, voice.speakers[0]))
    return claim.text[claim.tokens[inside[0]].start : claim.tokens[inside[-1]].end]


def _same_speaker(
    alignment: Alignment, mine: Voice, theirs: Voice, context: frozenset[str], text: str
) -> bool:
    claim, exhibit = alignment.claim, alignment.exhibit
    if not mine.speakers:
        return True  # "it was said"
    known = {word for name in theirs.names for word in re.split(r"[\s-]+", name)}
    heads = {t for s in theirs.speakers for t in _speaking(exhibit, s)}
    words = known | {exhibit.tokens[n].text for n in heads if is_name(exhibit.tokens[n])}
    if not theirs.speakers and not known:
        return False
    pronoun = any(exhibit.low(n) in _SPEAKING for s in theirs.speakers for n in phrase(exhibit, s))
    for speaker in mine.speakers:
        token = claim.tokens[speaker]
        people = [
            n for n in phrase(claim, speaker)
            if claim.tokens[n].entity == "PERSON"
            and claim.tokens[n].dep not in ("poss", "compound")
            and claim.tokens[claim.tokens[n].head].dep != "poss"
        ]  # fmt: skip
        if people:
            own = {t for s in theirs.speakers for t in phrase(exhibit, s) - owned(exhibit, s)}
            known_here = known | {exhibit.tokens[n].text for n in own if is_name(exhibit.tokens[n])}
            known_here |= context if pronoun and not known else set()
            if any(same_name(claim.tokens[n].text, w) for n in people for w in known_here):
                return True
            continue
        if claim.low(speaker) in PRONOUNS:
            names = [t for n, t in enumerate(claim.tokens) if is_name(t) and n not in mine.content]
            if theirs.speakers and any(
                _person(exhibit, s) == _person(claim, speaker) for s in theirs.speakers
            ):
                return True
            if any(same_name(t.text, word) for t in names for word in words):
                return True
            if any(set(alignment.of(n)) & heads for n in range(speaker)):
                return True
            continue
        written = token.text[0].isupper()  # the grammar may take a strange name for a noun
        if is_name(token) or (
            written and any(same_name(token.text, w) for w in (*words, *context))
        ):
            if any(same_name(token.text, word) for word in words):
                return True
            if not known and pronoun and any(same_name(token.text, word) for word in context):
                return True
            continue
        if any(describes(token.text, name.split()[-1], text) for name in theirs.names):
            return True
        if set(alignment.of(speaker)) & heads or any(
            n in heads
            for t in phrase(claim, speaker)
            for n in alignment.same[t]
            if exhibit.tokens[n].pos == "NOUN"
        ):
            return True
        if pronoun and not known:
            named = {t for t in phrase(claim, speaker) if is_name(claim.tokens[t])}
            if any(same_name(claim.tokens[t].text, w) for t in named for w in words):
                return True
            if claim.stems[speaker] in context:
                return True
    return False


def _person(reading: Reading, speaker: int) -> str:
    """Return a pronoun as a subject: "his" announcement is what "he" announced."""
    low = reading.low(speaker)
    return GENDERS.get(low, low)


def _speaking(reading: Reading, speaker: int) -> set[int]:
    """Return the words for who speaks: not Volan where "a Volan aide" does.

    A spokeswoman speaks for the ministry or country that she is of, but her words are not those
    of a person.
    """
    found = phrase(reading, speaker)
    theirs = owned(reading, speaker)
    if reading.low(speaker).startswith("spokes"):
        for below in reading.children.get(speaker, ()):
            if reading.low(below) in ("for", "of"):
                for noun in reading.children.get(below, ()):
                    found |= phrase(reading, noun)
        theirs = {
            n
            for n in found - {speaker}
            if reading.tokens[n].pos == "PROPN"
            and reading.tokens[n].entity not in PLACES_AND_BODIES
        }
    return found - theirs


def _firm(alignment: Alignment, mine: Voice, theirs: Voice) -> bool:
    """Tell whether a claim's word of saying is no stronger than the evidence's."""
    claim, exhibit = alignment.claim, alignment.exhibit
    if theirs.cue < 0 or alignment.same[mine.cue]:
        return True
    own, other = cue_strength(claim, mine.cue), cue_strength(exhibit, theirs.cue)
    if sources(exhibit, theirs.cue) or exhibit.stems[theirs.cue] == PUT:
        other = NEUTRAL
    if own is None:
        return other == STRONG or bool(alignment.of(mine.cue))
    if other is None:
        return own != STRONG
    return own <= other

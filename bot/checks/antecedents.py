"""Who "he" or "she" is in a sentence, by what a reader has just read and by who speaks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.checks.reading import Reading
from bot.checks.strength import cue_strength
from bot.exhibits import Exhibit
from index.grammar import Token, read_grammar
from index.names import name_words, same_person
from index.people import GENDERS, People, Person
from index.person_nouns import names_person

_KEPT = 16  # texts whose people are kept


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence with a name for its "he"; ``plain`` if a reader takes "he" for that name."""

    text: str
    plain: bool


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A "he" or "she" by its token; ``explained`` if its sentence may tell who it is."""

    token: int
    explained: bool


def pronoun_of(claim: Reading) -> Pronoun | None:
    """Find the "he" or "she" that a sentence is about, or the first that nothing explains."""
    found = [
        n
        for n, token in enumerate(claim.tokens)
        if token.text.lower() in GENDERS and not token.quoted
    ]
    main = next(
        (n for n in found if (_acts(claim, n) and _is_main(claim, n)) or _is_aside(claim, n)), None
    )
    if not found or (main is None and _is_about_a_name(claim)):
        return None  # "in his view, Volan had won"
    pronoun = found[0] if main is None else main
    before = [n for n in range(pronoun) if not claim.tokens[n].quoted]
    named = any(claim.tokens[n].entity == "PERSON" for n in before)
    acting = any(_acts(claim, n) and claim.low(n) not in GENDERS for n in before)
    if main is None and (named or acting):
        return None  # "Volan said that she had won"
    return Pronoun(pronoun, named)


def _is_about_a_name(claim: Reading) -> bool:
    return any(
        token.pos == "PROPN" and _acts(claim, n) and _is_main(claim, n)
        for n, token in enumerate(claim.tokens)
    )


def spelt_out(
    claim: Reading,
    pronoun: Pronoun,
    before: Reading | None,
    cited: Sequence[Exhibit],
    evidence: str,
) -> list[Told]:
    """Write a claim with each name that may be meant by a pronoun of it, the likeliest first.

    These are the people whom the last sentence ``before`` it names that names any, and those who
    speak in the exhibits that it cites. It is plain whom a reader takes "he" for where one person
    alone is named there; of several the subject, if the ``evidence`` tells that he is a "he", or
    that no other is; and nobody where a person without a name is what the text before is about.

    Reference:
        Brennan, Friedman & Pollard (1987), A Centering Approach to Pronouns: of those whom a
        sentence names, its subject is the likeliest to be meant by the next.
    """
    token = claim.tokens[pronoun.token]
    gender = GENDERS[token.text.lower()]
    people = _people(evidence)
    named = _named(before, people) if before else []
    plainly = not pronoun.explained and not (before and _is_about_the_unnamed(before))
    speakers = [one.speaker for e in cited for one in e.said if one.speaker]
    names = [name for name, _ in named]
    for speaker in speakers:
        known_here = any(same_person(person.name, speaker) for person in people.found)
        if known_here and not any(same_person(name, speaker) for name in names):
            names.append(speaker)
    again = any(
        GENDERS.get(t.text.lower()) == gender and not t.quoted and n != pronoun.token
        for n, t in enumerate(claim.tokens)
    )
    persons = [_person(name, people) for name in names]
    known = [person.gender if person else None for person in persons]
    words = {t.text for n, t in enumerate(claim.tokens) if n != pronoun.token}
    found = []
    for number, (name, its) in enumerate(zip(names, known, strict=True)):
        if words.intersection(name_words(name)[-1:]):
            continue  # "she met Volan"
        if again and its != gender and (its or gender in known):
            continue  # "he said that his", of a woman
        rest = [one for n, one in enumerate(known[: len(named)]) if n != number]
        alone = all(one not in (None, gender) for one in rest)
        subject = number == 0 and named and named[0][1]
        plain = number < len(named) and its in (None, gender) and (alone or bool(subject and its))
        person = persons[number]
        spelt = person.name if person else name
        written = f"{spelt}’s" if token.tag == "PRP$" else spelt
        text = claim.text[: token.start] + written + claim.text[token.end :]
        found.append(Told(text, plain and plainly))
    return sorted(found, key=lambda told: not told.plain)


def _is_about_the_unnamed(before: Reading) -> bool:
    """Tell whether the last sentence is about somebody without a name: "the minister left"."""
    last = before.tokens[-1].sentence
    return any(
        token.sentence == last
        and token.pos == "NOUN"
        and token.dep in ("nsubj", "nsubjpass")
        and names_person(token.text)
        for token in before.tokens
    )


def _head(reading: Reading, token: int) -> Token:
    """Return the noun that a word is one name or title with; "Volan’s" does not act."""
    while reading.tokens[token].dep in ("compound", "amod", "nmod", "flat", "appos"):
        token = reading.tokens[token].head
    return reading.tokens[token]


def _acts(reading: Reading, token: int) -> bool:
    return _head(reading, token).dep in ("nsubj", "nsubjpass", "csubj")


def _is_main(reading: Reading, token: int) -> bool:
    return reading.tokens[_head(reading, token).head].dep == "ROOT"


def _is_aside(reading: Reading, token: int) -> bool:
    """Tell whether a pronoun tells whose words stand around it: "the levy, he said, is high"."""
    return (
        0 < token < len(reading.tokens) - 2
        and reading.tokens[token - 1].text == ","
        and reading.tokens[token + 2].text in (",", ".")
        and cue_strength(reading, token + 1) is not None
    )


def _named(before: Reading, people: People) -> list[tuple[str, bool]]:
    """List the people whom a text names last, subjects of a main clause first and marked."""
    found: list[tuple[str, bool]] = []
    runs = list(_runs(before, people))
    latest = max((before.tokens[first].sentence for first, _ in runs), default=0)
    for first, last in runs:
        if before.tokens[first].sentence != latest:
            continue
        tokens = before.tokens[first : last + 1]
        name = before.text[tokens[0].start : tokens[-1].end].removesuffix("’s").removesuffix("'s")
        main = any(_acts(before, n) and _is_main(before, n) for n in range(first, last + 1))
        same = [n for n, (other, _) in enumerate(found) if same_person(other, name)]
        if same:
            other, was = found[same[0]]
            found[same[0]] = (max(other, name, key=len), was or main)
        else:
            found.append((name, main))
    return sorted(found, key=lambda one: not one[1])


def _runs(before: Reading, people: People) -> Iterator[tuple[int, int]]:
    """Yield the first and last token of each name of a person.

    Grammar may not see one, or take it for a place: it is known from the evidence.
    """
    known = [name_words(person.name) for person in people.found if name_words(person.name)]
    surnames, words = {name[-1] for name in known}, {word for name in known for word in name}
    number = 0
    while number < len(before.tokens):
        first, token = number, before.tokens[number]
        number += 1
        person = token.entity == "PERSON"
        if not person and token.text not in words:
            continue
        while number < len(before.tokens) and (
            before.tokens[number].entity_number == token.entity_number
            if person
            else before.tokens[number].text in words
        ):
            number += 1
        further = number < len(before.tokens) and before.tokens[number].pos == "PROPN"
        if person or (before.tokens[number - 1].text in surnames and not further):
            yield first, number - 1


def _person(name: str, people: People) -> Person | None:
    found = [person for person in people.found if same_person(person.name, name)]
    return found[0] if len(found) == 1 else None


@lru_cache(_KEPT)
def _people(text: str) -> People:
    return People(text, read_grammar(text))

"""Who is in an article: the people it names, what it calls them, and he or she."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from index.grammar import Token
from index.names import name_words, same_person, same_word
from index.person_nouns import HONORIFICS
from index.roles import Descriptions, Role, to_role

Gender = Literal["he", "she"]

_OF_MEN = frozenset("mr sir lord king prince father brother husband son widower".split())
_OF_WOMEN = frozenset(
    "mrs ms miss mme dame lady queen princess mother sister wife daughter widow".split()
)
GENDERS: dict[str, Gender] = {
    "he": "he", "him": "he", "his": "he", "himself": "he",
    "she": "she", "her": "she", "hers": "she", "herself": "she",
}  # fmt: skip
# A title counts as much as this many pronouns, which may mean someone else.
_TITLE_WEIGHT = 3
_HEADING_CHARACTERS = 160
_LINE_END = re.compile(r"[\r\n]")


@dataclass(slots=True)
class Person:
    """Someone an article names.

    ``name`` is the full form it uses most, ``descriptions`` are what it calls them and
    ``roles`` the same as `Role`; ``gender`` is what its pronouns and titles agree on.
    """

    name: str
    descriptions: set[str] = field(default_factory=set)
    roles: set[Role] = field(default_factory=set)
    genders: Counter[Gender] = field(default_factory=Counter)

    @property
    def gender(self) -> Gender | None:
        """He or she, when three times as much speaks for it as for the other."""
        (most, count), *rest = self.genders.most_common() or [("he", 0)]
        return most if count and count >= 3 * sum(other for _, other in rest) else None


@dataclass(frozen=True, slots=True)
class _Name:
    first: int  # token
    last: int
    text: str
    in_heading: bool

    @property
    def words(self) -> tuple[str, ...]:
        return name_words(self.text)


class People:
    """The people an article names, and who a name in it is."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._at: dict[int, Person] = {}
        names = list(_person_names(text, tokens))
        self.found = self._gather(names)
        self._find_unmarked()
        descriptions = Descriptions(text, tokens, frozenset(self._at))
        for name in names:
            person = self._at[name.last]
            for words in descriptions.around(name.first, name.last):
                if role := to_role(words):
                    person.roles.add(role)
                    person.descriptions.add(words)
            self._read_title(name, person)
        self._read_pronouns()

    def at(self, token: int) -> Person | None:
        """Return the person that the token at this place names."""
        return self._at.get(token)

    def with_role(self, role: Role) -> list[Person]:
        """List the people whom the article calls so."""
        return [p for p in self.found if any(role.fits(known) for known in p.roles)]

    def _gather(self, names: list[_Name]) -> list[Person]:
        """Give each name its person: full names first, then surnames."""
        full: list[Person] = []
        spelt: dict[str, Person] = {}
        # a heading capitalises what is no name: it names nobody whom the body names otherwise
        body = {name.words[0] for name in names if len(name.words) == 1 and not name.in_heading}
        for name in sorted(names, key=lambda name: name.in_heading):
            if len(name.words) > 1 and name.text not in spelt:
                same = [p for p in full if same_person(p.name, name.text)]
                if not same and name.in_heading:
                    same = [p for w in name.words for p in _with_surname(full, w)]
                    alone = [word for word in name.words if word in body]
                    if not same and alone:  # "Volan Says" above an article on Volan
                        same = [Person(alone[0])]
                        full += same
                if not same:
                    same = [Person(name.text)]
                    full += same
                spelt[name.text] = same[0]
        single: dict[str, Person] = {}
        for name in names:
            if len(name.words) > 1:
                person = spelt[name.text]
            else:
                person = _by_word(name.words[0], full, single)
            for token in range(name.first, name.last + 1):
                self._at[token] = person
        for person in full:
            forms = Counter(
                name.text
                for name in names
                if spelt.get(name.text) is person and same_person(name.text, person.name)
            )
            if forms:
                person.name = forms.most_common(1)[0][0]
        return [*full, *single.values()]

    def _find_unmarked(self) -> None:
        """Find the surnames of known people that were not seen to be a person's name."""
        surnames = {name_words(p.name)[-1]: p for p in self.found if name_words(p.name)}
        for number, token in enumerate(self._tokens):
            person = surnames.get(token.text)
            if person is None or number in self._at or token.pos != "PROPN":
                continue
            around = self._tokens[max(0, number - 1) : number + 2]
            if not any(
                other is not token
                and other.pos == "PROPN"
                and other.text.lower().rstrip(".") not in HONORIFICS
                for other in around
            ):
                self._at[number] = person

    def _read_title(self, name: _Name, person: Person) -> None:
        before = self._tokens[max(0, name.first - 1) : name.first]
        near = [token.text.lower().rstrip(".") for token in before]
        for word in (*near, *(word for role in person.roles for word in role.words)):
            if word in _OF_WOMEN or word.endswith("woman"):
                person.genders["she"] += _TITLE_WEIGHT
            elif word in _OF_MEN or (word.endswith("man") and person.roles):
                person.genders["he"] += _TITLE_WEIGHT

    def _read_pronouns(self) -> None:
        """Count he and she where only one person is named, in a sentence and the next."""
        named: dict[int, list[tuple[int, Person]]] = {}
        for number, person in sorted(self._at.items()):
            here = named.setdefault(self._tokens[number].sentence, [])
            if all(person is not other for _, other in here):
                here.append((number, person))
        for number, token in enumerate(self._tokens):
            gender = GENDERS.get(token.text.lower())
            if gender is None or token.quoted:
                continue
            here = named.get(token.sentence, [])
            before = named.get(token.sentence - 1, [])
            if len(here) == 1 and here[0][0] < number:
                here[0][1].genders[gender] += 1
            elif not here and len(before) == 1:
                before[0][1].genders[gender] += 1


def _with_surname(people: Sequence[Person], word: str) -> list[Person]:
    return [person for person in people if same_word(name_words(person.name)[-1], word)]


def _by_word(word: str, full: Sequence[Person], single: dict[str, Person]) -> Person:
    """Find the person that one word names; what could be several stays the word."""
    found = _with_surname(full, word)
    found = found or [p for p in full if same_word(name_words(p.name)[0], word)]
    if len(found) == 1:
        return found[0]
    for known, person in single.items():
        if same_word(known, word):
            return person
    return single.setdefault(word, Person(word))


def _person_names(text: str, tokens: Sequence[Token]) -> Iterator[_Name]:
    """Yield each name of a person, without titles and possessive endings."""
    number = 0
    while number < len(tokens):
        first, entity = number, tokens[number].entity_number
        number += 1
        if tokens[first].entity != "PERSON":
            continue
        while number < len(tokens) and (
            tokens[number].entity_number == entity or _hyphenated(tokens, number)
        ):
            number += 1
        last = number - 1
        while last >= first and not _ends_name(tokens[last].text):
            last -= 1
        while first <= last and (
            tokens[first].text.lower().rstrip(".") in HONORIFICS
            or not tokens[first].text[0].isupper()
            or (
                first < last
                and not tokens[first].text[-1].isalnum()
                and tokens[first].text[-1] != "."
            )
        ):
            first += 1
        if first <= last:
            name = " ".join(text[tokens[first].start : tokens[last].end].split())
            if name_words(name):
                yield _Name(first, last, name, in_heading(text, tokens[first].start))


def _hyphenated(tokens: Sequence[Token], number: int) -> bool:
    """Tell whether a token goes on with the name before it: Ki, -, moon."""
    before, here = tokens[number - 1], tokens[number]
    if before.end != here.start:
        return False
    if here.text in "-‐‑":
        return number + 1 < len(tokens) and tokens[number + 1].start == here.end
    return before.text in "-‐‑" and here.text[0].isalpha()


def _ends_name(word: str) -> bool:
    if re.fullmatch(r"[^\W\d_]\.|[JS]r\.", word):
        return True
    return word[0].isalpha() and word[-1].isalnum()


def in_heading(text: str, place: int) -> bool:
    """Tell whether a place is on a short line without a full stop at its end."""
    far = max(0, place - _HEADING_CHARACTERS)
    start = max(text.rfind("\n", far, place), text.rfind("\r", far, place)) + 1
    if start == 0 and far > 0:
        return False
    found = _LINE_END.search(text, place, start + _HEADING_CHARACTERS)
    end = found.start() if found else len(text)
    line = text[start : min(end, start + _HEADING_CHARACTERS)].rstrip()
    return end - start < _HEADING_CHARACTERS and line[-1:] not in tuple('.!?…”"’:;,)')

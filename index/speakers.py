"""Who speaks: from the words that name a source to a speaker of the article.

"He", "Poutine" and "the Ukrainian president" are resolved by what the article itself
says; what it does not settle stays unknown, for a wrong name is worse than none.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from index.grammar import Token
from index.people import Gender, People, Person, in_heading
from index.person_nouns import before_titles, is_office, is_plural, names_person
from index.records import Attribution, Span
from index.roles import to_role

_PRONOUNS: dict[str, Gender] = {"he": "he", "him": "he", "she": "she", "her": "she"}
_RELATIVE = frozenset(("who", "whom", "which", "that"))
_BACK_SENTENCES = 3
PLACES_AND_BODIES = frozenset(("ORG", "GPE", "NORP", "FAC", "LOC"))
_AMOUNTS = frozenset(
    ("DATE", "TIME", "CARDINAL", "ORDINAL", "PERCENT", "MONEY", "QUANTITY", "PERSON")
)
_QUANTIFIERS = frozenset(
    "a an all another any both few many more most no one other several some".split()
)


def name_speakers(
    text: str, tokens: Sequence[Token], attributions: Sequence[Attribution], people: People
) -> list[str | None]:
    """Name the speaker of each attribution, or none; in their order.

    Persons get the fullest name the article has for them; countries, offices and
    organisations (the Kremlin, Moscow) stay what they are.

    Reference:
        Muzny et al. (2017), A Two-stage Sieve Approach for Quote Attribution.
    """
    resolver = _Resolver(text, tokens, people)
    named: list[str | None] = [None] * len(attributions)
    order = sorted(range(len(attributions)), key=lambda n: _place(attributions[n]))
    for number in order:
        named[number] = resolver.name(attributions[number])
    return named


def _place(attribution: Attribution) -> int:
    return (attribution.source or attribution.cue).start


class _Resolver:
    """Reads an article's attributions in order; remembers who spoke last."""

    def __init__(self, text: str, tokens: Sequence[Token], people: People) -> None:
        self._text = text
        self._tokens = tokens
        self._people = people
        self._starts = [token.start for token in tokens]
        self._last: tuple[int, Person | None] = (-1, None)  # sentence, speaker

    def name(self, attribution: Attribution) -> str | None:
        if attribution.source is None:
            return None
        first, last = self._inside(attribution.source)
        if first >= last:
            return None
        root = self._root(first, last)
        persons = self._persons(first, last, root, attribution)
        self._last = (
            self._tokens[root].sentence,
            persons[0] if len(persons) == 1 else None,
        )
        if persons:
            return " and ".join(person.name for person in persons)
        return self._other_name(first, last, root)

    def _inside(self, span: Span) -> tuple[int, int]:
        first = bisect_right(self._starts, span.start) - 1
        if first < 0 or self._tokens[first].end <= span.start:
            first += 1
        return first, bisect_left(self._starts, span.end)

    def _root(self, first: int, last: int) -> int:
        """Find the word that the others of a mention depend on."""
        for token in range(first, last):
            here = self._tokens[token]
            outside = not first <= here.head < last or here.head == token
            if outside and here.pos in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"):
                return token
        for token in range(first, last):
            if self._tokens[token].text in (",", "of", "for", "in", "at", "(", "–", "—"):
                return max(first, token - 1)
        return last - 1

    def _persons(self, first: int, last: int, root: int, attribution: Attribution) -> list[Person]:
        word = self._tokens[root].text.lower()
        if last - first == 1 and word in _PRONOUNS:
            found = self._antecedent(root, _PRONOUNS[word], attribution)
            return [found] if found else []
        if last - first == 1 and word in _RELATIVE:
            found = self._before_relative(root)
            return [found] if found else []
        if person := self._people.at(root):
            if self._owns(root, last):
                return []
            others = [
                other
                for token in range(root + 1, last)
                if self._tokens[token].dep == "conj"
                and (other := self._people.at(token))
                and other is not person
            ]
            return [person, *others]
        if self._tokens[root].pos in ("NOUN", "PROPN"):
            if found := self._titled(first, last, root):
                return [found]
            if found := self._described(first, last, root):
                return [found]
        return []

    def _owns(self, token: int, last: int) -> bool:
        return token + 1 < last and self._tokens[token + 1].text in ("'s", "’s", "'", "’")

    def _titled(self, first: int, last: int, root: int) -> Person | None:
        """Read "the head of Russian diplomacy Sergey Lavrov": the name comes last."""
        while last - 1 > first and self._tokens[last - 1].pos == "PUNCT":
            last -= 1
        person = self._people.at(last - 1)
        if person is None:
            return None
        start = last - 1
        while start > first and self._people.at(start - 1) is person:
            start -= 1
        start = max(first, before_titles(self._tokens, start))
        if start > first and self._tokens[start - 1].pos in ("NOUN", "PROPN"):
            return None if self._is_anothers(first, start) else person
        if (
            start - 1 > first
            and self._tokens[start - 1].text == ","
            and self._tokens[start].sentence == self._tokens[first].sentence
            and any(
                self._tokens[t].dep == "appos"
                and (self._tokens[t].head == root or is_office(self._tokens[root].text))
                for t in range(start, last)
            )
        ):
            return person
        return None

    def _is_anothers(self, first: int, name: int) -> bool:
        """Tell whether the name is whom another belongs to: "a spokesman for President Reku"."""
        title = self._tokens[name - 1]
        if title.entity in PLACES_AND_BODIES or not names_person(title.text):
            return False
        for token in range(name - 2, first, -1):
            here, head = self._tokens[token], self._tokens[token - 1]
            if here.pos in ("PUNCT", "CCONJ"):
                return False
            if here.pos == "VERB":
                return True
            if here.pos == "ADP":  # "Ministry of Trade spokesman Reku" is Reku
                body = head.pos == "PROPN" and not names_person(head.text.removesuffix("s"))
                return not body or token == name - 2
        return False

    def _described(self, first: int, last: int, root: int) -> Person | None:
        """Find the one person whom the article calls what a mention says."""
        tokens = self._tokens[first:last]
        definite = tokens[0].text.lower() == "the" or any(
            token.text in ("'s", "’s") for token in tokens
        )
        if not definite or is_plural(self._tokens[root].text):
            return None
        if any(self._people.at(token) for token in range(first, last)):
            return None  # "Trump's spokesman" is not Trump
        role = to_role(self._text[tokens[0].start : tokens[-1].end])
        if role is None:
            return None
        found = self._people.with_role(role)
        return found[0] if len(found) == 1 else None

    def _before_relative(self, root: int) -> Person | None:
        before = root - 2 if root > 1 and self._tokens[root - 1].text == "," else root - 1
        if before >= 0 and (person := self._people.at(before)):
            return person
        verb = self._tokens[self._tokens[root].head]
        if verb.head >= root or _has_names(self._people, verb.head + 1, root):
            return None
        if verb.dep == "relcl":
            return self._people.at(verb.head)
        return None

    def _antecedent(self, pronoun: int, gender: Gender, own: Attribution) -> Person | None:
        """Find whom "he" or "she" means, when little speaks for anyone else."""
        here = self._tokens[pronoun]
        if here.quoted:
            return None
        begin = self._sentence_start(pronoun)
        found = self._candidates(begin, pronoun, gender, own)
        if found:
            return self._one_of(found)
        sentence, spoke = self._last
        end = begin
        for back in range(1, _BACK_SENTENCES + 1):
            if end == 0:
                return None
            begin = self._sentence_start(end - 1)
            found = self._candidates(begin, end, gender, own)
            if (
                spoke is not None
                and sentence == here.sentence - back
                and spoke.gender in (None, gender)
            ):
                rivals = [p for p, subject in found if subject and p is not spoke]
                return None if rivals else spoke
            if found:
                return self._one_of(found)
            end = begin
        return None

    def _candidates(
        self, start: int, end: int, gender: Gender, own: Attribution
    ) -> list[tuple[Person, bool]]:
        """List the people who may be meant, and whether each is a subject there."""
        found: dict[int, tuple[Person, bool]] = {}
        for token in range(start, end):
            here = self._tokens[token]
            person = self._people.at(token)
            if (
                person is None
                or here.quoted
                or person.gender not in (None, gender)
                or any(span.start <= here.start < span.end for span in own.content)
            ):
                continue
            subject = here.dep in ("nsubj", "nsubjpass") and not self._owns(token, end)
            before = found.get(id(person), (person, False))[1]
            found[id(person)] = (person, subject or before)
        return list(found.values())

    def _one_of(self, found: list[tuple[Person, bool]]) -> Person | None:
        if len(found) == 1:
            return found[0][0]
        subjects = [person for person, subject in found if subject]
        return subjects[0] if len(subjects) == 1 else None

    def _sentence_start(self, token: int) -> int:
        sentence = self._tokens[token].sentence
        while token > 0 and self._tokens[token - 1].sentence == sentence:
            token -= 1
        return token

    def _other_name(self, first: int, last: int, root: int) -> str | None:
        """Keep the name of what is no person: a country, an office, an organisation."""
        here, opening = self._tokens[root], self._tokens[first]
        if opening.pos == "NUM" or opening.text.lower() in _QUANTIFIERS:
            return None
        if here.entity not in PLACES_AND_BODIES and (
            here.pos != "PROPN" or here.entity in _AMOUNTS or in_heading(self._text, here.start)
        ):
            return None

        def belongs(token: int) -> bool:
            other = self._tokens[token]
            if other.entity_number == here.entity_number >= 0:
                return True
            return other.pos in ("PROPN", "ADJ") and other.text[0].isupper()

        start, end = root, root + 1
        while start > first and belongs(start - 1):
            start -= 1
        while end < last and belongs(end):
            end += 1
        while start < end and self._tokens[start].text.lower() in ("the", "a", "an"):
            start += 1
        while end > start and self._tokens[end - 1].text in ("'s", "’s"):
            end -= 1
        if start >= end or (end < last and self._owns(end - 1, last)):
            return None
        name = " ".join(self._text[self._tokens[start].start : self._tokens[end - 1].end].split())
        return name if any(character.isupper() for character in name) else None


def _has_names(people: People, start: int, end: int) -> bool:
    return any(people.at(token) for token in range(start, end))

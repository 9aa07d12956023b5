"""What an article calls people: "Ukrainian President", ", the foreign minister,"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.countries import with_countries
from index.grammar import Token
from index.person_nouns import before_titles, is_office, names_person, without_title
from index.words import stems

# Words that make a title another title: "former president" is not "president".
_PRIVATIVE = frozenset(
    stem
    for word in "former ex late onetime erstwhile acting interim vice deputy assistant associate "
    "under junior designate elect candidate nominee hopeful rival then would-be".split()
    for stem in stems(word) or [word]
)
_WORDS = 12  # in a description, at most
_NOMINAL = ("NOUN", "PROPN", "ADJ")


@dataclass(frozen=True, slots=True)
class Role:
    """A description of someone: ``head`` is the stem of its noun, ``words`` all stems.

    Countries count as one with their adjectives: "Ukraine's president" is "the
    Ukrainian president".
    """

    head: str
    words: frozenset[str]

    def fits(self, known: "Role") -> bool:
        """Tell whether someone with the role ``known`` may be called by this one."""
        return (
            self.head == known.head
            and self.words <= known.words
            and not (known.words - self.words) & _PRIVATIVE
        )


@lru_cache(maxsize=1 << 16)
def to_role(words: str) -> Role | None:
    """Read a description: "the president of Ukraine", "White House spokeswoman"."""
    before, _, after = with_countries(words).partition(" of ")
    head = stems(before)
    if not head:
        return None
    return Role(head[-1], frozenset((*head, *stems(after))))


class Descriptions:
    """Reads how an article describes the people it names.

    ``named`` are the numbers of the tokens that name someone.
    """

    def __init__(self, text: str, tokens: Sequence[Token], named: frozenset[int]) -> None:
        self._text = text
        self._tokens = tokens
        self._named = named

    def around(self, first: int, last: int) -> Iterator[str]:
        """Yield what stands beside the name from token ``first`` to ``last``."""
        for start, end in (
            self._before(first),
            self._apposed_before(first),
            self._apposed_after(last),
            self._predicate(last),
        ):
            words = self._text[self._tokens[start].start : self._tokens[end - 1].end]
            if start < end and without_title(words):
                yield " ".join(words.split())

    def _before(self, first: int) -> tuple[int, int]:
        """Read "Ukrainian President" before a name, "the head of diplomacy" too."""
        start = self._phrase_start(first, first)
        if start == first or self._tokens[first - 1].pos not in ("NOUN", "PROPN"):
            return first, first
        return start, first

    def _apposed_before(self, first: int) -> tuple[int, int]:
        """Read "Ukraine's president, Volodymyr Zelensky", and "…, Mr Zelensky"."""
        first = before_titles(self._tokens, first)
        if first < 2 or self._tokens[first - 1].text != ",":
            return first, first
        end = first - 1
        start = self._phrase_start(end, end)
        described = self._tokens[start:end]
        opens = start == 0 or self._tokens[start - 1].pos in ("DET", "PRON", "PUNCT")
        apposed = any(token.dep == "appos" for token in self._tokens[first : first + 4])
        apposed = apposed and not self._may_be_either(start, end)
        if not (opens and apposed and described) or described[-1].pos not in ("NOUN", "PROPN"):
            return first, first
        return start, end

    def _may_be_either(self, start: int, end: int) -> bool:
        """Tell whether a phrase names two, of whom a name may be: "the lawyer of the victim"."""
        of = [n for n in range(start, end) if self._tokens[n].text.lower() in ("of", "for", "to")]
        if not of:
            return False
        return not is_office(self._tokens[of[0] - 1].text) or names_person(
            self._tokens[end - 1].text
        )

    def _apposed_after(self, last: int) -> tuple[int, int]:
        """Read ", the Ukrainian president," after a name, an age between or not."""
        tokens, start = self._tokens, last + 2
        if start >= len(tokens) or tokens[last + 1].text != ",":
            return last, last
        if tokens[start].text.isdigit():
            if start + 2 >= len(tokens) or tokens[start + 1].text != ",":
                return last, last
            start += 2
        end = start
        while end < len(tokens) and end - start <= _WORDS and not _closes(tokens[end]):
            end += 1
        described = tokens[start:end]
        if (
            end >= len(tokens)
            or end - start > _WORDS
            or not any(token.dep == "appos" for token in described)
            or not any(token.pos == "NOUN" or token.text.istitle() for token in described)
            or any(number in self._named for number in range(start, end))
        ):
            return last, last
        return start, end

    def _predicate(self, last: int) -> tuple[int, int]:
        """Read "Volan is the foreign minister"."""
        tokens = self._tokens
        if last + 3 >= len(tokens) or (
            tokens[last + 1].text.lower(), tokens[last + 2].text.lower()
        ) != ("is", "the"):  # fmt: skip
            return last, last
        end = last + 3
        while end < len(tokens) and tokens[end].pos in (*_NOMINAL, "ADP", "DET"):
            end += 1
        return last + 3, end

    def _phrase_start(self, start: int, name: int) -> int:
        """Find where the noun phrase before a name begins, its article left out."""
        end = start
        while start > 0 and self._in_phrase(start - 1, name):
            start -= 1
        while start < end and self._tokens[start].pos in ("DET", "ADP", "PART", "PRON"):
            start += 1
        return start

    def _in_phrase(self, number: int, name: int) -> bool:
        here, after = self._tokens[number], self._tokens[number + 1]
        if here.sentence != self._tokens[name].sentence or name - number > _WORDS:
            return False
        if number in self._named:
            return False
        word = here.text.lower()
        if here.pos in _NOMINAL or word in ("'s", "’s", "-"):
            return True
        if word in ("of", "for", "to"):
            return after.pos in (*_NOMINAL, "DET")
        return here.pos == "DET" and number > 0 and self._tokens[number - 1].text.lower() == "of"


def _closes(token: Token) -> bool:
    return (
        re.fullmatch(r"[,.;:)\]—–]", token.text) is not None
        or token.pos in ("VERB", "AUX", "SCONJ")
        or (token.pos == "PRON" and token.text.lower() in ("who", "whom", "which", "that"))
    )

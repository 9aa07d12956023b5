"""Who speaks in the articles, under every name that the articles have for them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from index.countries import countries_of
from index.names import name_words, named_by, same_person, sound_key
from index.person_nouns import is_plural, without_title
from index.roles import Role, to_role
from index.rows import Stored
from index.store import Store

_INDEFINITE = frozenset(
    "a an another any both few many more most no one other several some three two".split()
)


@dataclass(slots=True)
class Speaker:
    """Someone with statements: ``voices`` are the labels that the articles have for them."""

    name: str
    voices: tuple[str, ...]
    count: int
    named: bool


class _Names:
    """Full names of people, found by the sound of a word: a corpus has thousands."""

    def __init__(self) -> None:
        self._by_last: dict[str, list[str]] = defaultdict(list)

    def add(self, name: str) -> None:
        self._by_last[sound_key(name_words(name)[-1])].append(name)

    def alike(self, name: str) -> list[str]:
        """List those that may be of the person whom a full name or a surname names."""
        near = self._by_last.get(sound_key(name_words(name)[-1]), ())
        return [other for other in near if same_person(other, name)]


class Directory:
    """The speakers of a store, as one state of it has them.

    A surname belongs to the one full name in the articles that has it; a description
    of whose it is ("the Ukrainian president") to the one person whom some article calls
    so. What could be several stays by itself.
    """

    def __init__(self, entries: Iterable[Stored]) -> None:
        self._counts: Counter[str] = Counter()
        self._named: set[str] = set()
        # who is called so, by each word of the description
        self._roles: dict[str, list[tuple[str, Role]]] = defaultdict(list)
        self._people = _Names()
        people: dict[str, None] = {}
        self._persons = people
        self._articles: dict[str, set[str]] = defaultdict(set)
        for entry in entries:
            for voice in entry.voices:
                if voice.label:
                    self._counts[voice.label] += voice.count
                    self._articles[voice.label].add(entry.article.id)
                    if voice.named:
                        self._named.add(voice.label)
            for profile in entry.profiles:
                people.setdefault(profile.name)
                for words in profile.roles:
                    if role := to_role(words):
                        for word in role.words:
                            self._roles[word].append((profile.name, role))
        spoken = sorted(self._named, key=lambda label: (-self._counts[label], label))
        for name in dict.fromkeys([*spoken, *people]):
            if len(name_words(name)) > 1 and not self._people.alike(name):
                self._people.add(name)

    @cached_property
    def speakers(self) -> list[Speaker]:
        """Everyone with statements, the most quoted first; the unnamed after the named."""
        groups: dict[str, list[str]] = defaultdict(list)
        for label in self._counts:
            groups[self._owner(label)].append(label)
        found = [
            Speaker(
                name,
                tuple(sorted(labels, key=lambda label: (-self._counts[label], label))),
                sum(self._counts[label] for label in labels),
                any(label in self._named for label in labels) or name != labels[0],
            )
            for name, labels in groups.items()
        ]
        return sorted(found, key=lambda s: (not s.named, -s.count, s.name))

    def _owner(self, label: str) -> str:
        """Name the one speaker that a label belongs to; itself when it could be several."""
        if label in self._named:
            same = self._people.alike(label) if name_words(label) else []
            same = [name for name in same if name in self._persons or self._is_short(label, name)]
        else:
            same = self._with_role(label) if _says_whose(label) else []
        return same[0] if len(same) == 1 else label

    def _is_short(self, label: str, name: str) -> bool:
        """Tell whether a label is a body's name cut short: only where its whole name is, too.

        The Board of one article is not that of another, nor are the Growers the Hill Growers.
        """
        return label == name or (
            not is_plural(label) and self._articles[label] <= self._articles[name]
        )

    def _with_role(self, description: str) -> list[str]:
        """List the people some article calls so."""
        role = to_role(description)
        head = description.partition(" of ")[0].split()[-1:]
        if role is None or any(map(is_plural, head)):
            return []  # "sources" are not whom somebody calls a source
        found = []
        rarest = min((self._roles.get(word, []) for word in role.words), key=len)
        for name, known in rarest:
            if role.fits(known):
                same = self._people.alike(name) if name_words(name) else []
                found.append(same[0] if len(same) == 1 else name)
        return list(dict.fromkeys(found))

    def find(self, words: str) -> list[Speaker]:
        """Find whom a question means: by name, however it is spelt, or by description.

        Several when the words fit several; empty when nobody with statements is meant.
        """
        asked = without_title(words)
        if not asked:
            return []
        plain = _plain(words)
        exact = [s for s in self.speakers if plain in map(_plain, (s.name, *s.voices))]
        named = self._by_name(asked)
        if exact or named:
            return list({id(s): s for s in (*exact, *named)}.values())
        described = set(self._with_role(words))
        role = to_role(words)
        found = [s for s in self.speakers if s.name in described]
        if role is not None and len(role.words) > 1:
            found += [
                s
                for s in self.speakers
                if s not in found
                and any(
                    label not in self._named
                    and (known := to_role(label)) is not None
                    and known.words == role.words
                    for label in s.voices
                )
            ]
        return found

    def _by_name(self, asked: str) -> list[Speaker]:
        """Find the people whom a name may mean.

        A full name means who has it or, when nobody with that surname has a full one,
        who is called by the surname alone.
        """
        keys = {sound_key(word) for word in name_words(asked)}
        people = [s for key in keys for s in self._by_sound.get(key, ())]
        full = len(name_words(asked)) > 1
        found = [
            s
            for s in people
            if any(
                named_by(asked, label)
                for label in {s.name, *(v for v in s.voices if v in self._named)}
                if not full or len(name_words(label)) > 1
            )
        ]
        if found or not full:
            return found
        last = name_words(asked)[-1]
        alike = [s for s in people if name_words(s.name)[-1:] and named_by(last, s.name)]
        return alike if all(len(name_words(s.name)) == 1 for s in alike) else []

    @cached_property
    def _by_sound(self) -> dict[str, list[Speaker]]:
        """The named speakers by the sounds of the words of their names."""
        found: dict[str, list[Speaker]] = defaultdict(list)
        for speaker in self.speakers:
            if speaker.named:
                labels = (speaker.name, *speaker.voices)
                for key in {sound_key(word) for label in labels for word in name_words(label)}:
                    found[key].append(speaker)
        return found

    def bodies(self, top_k: int) -> list[Speaker]:
        """List the named speakers that are no person any article describes, most quoted first."""
        return [s for s in self.speakers if s.named and s.name not in self._persons][:top_k]

    def related(self, speakers: Sequence[Speaker], top_k: int) -> list[Speaker]:
        """List other speakers of the same country: Russia and its ministry for Moscow."""
        countries = {
            c for s in speakers for label in (s.name, *s.voices) for c in countries_of(label)
        }
        return [
            s
            for s in self.speakers
            if s.named and s not in speakers and countries & countries_of(s.name)
        ][:top_k]


class Directories:
    """The directory of a store, made anew whenever the store has changed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._made: tuple[str, Directory] | None = None

    def current(self) -> Directory:
        """Return the directory of the store as it is now."""
        generation = self._store.generation()
        if self._made is None or self._made[0] != generation:
            self._made = generation, Directory(self._store.entries().values())
        return self._made[1]


def _says_whose(description: str) -> bool:
    """Tell whether a description is definite and names whose: "the Ukrainian president"."""
    first, _, rest = description.partition(" ")
    if first.lower() in _INDEFINITE:
        return False  # "a minister's aide"
    owner, _, owned = description.replace("’", "'").partition("'s ")
    words = rest if first.lower() == "the" else owner if owned else ""
    return any(word[0].isupper() for word in words.split())


def _plain(words: str) -> str:
    bare = words.casefold().strip(" .,;:!?\"'“”’")
    return bare.removeprefix("the ")

"""Names that a claim cuts short, or makes of common words: "Salt Road" is not "Salt"."""

from bot.checks.alignment import Alignment
from bot.checks.reading import Reading


def misnamed(alignment: Alignment) -> str:
    """Say which name of a claim is no name in its evidence; nothing when all are."""
    return _made_up(alignment) or _cut(alignment) or _of_another(alignment)


def _made_up(alignment: Alignment) -> str:
    """Return a problem with a name whose words the exhibit has, as common words, apart."""
    claim, exhibit = alignment.claim, alignment.exhibit
    for run in _runs(claim):
        met = [[n for n in alignment.same[t] if not claim.tokens[t].quoted] for t in run]
        if len(run) < 2 or not all(met):
            continue
        for token, found in zip(run, met, strict=True):
            if all(_is_common(exhibit, n) for n in found) and not any(
                abs(n - m) == 1 for n in found for others in met if others != found for m in others
            ):
                return f"nothing is called “{claim.tokens[token].text}” in the evidence"
        capital = any(exhibit.tokens[n].text[0].isupper() for found in met for n in found)
        joined = any(n + 1 in met[1] for n in met[0])
        if not capital and not joined:
            words = " ".join(claim.tokens[t].text for t in run)
            return f"nothing is called “{words}” in the evidence"
    return ""


def _is_common(reading: Reading, token: int) -> bool:
    """Tell whether a word is an adjective in lower case: part of no name, and no title."""
    return reading.tokens[token].text[0].islower() and reading.tokens[token].pos == "ADJ"


def _cut(alignment: Alignment) -> str:
    """Return a problem with a noun that goes with half of a name that it goes with there."""
    claim, exhibit = alignment.claim, alignment.exhibit
    for number, token in enumerate(claim.tokens[:-1]):
        behind = claim.tokens[number + 1]
        if not token.text[0].isupper() or behind.pos != "NOUN" or behind.text[0].isupper():
            continue
        if token.head != number + 1 or token.dep not in ("amod", "compound", "nmod"):
            continue
        found = [n for n in alignment.same[number] if exhibit.tokens[n].pos == "PROPN"]
        if found and all(_goes_on(exhibit, n, alignment.of(number + 1)) for n in found):
            name = f"{token.text} {exhibit.tokens[found[0] + 1].text}"
            return f"the evidence says “{name}”"
    return ""


def _of_another(alignment: Alignment) -> str:
    """Return a problem with a name that is of another thing there: "the Bank of Trade"."""
    claim, exhibit = alignment.claim, alignment.exhibit
    for number, token in enumerate(claim.tokens):
        if token.pos != "PROPN" or not (mine := _of(claim, number)):
            continue
        met = {m for n in mine for m in alignment.same[n]}
        its = [(n, _of(exhibit, n)) for n in alignment.same[number]]
        if met and all(whose and not met.intersection(whose) for _, whose in its):
            noun, whose = its[0]
            return f"the evidence says “{exhibit.tokens[noun].text} of {_text(exhibit, whose)}”"
    return ""


def _of(reading: Reading, name: int) -> list[int]:
    """Return the name that a name is "of"."""
    return [
        noun
        for of in reading.children.get(name, ())
        if reading.low(of) == "of"
        for noun in reading.children.get(of, ())
        if reading.tokens[noun].pos == "PROPN"
    ]


def _text(reading: Reading, tokens: list[int]) -> str:
    return " ".join(reading.tokens[n].text for n in tokens)


def _goes_on(reading: Reading, token: int, nouns: tuple[int, ...]) -> bool:
    """Tell whether a name goes on behind a word of it, before the noun that it goes with."""
    following = token + 1
    if following >= len(reading.tokens) or reading.tokens[following].pos != "PROPN":
        return False
    one, other = reading.tokens[token], reading.tokens[following]
    beside = one.dep == other.dep == "compound" or one.head == following
    return beside and other.head in nouns and reading.tokens[other.head].pos == "NOUN"


def _runs(reading: Reading) -> list[list[int]]:
    """List the words in a row that have a capital, which is not for the sentence's beginning."""
    found: list[list[int]] = [[]]
    for number, token in enumerate(reading.tokens):
        if token.text[0].isupper() and number and reading.stems[number]:
            found[-1].append(number)
        elif found[-1]:
            found.append([])
    return [run for run in found if run]

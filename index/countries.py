"""Countries, their adjectives and capitals: Ukraine is what "Ukrainian" says."""

import re
from functools import lru_cache
from itertools import pairwise

_WORD = re.compile(r"[^\W\d_]+(?:[-.][^\W\d_]+)*\.?")


def with_countries(words: str) -> str:
    """Put the country for each adjective of one: "Ukrainian president", "Ukraine president"."""
    adjectives = _adjectives()
    return _WORD.sub(lambda match: adjectives.get(match.group().casefold(), match.group()), words)


@lru_cache(maxsize=1)
def _adjectives() -> dict[str, str]:
    from countryinfo import CountryInfo

    found: dict[str, str] = {}
    # an adjective that several have is the largest one's: "American", "Indian"
    largest = sorted(CountryInfo.all().values(), key=lambda c: -(c.get("population") or 0))
    for country in largest:
        name, adjective = country.get("name"), country.get("demonym")
        if name and adjective:
            found.setdefault(adjective.casefold(), name)
        for other in country.get("altSpellings") or ():
            # U.S., U.K.: of other codes, spelt so, some are words ("p.m.")
            if name and name.startswith("United") and re.fullmatch("[A-Z]{2,3}", other):
                found.setdefault(".".join(other.casefold()) + ".", name)
                found.setdefault(other.casefold() if len(other) == 3 else f"{other}.", name)
    return found


@lru_cache(maxsize=1 << 16)
def countries_of(name: str) -> frozenset[str]:
    """List the countries that a name speaks of: by name, adjective or capital."""
    places = _places()
    words = _WORD.findall(name.casefold())
    found = {places[word] for word in words if word in places}
    found |= {
        places[pair]
        for pair in (f"{one} {other}" for one, other in pairwise(words))
        if pair in places
    }
    return frozenset(found)


@lru_cache(maxsize=1)
def _places() -> dict[str, str]:
    from countryinfo import CountryInfo

    found = {adjective: name.casefold() for adjective, name in _adjectives().items()}
    for country in CountryInfo.all().values():
        name = country.get("name")
        capital = country.get("capital")
        capital = capital if isinstance(capital, str) else None  # one has a list
        others = (name, capital, *(country.get("altSpellings") or ()))
        if capital and capital.endswith(" D.C."):
            others += (capital.removesuffix(" D.C."),)
        for other in others:
            if name and other and len(other) > 3:
                found.setdefault(other.casefold(), name.casefold())
    return found

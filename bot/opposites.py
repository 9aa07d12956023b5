"""Pairs of opposites, as they are written down."""

from collections import defaultdict


def read_pairs(pairs: str) -> dict[str, list[str]]:
    """Read "before after|rise fall": each word to its opposites, in order."""
    found: dict[str, list[str]] = defaultdict(list)
    for pair in " ".join(pairs.split()).replace("| ", "|").split("|"):
        one, other = pair.split()
        found[one].append(other)
        found[other].append(one)
    return dict(found)

"""How something was said: what somebody told a reporter is not what they wrote."""

from bot.checks.alignment import Alignment
from index.words import stems

_WROTE = frozenset(stems("write wrote written tweet tweeted email post posted text texted"))
# What tells that something was written, in the evidence.
_WRITTEN = _WROTE | frozenset(
    stems(
        "letter statement article column book report memo message note paper publication blog "
        "editorial essay filing document page poster release read word words diary entry "
        "signed script reply put Twitter Facebook online"
    )
)


def rewritten(alignment: Alignment) -> str:
    """Say which word for writing a claim has where nothing of its evidence was written."""
    claim = alignment.claim
    if _WRITTEN & set(alignment.exhibit.stems):
        return ""
    for number, stem in enumerate(claim.stems):
        token = claim.tokens[number]
        if stem in _WROTE and token.tag in ("VBD", "VBZ", "VBP") and not token.quoted:
            return f"“{token.text}” is not in the evidence"
    return ""

"""Whether a text says something, once: a question, a heading or a broken record does not."""

from collections import Counter

from bot.checks.clauses import is_that_clause
from bot.checks.reading import Reading
from bot.checks.strength import cue_strength
from index.cues import reporting_verb
from index.words import stems

FINITE = frozenset(("VBD", "VBP", "VBZ", "MD"))
_JOINING = frozenset(("WDT", "WP", "WP$", "WRB"))
_SAID = frozenset("acomp advcl attr ccomp conj dative dep dobj oprd parataxis xcomp".split())
_TRANSITIVE = frozenset(stems("say said state add claim"))
_ADJOINING = frozenset("at by for from in of on to with".split())
_NOMINAL = frozenset(("pobj", "compound", "appos"))
_BELOW = frozenset(("relcl", "acl", "advcl"))  # clauses that stand under a word of another


def says_nothing(claim: Reading) -> str:
    """Say why a text is no sentence that could be true; nothing when it is one.

    A question between quotation marks is somebody's, and is told.
    """
    if any(token.text == "?" and not token.quoted for token in claim.tokens):
        return "it asks"
    if claim.text.endswith(":") or not any(tells(claim, n) for n in range(len(claim.tokens))):
        return "it is no whole sentence"
    if not any(stem and cue_strength(claim, n) is None for n, stem in enumerate(claim.stems)):
        return "it tells nothing"
    if any(_asks(claim, n) for n in range(len(claim.tokens))):
        return "it asks"
    if any(_is_cut(claim, n) for n in range(len(claim.tokens))):
        return "a word is missing in it"
    if any(_is_torn(claim, n) for n in range(len(claim.tokens))):
        return "a quotation breaks into it"
    if any(_is_itself(claim, n) for n in range(len(claim.tokens))):
        return "it tells a thing of itself"
    if any(_is_empty(claim, n) for n in range(len(claim.tokens))):
        return "it does not tell what was said"
    words = [claim.low(n) for n, token in enumerate(claim.tokens) if token.pos != "PUNCT"]
    for length, most in ((4, 2), (6, 1)):
        runs = Counter(zip(*(words[n:] for n in range(length)), strict=False))
        if max(runs.values(), default=0) > most:
            return "it repeats itself"
    return ""


def tells(claim: Reading, number: int) -> bool:
    """Tell whether a word is the verb of a main clause, as far as a small grammar knows."""
    token = claim.tokens[number]
    if token.dep in _NOMINAL or _is_relative(claim, number):
        return False
    if token.tag in FINITE:
        heads = [number, *claim.ancestors(number)]
        return not any(claim.tokens[n].dep in _BELOW and _is_joined(claim, n) for n in heads)
    # it takes "talks stalled" for talks that were stalled; a comma tells them apart
    return token.tag == "VBN" and (number == 0 or claim.tokens[number - 1].pos != "PUNCT")


def _is_relative(claim: Reading, verb: int) -> bool:
    """Tell whether a verb has "which" or "where" for itself, and stands under another word."""
    return any(
        claim.tokens[c].tag in ("WDT", "WRB") and claim.tokens[verb].dep in ("relcl", "conj")
        for c in claim.children.get(verb, ())
    )


def _is_itself(claim: Reading, number: int) -> bool:
    """Tell whether a verb has one thing twice: "the tower is called the tower"."""
    if claim.tokens[number].pos not in ("VERB", "AUX") or claim.tokens[number].quoted:
        return False
    acting, others = [], []
    for child in claim.children.get(number, ()):
        dep = claim.tokens[child].dep
        if dep in ("nsubj", "nsubjpass", "dobj"):
            acting.append(child)
        elif dep in ("attr", "oprd"):
            others.append(child)
        elif dep == "prep":
            others += [c for c in claim.children.get(child, ()) if claim.tokens[c].dep == "pobj"]
    words = [_words(claim, n) for n in others]
    return any(found and found in words for found in (_words(claim, n) for n in acting))


def _words(claim: Reading, head: int) -> set[str]:
    return {claim.stems[n] for n in claim.subtree(head)} - {""}


def _is_empty(claim: Reading, number: int) -> bool:
    """Tell whether a word is the main verb, one of saying, and nothing that was said is there."""
    token = claim.tokens[number]
    if token.dep != "ROOT" or token.tag not in FINITE or not reporting_verb(token.text):
        return False
    if any(one.quoted for one in claim.tokens):
        return False
    if any(is_that_clause(claim, n) for n in claim.subtree(number)):
        return False
    below = {claim.tokens[c].dep for c in claim.children.get(number, ()) if claim.low(c) != "in"}
    return not below & (_SAID if claim.stems[number] in _TRANSITIVE else _SAID | {"prep"})


def _asks(claim: Reading, number: int) -> bool:
    """Tell whether "what" stands where an answer should: "they make what kind of salt"."""
    token = claim.tokens[number]
    if token.tag in _JOINING and not token.quoted and _before_colon(claim, number):
        return True
    if token.dep != "det" or claim.low(number) != "what" or token.quoted:
        return False
    verbs = [n for n in claim.ancestors(number) if claim.tokens[n].pos in ("VERB", "AUX")]
    return bool(verbs) and verbs[0] < number


def _before_colon(claim: Reading, number: int) -> bool:
    """Tell whether an answer is put behind its question: "it was built when: 1912"."""
    return number + 1 < len(claim.tokens) and claim.tokens[number + 1].text == ":"


def _is_cut(claim: Reading, number: int) -> bool:
    """Tell whether "of" has nothing behind it but another preposition: "one of the kinds of in"."""
    token = claim.tokens[number]
    return (
        claim.low(number) == "of"
        and claim.tokens[token.head].pos == "NOUN"
        and token.head == number - 1
        and number + 1 < len(claim.tokens)
        and claim.low(number + 1) in _ADJOINING
    )


def _is_torn(claim: Reading, number: int) -> bool:
    """Tell whether a quoted sentence stands where a noun needs a verb: "that he “I think”"."""
    token = claim.tokens[number]
    if number < 2 or not token.quoted or token.tag != "PRP" or token.dep != "nsubj":
        return False
    before = claim.tokens[number - 2]
    opens = claim.tokens[number - 1].pos == "PUNCT" and before.pos in ("NOUN", "PROPN")
    return opens and not before.quoted


def _is_joined(claim: Reading, verb: int) -> bool:
    """Tell whether a word of its own joins a clause to another: "who", "where", "because"."""
    return any(
        claim.tokens[n].tag in _JOINING or claim.tokens[n].dep == "mark"
        for n in claim.subtree(verb)
    )

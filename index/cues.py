"""Whether a cue says that something was said, or that it was not, or asks."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from index.grammar import Token
from index.records import Attribution

# Verbs of saying: what was not said is no statement. (Not to believe, to want or to
# like something is one: it tells what someone thinks.)
_SAYING = frozenset(
    """add affirm allege announce answer assert boast claim comment confirm declare describe
    disclose elaborate explain hint imply indicate insist mention note observe quote remark
    repeat reply report respond reveal say specify speak state suggest tell write""".split()
)
# Verbs that report speech, thoughts or demands, besides.
_REPORTING = _SAYING | frozenset(
    """accuse acknowledge admit advise agree allege argue ask assure believe blame caution
    complain concede conclude condemn contend criticize criticise dismiss demand denounce deny
    dispute emphasize emphasise estimate expect fear insist maintain object order pledge praise
    predict promise propose protest question reassure recommend reject request rule stress
    swear think threaten urge vow warn wish""".split()
)
_FORMS = {"said": "say", "told": "tell", "wrote": "write", "written": "write", "spoke": "speak",
          "spoken": "speak", "thought": "think", "swore": "swear"}  # fmt: skip
_NEGATIONS = frozenset(("not", "n't", "n’t", "never", "nor", "neither", "without"))
_SENTENCE_WORDS = 200  # a longer one lacks its full stops
_NOBODY = frozenset(("nobody", "none", "neither", "no"))
_REFUSING = frozenset("decline declined declines declining refuse refused refuses refusing".split())


def is_asserted(attribution: Attribution, tokens: Sequence[Token], starts: Sequence[int]) -> bool:
    """Tell whether an attribution's cue asserts that the content was said or thought.

    "Volan did not say that talks would resume" and "Did Volan say that talks would
    resume?" assert nothing of hers; a question of the article's own is known by its
    question mark outside quotation marks. Neither does "nobody said" nor "declined to
    comment". ``starts`` are where the tokens start.
    """
    first = max(0, bisect_right(starts, attribution.cue.start) - 1)
    last = max(first + 1, bisect_left(starts, attribution.cue.end))
    saying = [n for n in range(first, last) if _lemma(tokens[n].text) in _SAYING]
    if not saying:
        return not _is_refused(tokens, first, last)
    return not (
        _is_nobody(attribution, tokens, starts)
        or _is_negated(tokens, saying[0])
        or _is_asked(tokens, saying[0], attribution)
    )


def _is_nobody(attribution: Attribution, tokens: Sequence[Token], starts: Sequence[int]) -> bool:
    if attribution.source is None:
        return False
    first = bisect_left(starts, attribution.source.start)
    return first < len(tokens) and tokens[first].text.lower() in _NOBODY


def _is_refused(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Tell whether someone refused to say something: "declined to comment"."""
    return any(tokens[n].text.lower() in _REFUSING for n in range(first, last)) and any(
        _lemma(token.text) in _SAYING for token in tokens[last : last + 2]
    )


def _is_negated(tokens: Sequence[Token], verb: int) -> bool:
    start = verb
    while start > 0 and verb - start < 5 and tokens[start - 1].sentence == tokens[verb].sentence:
        start -= 1
        here = tokens[start]
        if here.text in ',;:”“"' or (here.pos == "VERB" and here.text.lower() not in _REFUSING):
            break
        word = here.text.lower()
        if word == "no" and start == verb - 1:  # "made no comment"
            return True
        if word in _REFUSING or (
            word in _NEGATIONS and (here.head == verb or here.dep in ("neg", "prep"))
        ):
            return True
    return False


def _is_asked(tokens: Sequence[Token], verb: int, attribution: Attribution) -> bool:
    if tokens[verb].quoted:
        return False
    end = verb
    while (
        end + 1 < min(len(tokens), verb + _SENTENCE_WORDS)
        and tokens[end + 1].sentence == tokens[verb].sentence
    ):
        end += 1
    while end > verb and not (tokens[end].text[0].isalnum() or tokens[end].text == "?"):
        end -= 1
    if tokens[end].text != "?" or tokens[end].quoted:
        return False
    # "What does he want, she asked?": a cue behind what it reports is no question
    return any(span.start > attribution.cue.start for span in attribution.content)


def reporting_verb(word: str) -> bool:
    """Tell whether a word is a form of a verb that reports speech or thought."""
    return _lemma(word) in _REPORTING


def _lemma(word: str) -> str:
    word = word.lower()
    if word in _FORMS:
        return _FORMS[word]
    for ending, put in (("ies", "y"), ("ied", "y"), ("ing", ""), ("ing", "e"), ("ed", ""),
                        ("ed", "e"), ("es", ""), ("s", "")):  # fmt: skip
        if word.endswith(ending) and word[: -len(ending)] + put in _REPORTING:
            return word[: -len(ending)] + put
    for ending in ("ed", "ing"):  # admitted, admitting
        stem = word.removesuffix(ending)
        if stem != word and stem[-1:] == stem[-2:-1] and stem[:-1] in _REPORTING:
            return stem[:-1]
    return word

"""Read from a question that it asks for a statement: whose, on what, and which act."""

import re
from dataclasses import dataclass

from index.words import stems

# Verbs that report speech or thought, by their stems; the first ones say nothing of how.
_PLAIN = """say tell comment state mention speak talk think express reply respond react answer
    quote remark put""".split()
_ACTS = """accept accuse acknowledge add admit advise agree allege announce apologize apologise
    appeal approve argue ask assert assure back believe blame boast call caution cite claim
    complain concede conclude condemn confirm consider contradict criticize criticise declare
    decline defend demand denounce deny describe disagree dismiss dispute doubt emphasize endorse
    estimate expect explain favor favour fear forecast hint hope imply indicate insist invite
    justify maintain note object oppose order pledge plan praise predict proclaim promise
    propose protest question reassure recommend refuse reject repeat report request reveal
    ridicule signal stress suggest support threaten urge vow want warn welcome wish wonder
    write""".split()
_PARTICLES = {"rule": "out", "call": "for", "speak": "out", "hit": "back"}
_IRREGULAR = {
    "said": "say", "told": "tell", "spoke": "speak", "spoken": "speak", "thought": "think",
    "wrote": "write", "written": "write",
}  # fmt: skip
_NOUNS = """accusation answer apology appeal argument assessment attitude claim comment complaint
    concern condition criticism declaration demand denial explanation line message opinion
    plea pledge position promise proposal quotation quote reaction remark reply request response
    speech stance statement take testimony threat view viewpoint warning word""".split()
_STEMS = {stem: verb for verb in (*_PLAIN, *_ACTS, "rule") for stem in stems(verb)}
_NOUN_STEMS = {stem for noun in _NOUNS for stem in stems(noun)}
_PLAIN_NOUNS = {
    stem
    for noun in """answer assessment attitude comment declaration line message opinion position
    quotation quote reaction remark reply response speech stance statement take testimony view
    viewpoint word""".split()
    for stem in stems(noun)
}
AUXILIARIES = frozenset(
    """did does do has have had is was are were will would can could should may might""".split()
)
_ADVERBS = frozenset("actually also already again ever even exactly once publicly really".split())
_TOPIC = r"about|on|regarding|concerning|over|of|to|towards?|for|against|with|in|that|as"
_OPENERS = frozenset("what how why who when where which".split())
_ABOUT = frozenset("about on regarding concerning over towards toward".split())
_TOKEN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*['’]?|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Speech:
    """A question for statements.

    ``speaker`` is how the question names whose, empty when it asks who. ``topic`` is
    what they are to be about, ``addressee`` who they were made to; either may be empty.
    ``act`` is the verb, when it says more than that something was said. ``closed``: it
    asks whether, not what.
    """

    speaker: str
    topic: str
    addressee: str = ""
    act: str = ""
    closed: bool = False


def read_speech(question: str) -> Speech | None:
    """Read a question for someone's statements; none when it asks for something else.

    Knows "what did X say about Y", "has X commented on Y", "did X deny Y", "X's position
    on Y", "quotes by X", "what X thinks of Y", "according to X", "who said Y".
    """
    tokens = _TOKEN.findall(question.strip().rstrip("?!. "))
    tokens = _without_preamble(tokens)
    if not tokens:
        return None
    return (
        _who(tokens) or _according(tokens) or _clause(tokens) or _possessive(tokens) or _by(tokens)
    )


def _without_preamble(tokens: list[str]) -> list[str]:
    """Take "please tell me", "can you show" from before a question."""
    low = [token.lower() for token in tokens]
    start = 0
    while start < len(low) and low[start] in (
        "please", "so", "and", "but", "ok", "hi", "hello", ",", "can", "could", "would", "you",
        "show", "give", "list", "find", "me", "us", "all", "any", "i", "want", "to", "know",
        "the",
    ):  # fmt: skip
        start += 1
    if low[start : start + 1] == ["tell"] and low[start + 1 : start + 2] in (["me"], ["us"]):
        start += 2
        if low[start : start + 1] == ["about"] and len(low) > start + 1:
            start += 1
    if start and low[start - 1] == "the" and start < len(low) and not _is_noun(low[start]):
        start -= 1  # "the minister" is whom it asks about
    if start == len(tokens) or (low[:1] == ["can"] and low[1:2] != ["you"]):
        return tokens
    return tokens[start:]


def _who(tokens: list[str]) -> Speech | None:
    """Read "who said Z", "who warned of Z", "which minister ruled out Z", "by whom"."""
    low = [token.lower() for token in tokens]
    if low[0] not in ("who", "which", "whose", "whom"):
        return None
    if low[0] == "whose":
        return Speech("", " ".join(tokens[1:]))
    if low[0] != "which" and low[1:2] in (["did"], ["does"], ["do"]):  # "whom did X accuse"
        return _clause(["what", *tokens[1:]])
    verb = _verb(tokens, 1, 6)
    if verb is None or (low[0] == "which" and verb == 1):
        return None
    act = _act(low[verb])
    rest = _rest(tokens, verb, low)
    if low[0] == "which":
        rest = " ".join([*tokens[1:verb], rest])
    return Speech("", rest, act=act) if rest else None


def _according(tokens: list[str]) -> Speech | None:
    low = [token.lower() for token in tokens]
    if "according" not in low or low[low.index("according") + 1 :][:1] != ["to"]:
        return None
    at = low.index("according")
    after = tokens[at + 2 :]
    end = next((n for n, token in enumerate(after) if token == ","), len(after))
    topic = [*tokens[:at], *after[end + 1 :]]
    topic = [t for t in topic if t.lower() not in AUXILIARIES | {"what", "how", "why", ","}]
    return Speech(" ".join(after[:end]), " ".join(topic)) if after[:end] else None


def _clause(tokens: list[str]) -> Speech | None:
    """Read "what did X say about Y", "did X deny Y", "what X thinks of Y"."""
    low = [token.lower() for token in tokens]
    start, closed = 0, low[0] in AUXILIARIES
    if low[0] == "how" and low[1:2] and low[1] not in AUXILIARIES:
        return None  # "how long was the call" asks for a measure
    if low[0] in ("what", "how", "why", "when", "where"):
        start = 1
        while start < len(low) and (
            low[start] in ("else", "exactly", "all") or _is_noun(low[start])
        ):
            start += 1
    elif not closed:
        # "Lavrov said what about Y"; "everything X said"
        start = 1 if low[0] in ("everything", "anything", "words", "things") else 0
        if start == 0 and not ("what" in low or low[-1] in _ABOUT):
            return None
    begin = start
    if begin < len(low) and low[begin] in AUXILIARIES:
        begin += 1
    elif closed:
        begin = 1
    asked: list[str] = []
    if start and begin == start and (at := _inverted(tokens, start)):
        asked, begin = tokens[start:at], at + 1
    verb = _verb(tokens, begin + 1, len(low))
    if verb is None:
        return None
    speaker = tokens[begin:verb]
    while speaker and speaker[-1].lower() in _ADVERBS | AUXILIARIES | {"to", "not", "been", "be"}:
        speaker.pop()
    if not speaker or len(speaker) > 8 or speaker[0].lower() in ("it", "there"):
        return None
    rest = _rest(tokens, verb, low)
    if rest.lower() == "what" or rest.lower().startswith("what "):
        rest = _stripped(rest[4:].split())
    addressee = ""
    if low[verb] in ("tell", "told", "tells", "telling") and rest:
        words = tokens[verb + 1 :]
        cut = next((n for n, w in enumerate(words) if w.lower() in _ABOUT | {"that"}), len(words))
        addressee, rest = " ".join(words[:cut]), _stripped(words[cut:])
    elif low[verb + 1 : verb + 2] == ["to"] and _act(low[verb]) == "":
        words = tokens[verb + 2 :]
        cut = next((n for n, w in enumerate(words) if w.lower() in _ABOUT), len(words))
        addressee, rest = " ".join(words[:cut]), _stripped(words[cut:])
        if low[verb] in ("respond", "react", "responded", "reacted", "reply", "replied"):
            addressee, rest = "", _stripped(words)
    rest = " ".join([*asked, *([rest] if rest else [])])
    return Speech(" ".join(speaker), rest, addressee, _act(low[verb]), closed)


def _inverted(tokens: list[str], start: int) -> int | None:
    """Find "does" in "what growth does the bank expect"; none in "what the bank has said"."""
    low = [token.lower() for token in tokens]
    at = next((n for n in range(start, len(low)) if low[n] in AUXILIARIES), None)
    if at is None or _verb(tokens, start, at + 2) is not None:
        return None
    after = low[at + 1 : at + 2]
    return at if after and after[0] not in AUXILIARIES | _ADVERBS | {"not", "to", "be"} else None


def _possessive(tokens: list[str]) -> Speech | None:
    """Read "X's position on Y", "what is X's view of Y", "what are X's demands"."""
    low = [token.lower() for token in tokens]
    start = 0
    if low[0] in ("what", "how"):
        start = 1
    if start < len(low) and low[start] in AUXILIARIES:
        start += 1
    for at in range(start, len(tokens)):
        owner = re.fullmatch(r"(.+)['’]s|(.+s)['’]", tokens[at])
        if owner is None:
            continue
        noun = next((n for n in range(at + 1, min(at + 4, len(low))) if _is_noun(low[n])), None)
        if noun is None:
            return None
        first, before = start, list[str]()
        if opens := [n for n in range(start, at) if low[n] == "in"]:  # "who lost, in X's view?"
            first, before = opens[-1] + 1, [t for t in tokens[: opens[-1]] if t != ","]
            before = [t for t in before if t.lower() not in AUXILIARIES | _OPENERS]
        speaker = [*tokens[first:at], owner[1] or owner[2]]
        rest = _stripped([*before, *tokens[noun + 1 :]])
        return Speech(" ".join(speaker), rest, act=_noun_act(low[noun]))
    return None


def _by(tokens: list[str]) -> Speech | None:
    """Read "quotes by X on Y", "the position of X on Y", "statements from X"."""
    low = [token.lower() for token in tokens]
    start = 0
    if low[0] in ("what", "which"):
        start = 1
    while start < len(low) and low[start] in AUXILIARIES | {"the", "there", "any"}:
        start += 1
    if not any(_is_noun(word) for word in low[start : start + 2]):
        return None
    noun = start if _is_noun(low[start]) else start + 1
    after = noun + 1
    if low[after : after + 1] in (["made"], ["given"], ["issued"]):
        after += 1
    if low[after : after + 1] not in (["by"], ["of"], ["from"]):
        return None
    words = tokens[after + 1 :]
    about = _ABOUT | {"to"}
    cut = next((n for n, word in enumerate(words) if word.lower() in about), len(words))
    if not words[:cut]:
        return None
    return Speech(" ".join(words[:cut]), _stripped(words[cut:]), act=_noun_act(low[noun]))


def _verb(tokens: list[str], start: int, end: int) -> int | None:
    """Find the first verb that reports; what has a capital is a name ("the Grain Plan")."""
    low = [token.lower() for token in tokens]
    shouted = not any(token.islower() for token in tokens)
    for at in range(start, min(end, len(low))):
        if (
            (shouted or low[at] == tokens[at])
            and _lemma(low[at])
            and not (low[at - 1] in ("a", "an", "the") or low[at - 1].endswith("'s"))
        ):
            return at
    return None


def _lemma(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    found = stems(word)
    return _STEMS.get(found[0], "") if found else ""


def _act(word: str) -> str:
    """Return the verb when it says how something was said."""
    lemma = _lemma(word)
    return "" if lemma in _PLAIN else ("rule out" if lemma == "rule" else lemma)


def _noun_act(word: str) -> str:
    found = stems(word)
    return "" if not found or found[0] in _PLAIN_NOUNS else word


def _is_noun(word: str) -> bool:
    found = stems(word)
    return bool(found) and found[0] in _NOUN_STEMS


def _rest(tokens: list[str], verb: int, low: list[str]) -> str:
    after = verb + 1
    particle = _PARTICLES.get(_lemma(low[verb]))
    if particle and low[after : after + 1] == [particle]:
        after += 1
    return _stripped(tokens[after:])


def _stripped(words: list[str]) -> str:
    left = list(words)
    while left and (
        re.fullmatch(_TOPIC, left[0].lower()) or left[0].lower() in ("anything", "something", "by")
    ):
        left.pop(0)
    return " ".join(left)

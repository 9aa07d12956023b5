"""Follow-up questions, read by rule in the light of the questions before them.

Nothing is remembered here: a question brings those before it, as they were typed. What is
put into a question comes from the conversation, or from the words of an earlier answer.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.citations import clipped, tells
from bot.errors import QuestionError
from bot.fragments import exchange, is_fragment, question_word
from bot.question import Query, read_question
from bot.speech import AUXILIARIES, Speech
from index.countries import countries_of
from index.records import Answer

MAX_EARLIER = 6
MAX_CHARACTERS = 300
_MAX_SAID = 20  # words of a statement that stand for "that"
_ELSE = re.compile(
    r"(?:and |but |so )?(?:what|anything|something|who) (?:else|more)(?P<rest> .*)?"
    r"|(?:tell me )?more|go on|continue|next",
    re.IGNORECASE,
)
_ASKING = "who|whom|what|which|when|where|why|how"
_AUXILIARIES = "|".join(sorted(AUXILIARIES))
_PERSON = re.compile(r"\b(he|she|him|her|his|hers|they|them|their)\b", re.IGNORECASE)
_POSSESSIVE = frozenset("his her their".split())
_PLURAL = frozenset("they them their".split())
_OBJECT = re.compile(
    r"\b(?P<verb>say|said|tell|mean|announce|claim|declare)\s+(?P<that>that|this|it|so)\b\W*$",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"\b(?P<preposition>about|on|of|regarding|to|with|for)\s+(?P<that>that|this|it|them)\b\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A question that is complete in itself, to be asked in place of what was typed.

    ``seen`` are sentences (article, start, end) that an earlier answer has shown.
    """

    question: str
    seen: frozenset[tuple[str, int, int]] = frozenset()


def read_on(
    question: str,
    earlier: Sequence[str],
    answer: Callable[[Reading], Answer],
    is_speaker: Callable[[str], bool],
) -> Reading:
    """Read a question after others, oldest first.

    ``answer`` answers a reading, and is called only where words of an earlier answer are
    needed; ``is_speaker`` tells whether the articles quote somebody of a name. A question
    that is complete stays as it is, and so does one that nothing before it completes.
    """
    before: Reading | None = None
    for asked in [*earlier[-MAX_EARLIER:], question]:
        text = " ".join(asked.split())
        try:
            read_question(text)
        except QuestionError:
            continue
        before = _Follower(before, answer, is_speaker).read(text) if before else Reading(text)
    return before if before is not None else Reading(question)


@dataclass(frozen=True, slots=True)
class _Follower:
    """Reads one question after a reading."""

    before: Reading
    answer: Callable[[Reading], Answer]
    is_speaker: Callable[[str], bool]

    def read(self, text: str) -> Reading:
        if more := self._more(text):
            return more
        whole = text
        if is_fragment(text):
            asks = question_word(text)
            if asks:
                whole = self._asked_otherwise(asks)
            else:
                whole = exchange(text, self._query, self.is_speaker)
        else:
            whole = self._with_antecedents(text)
        if len(whole) > MAX_CHARACTERS:
            return Reading(text)
        return Reading(whole)

    @property
    def _query(self) -> Query:
        return read_question(self.before.question)

    @property
    def _speech(self) -> Speech | None:
        return self._query.speech

    def _more(self, text: str) -> Reading | None:
        """Read "what else?": the question before, without what its answer has shown."""
        match = _ELSE.fullmatch(text.rstrip("?!. "))
        if match is None:
            return None
        rest = match["rest"] or ""
        asked = self.before.question
        if rest.strip():
            own = self._with_antecedents(text)
            speech = read_question(own).speech
            if speech is None or not speech.speaker:
                return None
            same = self._speech and self._speech.speaker.lower() == speech.speaker.lower()
            if not same:
                return Reading(own)
            if not speech.topic or _TOPIC.search(rest):
                return Reading(asked, self._shown())
            return Reading(own, self._shown())
        return Reading(asked, self._shown())

    def _shown(self) -> frozenset[tuple[str, int, int]]:
        citations = self.answer(self.before).citations
        return self.before.seen | {(c.article_id, c.start, c.end) for c in citations}

    def _asked_otherwise(self, asks: str) -> str:
        """Put "when" in place of what the question before asks with."""
        speech = self._speech
        if speech and speech.speaker:
            about = f" about {speech.topic}" if speech.topic else ""
            return f"{_capital(asks)} did {speech.speaker} speak{about}?"
        plain = self.before.question.rstrip("?!. ")
        match = re.match(
            rf"(?:{_ASKING})\b(?P<noun>(?: \w+){{0,3}}?) "
            rf"(?P<rest>(?:{_AUXILIARIES}) .+)",
            plain,
            re.IGNORECASE,
        )
        if match and not match["noun"] and match["rest"].count(" ") > 1:
            return f"{_capital(asks)} {match['rest']}?"
        return f"{plain}, and {asks}?"

    def _with_antecedents(self, text: str) -> str:
        text = _capital(completed) if (completed := self._with_that(text)) != text else text
        match = _PERSON.search(text)
        if match is None or names_somebody(text[: match.start()]):
            return text
        person = self._person(plural=match[0].lower() in _PLURAL)
        if not person:
            return text

        def put(found: "re.Match[str]") -> str:
            word = found[0].lower()
            possessive = word in _POSSESSIVE and re.match(r"\s+\w", text[found.end() :])
            if word == "her" and _ends_object(text, found.end()):
                possessive = None
            return f"{person}’s" if possessive else person

        return _capital(_PERSON.sub(put, text))

    def _person(self, *, plural: bool) -> str:
        """Find whom "he" means: the speaker asked for, one that is named, or one that answered."""
        if self._speech and self._speech.speaker:
            return self._speech.speaker
        names = _names(self.before.question)
        known = [name for name in names if self.is_speaker(name)]
        if known:
            return known[-1]
        if plural:
            return ""
        said = [s.speaker for s in self.answer(self.before).statements if s.speaker]
        if said:
            return said[0]
        return names[0] if len(names) == 1 and not _is_place(names[0], self.before.question) else ""

    def _with_that(self, text: str) -> str:
        """Put what "that" means in place of it, where a question ends with it."""
        match = _OBJECT.search(text)
        if match and self._speech:
            topic = self._topic()
            if topic:
                return f"{text[: match.start()]}speak about {topic}?"
            said = self._first_words()
            return f"{text[: match.start('that')]}“{said}”?" if said else text
        match = _TOPIC.search(text)
        if match and (match["that"].lower() != "them"):
            topic = self._topic()
            if topic:
                return f"{text[: match.start('that')]}{topic}?"
        return text

    def _topic(self) -> str:
        if self._speech:
            return self._speech.topic
        query = self._query
        return " ".join(term.word for term in query.terms)

    def _first_words(self) -> str:
        """Return what the first statement of the earlier answer says, as the article has it."""
        found = self.answer(self.before)
        for statement in found.statements:
            for citation in found.citations:
                said = [clipped(span, citation) for span in statement.content]
                if tells(citation, statement) and any(said):
                    words = next(filter(None, said)).split()
                    return " ".join(words[:_MAX_SAID]).strip('“”" ,.;:?!')
        return ""


def _names(text: str) -> list[str]:
    """List the runs of words with a capital; the first word is one only before another."""
    found = [match[0] for match in re.finditer(r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*", text)]
    first = re.match(rf"(?:{_ASKING}|{_AUXILIARIES})\b", text, re.IGNORECASE)
    if first and found:
        found[0] = found[0].removeprefix(first[0]).strip()
    return [re.sub(r"['’]s?$", "", name) for name in found if name]


def _is_place(name: str, text: str) -> bool:
    before = rf"\b(?:in|at|from|near|to|of|around|outside) (?:the )?{re.escape(name)}\b"
    return bool(countries_of(name) or re.search(before, text))


def names_somebody(text: str) -> bool:
    """Tell whether a text has a name, or a noun with its article."""
    return bool(_names(text)) or bool(re.search(r"\b(?:the|a|an) \w+ ", text, re.IGNORECASE))


def _ends_object(text: str, end: int) -> bool:
    """Tell whether "her" is followed by no noun of hers: "tell her about"."""
    return bool(re.match(r"\W*$|\s+(?:about|on|to|that|for|in|at|with)\b", text[end:]))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

"""Follow-ups that the rules cannot complete, rewritten by a model and checked."""

import logging
import re
import time
from collections.abc import Sequence
from contextlib import closing

from bot.checks.rewriting import refusal
from bot.conversation import MAX_CHARACTERS, MAX_EARLIER, names_somebody
from bot.errors import ModelError
from bot.fragments import is_fragment
from bot.prompts import to_complete
from bot.writer import Writer

SECONDS = 4.0
_PRONOUN = re.compile(r"\b(?:he|she|him|her|his|hers|they|them|their|it|its)\b", re.IGNORECASE)
_POINTING = re.compile(r"\b(?:that|this|there|those|these)\W*$", re.IGNORECASE)
_EXPLETIVE = re.compile(
    r"\b(?:is|was|will) it (?:be )?(?:\w+ing|true|likely|possible|clear|known|certain)\b",
    re.IGNORECASE,
)
log = logging.getLogger("onrecord")


def is_open(question: str) -> bool:
    """Tell whether a question leans on those before it."""
    if is_fragment(question) or _POINTING.search(question):
        return True
    match = _PRONOUN.search(_EXPLETIVE.sub("", question))
    return match is not None and not names_somebody(question[: match.start()])


def rewrite(question: str, earlier: Sequence[str], writer: Writer) -> str:
    """Have a question rewritten; it comes back as it is where that fails or is refused.

    It takes at most ``SECONDS``, also where whoever asked has left.
    """
    before = earlier[-MAX_EARLIER:]
    ends = time.monotonic() + SECONDS
    written = ""
    try:
        messages = to_complete(question, before)
        with closing(writer.write(messages, ends=ends, optional=True)) as pieces:
            for piece in pieces:
                written = (written + piece).lstrip()
                if len(written) > MAX_CHARACTERS or "\n" in written:
                    break
    except ModelError as error:
        log.info("a follow-up is read by rule: %s", error)
        return question
    written = written.partition("\n")[0].strip()
    if why := refusal(written, question, before, MAX_CHARACTERS):
        log.info("a follow-up is read by rule: %s", why)
        return question
    return written

"""An `Answer` as ``onrecord ask`` prints it."""

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import quote

from bot.answer import to_json
from bot.exports.formats import FORMATS
from bot.kept import record
from bot.settings import Settings
from bot.terminal import to_text
from index.records import Answer
from index.store import Store


def writer(form: str | None, store: Store, settings: Settings) -> Callable[[Answer], str]:
    """Choose how answers are written: as "json", in one of the formats, or for a terminal.

    What is printed in a format is not kept: its link asks again, where the settings say
    under which address.
    """
    if form is None:
        return lambda answer: to_text(answer, bold=sys.stdout.isatty())
    if form == "json":
        return lambda answer: json.dumps(to_json(answer), ensure_ascii=False)

    def write(answer: Answer) -> str:
        asked = quote(answer.read_as or answer.question, safe="", errors="replace")
        link = f"{str(settings.url).rstrip('/')}/?q={asked}" if settings.url else None
        return FORMATS[form].write(record(answer, store, datetime.now(UTC)), link)

    return write

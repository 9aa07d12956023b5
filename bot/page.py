"""The Gradio page: chat on one side, the evidence on the other."""

import re
from collections.abc import Iterator
from datetime import date
from html import escape, unescape
from pathlib import Path
from typing import Any, cast

import gradio as gr

from bot.chain import Asked
from bot.desk import Desk
from bot.examples import example_questions
from bot.markup import newest, note, to_html
from index.errors import OnRecordError
from index.records import Answer

STATIC = Path(__file__).parent / "static"
CHOOSE = "Choose the number beside a quotation to read it where it stands."
_EXAMPLE_ARTICLES = 50
_NEWEST = 6
_CONCURRENT_QUESTIONS = 8
_BEAT_SECONDS = 1.0
_SYSTEM_FONTS = ["system-ui", "Segoe UI", "Roboto", "Helvetica", "Arial", "sans-serif"]
_MONOSPACED = ["ui-monospace", "Consolas", "monospace"]
THEME = gr.themes.Base(  # strings name fonts of the reader's system: nothing is fetched
    primary_hue="blue", neutral_hue="slate", font=_SYSTEM_FONTS, font_mono=_MONOSPACED
).set(  # white on the shade that comes with the theme has a contrast of 3.7 only
    button_primary_background_fill="*primary_600",
    button_primary_background_fill_hover="*primary_700",
)
# Relative, so that the page also works below a path of a wiki's host.
STYLES = [
    f"onrecord/{name}.css"
    for name in ("page", "evidence", "actions", "views", "who", "timeline", "articles")
]
SCRIPTS = [
    f"onrecord/{name}.js"
    for name in ("page", "evidence", "tips", "actions", "views", "who", "timeline", "articles")
]
HEAD = "".join(
    [f'<link rel="stylesheet" href="{style}">' for style in STYLES]
    + [f'<script defer src="{script}"></script>' for script in SCRIPTS]
)
HEAD += '<link rel="alternate" type="application/atom+xml" title="Kept answers" href="feed.atom">'

Message = dict[str, Any]


def build_page(desk: Desk) -> gr.Blocks:
    """Lay out the components and connect them."""

    def ask(text: str, history: list[Message], event: gr.EventData) -> Iterator[list[Message]]:
        asked = _example(event) or text
        if asked.strip():
            yield from ask_in_chat(desk, asked, history)
        else:
            yield gr.skip()

    with gr.Blocks(title="On Record", fill_height=True, analytics_enabled=False) as page:
        heading = gr.Markdown("# On Record", elem_id="heading")
        with gr.Row(elem_id="desk", equal_height=True):
            with gr.Column(scale=3, min_width=320, elem_id="chat"):
                chat = gr.Chatbot(
                    elem_id="messages",
                    label="Questions and answers",
                    show_label=False,
                    container=False,
                    layout="bubble",
                    height="100%",
                    buttons=[],
                    feedback_options=None,
                    latex_delimiters=[],
                    allow_tags=False,
                    autoscroll=False,  # page.js does: to the question, not the answer's end
                    placeholder="## What was said, and where it stands\n"
                    "Ask these articles. The answer is in their own words, and each quotation "
                    "opens the passage it comes from. If they do not say it, you are told so.",
                )
                question = gr.Textbox(
                    elem_id="question",
                    label="Your question",
                    show_label=False,
                    placeholder="What did … say about …?",
                    submit_btn="Ask",
                    autofocus=True,
                    max_lines=4,
                )
            with gr.Column(scale=2, min_width=320, elem_id="evidence"):
                empty = gr.Markdown(CHOOSE, elem_id="empty")

        page.load(lambda: _open(desk), None, [heading, chat, empty], api_visibility="private")
        # One event for both, so that questions are answered one after the other: what is
        # sent meanwhile stays in the box (page.js empties it) and is asked when its turn comes.
        gr.on(
            [question.submit, chat.example_select],
            ask,
            [question, chat],
            [chat],
            trigger_mode="always_last",
            concurrency_limit=_CONCURRENT_QUESTIONS,
            api_visibility="private",
        )
    return cast("gr.Blocks", page)


def ask_in_chat(desk: Desk, question: str, history: list[Message]) -> Iterator[list[Message]]:
    """Stream the chat with the question at its end, then with its answer."""
    history = [*history, {"role": "user", "content": note(question, "asked")}]
    yield history
    yield from answer_in_chat(desk, question, history)


def answer_in_chat(desk: Desk, question: str, history: list[Message]) -> Iterator[list[Message]]:
    """Stream the chat, which ends with the question, with the answer growing behind it.

    What goes wrong is said in the chat, on one line.
    """
    if not desk.encoder.loaded:
        yield [*history, _message(note("Getting ready: the encoder is loading …", "status"))]
    whole: Answer | None = None
    try:
        desk.check()
        for part in _parts(desk, Asked(question, _earlier(history))):
            if part is not None:
                whole = part if whole is None else whole + part
            shown = to_html(whole) if whole else note("Looking for an answer …", "status")
            yield [*history, _message(shown)]
    except OnRecordError as error:
        yield [*history, _message(note(str(error), "error"))]


def _parts(desk: Desk, asked: Asked) -> Iterator[Answer | None]:
    """Yield the answer in parts; with a model also None each second, when Gradio looks for us.

    It stops a reader's answer, and so the model, only where something is yielded.
    """
    if desk.writer is None:
        return desk.chain.stream(asked)
    from bot.streaming import with_beats

    return with_beats(desk.chain.astream(asked), _BEAT_SECONDS)


def _earlier(history: list[Message]) -> tuple[str, ...]:
    """Read back what was asked before: the chat itself, in the reader's browser, keeps it."""
    asked = [_words(message["content"]) for message in history if message["role"] == "user"]
    return tuple(asked[:-1])


def _words(content: str | list[dict[str, str]]) -> str:
    """Return the words of a message: Gradio hands over a text, or a list of parts."""
    parts = content if isinstance(content, list) else [{"text": content}]
    html = "".join(part.get("text", "") for part in parts)
    return unescape(re.sub(r"<[^>]*>", "", html)).strip()


def _example(event: gr.EventData) -> str:
    """Return the example that was chosen; empty when a question was typed."""
    chosen = (event._data or {}).get("value") if isinstance(event._data, dict) else None
    return str(chosen["text"]) if isinstance(chosen, dict) else ""


def _open(desk: Desk) -> tuple[str, Any, str]:
    """Head the page with what is indexed, suggest questions from it and list the newest."""
    try:
        articles, passages = desk.store.count()
        latest = desk.store.latest_articles(_EXAMPLE_ARTICLES)
        examples = example_questions(latest)
        holds = f"{articles:,} article{'' if articles == 1 else 's'}, {passages:,} passages"
    except OnRecordError as error:
        return _heading(str(error)), gr.Chatbot(), CHOOSE
    if not articles:
        holds = "nothing is indexed yet: run “onrecord index” on a folder of articles"
        return _heading(holds), gr.Chatbot(), CHOOSE
    if desk.writer:
        holds += f"; {desk.writer.told()}"
    latest.sort(key=lambda article: article.published or date.min, reverse=True)
    empty = f"{CHOOSE}\n## Newest articles\n{newest(latest[:_NEWEST])}"
    return _heading(holds), gr.Chatbot(examples=[{"text": text} for text in examples]), empty


def _heading(holds: str) -> str:
    return f"# On Record\n{escape(holds)}"


def _message(html: str) -> Message:
    return {"role": "assistant", "content": html}

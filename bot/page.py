"""The Gradio page: chat on one side, the evidence on the other."""

import re
from collections.abc import Iterator
from html import escape, unescape
from pathlib import Path
from typing import Any, cast

import gradio as gr

from bot.chain import Asked
from bot.desk import Desk
from bot.examples import example_questions
from bot.markup import note, to_html
from index.errors import OnRecordError
from index.records import Answer

STATIC = Path(__file__).parent / "static"
_EXAMPLE_ARTICLES = 50
_AT_ONCE: dict[str, Any] = {"queue": False, "api_visibility": "private"}
_CONCURRENT_QUESTIONS = 8
_BEAT_SECONDS = 1.0
_SYSTEM_FONTS = ["system-ui", "Segoe UI", "Roboto", "Helvetica", "Arial", "sans-serif"]
_MONOSPACED = ["ui-monospace", "Consolas", "monospace"]
THEME = gr.themes.Base(  # strings name fonts of the reader's system: nothing is fetched
    primary_hue="blue", neutral_hue="slate", font=_SYSTEM_FONTS, font_mono=_MONOSPACED
)
# Relative, so that the page also works below a path of a wiki's host.
HEAD = "".join(
    f'<link rel="stylesheet" href="onrecord/{name}.css">'
    f'<script defer src="onrecord/{name}.js"></script>'
    for name in ("page", "who")
)

Message = dict[str, Any]


def build_page(desk: Desk) -> gr.Blocks:
    """Lay out the components and connect them."""

    def answer(text: str, history: list[Message]) -> Iterator[list[Message]]:
        yield from answer_in_chat(desk, text, history)

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
                    placeholder="Ask what was said. The answer quotes the articles, and "
                    "every quotation opens the passage it stands in.",
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
                gr.Markdown("Choose a citation to read it where it stands.", elem_id="empty")

        asked = gr.State("")
        page.load(lambda: _open(desk), None, [heading, chat], api_visibility="private")
        posed = [
            question.submit(_pose, [question, chat], [question, chat, asked], **_AT_ONCE),
            chat.example_select(_pose_example, [chat], [question, chat, asked], **_AT_ONCE),
        ]
        for event in posed:
            event.then(
                answer,
                [asked, chat],
                [chat],
                concurrency_limit=_CONCURRENT_QUESTIONS,
                api_visibility="private",
            )
    return cast("gr.Blocks", page)


def answer_in_chat(desk: Desk, question: str, history: list[Message]) -> Iterator[list[Message]]:
    """Stream the chat with the answer growing at its end.

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


def _pose(question: str, history: list[Message]) -> tuple[str, list[Message], str]:
    """Show what was asked at once, before it is answered."""
    return "", [*history, {"role": "user", "content": note(question, "asked")}], question


def _pose_example(history: list[Message], example: gr.SelectData) -> tuple[str, list[Message], str]:
    """Show the example that was chosen as what was asked."""
    return _pose(example.value["text"], history)


def _open(desk: Desk) -> tuple[str, Any]:
    """Head the page with what is indexed, and suggest questions from it."""
    try:
        articles, passages = desk.store.count()
        examples = example_questions(desk.store.latest_articles(_EXAMPLE_ARTICLES))
        holds = f"{articles:,} article{'' if articles == 1 else 's'}, {passages:,} passages"
    except OnRecordError as error:
        return _heading(str(error)), gr.Chatbot()
    if not articles:
        holds = "nothing is indexed yet: run “onrecord index” on a folder of articles"
    if desk.writer:
        holds += f"; {desk.writer.told()}"
    return _heading(holds), gr.Chatbot(examples=[{"text": text} for text in examples])


def _heading(holds: str) -> str:
    return f"# On Record\n{escape(holds)}"


def _message(html: str) -> Message:
    return {"role": "assistant", "content": html}

"""The ``onrecord`` command."""

import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot.console import (
    FAILURE,
    WRONG_USE,
    counted,
    fail,
    one_line,
    progress_bar,
    read_bytes,
    read_lines,
    read_text,
    say,
)
from bot.offline import stay_offline
from bot.settings import Settings
from bot.terminal import printable
from index.errors import OnRecordError

if TYPE_CHECKING:
    from bot.desk import Desk

app = typer.Typer(
    name="onrecord",
    help="Ask news articles what was said, and get the words, the speaker and the passage.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

StoreOption = Annotated[
    Path | None,
    typer.Option("--store", metavar="DIR", help="Folder of the store [default: .onrecord]."),
]
DebugOption = Annotated[bool, typer.Option("--debug", help="Show tracebacks.")]
Export = Literal["markdown", "mediawiki", "dokuwiki", "xwiki", "confluence", "html"]
ExportOption = Annotated[
    Export | None, typer.Option("--format", help="Print it to be pasted into a wiki.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
def index(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Files and folders [default: seeds/]."),
    ] = None,
    if_empty: Annotated[
        bool, typer.Option("--if-empty", help="Do nothing when the store has articles.")
    ] = False,
    rebuild: Annotated[
        bool,
        typer.Option("--rebuild", help="Make all vectors anew from the stored articles."),
    ] = False,
    prune: Annotated[
        bool,
        typer.Option("--prune", help="Let go of articles whose files are gone from PATH."),
    ] = False,
    store: StoreOption = None,
    debug: DebugOption = False,
) -> None:
    """Index articles: onrecord index seeds/

    Reads .txt and .md files. A file that is indexed already changes nothing; one that
    has changed replaces its former version.
    """
    with one_line(debug):
        from bot.desk import Desk

        settings = Settings.read(store=store)
        desk = Desk.open(settings)
        if rebuild:
            from index.build import rebuild as make_anew

            if paths:
                fail("--rebuild takes no PATH: it works on what is stored", WRONG_USE)
            with progress_bar() as progress:
                count = make_anew(desk.store, desk.encoder, desk.tagger, progress)
            say(f"made {counted(count, 'passage')} anew with {desk.encoder.name}")
            return
        if if_empty and not desk.store.is_empty():
            return
        _index(paths or [Path("seeds")], desk, settings.max_article_bytes, prune=prune)


def _index(paths: list[Path], desk: "Desk", max_bytes: int, *, prune: bool) -> None:
    from index.build import build

    with progress_bar() as progress:
        report = build(
            paths,
            desk.store,
            desk.encoder,
            desk.tagger,
            max_bytes=max_bytes,
            prune=prune,
            progress=progress,
        )
    for line in (*report.warnings, *report.failed):
        say(line)
    say(
        f"{counted(len(report.added), 'article')} added, {len(report.replaced)} replaced, "
        f"{len(report.unchanged)} unchanged, "
        + (f"{len(report.removed)} removed, " if prune else "")
        + (f"{report.read_again} read again, " if report.read_again else "")
        + f"{len(report.failed)} left out; "
        f"{counted(report.passages, 'passage')} and {counted(report.statements, 'statement')} made"
    )
    if report.failed:
        raise typer.Exit(FAILURE)


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="The question, in quotes.")] = None,
    batch: Annotated[
        Path | None,
        typer.Option("--batch", metavar="FILE", help="A question a line; - is standard input."),
    ] = None,
    after: Annotated[
        list[str] | None,
        typer.Option("--after", metavar="QUESTION", help="A question before it; may be repeated."),
    ] = None,
    as_json: JsonOption = False,
    export: ExportOption = None,
    store: StoreOption = None,
    debug: DebugOption = False,
) -> None:
    """Answer a question: onrecord ask "what did the minister say?"

    With --after "what did the minister say?" a follow-up like "when?" is understood.
    With --batch FILE --json, a question a line in, an answer a line out, in order.
    """
    with one_line(debug):
        if as_json and export:
            fail("ask takes --json or --format, one of the two", WRONG_USE)
        if (question is None) == (batch is None):
            fail("ask takes a QUESTION or --batch FILE, one of the two", WRONG_USE)
        from bot.chain import Asked
        from bot.desk import Desk
        from bot.printing import writer
        from bot.question import read_question

        if question is not None:
            read_question(question)  # what is wrong with it is said before anything loads
        settings = Settings.read(store=store)
        desk = Desk.open(settings)
        desk.check()
        write = writer("json" if as_json else export, desk.store, settings)

        def show(asked: str) -> None:
            print(write(desk.chain.invoke(Asked(asked, tuple(after or ())))))
            sys.stdout.flush()

        if question is not None:
            show(question)
            return
        left_out = 0
        for number, line in enumerate(read_lines(batch), start=1):
            try:
                show(line)
            except OnRecordError as error:
                left_out += 1
                say(f"line {number} left out: {error}")
        if left_out:
            raise typer.Exit(FAILURE)


@app.command()
def brief(
    topic: Annotated[str, typer.Argument(help="What it is to be about, in quotes.")],
    as_json: JsonOption = False,
    export: ExportOption = None,
    store: StoreOption = None,
    debug: DebugOption = False,
) -> None:
    """Brief on a topic: onrecord brief "the grain talks"

    Bottom line, key points, who says what, timeline, what is coming: quoted, or with a model the
    first three in prose that is checked.
    """
    ask(f"Brief me on {topic}", as_json=as_json, export=export, store=store, debug=debug)


@app.command("eval")
def evaluation(
    questions: Annotated[
        Path, typer.Argument(metavar="QUESTIONS", help="JSON Lines; - is standard input.")
    ],
    as_json: JsonOption = False,
    store: StoreOption = None,
    debug: DebugOption = False,
) -> None:
    """Tell how well questions with known answers are answered: onrecord eval mine.jsonl

    A line each: {"question": "Who spoke?", "answer": "Ada Volan"}, or with "passages":
    ["..."], or with "unanswerable": true. Prints what is found, answered and refused,
    whether the confidence can be trusted, and every miss.
    """
    with one_line(debug):
        from tqdm import tqdm

        from bot.desk import Desk
        from bot.evaluation import evaluate, to_json, to_table
        from bot.expected import read_expected

        expected = read_expected(read_lines(questions))
        desk = Desk.open(Settings.read(store=store))
        desk.check()
        asked = evaluate(expected, desk.chain, desk.retriever)
        outcomes = list(
            tqdm(asked, total=len(expected), unit=" questions", disable=None, leave=False)
        )
        if as_json:
            print(json.dumps(to_json(outcomes), ensure_ascii=False))
        else:
            print(to_table(outcomes))


@app.command()
def statements(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Plain-text files.")],
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """List who said what, without a store: onrecord statements article.txt --json

    One object a statement (JSON Lines), in reading order; offsets count characters of
    the file's text.
    """
    with one_line(debug):
        from bot.listing import statement_lines
        from index.tagger.tagger import LearnedTagger

        tagger = LearnedTagger()
        for path in files:
            text = read_text(read_bytes(path), path)
            for line in statement_lines(path.name, text, tagger, as_json=as_json):
                print(line)


@app.command()
def chat(
    host: Annotated[
        str | None, typer.Option(help="Address to listen on [default: 127.0.0.1].")
    ] = None,
    port: Annotated[int | None, typer.Option(help="Port [default: 7860].")] = None,
    store: StoreOption = None,
    debug: DebugOption = False,
) -> None:
    """Open the web application: onrecord chat --port 7860"""
    with one_line(debug):
        settings = Settings.read(store=store, host=host, port=port)
        from bot.server import check_port, serve

        check_port(settings.host, settings.port)
        from bot.desk import Desk
        from index.rereading import outdated

        desk = Desk.open(settings)
        if count := len(outdated(desk.store, desk.tagger)):
            say(
                f"{counted(count, 'article')} in the store at {desk.store.place} read by another "
                "version, which may name other speakers; `onrecord index --rebuild` reads them anew"
            )
        serve(desk, settings)


@app.command()
def embed(
    wiki: Annotated[str, typer.Argument(metavar="WIKI", help="mediawiki, dokuwiki, notion, ...")],
    url: Annotated[
        str | None, typer.Option(help="Where readers open On Record [default: ONRECORD_URL].")
    ] = None,
    question: Annotated[
        str | None, typer.Option(help="What it is to be asked [default: what readers ask].")
    ] = None,
    copy: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="The wiki's folder: copy our extension or plugin there."),
    ] = None,
    debug: DebugOption = False,
) -> None:
    """Put On Record into a wiki: onrecord embed mediawiki --url https://brief.example

    Prints what to paste and the settings that both sides need, for mediawiki, dokuwiki,
    confluence, xwiki, bookstack, wikijs, sharepoint and notion.
    """
    with one_line(debug):
        from bot.wikis.command import copy_to, guide

        settings_url = Settings.read().url
        text = guide(wiki, url or (str(settings_url) if settings_url else None), question)
        if copy:
            say(f"copied to {copy_to(copy, wiki)}")
        print(text, end="")


@app.command()
def status(
    as_json: JsonOption = False, store: StoreOption = None, debug: DebugOption = False
) -> None:
    """Tell what the store holds, which encoder made it, and where it is."""
    with one_line(debug):
        from bot.desk import Desk

        desk = Desk.open(Settings.read(store=store))
        articles, passages = desk.store.count()
        facts = {
            "store": desk.store.place,
            "articles": articles,
            "passages": passages,
            "encoder": desk.store.encoder_name(),
            "model": _model(desk),
        }
        if as_json:
            print(json.dumps(facts, ensure_ascii=False))
            return
        for name, value in facts.items():
            missing = "none" if name == "model" else "none yet"
            print(f"{name:9} {missing if value is None else printable(str(value))}")


def main() -> None:
    """Run the command; the entry point of the distribution."""
    stay_offline()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal may not have every letter
            stream.reconfigure(errors="backslashreplace")
    app()


def _model(desk: "Desk") -> str | None:
    """Name the model that writes, and what is wrong with it."""
    if desk.writer is None:
        return None
    desk.writer.greet()
    problem = desk.writer.problem
    return f"{desk.writer.name} ({problem})" if problem else desk.writer.name

"""What every command does with a terminal: read files, say a line, fail with one."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import typer

from bot.errors import ExpectationError, QuestionError, WikiError
from bot.terminal import printable
from index.errors import OnRecordError, SettingsError

FAILURE, WRONG_USE, INTERRUPTED = 1, 2, 130


def read_lines(path: Path | None) -> Iterator[str]:
    """Yield the lines of a file, of standard input when it is ``-``; the last may be unended."""
    if str(path) == "-":
        data = sys.stdin.buffer.read()
    else:
        assert path is not None
        data = read_bytes(path)
    lines = re.split(r"\r\n|\n|\r", read_text(data, path))
    yield from lines[:-1] if lines[-1] == "" else lines


def read_bytes(path: Path) -> bytes:
    """Read a file, or end the command with a line that says why not."""
    try:
        return path.read_bytes()
    except OSError as error:
        fail(f"{path}: {error.strerror or error}", WRONG_USE)


def read_text(data: bytes, path: Path | None) -> str:
    """Decode what was read; a guessed encoding is told.

    Raises:
        ArticleError: binary data, or no encoding fits.
    """
    from index.articles import decode

    text, guess = decode(data, str(path))
    if guess:
        say(f"{path}: not UTF-8, read as {guess}")
    return text


@contextmanager
def progress_bar() -> Iterator[Callable[[int, int], object]]:
    """Show a bar on standard error, when that is a terminal."""
    from tqdm import tqdm

    with tqdm(unit=" articles", disable=None, leave=False, file=sys.stderr) as bar:

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield show


@contextmanager
def one_line(debug: bool) -> Iterator[None]:
    """Turn an error of ours into one line and its exit status."""
    try:
        yield
    except OnRecordError as error:
        if debug:
            raise
        wrong_use = isinstance(error, QuestionError | ExpectationError | SettingsError | WikiError)
        fail(str(error), WRONG_USE if wrong_use else FAILURE)
    except typer.Exit:
        raise
    except KeyboardInterrupt:
        fail("interrupted; what was indexed before stays", INTERRUPTED)
    except BrokenPipeError:  # the reader of our output has gone
        sys.stderr.close()
        raise typer.Exit(FAILURE) from None
    except Exception as error:  # a fault of ours, or of a library: no reader can use a traceback
        if debug:
            raise
        fail(f"{type(error).__name__}: {error}; run it again with --debug and report it", FAILURE)


def fail(line: str, code: int) -> NoReturn:
    """End the command with a line on standard error and an exit status."""
    say(line)
    raise typer.Exit(code)


def say(line: str) -> None:
    """Print a line on standard error, safe for a terminal."""
    print(f"onrecord: {printable(' '.join(line.split()))}", file=sys.stderr)


def counted(number: int, noun: str) -> str:
    """Write a number with its noun: "1 article", "2,300 passages"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"

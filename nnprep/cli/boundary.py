"""The boundary of every command: the one place where errors become words and exit codes.

Imports neither typer nor anything of a command, because a plain `nnprep check FILE` needs no typer.
"""

from __future__ import annotations

import contextlib
import os
import sys
import textwrap
import traceback
from collections.abc import Callable, Sequence
from shlex import quote
from typing import Any

from nnprep.errors import OWN_FAULT, NnprepError, UnknownNameError, nearest
from nnprep.terminal.plain import write_lines

INTERRUPTED = 130
"""Exit code after Ctrl-C, by the shells' convention: 128 + SIGINT."""
BROKEN_PIPE = 141
"""Exit code when the reader of a pipe has gone, by the same convention: neither passed nor failed."""
LIKELY = 0.6
"""How like a valid name a misspelled one must be to be corrected; 1 is equality."""
DEBUG = "NNPREP_DEBUG"
"""The environment variable that asks for tracebacks."""


def exit_code(command: Callable[[], Any], arguments: Sequence[str] = ()) -> int:
    """Run a command and return its exit code: its result, 0 if that isn't a number, or the code of its error.

    Every error becomes one sentence on standard error; a misspelled name in the `arguments` is corrected below it.
    """
    try:
        code = command()
        sys.stdout.flush()
    except NnprepError as error:
        step = error.next_step
        if isinstance(error, UnknownNameError):
            near = nearest(error.name, error.valid, LIKELY)
            step = corrected(arguments, error.name, near[0] if near else "") or step
        return print_error(error.sentence, step, error.exit_code)
    except KeyboardInterrupt:
        return INTERRUPTED
    except (BrokenPipeError, SystemExit) as error:  # typer turns the first into the second
        if isinstance(error, SystemExit) and not error.code:  # names for a shell were written
            return 0
        return leave_broken_pipe()
    except Exception as error:  # whatever it is, it says nothing about the code that was judged
        return print_error(internal_error(error), None, OWN_FAULT)
    return code if isinstance(code, int) else 0


def corrected(arguments: Sequence[str], wrong: str, right: str) -> str:
    """Return the command line with a word or an option's value corrected; empty if there's nothing to correct."""
    words = [
        right
        if word == wrong
        else f"{word.removesuffix(wrong)}{right}"
        if word.endswith(f"={wrong}")
        else word
        for word in arguments
    ]
    return " ".join(["nnprep", *map(quote, words)]) if right and words != [*arguments] else ""


def print_error(sentence: str, next_step: str | None, code: int) -> int:
    """Write an error to standard error and return its exit code."""
    step = f"\n  next   {next_step}" if next_step else ""
    # If nobody reads errors either, the exit code must still not look like a verdict.
    with contextlib.suppress(OSError, ValueError):
        text = f"nnprep: {sentence}"
        if sys.stderr.isatty():
            text = in_rows(text, os.get_terminal_size(sys.stderr.fileno()).columns)
        write_lines(sys.stderr, f"{text}{step}")
    return code


def in_rows(text: str, width: int) -> str:
    """Return a text in rows of less than `width` columns, broken between words: a long path can be copied."""
    return "\n".join(
        textwrap.fill(line, max(width - 1, 20), break_long_words=False, break_on_hyphens=False)
        for line in text.split("\n")
    )


def internal_error(error: Exception) -> str:
    """Describe an unforeseen error in a sentence; with NNPREP_DEBUG set, by its traceback."""
    if os.environ.get(DEBUG):
        return "".join(traceback.format_exception(error)).rstrip()
    if isinstance(error, OSError):
        where = f" ({error.filename})" if error.filename else ""
        return f"The system couldn't read or write{where}: {error.strerror or error}."
    message = " ".join(str(error).split())[:200]
    name = type(error).__name__
    return f"Internal error: {name}{f': {message}' if message else ''}. Set {DEBUG}=1 to see the traceback."


def leave_broken_pipe() -> int:
    """Leave silently when the reader of a pipe has gone, and keep Python from complaining at exit."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = None
    return BROKEN_PIPE

"""`nnprep check` in its plain forms, without typer: importing it takes longer than judging a small file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nnprep.cli.boundary import exit_code
from nnprep.cli.check.run import Options, run_check

Plain = tuple[list[str], str | None, int | None, Options]
"""Files, exercise, seed, and what to do with the reports."""


def run_plain(arguments: Sequence[str]) -> int | None:
    """Judge files and return the exit code; None, and nothing was done, if it takes typer to understand the words."""
    plain = plain_check(arguments)
    if plain is None:
        return None
    what, exercise, seed, options = plain
    return exit_code(
        lambda: run_check(
            what, exercise, [], seed, guess=None, watch=False, require_wall=False, options=options
        ),
        ["check", *arguments],
    )


def plain_check(arguments: Sequence[str]) -> Plain | None:
    """Return what the words after `check` ask for; None if it takes typer to understand them, or to refuse them."""
    what: list[str] = []
    exercise, seed, flags = None, None, {"--json": False, "--all": False}
    words = iter(arguments)
    for word in words:
        if word in flags:
            flags[word] = True
        elif word == "--exercise" and (name := value_in(words)):
            exercise = name
        elif word == "--seed" and DIGITS.fullmatch(digits := value_in(words)):
            seed = int(digits)
        elif word.startswith("-"):
            return None
        else:
            what.append(word)
    options = Options(flags["--json"], False, None, None, False, flags["--all"])
    return what, exercise, seed, options


def value_in(words: Iterator[str]) -> str:
    """Return the value after an option; empty if there is none, or another option."""
    value = next(words, "")
    return "" if value.startswith("-") else value


DIGITS = re.compile("[0-9]{1,30}")

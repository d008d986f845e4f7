"""`nnprep check` in its plain forms, without typer: importing it takes longer than judging a small file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from nnprep.cli.boundary import exit_code
from nnprep.errors import UsageError
from nnprep.named_tuple import NamedTuple
from nnprep.practice.source_file import read_source
from nnprep.sandbox.parent.child_process import ChildPeer


class Plain(NamedTuple):
    """What the words after `check` ask for."""

    what: list[str]
    exercise: str | None
    seed: int | None
    as_json: bool
    everything: bool
    """Whether the checks of passed parts are shown, too."""


def run_plain(arguments: Sequence[str]) -> int | None:
    """Judge files and return the exit code; None, and nothing was done, if it takes typer to understand the words."""
    plain = plain_check(arguments)
    if plain is None:
        return None
    return exit_code(lambda: judged(plain), ["check", *arguments])


def judged(plain: Plain) -> int:
    """Start the process for a single file before all else, judge, and return the exit code. Raises NnprepError."""
    what, exercise, seed, as_json, everything = plain
    child = None
    if len(what) == 1:
        with suppress(UsageError):  # if it's no file but an exercise, the process starts later
            child = ChildPeer.start(read_source(Path(what[0])))
    # Late: it takes as long to import as Python to start.
    from nnprep.cli.check.run import Options, run_check

    try:
        options = Options(as_json, False, None, None, False, everything)
        return run_check(
            what,
            exercise,
            [],
            seed,
            guess=None,
            watch=False,
            require_wall=False,
            options=options,
            child=child,
        )
    finally:
        if child is not None:
            child.close()


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
    return Plain(what, exercise, seed, *flags.values())


def value_in(words: Iterator[str]) -> str:
    """Return the value after an option; empty if there is none, or another option."""
    value = next(words, "")
    return "" if value.startswith("-") else value


DIGITS = re.compile("[0-9]{1,30}")

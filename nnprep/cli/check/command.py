"""`nnprep check`: judges exercise files and names the mistake."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nnprep.cli.options import completed
from nnprep.errors import UnknownNameError

FORMATS = ("text", "github", "json")


def check(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            help="Names or files; the newest exercise file here if omitted.",
            show_default=False,
            autocompletion=completed("exercise"),
        ),
    ] = None,
    exercise: Annotated[
        str | None,
        typer.Option(
            "--exercise",
            help="Judge as this exercise, whatever the file says it is.",
            autocompletion=completed("exercise"),
        ),
    ] = None,
    part: Annotated[
        list[str] | None,
        typer.Option(
            "--part", help="Judge only this part; can be repeated.", autocompletion=completed("part")
        ),
    ] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", min=0, help="Seed of the random inputs, to repeat a run.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Show every check, also those of passed parts.")
    ] = False,
    show_case: Annotated[
        bool, typer.Option("--show-case", help="Print the smallest input that fails, as code.")
    ] = False,
    save_case: Annotated[
        Path | None, typer.Option("--save-case", help="Save that code to a new file.", metavar="FILE")
    ] = None,
    guess: Annotated[
        str | None, typer.Option("--guess", help="For a --debug exercise: what you think the mistake is.")
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Judge again whenever a file is saved; q quits.")
    ] = False,
    require_wall: Annotated[
        bool,
        typer.Option(
            "--require-wall", help="Run nothing unless the system can isolate files, network and processes."
        ),
    ] = False,
    junit: Annotated[
        Path | None, typer.Option("--junit", help="Also write the results as a JUnit file.", metavar="FILE")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Let --junit and --save-case replace any file.")
    ] = False,
    form: Annotated[
        str, typer.Option("--format", help="text; github adds annotations for GitHub Actions; json.")
    ] = "text",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object for each file.")] = False,
) -> int:
    """Judge your exercise file and name the mistake.

    Your code runs in a process of its own, with limits on time, memory and files. The exit code is 0 for
    passed, 1 for not passed, 2 for wrong usage, 3 for an internal error.

    Example: nnprep check backprop
    """
    if form not in FORMATS:
        raise UnknownNameError("format", form, FORMATS, next_step="nnprep check --help")
    # Everything else loads when the command runs: `nnprep check --help` needs none of it.
    from nnprep.cli.check.run import Options, run_check

    return run_check(
        what or [],
        exercise,
        part or [],
        seed,
        guess=guess,
        watch=watch,
        require_wall=require_wall,
        options=Options(
            as_json or form == "json", show_case, save_case, junit, force, everything, form == "github"
        ),
    )

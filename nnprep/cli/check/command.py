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
            metavar="[NAME|FILE]...",
            show_default=False,
            hidden=True,  # the description says what it is, in fewer rows
            autocompletion=completed("exercise"),
        ),
    ] = None,
    exercise: Annotated[
        str | None,
        typer.Option(
            "--exercise",
            metavar="NAME",
            help="Judge as this exercise, whatever the file says it is.",
            autocompletion=completed("exercise"),
        ),
    ] = None,
    part: Annotated[
        list[str] | None,
        typer.Option(
            "--part",
            metavar="PART",
            help="Judge only this part; can be repeated.",
            autocompletion=completed("part"),
        ),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option("--seed", metavar="N", min=0, help="Seed of the random inputs, to repeat a run."),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="List every check, also those of parts that pass.")
    ] = False,
    show_case: Annotated[
        bool, typer.Option("--show-case", help="Print the smallest input that fails, as code.")
    ] = False,
    save_case: Annotated[
        Path | None, typer.Option("--save-case", help="Save that code to a new file.", metavar="FILE")
    ] = None,
    guess: Annotated[
        str | None,
        typer.Option("--guess", metavar="TEXT", help="In a --debug exercise: what the mistake is."),
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Judge again whenever a file is saved; q quits.")
    ] = False,
    require_wall: Annotated[
        bool,
        typer.Option("--require-wall", help="Only run with files, network and processes isolated."),
    ] = False,
    junit: Annotated[
        Path | None, typer.Option("--junit", help="Also write the results as a JUnit file.", metavar="FILE")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Let --junit and --save-case replace any file.")
    ] = False,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORM",
            help="text, json, or github: adds annotations of GitHub Actions.",
            show_default=False,
        ),
    ] = "text",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object for each file.")] = False,
) -> int:
    """Judge your exercise file, or the newest one here. Example: nnprep check mlp

    Your code runs in a process of its own, with limits on time, memory and files. Exit codes: 0 passed, 1 not passed,
    2 wrong usage, 3 internal error.
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

"""`nnprep grade`: judges a whole class, on code that nobody trusts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from nnprep.cli.options import completed
from nnprep.terminal.plain import write_lines


def show_all(ctx: typer.Context, asked: bool) -> None:
    """Print the help with the options that few need, too."""
    if asked:
        for each in ctx.command.params:
            each.hidden = False  # type: ignore[attr-defined] # no argument is hidden
        write_lines(sys.stdout, ctx.get_help())
        raise typer.Exit


def grade(
    places: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Folders or zip files; or results folders after the word merge.",
            metavar="DIR...",
            show_default=False,
        ),
    ] = None,
    exercise: Annotated[
        str | None,
        typer.Option(
            "--exercise",
            metavar="NAME",
            help="Judge every file as this exercise.",
            autocompletion=completed("exercise"),
        ),
    ] = None,
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            show_default=False,
            help="Folder for results; a stopped run resumes there.",
            metavar="DIR",
        ),
    ] = Path("results"),
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", metavar="N", min=1, help="Submissions at a time; chosen if omitted."),
    ] = None,
    cpu_hours: Annotated[
        float | None,
        typer.Option(
            "--cpu-hours",
            hidden=True,
            metavar="N",
            min=0,
            help="Stop after so many hours of CPU time; the same command continues.",
        ),
    ] = None,
    seed: Annotated[
        str | None,
        typer.Option(
            "--seed",
            hidden=True,
            metavar="SEED",
            help="Seed of the class, to repeat a run; secret and drawn if omitted.",
        ),
    ] = None,
    shard: Annotated[
        str | None,
        typer.Option(
            "--shard", hidden=True, metavar="I/N", help="Judge one of N shards of the class, such as 3/8."
        ),
    ] = None,
    dask: Annotated[
        str | None,
        typer.Option(
            "--dask", hidden=True, metavar="ADDRESS", help="Judge on a Dask cluster, such as tcp://host:8786."
        ),
    ] = None,
    trust: Annotated[
        bool,
        typer.Option(
            "--trust", hidden=True, help="Run the files even if the system can't isolate them fully."
        ),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show who submitted what.")] = False,
    rubric: Annotated[
        Path | None,
        typer.Option("--rubric", metavar="FILE", help="YAML file with the points of each part."),
    ] = None,
    canvas: Annotated[
        Path | None, typer.Option("--canvas", metavar="FILE", help="Write grades as CSV for Canvas.")
    ] = None,
    moodle: Annotated[
        Path | None, typer.Option("--moodle", metavar="FILE", help="Write a grading worksheet for Moodle.")
    ] = None,
    junit: Annotated[
        Path | None,
        typer.Option("--junit", hidden=True, metavar="FILE", help="Write the class as a JUnit file."),
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write the class report as a page.")
    ] = None,
    feedback: Annotated[
        Path | None,
        typer.Option("--feedback", metavar="DIR", help="Write each submitter a report."),
    ] = None,
    gradescope: Annotated[
        Path | None,
        typer.Option(
            "--gradescope", hidden=True, metavar="FILE", help="Write one submission's results.json."
        ),
    ] = None,
    classroom: Annotated[
        Path | None,
        typer.Option(
            "--classroom",
            hidden=True,
            metavar="FILE",
            help="Write one submission's points for GitHub Classroom.",
        ),
    ] = None,
    gradescope_kit: Annotated[
        Path | None,
        typer.Option(
            "--gradescope-kit",
            hidden=True,
            metavar="DIR",
            help="Write an autograder for Gradescope; judge nothing.",
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", hidden=True, help="Let these options replace any file.")
    ] = False,
    help_all: Annotated[
        bool,
        typer.Option(
            "--help-all", is_eager=True, callback=show_all, help="Show all options, also those that few need."
        ),
    ] = False,
) -> int:
    """Judge a whole class. Example: nnprep grade hw1.zip --exercise backprop

    Each file runs in a process of its own; no history is read or written. Those judged before are skipped. The exit
    code is 0 if all were judged.
    """
    # Everything else loads when the command runs: `nnprep grade --help` needs none of it.
    from nnprep.cli.grade.run import Files, Wishes, run_grade

    files = Files(rubric, gradescope, classroom, canvas, moodle, junit, feedback, html, gradescope_kit, force)
    return run_grade(
        places or [], Wishes(exercise, out, jobs, cpu_hours, seed, shard, dask, trust, dry_run, files)
    )

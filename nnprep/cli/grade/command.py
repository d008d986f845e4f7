"""`nnprep grade`: judges a whole class, on code that nobody trusts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nnprep.cli.options import completed


def grade(
    places: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Folders or zip files with submissions; or the word merge, and results folders.",
            metavar="DIR...",
            show_default=False,
        ),
    ] = None,
    exercise: Annotated[
        str | None,
        typer.Option(
            "--exercise",
            help="Judge every file as this exercise, whatever it says it is.",
            autocompletion=completed("exercise"),
        ),
    ] = None,
    out: Annotated[
        Path,
        typer.Option(
            "--out", help="Folder for the results; an interrupted run resumes there.", metavar="DIR"
        ),
    ] = Path("results"),
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", min=1, help="Submissions at a time; what cores and free memory allow if omitted."
        ),
    ] = None,
    cpu_hours: Annotated[
        float | None,
        typer.Option(
            "--cpu-hours", min=0, help="Stop after so many hours of CPU time; the same command continues."
        ),
    ] = None,
    seed: Annotated[
        str | None,
        typer.Option("--seed", help="Seed of the class, to repeat a run; secret and drawn if omitted."),
    ] = None,
    shard: Annotated[
        str | None,
        typer.Option("--shard", metavar="I/N", help="Judge one of N shards of the class, such as 3/8."),
    ] = None,
    dask: Annotated[
        str | None,
        typer.Option("--dask", metavar="ADDRESS", help="Judge on a Dask cluster, such as tcp://host:8786."),
    ] = None,
    trust: Annotated[
        bool,
        typer.Option("--trust", help="Run the files even if the system can't isolate them fully."),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show who submitted what and what's left over; judge nothing.")
    ] = False,
    rubric: Annotated[
        Path | None,
        typer.Option("--rubric", metavar="FILE", help="YAML file with the points of each part; 100 without."),
    ] = None,
    canvas: Annotated[
        Path | None, typer.Option("--canvas", metavar="FILE", help="Write grades as CSV for Canvas.")
    ] = None,
    moodle: Annotated[
        Path | None, typer.Option("--moodle", metavar="FILE", help="Write a grading worksheet for Moodle.")
    ] = None,
    junit: Annotated[
        Path | None, typer.Option("--junit", metavar="FILE", help="Write the class as a JUnit file.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write the class report as a page.")
    ] = None,
    feedback: Annotated[
        Path | None,
        typer.Option(
            "--feedback", metavar="DIR", help="Write each submitter a report, without the solution."
        ),
    ] = None,
    gradescope: Annotated[
        Path | None,
        typer.Option("--gradescope", metavar="FILE", help="Write one submission's results.json."),
    ] = None,
    classroom: Annotated[
        Path | None,
        typer.Option(
            "--classroom", metavar="FILE", help="Write one submission's points for GitHub Classroom."
        ),
    ] = None,
    gradescope_kit: Annotated[
        Path | None,
        typer.Option(
            "--gradescope-kit", metavar="DIR", help="Write an autograder for Gradescope; judge nothing."
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Let these options replace any file.")] = False,
) -> int:
    """Judge the files of a whole class and name the mistakes; no history is read or written.

    Every submission runs isolated, in a process of its own, as with nnprep check. Each gets a line of JSON in
    the results folder. Submissions judged before are skipped. The exit code is 0 if all files were judged.

    Example: nnprep grade hw1/ --exercise backprop

    Example: nnprep grade submissions.zip --exercise backprop --dry-run

    Example: nnprep grade merge results/
    """
    # Everything else loads when the command runs: `nnprep grade --help` needs none of it.
    from nnprep.cli.grade.run import Files, Wishes, run_grade

    files = Files(rubric, gradescope, classroom, canvas, moodle, junit, feedback, html, gradescope_kit, force)
    return run_grade(
        places or [], Wishes(exercise, out, jobs, cpu_hours, seed, shard, dask, trust, dry_run, files)
    )

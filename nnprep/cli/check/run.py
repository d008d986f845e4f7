"""Runs `nnprep check`: judges each file, and writes what was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import typer

from nnprep.cli.output import show_json
from nnprep.errors import UsageError
from nnprep.grading.report import Report
from nnprep.grading.result import result
from nnprep.practice.attempt import attempt
from nnprep.practice.submissions import targets
from nnprep.sandbox.limits import Limits


class Options(NamedTuple):
    """What to do with the reports besides showing them."""

    as_json: bool
    show_case: bool
    save_case: Path | None
    junit: Path | None


def run_check(
    words: Sequence[str],
    exercise: str | None,
    parts: Sequence[str],
    seed: int | None,
    *,
    guess: str | None,
    watch: bool,
    require_wall: bool,
    options: Options,
) -> int:
    """Judge files and show the reports; returns the highest exit code.

    Raises UsageError and UnknownNameError, and WallError if `require_wall` and the system allows no wall.
    """
    limits = Limits(wall_required=require_wall)
    if watch:
        refuse_beside_watch(options)
    chosen = targets(words, Path(), exercise)
    if guess is not None:
        # Reads the history first, so that a check without a guess starts its child process earlier.
        from nnprep.practice.guesses import record_guess

        record_guess(chosen, guess)
        typer.echo("Your guess is recorded. You'll see it beside the answer once the file passes.", err=True)
    if watch:
        from nnprep.cli.check.watch import watch_targets  # watchfiles is slow to load

        return watch_targets(chosen, parts, seed, limits)
    reports = []
    for target in chosen:
        judged = attempt(target, parts, seed, limits=limits)
        reports.append(judged.report)
        if options.as_json:
            show_json(result(judged.report, judged.notes))
        elif options.show_case:
            typer.echo(judged.report.show_case or f"# {target.exercise.id}: no failing case to show")
        else:
            # Lays reports out; attempt() has started the child process, so that both load at once.
            from nnprep.cli.check.report_page import show_attempt

            show_attempt(judged)
    if options.save_case is not None:
        save_case(reports, options.save_case)
    if options.junit is not None:
        from nnprep.cli.check.junit import write_junit  # loads an XML library

        write_junit(options.junit, reports)
    return max(report.exit_code for report in reports)


def refuse_beside_watch(options: Options) -> None:
    """Raise UsageError for an option that has no effect with --watch."""
    values = {
        "--json": options.as_json,
        "--show-case": options.show_case,
        "--save-case": options.save_case,
        "--junit": options.junit,
    }
    for option, value in values.items():
        if value:
            raise UsageError(
                f"--watch shows reports until you quit, so it can't be combined with {option}.",
                next_step=f"nnprep check {option}{'' if value is True else ' FILE'}",
            )


def save_case(reports: Sequence[Report], path: Path) -> None:
    """Write the first failing case to a new file; raises UsageError if it can't be written."""
    case = next((report.show_case for report in reports if report.show_case), "")
    if not case:
        return
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(case)
    except FileExistsError:
        raise UsageError(f"{path} already exists; choose another name for --save-case.") from None
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}.") from error
    typer.echo(f"The failing case is in {path}.", err=True)

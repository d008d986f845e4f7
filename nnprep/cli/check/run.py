"""Runs `nnprep check`: judges each file, and writes what was asked for."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from shlex import quote

from nnprep.errors import UsageError
from nnprep.grading.report import Report, Status
from nnprep.named_tuple import NamedTuple
from nnprep.practice.attempt import Attempt, attempt
from nnprep.practice.submissions import targets
from nnprep.practice.workspace import write_file
from nnprep.sandbox.limits import Limits
from nnprep.sandbox.parent.child_process import ChildPeer
from nnprep.terminal.plain import write_lines


class Options(NamedTuple):
    """What to do with the reports besides showing them."""

    as_json: bool
    show_case: bool
    save_case: Path | None
    junit: Path | None
    force: bool
    """Whether both files may replace any other."""
    everything: bool
    """Whether the checks of passed parts are shown, too."""
    github: bool = False
    """Whether annotations of GitHub Actions follow the report."""


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
    child: ChildPeer | None = None,
) -> int:
    """Judge files and show the reports; returns the highest exit code. `child` was started in advance for one file.

    Raises UsageError and UnknownNameError, and WallError if `require_wall` and the system allows no wall.
    """
    limits = Limits(wall_required=require_wall)
    if options.force and options.junit is None and options.save_case is None:
        raise UsageError("--force only works with --junit or --save-case.", next_step="nnprep check --help")
    if watch:
        refuse_beside_watch(options)
    chosen = targets(words, Path(), exercise)
    if guess is not None and not guess.strip() and sys.stdin.isatty():
        guess = input("What is the mistake? ")
    if guess is not None:
        # Reads the history first, so that a check without a guess starts its child process earlier.
        from nnprep.practice.guesses import record_guess

        record_guess(chosen, guess)
    if watch:
        from nnprep.cli.check.watch import watch_targets  # only --watch reads keys

        if guess is not None:
            write_lines(sys.stderr, "Your guess is recorded.")
        return watch_targets(chosen, parts, seed, limits)
    reports, lost = [], None
    for target in chosen:
        judged = attempt(
            target, parts, seed, child, limits=limits, looking=options.show_case, meanwhile=import_screens
        )
        child = None
        reports.append(judged.report)
        try:
            show(judged, options)
        except OSError as error:  # the reader of a pipe has gone; the files below are still wanted
            lost = lost or error
    write_files(reports, options)
    if lost is not None:
        raise lost
    return max(report.exit_code for report in reports)


def show(judged: Attempt, options: Options) -> None:
    """Print a report in the form that was asked for; raises OSError."""
    if options.show_case and not options.as_json:
        show_failing_case(judged)
        return
    # Lays reports out; attempt() has started the child process, so that both load at once.
    from nnprep.cli.check.report_page import (
        show_annotations,
        show_attempt,
        show_result,
        show_whole_attempt,
    )

    if options.as_json:
        show_result(judged)
    else:
        (show_whole_attempt if options.everything else show_attempt)(judged)
    if options.github:
        show_annotations(judged)


def import_screens() -> bool:
    """Import what shows a report, while the process computes; return that nothing else is left to do."""
    from nnprep.cli.check import report_page  # noqa: F401 - as in `show`, which it waits for

    return False


def show_failing_case(judged: Attempt) -> None:
    """Print the smallest failing case, which runs as it is; in a terminal, what to type next is below it."""
    target, case = judged.target, judged.report.show_case
    exercise = quote(str(target.path)) if target.debug else target.exercise.id
    write_lines(sys.stdout, case or f"# {exercise}: no failing case to show\n")
    if sys.stdout.isatty():
        if judged.report.status is Status.PASSED:
            step = f"nnprep solution {exercise}"
        else:
            step = f"nnprep hint {exercise}" if case else f"nnprep check {quote(str(target.path))}"
        write_lines(sys.stdout, f"next   {step}")


def write_files(reports: Sequence[Report], options: Options) -> None:
    """Write the files that were asked for; raises UsageError."""
    if options.save_case is not None:
        save_case(reports, options.save_case, force=options.force)
    if options.junit is not None:
        from nnprep.cli.check.junit import write_junit  # loads an XML library

        write_junit(options.junit, reports, force=options.force)


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
                next_step=f"nnprep check {option}{'' if value is True else f' {quote(str(value))}'}",
            )


def save_case(reports: Sequence[Report], path: Path, *, force: bool) -> None:
    """Write the first failing case to a file, with `force` in place of any other; raises UsageError."""
    case = next((report.show_case for report in reports if report.show_case), "")
    if case:
        write_file(path, case, force=force)
        write_lines(sys.stderr, f"The failing case is in {path}.")

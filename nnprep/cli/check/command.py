"""`nnprep check`: judges exercise files and names the mistake."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from nnprep.grading.report import Report
    from nnprep.practice.submissions import Target


def check(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            help="Names or files; without any, the newest exercise file here.", show_default=False
        ),
    ] = None,
    exercise: Annotated[
        str | None, typer.Option("--exercise", help="Judge as this exercise, whatever the file says.")
    ] = None,
    part: Annotated[
        list[str] | None, typer.Option("--part", help="Judge this part only; may be given again.")
    ] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", min=0, help="Repeat a run: the seed of its random inputs.")
    ] = None,
    show_case: Annotated[
        bool, typer.Option("--show-case", help="Print the smallest input that fails, as code.")
    ] = False,
    save_case: Annotated[
        Path | None, typer.Option("--save-case", help="Write that code to a file.", metavar="FILE")
    ] = None,
    guess: Annotated[
        str | None, typer.Option("--guess", help="For a --debug exercise: say first what the mistake is.")
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Judge again whenever a file is saved; q leaves.")
    ] = False,
    junit: Annotated[
        Path | None, typer.Option("--junit", help="Write the outcomes as a JUnit file too.", metavar="FILE")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object for each file.")] = False,
) -> int:
    """Judge your exercise file and name the mistake.

    Your code runs in a process of its own, with limits on time, memory and files. The exit code is 0 for
    passed, 1 for not passed, 2 for wrong usage, 3 where the fault is nnprep's own.

    Example: nnprep check backprop
    """
    from nnprep.practice.submissions import targets

    if watch:
        refuse_beside_watch(as_json=as_json, show_case=show_case, save_case=save_case, junit=junit)
    chosen = targets(what or [], Path(), exercise)
    if guess is not None:
        remember_guess(chosen, guess)
    if watch:
        from nnprep.cli.check.watch import watch_targets

        return watch_targets(chosen, part or [], seed)
    from nnprep.cli.check.report_page import show_attempt
    from nnprep.practice.attempt import attempt

    reports = []
    for target in chosen:
        tried = attempt(target, part or [], seed)
        reports.append(tried.report)
        if as_json:
            from nnprep.cli.output import show_json
            from nnprep.grading.result import result

            show_json(result(tried.report, tried.notes))
        elif show_case:
            typer.echo(tried.report.show_case or f"# {target.exercise.id}: no failing case to show")
        else:
            show_attempt(tried)
    if save_case is not None:
        save_code(reports, save_case)
    if junit is not None:
        from nnprep.cli.check.junit import write_junit

        write_junit(junit, reports)
    return max(report.exit_code for report in reports)


def refuse_beside_watch(
    *, as_json: bool, show_case: bool, save_case: Path | None, junit: Path | None
) -> None:
    """Raise UsageError for an option that --watch would pass over in silence."""
    from nnprep.errors import UsageError

    given = {"--json": as_json, "--show-case": show_case, "--save-case": save_case, "--junit": junit}
    for option, value in given.items():
        if value:
            raise UsageError(
                f"--watch shows reports until you leave, so it takes no {option}.",
                next_step=f"nnprep check {option}{'' if value is True else ' FILE'}",
            )


def save_code(reports: list[Report], path: Path) -> None:
    """Write the first failing case to a file; raises UsageError where it cannot be written."""
    from nnprep.errors import UsageError

    case = next((report.show_case for report in reports if report.show_case), "")
    if not case:
        return
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(case)
    except FileExistsError:
        raise UsageError(f"{path} exists and is left as it is: give --save-case another name.") from None
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}.") from error
    typer.echo(f"The failing case is in {path}.", err=True)


def remember_guess(chosen: list[Target], guess: str) -> None:
    """Record what the learner thinks the mistake is, before the file is judged."""
    from nnprep.errors import UsageError
    from nnprep.learner.history.events import EventKind
    from nnprep.learner.history.log import History
    from nnprep.practice.handouts import handout_of
    from nnprep.practice.source_file import read_source

    for target in chosen:
        if not target.debug:
            raise UsageError(
                "--guess belongs to a debugging exercise.",
                next_step=f"nnprep exercise {target.exercise.id} --debug",
            )
    if not guess.strip():
        raise UsageError("The guess is empty: say what you think the mistake is.")
    with History.open() as history:
        for target in chosen:
            handout = handout_of(history, target.subject, read_source(target.path), target.path)
            mine = {"handout": handout} if handout else {}
            history.append(EventKind.GUESS, target.subject, {"guess": guess[:500], **mine})
    typer.echo("Your guess is noted. It will stand beside the answer once the file passes.", err=True)

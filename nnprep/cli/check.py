"""`nnprep check`: judges exercise files and names the mistake."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from nnprep.grading.report import Report
    from nnprep.grading.targets import Target
    from nnprep.memory.attempts import Record


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

    Your code runs in a process of its own, with limits on time, memory and files. The exit code is 0 for passed, 1 for
    not passed, 2 for wrong usage, 3 where the fault is nnprep's own.

    Example: nnprep check backprop
    """
    from nnprep.grading.targets import targets

    chosen = targets(what or [], Path(), exercise)
    if watch:
        from nnprep.cli.watch import watch_targets

        return watch_targets(chosen, part or [], seed)
    if guess is not None:
        remember_guess(chosen, guess)
    reports = [judged(target, part or [], seed) for target in chosen]
    from nnprep.cli.output import show, show_json

    for target, (report, record, notes) in zip(chosen, reports, strict=True):
        if as_json:
            from nnprep.grading.report import result

            show_json(result(report))
        elif show_case:
            show_code(report)
        else:
            from nnprep.screens.report import report_screen

            show(
                report_screen(
                    report,
                    notes=[*notes, *closing(target, report, record)],
                    next_steps=following(target, report, record),
                )
            )
    if save_case is not None:
        save_code([report for report, _, _ in reports], save_case)
    if junit is not None:
        from nnprep.cli.junit import write_junit

        write_junit(junit, [report for report, _, _ in reports])
    return max(report.exit_code for report, _, _ in reports)


def judged(target: Target, parts: list[str], seed: int | None) -> tuple[Report, Record, list[str]]:
    """Judge one file and record the attempt; returns the report, the record before it, and what to add.

    After a failure the same seed comes back until it passes; then a fresh one confirms.
    """
    from nnprep.grading.wall import ChildPeer, read_source

    source = read_source(target.path)
    child = ChildPeer.start(source)
    try:
        from nnprep.errors import HistoryError, UnknownNameError
        from nnprep.memory.attempts import record_of
        from nnprep.memory.history import History

        known = [each.id for each in target.exercise.parts]
        for name in parts:
            if name not in known:
                raise UnknownNameError(f"part of {target.exercise.id}", name, known)
        notes: list[str] = []
        try:
            history = History.open()
        except HistoryError as error:
            history = None
            notes.append(f"This attempt is NOT remembered: {error.sentence}")
            record = record_of_nothing()
        else:
            record = record_of(history, target.subject)
        first_seed = seed if seed is not None else record.failing_seed
        chosen = fresh_seed() if first_seed is None else first_seed
        from nnprep.grading.judge import judge

        report = judge(target.exercise, str(target.path), child, seed=chosen, parts=parts)
    finally:
        child.close()
    if report.exit_code == 0 and seed is None and record.failing_seed is not None:
        again = judge(
            target.exercise, str(target.path), ChildPeer.start(source), seed=fresh_seed(), parts=parts
        )
        if again.exit_code == 0:
            notes.append(f"Seed {chosen}, which failed before, passes; so does the fresh seed {again.seed}.")
        report = again
    if history is not None:
        with history:
            try:
                history.append("attempt", target.subject, attempt_facts(target, report, parts))
            except HistoryError as error:
                notes.append(f"This attempt is NOT remembered: {error.sentence}")
    return report, record, notes


def record_of_nothing() -> Record:
    from nnprep.memory.attempts import record

    return record([])


def fresh_seed() -> int:
    """Draw a seed of four digits: short enough to be typed again."""
    import secrets

    return 1000 + secrets.randbelow(9000)


def attempt_facts(target: Target, report: Report, parts: list[str]) -> dict[str, Any]:
    """Return what the history keeps of an attempt."""
    passed, total = report.score
    whole = not parts or len(parts) == len(target.exercise.parts)
    return {
        "file": str(target.path),
        "status": report.status.value,
        "passed": report.exit_code == 0 and whole,
        "parts": {part: status.value for part, status in report.parts.items()},
        "score": [passed, total],
        "seed": report.seed,
        "mistakes": [list(each.mistakes) for each in report.diagnosis],
        "seconds": round(report.seconds, 3),
    }


def closing(target: Target, report: Report, record: Record) -> list[str]:
    """Return what is said below the checks: which file it was, the time taken, what an interviewer asks next."""
    lines = [f"Judged {target.path}, the newest exercise file here."] if target.found else []
    if report.exit_code == 0:
        lines += [f"Asked next: {each.question}" for each in target.exercise.follow_ups]
    return lines


def following(target: Target, report: Report, record: Record) -> list[str]:
    """Return the commands to type next, with what was used so far."""
    from datetime import UTC, datetime

    name = target.exercise.id
    used = ""
    if record.started is not None and not record.passed:
        minutes = (datetime.now(UTC) - record.started).total_seconds() / 60
        used = f"   {minutes:.0f} of {target.exercise.minutes} minutes used"
    if report.exit_code == 0:
        return [f"nnprep solution {name}{used}"]
    steps = []
    if report.show_case:
        steps.append(f"nnprep check {target.path} --show-case --seed {report.seed}")
    return [*steps, f"nnprep hint {name}{used}"]


def show_code(report: Report) -> None:
    """Print the smallest failing case as code and nothing else."""
    typer.echo(report.show_case or f"# {report.exercise.id}: no failing case to show")


def save_code(reports: list[Report], path: Path) -> None:
    """Write the first failing case to a file; raises UsageError where there is none or it cannot be written."""
    from nnprep.errors import UsageError

    for report in reports:
        if report.show_case:
            try:
                path.write_text(report.show_case, encoding="utf-8")
            except OSError as error:
                raise UsageError(f"{path} cannot be written: {error.strerror or error}.") from error
            return
    raise UsageError("There is no failing case to save.")


def remember_guess(chosen: list[Target], guess: str) -> None:
    """Record what the learner thinks the mistake is, before the file is judged."""
    from nnprep.errors import UsageError
    from nnprep.memory.history import History

    with History.open() as history:
        for target in chosen:
            if not target.debug:
                raise UsageError(
                    "--guess belongs to a debugging exercise.",
                    next_step=f"nnprep exercise {target.exercise.id} --debug",
                )
            history.append("guess", target.subject, {"guess": guess[:500]})

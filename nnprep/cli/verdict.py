"""What is said about an attempt: the report, what belongs below it, and what to type next."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nnprep.cli.judging import Attempt
    from nnprep.grading.report import Report
    from nnprep.grading.targets import Target


def show_attempt(tried: Attempt) -> None:
    """Print a report with what belongs below it."""
    from nnprep.cli.output import show_lines
    from nnprep.screens.report import report_lines

    target, report = tried.target, tried.report
    notes = [f"Judged {target.path}, the newest exercise file here."] if target.found else []
    notes += [*tried.notes, *asked_next(target, report), *mended(target, report)]
    steps = following(tried)
    show_lines(lambda paper: report_lines(report, paper, notes=notes, next_steps=steps))


def asked_next(target: Target, report: Report) -> list[str]:
    """Return the questions that follow a passed exercise."""
    if report.exit_code != 0 or target.debug or not target.exercise.follow_ups:
        return []
    return ["An interviewer would ask next:", *(f"  {each.question}" for each in target.exercise.follow_ups)]


def mended(target: Target, report: Report) -> list[str]:
    """Return what is said once a debugging exercise is mended: the mistake, the guess and the time it took."""
    if not target.debug or report.exit_code != 0:
        return []
    from nnprep.content.mistakes import load_mistakes
    from nnprep.memory.attempts import record_of
    from nnprep.memory.history import History

    with History.open() as history:
        starts = history.events("start", target.subject)
        guesses = history.events("guess", target.subject)
        record = record_of(history, target.subject)
    if not starts:
        return []
    says = {mistake.id: mistake.say for mistake in load_mistakes(target.exercise)}
    id = str(starts[-1].data.get("mistake"))
    lines = [f"The mistake was {id}. {says.get(id, '')}".strip()]
    lines += [f"Your guess: {event.data.get('guess')}" for event in guesses if event.at > starts[-1].at]
    if record.minutes is not None:
        minutes = f"{record.minutes:.0f} minutes" if record.minutes >= 1.5 else "about a minute"
        lines.append(f"Found and mended in {minutes}.")
    return lines


def following(tried: Attempt) -> list[str]:
    """Return the commands to type next, with what was used so far."""
    from datetime import UTC, datetime
    from shlex import quote

    target, report, before = tried.target, tried.report, tried.before
    name = target.exercise.id
    if target.debug:
        again = f"nnprep exercise {name} --debug --force"
        return [
            again if report.exit_code == 0 else f'nnprep check {quote(str(target.path))} --guess "what it is"'
        ]
    used = ""
    if before.started is not None and not before.passed:
        minutes = (datetime.now(UTC) - before.started).total_seconds() / 60
        used = f"   {minutes:.0f} of {target.exercise.minutes} minutes used"
    if report.exit_code == 0:
        return [f"nnprep solution {name}{used}"]
    steps = []
    if report.show_case:
        steps.append(f"nnprep check {quote(str(target.path))} --show-case --seed {report.seed}")
    return [*steps, f"nnprep hint {name}{used}"]

"""What is said about an attempt: the report, what belongs below it, and what to type next."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nnprep.grading.report import Report
    from nnprep.practice.attempt import Attempt
    from nnprep.practice.submissions import Target


def show_attempt(tried: Attempt, *, brief: bool = False) -> None:
    """Print a report with what belongs below it; `brief` leaves out the checks that pass, so that it fits a window."""
    from nnprep.cli.output import show_lines
    from nnprep.screens.check.brief import brief_lines
    from nnprep.screens.check.report import report_lines

    target, report = tried.target, tried.report
    notes = [f"Judged {target.path}, the newest exercise file here."] if target.automatic else []
    notes += tried.notes
    if tried.whole:
        notes += [*asked_next(target, report), *mended(tried)]
    steps = following(tried)
    lay_out = brief_lines if brief else report_lines
    show_lines(lambda paper: lay_out(report, paper, notes=notes, next_steps=steps))


def verdict_of(report: Report) -> str:
    """Return the verdict in a word or two."""
    return "unfinished" if report.unfinished else report.status.value.replace("-", " ")


def asked_next(target: Target, report: Report) -> list[str]:
    """Return the questions that follow a passed exercise."""
    if report.exit_code != 0 or target.debug or not target.exercise.follow_ups:
        return []
    return ["An interviewer would ask next:", *(f"  {each.question}" for each in target.exercise.follow_ups)]


def mended(tried: Attempt) -> list[str]:
    """Return what is said once a debugging exercise is mended: the mistake, the guess and the time it took."""
    target = tried.target
    if not target.debug or tried.report.exit_code != 0:
        return []
    from nnprep.answers.guesses import is_meant
    from nnprep.content.yaml.mistake_reader import load_mistakes
    from nnprep.errors import HistoryError
    from nnprep.learner.attempts import belonging, record
    from nnprep.learner.history.events import EventKind
    from nnprep.learner.history.log import History

    try:
        with History.open() as history:
            events = belonging(history.events(subject=target.subject), tried.handout)
    except HistoryError:  # the note that the attempt is not remembered says it
        return []
    starts = [event for event in events if event.kind == EventKind.START]
    if not starts:
        return []
    mistakes = load_mistakes(target.exercise)
    id = starts[-1].data.get("mistake", "")
    mistake = next((each for each in mistakes if id in (each.id, *each.spellings)), None)
    lines = [f"The mistake was {id}. {mistake.say if mistake else ''}".strip()]
    for event in events:
        if event.kind == EventKind.GUESS and event.at > starts[-1].at:
            guess = event.data.get("guess", "")
            right = mistake is not None and is_meant(guess, mistake, mistakes)
            lines.append(f"Your guess: {guess.rstrip('. ')}. {RIGHT if right else WRONG}")
    minutes = record(events).minutes
    if minutes is not None:
        told = f"{minutes:.0f} minutes" if minutes >= 1.5 else "about a minute"
        lines.append(f"Found and mended in {told}.")
    return lines


def following(tried: Attempt) -> list[str]:
    """Return the commands to type next, with what was used so far."""
    from datetime import UTC, datetime

    target, report, before = tried.target, tried.report, tried.before
    name = target.exercise.id
    if target.debug and report.exit_code != 0:
        said = "" if tried.guessed else ' --guess "what it is"'
        return [f"nnprep check {typed(target)}{said}"]
    if target.debug and tried.whole:
        return [f"nnprep exercise {name} --debug --force"]
    used = ""
    if before.started is not None and not before.passed:
        minutes = (datetime.now(UTC) - before.started).total_seconds() / 60
        used = f"   {minutes:.0f} of {target.exercise.minutes} minutes used"
    if report.exit_code == 0:
        return [f"nnprep solution {name}{used}" if tried.whole else next_part(tried)]
    steps = []
    if report.show_case and not report.unfinished:
        steps.append(f"nnprep check {typed(target)} --show-case --seed {report.seed}")
    return [*steps, f"nnprep hint {name}{used}"]


def next_part(tried: Attempt) -> str:
    """Return the check of the part after those that were judged; after the last, that of the whole file."""
    parts = [part.id for part in tried.target.exercise.parts]
    judged = [part for part in parts if part in tried.report.parts]
    left = parts[parts.index(judged[-1]) + 1 :]
    check = f"nnprep check {typed(tried.target)}"
    return f"{check} --part {left[0]}" if left else check


def typed(target: Target) -> str:
    """Return what to type for a file."""
    import shlex

    return shlex.quote(str(target.path))


RIGHT = "That is it."
WRONG = "It is not that."

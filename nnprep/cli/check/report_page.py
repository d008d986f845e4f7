"""An attempt on the screen: the report, the notes below it, and what to type next."""

from __future__ import annotations

import shutil
import sys
from shlex import quote

from nnprep.cli.check.github import github_lines
from nnprep.cli.output import show_json, show_page
from nnprep.errors import plural
from nnprep.grading.report import Report
from nnprep.grading.result import result
from nnprep.late_pattern import late_pattern
from nnprep.practice.attempt import Attempt
from nnprep.practice.submissions import Target, says_its_exercise
from nnprep.screens.check.report import BRIEFER, EVERYTHING, FAILING_PARTS, Detail, report_lines
from nnprep.terminal.layout import Line, Paper
from nnprep.terminal.plain import write_lines


def show_attempt(attempt: Attempt, detail: Detail = FAILING_PARTS, *, stepping: bool = True) -> None:
    """Print a report and what belongs below it; `stepping` says what to type next.

    A failure that is longer than a screen is shown in less detail; what says nothing new is counted first.
    """
    target, report = attempt.target, attempt.report
    hiding = target.debug and not attempt.guessed
    report = without_explanations(report) if hiding else report
    notes = [f"Judged {target.path}, the newest exercise file here."] if target.automatic else []
    notes += attempt.notes
    notes += [GUESSED] if target.debug and attempt.guessed and report.exit_code else []
    if attempt.whole and report.exit_code == 0:
        notes += debug_answer(attempt) if target.debug else follow_ups(target)
    steps = next_steps(attempt) if stepping else []
    listing = f"{check_command(target)}{only_part(attempt)} --all" if stepping else ""
    clock = time_used(attempt)

    def fitting(paper: Paper) -> list[Line]:
        rows = min(shutil.get_terminal_size((80, ROWS)).lines, ROWS) - (PROMPT if stepping else KEYS)
        lines: list[Line] = []
        for less in (detail, *(BRIEFER if detail.folded else ())):
            lines = report_lines(
                report,
                paper,
                notes=notes,
                next_steps=steps,
                clock=clock,
                detail=less,
                listing=listing,
                debug=target.debug,
            )
            if len(lines) <= rows:
                break
        return lines

    show_page(fitting)


def without_explanations(report: Report) -> Report:
    """Return a report that says which values are wrong, and not how: that would name the mistake to be found."""
    return report._replace(
        outcomes=tuple(
            each._replace(
                findings=tuple(finding._replace(text=bare(finding.text)) for finding in each.findings)
            )
            for each in report.outcomes
        )
    )


def bare(text: str) -> str:
    """Return only the numbers or the shapes that a finding compares; empty stays empty."""
    found = COMPARED.search(text)
    if not found or not text:
        return "isn't what it should be" if text else ""
    return text if found[0] == text else f"has {found['shapes']}" if found["shapes"] else found[0]


def show_whole_attempt(attempt: Attempt) -> None:
    """Print a report with every check."""
    show_attempt(attempt, EVERYTHING)


def show_result(attempt: Attempt) -> None:
    """Print a report as one JSON object."""
    show_json(result(attempt.report, attempt.notes))


def show_annotations(attempt: Attempt) -> None:
    """Print what is wrong as annotations of GitHub Actions."""
    for line in github_lines(attempt):
        write_lines(sys.stdout, line)


def verdict_of(report: Report) -> str:
    """Return the verdict in a word or two."""
    return "unfinished" if report.unfinished else report.status.value.replace("-", " ")


def follow_ups(target: Target) -> list[str]:
    """Return the questions that follow a passed exercise."""
    questions = [f"  {each.question}" for each in target.exercise.follow_ups]
    return ["An interviewer would ask next:", *questions] if questions else []


def debug_answer(attempt: Attempt) -> list[str]:
    """Return the mistake of a debugging exercise that was just fixed, the guesses, and the time it took."""
    # Loads the mistakes' YAML and compares guesses, which only a fixed debugging exercise needs.
    from nnprep.practice.guesses import answer

    solved = answer(attempt.target, attempt.handout)
    if solved is None:
        return []
    lines = [f"The mistake was: {solved.sentence or solved.mistake}"]
    several = sum(not guess.right for guess in solved.guesses) > 1
    for guess in solved.guesses:
        verdict = RIGHT if guess.right else "" if several else OPEN
        lines.append(f"Your guess: {guess.text.rstrip('. ')}. {verdict}".rstrip())
    lines += [SEVERAL_OPEN] if several else []
    if solved.minutes is not None:
        time = f"{solved.minutes:.0f} minutes" if solved.minutes >= 1.5 else "about a minute"
        how = "Fixed, with the solution seen," if attempt.before.gave_up else "Found and fixed"
        lines.append(f"{how} in {time}.")
    return lines


def next_steps(attempt: Attempt) -> list[str]:
    """Return the commands to type next."""
    target, report = attempt.target, attempt.report
    name, passed, check = target.exercise.id, report.exit_code == 0, check_command(target)
    if target.debug and not passed:
        guess = "" if attempt.guessed else ' --guess ""   asks what you think the mistake is'
        return [f"{check}{guess}", f"nnprep hint {quote(str(target.path))}"]
    if target.debug and attempt.whole:
        return [f"nnprep exercise {name} --debug --force"]
    if passed and not attempt.whole:
        return [next_part(attempt)]
    if passed:
        answers = "   a solution next to yours, and what to answer" if target.exercise.follow_ups else ""
        return [f"nnprep solution {name}{answers}"]
    case = report.show_case and not report.unfinished
    steps = [f"{check}{only_part(attempt)} --show-case --seed {report.seed}"] if case else []
    return [*steps, f"nnprep hint {name}"]


def check_command(target: Target) -> str:
    """Return the command that judges a file as the same exercise again."""
    check = f"nnprep check {quote(str(target.path))}"
    return check if says_its_exercise(target) else f"{check} --exercise {target.exercise.id}"


def only_part(attempt: Attempt) -> str:
    """Return the option that judges the same part again; empty if several were judged."""
    parts = attempt.report.parts
    return f" --part {next(iter(parts))}" if len(parts) == 1 < len(attempt.target.exercise.parts) else ""


def time_used(attempt: Attempt) -> str:
    """Return how long the exercise has taken, and what an interviewer allows; empty if that isn't known."""
    if attempt.minutes is None:
        return ""
    return since_you_began(attempt.minutes, attempt.target.exercise.minutes)


def since_you_began(minutes: float, allowed: int) -> str:
    """Return two numbers of minutes as a sentence."""
    spent = plural(round(minutes), "minute") if minutes >= 1 else "Less than a minute"
    return f"{spent} of work since you began; an interviewer allows {allowed}."


def next_part(attempt: Attempt) -> str:
    """Return the check of the part after those that were judged; after the last, that of the whole file."""
    parts = [part.id for part in attempt.target.exercise.parts]
    judged = [part for part in parts if part in attempt.report.parts]
    rest = parts[parts.index(judged[-1]) + 1 :]
    check = check_command(attempt.target)
    return f"{check} --part {rest[0]}" if rest else check


GUESSED = "Your guess is recorded. You'll see it next to the answer once the file passes."
COMPARED = late_pattern(
    r"(?P<shapes>shape \([\d, ]*\), should be \([\d, ]*\))|^is \S+( at \[[\d, ]+\])?, should be [^;: ]+"
)
"""What of a finding are facts without an explanation."""
ROWS = 24
"""Rows of a screen; a terminal may have fewer."""
PROMPT, KEYS = 2, 4
"""Rows around a report: the command and the next prompt, or the keys of a watch."""
RIGHT = "That's it."
SEVERAL_OPEN = "Is one of these the same? Compare them with the sentence above: nnprep can't tell."
OPEN = "Is that the same? Compare it with the sentence above: nnprep can't tell."

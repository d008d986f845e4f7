"""A drill on the screen: each question, how it was answered, and how the whole run went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from nnprep.nn.drills.drill import PAR, Drill, Verdict
from nnprep.nn.drills.question import Answer, Question, same, slip_of, spelled
from nnprep.screens.next_steps import next_lines
from nnprep.terminal.layout import Line, Paper, Style

LETTERS = "abcdefgh"
TRY_AGAIN = "That's not it. Try again; Enter shows the answer."


def opening(drill: Drill, choosing: bool, paper: Paper) -> list[Line]:
    """Return what can be typed, shown at the start."""
    how = "type a letter" if choosing else "type a number, an expression or a shape"
    return paper.joined([f"seed {drill.seed}", how, "Enter shows the answer", "q quits"])


def asked(question: Question, number: int, options: Sequence[Answer], paper: Paper) -> list[Line]:
    """Return one question, with its options if there are any."""
    lines = [Line(), *paper.joined([f"{number}", question.family, str(question.level)])]
    lines += paper.paragraph(question.ask, Style.STRONG)
    if question.code:
        lines += paper.verbatim("    " + question.code)
    for letter, option in zip(LETTERS, options, strict=False):
        lines += paper.paragraph(spelled(option), first=f"   {letter}  ", indent="      ")
    return lines


def missed(question: Question, given: Answer, paper: Paper) -> list[Line]:
    """Return that an answer is wrong and which mistake it shows, without the right one."""
    return wrong(question, given, "Try again; Enter shows the answer.", paper)


def wrong(question: Question, given: Answer, truth: str, paper: Paper) -> list[Line]:
    """Return a wrong answer, the mistake behind it if one is known, and what is the case."""
    slip = slip_of(question, given)
    says = f"{spelled(given)}: {slip.says}." if slip else f"{spelled(given)} is wrong."
    return paper.paragraph(f"{says} {truth}", Style.BAD, first=" ✗ ", indent="   ")


def judged(verdict: Verdict, drill: Drill, paper: Paper, *, again: Answer | str = "") -> list[Line]:
    """Return whether the answer was right, which mistake it shows, and the formula with numbers.

    `again` is the second answer, after a wrong one; an empty text if there was none.
    """
    question = verdict.asked
    right = spelled(question.answer)
    truth = "It raises." if question.answer is None else f"It is {right}."
    time = f"{verdict.seconds:.0f} s"
    if verdict.seconds <= PAR[question.level] and verdict.right:
        time += ", quick"
    if verdict.right:
        streak = f"{drill.streak} in a row" if drill.streak > 1 else ""
        lines = paper.joined([f"✓ {right}", time, streak], Style.GOOD)
    elif isinstance(again, str):
        lines = paper.paragraph(truth, Style.ACCENT)
    elif same(again, question.answer, question.tolerance):
        lines = paper.joined([f"✓ {right}", "on the second try; the first one counts"], Style.GOOD)
    else:
        lines = wrong(question, again, truth, paper)
    return lines + paper.paragraph(question.formula, first="   ", indent="     ")


def moved(drill: Drill, before: object, paper: Paper) -> list[Line]:
    """Return the new level; nothing if it didn't change."""
    return paper.paragraph(f"Now {drill.level}.", Style.FAINT, indent="   ") if drill.level != before else []


def summary(drill: Drill, paper: Paper) -> list[Line]:
    """Return how the run went, by family, and the most frequent mistakes."""
    verdicts = drill.verdicts
    if not verdicts:
        return [Line(), *paper.paragraph("No questions answered.")]
    right = sum(verdict.right for verdict in verdicts)
    seconds = sorted(verdict.seconds for verdict in verdicts)[len(verdicts) // 2]
    lines = [
        Line(),
        *paper.joined(
            [
                f"{right} of {len(verdicts)} right",
                f"best streak {drill.best}",
                f"{seconds:.0f} s per question",
            ],
            Style.STRONG,
        ),
    ]
    by_family: dict[str, list[bool]] = {}
    for verdict in verdicts:
        by_family.setdefault(verdict.asked.family, []).append(verdict.right)
    lines += paper.joined([f"{family} {sum(marks)} of {len(marks)}" for family, marks in by_family.items()])
    slips = Counter(verdict.slip.says for verdict in verdicts if verdict.slip)
    for says, times in slips.most_common(3):
        lines += paper.paragraph(
            f"{says}{f' ({times} times)' if times > 1 else ''}", first=" · ", indent="   "
        )
    worst = min(by_family, key=lambda family: sum(by_family[family]) / len(by_family[family]))
    again = f"nnprep drill {worst}" if not all(by_family[worst]) else "nnprep drill --level hard"
    return [*lines, Line(), *next_lines([again], paper, indent=" ")]

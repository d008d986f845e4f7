"""A solution with the reason for each step, and how yours differs."""

from __future__ import annotations

from collections.abc import Sequence

from nnprep.content.exercises import Exercise
from nnprep.terminal.layout import Line, Paper, Style

SIGNS = {"-": Style.BAD, "+": Style.GOOD}


def solution_lines(exercise: Exercise, reference: str, unlike: Sequence[str], paper: Paper) -> list[Line]:
    """The reference, its reasons set apart from its code, then the difference to the learner's file.

    Code is never wrapped: what is copied from the screen has to run.
    """
    lines = [*paper.paragraph(exercise.title, Style.STRONG, indent=""), Line()]
    lines += [code_line(line, paper) for line in reference.rstrip().splitlines()]
    if unlike:
        lines += [Line(), *paper.paragraph(BESIDE, Style.STRONG, indent=""), Line()]
        lines += [Line(((paper.spelled(line), SIGNS.get(line[:1], Style.FAINT)),)) for line in unlike]
    if exercise.follow_ups:
        lines += [Line(), *paper.paragraph("What an interviewer asks next", Style.STRONG, indent="")]
        for follow_up in exercise.follow_ups:
            lines += [Line(), *paper.paragraph(follow_up.question, indent="")]
            lines += paper.paragraph(follow_up.answer, Style.FAINT, indent="")
    return lines


def code_line(line: str, paper: Paper) -> Line:
    """A line of code; a comment of its own is a reason and stands out."""
    line = paper.spelled(line)
    if line.lstrip().startswith("#"):
        return Line(((line, Style.ACCENT),))
    code, sign, comment = line.partition("  #")
    return Line(((code, Style.PLAIN), (sign + comment, Style.FAINT)))


BESIDE = "Yours (-) beside it (+); another way is not a worse one:"

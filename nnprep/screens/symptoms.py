"""A symptom drill on the screen: what a mistake does, and which one it was."""

from __future__ import annotations

import math
from collections.abc import Sequence

from nnprep.content.exercises import Mistake
from nnprep.practice.symptom_drill import Curve, SymptomQuestion
from nnprep.screens.next_steps import next_lines
from nnprep.terminal.layout import Line, Paper, Style
from nnprep.terminal.plots import BLOCKS

LETTERS = "abcdefgh"
MOST_FAILING, MOST_PASSING = 4, 3
"""How many checks are shown: enough to see a pattern, few enough for one screen with the choices."""


def opening(seed: int, choosing: bool, paper: Paper) -> list[Line]:
    """Return what can be typed, shown at the start."""
    how = "type a letter" if choosing else "type what the mistake is"
    return paper.joined([f"seed {seed}", how, "Enter shows the answer", "q quits"])


def asked(question: SymptomQuestion, number: int, choosing: bool, paper: Paper) -> list[Line]:
    """Return what a mistake does, and the mistakes to choose from."""
    exercise = question.exercise
    lines = [Line(), *paper.joined([f"{number}", exercise.id, str(question.mistake.level)])]
    lines += paper.paragraph(f"{exercise.title}. Which mistake does this?", Style.STRONG)
    for outcome in question.failing[:MOST_FAILING]:
        text = f"{outcome.title}: {outcome.message}" if outcome.message else outcome.title
        lines += paper.paragraph(text, first=f"   {paper.spelled('✗')} ", indent="     ")
    hidden = len(question.failing) - MOST_FAILING
    if hidden > 0:
        lines += paper.paragraph(f"and {hidden} more", Style.FAINT, indent="     ")
    for outcome in question.passing[:MOST_PASSING]:
        lines += paper.paragraph(
            outcome.title, Style.FAINT, first=f"   {paper.spelled('✓')} ", indent="     "
        )
    if question.curve is not None and question.curve.right != question.curve.wrong:
        lines += curve_lines(question.curve, paper)
    if choosing:
        for letter, option in zip(LETTERS, question.options, strict=False):
            lines += paper.paragraph(heading(option), first=f"   {letter}  ", indent="      ")
    return lines


def curve_lines(curve: Curve, paper: Paper) -> list[Line]:
    """Return the loss during training, right and with the mistake, on one scale."""
    finite = [each for each in (*curve.right, *curve.wrong) if math.isfinite(each)]
    low, high = min(finite), max(finite)
    lines = []
    for label, values in (("loss", curve.wrong), ("should be", curve.right)):
        ends = f"{values[0]:.4g} to {values[-1]:.4g}"
        drawn = "" if paper.ascii else f"{''.join(block(each, low, high) for each in values)} "
        lines += paper.paragraph(f"{drawn}{ends}", first=f"   {label:<10}", indent=" " * 13)
    return lines


def block(value: float, low: float, high: float) -> str:
    """Return a bar as high as a value on a scale; a dot for one that isn't a number."""
    if not math.isfinite(value):
        return "·"
    return BLOCKS[min(int((value - low) / max(high - low, 1e-300) * len(BLOCKS)), len(BLOCKS) - 1)]


def heading(mistake: Mistake) -> str:
    """Return the first sentence of what is said about a mistake."""
    return f"{mistake.say.split('. ')[0].rstrip('.')}."


def answered(
    question: SymptomQuestion, chosen: Mistake | None, paper: Paper, *, choosing: bool = False
) -> list[Line]:
    """Return whether the answer was right, and what an interviewer says about the mistake.

    `choosing` says that letters were shown, so that another answer than the right one names its letter.
    """
    right = chosen is not None and chosen.id == question.mistake.id
    sign = "" if chosen is None else paper.spelled("✓ " if right else "✗ ")
    style = Style.GOOD if right else Style.ACCENT if chosen is None else Style.BAD
    if choosing and not right:
        place = next(n for n, each in enumerate(question.options) if each.id == question.mistake.id)
        sign += f"{LETTERS[place]}  "
    return paper.paragraph(question.mistake.say, style, first=f" {sign}", indent="   ")


def summary(right: Sequence[bool], paper: Paper) -> list[Line]:
    """Return how the run went."""
    if not right:
        return [Line(), *paper.paragraph("No questions answered.")]
    lines = paper.joined([f"{sum(right)} of {len(right)} right"], Style.STRONG)
    return [Line(), *lines, Line(), *next_lines(["nnprep exercise --debug"], paper, indent=" ")]

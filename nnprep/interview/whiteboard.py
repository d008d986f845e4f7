"""Judges an answer at the whiteboard: right, or wrong and by which mistake."""

from __future__ import annotations

from typing import Any

from nnprep.interview.agenda import Exact, Item
from nnprep.nn.drills.answer import read_answer
from nnprep.nn.drills.question import Answer, Question, Slip, same, slip_of, spelled


def judged_answer(item: Item, exact: Exact, text: str) -> tuple[bool, str]:
    """Return whether a typed answer is right, and a sentence about it. Raises UnreadableAnswerError."""
    question = Question(
        ask=item.asked,
        code=item.code,
        answer=as_answer(exact.answer),
        formula="",
        slips=tuple(Slip(answer=as_answer(each.answer), says=each.says) for each in exact.slips),
        tolerance=exact.tolerance,
    )
    given = read_answer(question, text)
    if same(given, question.answer, question.tolerance):
        return True, ""
    slip = slip_of(question, given)
    says = slip.says if slip is not None else "no known mistake leads to this answer"
    return False, f"{spelled(given)}: {says}."


def as_answer(value: Any) -> Answer:
    """Return an answer from JSON: a list is a shape."""
    if isinstance(value, list | tuple):
        return tuple(int(each) for each in value)
    return value if isinstance(value, int | float) else None

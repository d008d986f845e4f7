"""One generated question: its right answer, and the mistake behind each wrong one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nnprep.content.cards import Level
from nnprep.named_tuple import NamedTuple

Answer = int | float | tuple[int, ...] | None
"""A number, a shape, or None for an operation that raises."""
RAISES = "What is the shape of the result, or does it raise?"
THREE_DIGITS = 5e-3
"""Relative error allowed if three digits are asked for: rounding to them is off by at most 0.005 of 1.00."""
ASKED_DIGITS = "Three digits are enough."


class Slip(NamedTuple):
    """A wrong answer and the real mistake that leads to it."""

    answer: Answer
    says: str
    """What went wrong, often in the second person: `you forgot the biases`."""


class Question(NamedTuple):
    """One question of a drill."""

    ask: str
    """The question, one or two sentences."""
    answer: Answer
    formula: str
    """How the answer is computed, with the numbers put in."""
    slips: tuple[Slip, ...]
    """Real mistakes whose answers differ from the right one and from each other."""
    code: str = ""
    """What it is about, shown verbatim; empty if the question says it all."""
    family: str = ""
    level: Level = Level.EASY
    """`generate` fills in both: the functions of a family only know the numbers."""
    tolerance: float = 0.0
    """Allowed relative error; 0 for an exact answer."""
    facts: Mapping[str, Any] = {}
    """The numbers drawn, by name, for checking the answer by other means."""


def question(
    ask: str,
    answer: Answer,
    formula: str,
    slips: Sequence[tuple[Answer, str]],
    *,
    code: str = "",
    tolerance: float = 0.0,
    facts: Mapping[str, Any],
) -> Question:
    """Return a question without the slips that lead to the right answer or to that of an earlier slip."""
    distinct: list[Slip] = []
    for wrong, says in slips:
        if not any(same(wrong, other, tolerance) for other in (answer, *(s.answer for s in distinct))):
            distinct.append(Slip(answer=wrong, says=says))
    return Question(
        ask=ask,
        code=code,
        answer=answer,
        formula=formula,
        slips=tuple(distinct),
        tolerance=tolerance,
        facts=facts,
    )


def same(answer: Answer, expected: Answer, tolerance: float) -> bool:
    """Return whether an answer is the expected one; numbers may differ by the relative tolerance."""
    if not tolerance or not isinstance(answer, int | float) or not isinstance(expected, int | float):
        return answer == expected
    # A relative error means nothing around zero.
    return abs(answer - expected) <= max(tolerance * abs(expected), tolerance * 1e-2)


def slip_of(asked: Question, wrong: Answer) -> Slip | None:
    """Return the mistake behind a wrong answer, or None if it is no known one."""
    return next((slip for slip in asked.slips if same(wrong, slip.answer, asked.tolerance)), None)


def named_axes(letters: str, sizes: Mapping[str, int]) -> tuple[int, ...]:
    """Return a shape whose axes are named by one letter each."""
    return tuple(sizes[letter] for letter in letters)


def spelled(answer: Answer) -> str:
    """Return an answer as it is shown: `1,798`, `(32,64)`, `raises`, `0.0505`."""
    if answer is None:
        return "raises"
    if isinstance(answer, tuple):
        return f"({answer[0]},)" if len(answer) == 1 else f"({','.join(map(str, answer))})"
    return f"{answer:,}" if isinstance(answer, int) else f"{answer:.4g}"

"""One generated question, what its right answer is, and which mistake each wrong answer betrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nnprep.content.cards import Level

Answer = int | float | tuple[int, ...] | None
"""A number, a shape, or None for an operation that raises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A wrong answer that a real mistake leads to."""

    answer: Answer
    says: str
    """What was done, in the second person: `you forgot the biases`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of a drill."""

    family: str
    level: Level
    ask: str
    """The question, one or two sentences."""
    code: str = ""
    """What it is about, to be shown verbatim; empty where the question says it all."""
    answer: Answer
    formula: str
    """How the answer comes about, with the numbers put in."""
    slips: tuple[Slip, ...]
    """Real mistakes whose answers differ from the right one and from each other."""
    tolerance: float = 0.0
    """Allowed relative error; 0 where the answer is exact."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """The numbers drawn, by name, for whoever wants to check the answer by other means."""


def question(
    family: str,
    level: Level,
    ask: str,
    answer: Answer,
    formula: str,
    slips: list[tuple[Answer, str]],
    *,
    code: str = "",
    tolerance: float = 0.0,
    **facts: Any,
) -> Question:
    """Return a question; slips that lead to the right answer, or to the answer of another slip, are left out."""
    kept: list[Slip] = []
    for wrong, says in slips:
        if not same(wrong, answer, tolerance) and not any(same(wrong, s.answer, tolerance) for s in kept):
            kept.append(Slip(answer=wrong, says=says))
    return Question(
        family=family,
        level=level,
        ask=ask,
        code=code,
        answer=answer,
        formula=formula,
        slips=tuple(kept),
        tolerance=tolerance,
        facts=facts,
    )


def same(given: Answer, wanted: Answer, tolerance: float) -> bool:
    """Return whether an answer is the wanted one; numbers may differ by the relative tolerance."""
    if isinstance(given, tuple) or isinstance(wanted, tuple) or given is None or wanted is None:
        return given == wanted
    if not tolerance:
        return given == wanted
    # Around zero a relative error means nothing.
    return abs(given - wanted) <= max(tolerance * abs(wanted), tolerance * 1e-2)


def slip_of(asked: Question, given: Answer) -> Slip | None:
    """Return the mistake that a wrong answer betrays, or None."""
    return next((slip for slip in asked.slips if same(given, slip.answer, asked.tolerance)), None)


def spelled(answer: Answer) -> str:
    """Return an answer as it is shown: `1,798`, `(32,64)`, `raises`, `0.0505`."""
    if answer is None:
        return "raises"
    if isinstance(answer, tuple):
        return f"({answer[0]},)" if len(answer) == 1 else f"({','.join(map(str, answer))})"
    return f"{answer:,}" if isinstance(answer, int) else f"{answer:.4g}"

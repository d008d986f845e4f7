"""One generated question, what its right answer is, and which mistake each wrong answer betrays."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from nnprep.content.cards import Level

Answer = int | float | tuple[int, ...] | None
"""A number, a shape, or None for an operation that raises."""


class UnreadableAnswerError(ValueError):
    """A typed text that is no answer; the message says what would be one."""


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


def read_answer(asked: Question, text: str) -> Answer:
    """Return what was typed as an answer of the question's kind; raises UnreadableAnswerError.

    A shape is written (32,64), 32x64 or 32 64; an operation that raises is `raises`. A number may be an
    expression such as 10*64 + 64, with thousands separated by commas or underscores.
    """
    clean = text.strip().lower()
    if isinstance(asked.answer, tuple) or asked.answer is None:
        return read_shape(clean)
    return read_number(clean)


def read_shape(text: str) -> Answer:
    """Return a shape, or None for `raises`; raises UnreadableAnswerError."""
    if text in ("raises", "raise", "error", "no", "valueerror"):
        return None
    parts = text.replace("x", " ").replace(",", " ").strip("()[] ").split()
    if parts and all(part.isascii() and part.isdigit() and len(part) < 20 for part in parts):
        return tuple(int(part) for part in parts)
    if text in ("()", "scalar"):
        return ()
    raise UnreadableAnswerError("Type a shape such as (32,64), or raises.")


def read_number(text: str) -> int | float:
    """Return a number or the value of an expression of numbers; raises UnreadableAnswerError."""
    for sign, plain in (("·", "*"), ("×", "*"), ("^", "**"), ("−", "-"), ("√", "sqrt"), ("_", ""), (" ", "")):
        text = text.replace(sign, plain)
    text = text.replace(",", "")
    try:
        value = calculated(ast.parse(text, mode="eval").body)
    except (SyntaxError, ValueError, ArithmeticError, RecursionError, MemoryError, TypeError) as error:
        raise UnreadableAnswerError("Type a number or an expression such as 10*64 + 64.") from error
    if isinstance(value, float) and not math.isfinite(value):
        raise UnreadableAnswerError("Type a finite number.")
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 2**53 else value


def calculated(node: ast.expr) -> int | float:
    """Return the value of an expression of numbers, + - * / // ** and sqrt; raises ValueError for anything else."""
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return limited(node.value)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
        value = calculated(node.operand)
        return -value if isinstance(node.op, ast.USub) else value
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        left, right = calculated(node.left), calculated(node.right)
        if isinstance(node.op, ast.Pow) and (abs(right) > 20 or abs(left) > 1e6):
            raise ValueError("too large a power")
        return limited(OPERATORS[type(node.op)](left, right))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "sqrt":
        return math.sqrt(calculated(node.args[0])) if len(node.args) == 1 and not node.keywords else 1 / 0
    raise ValueError("not a number")


def limited(value: Any) -> int | float:
    """Return a number that is small enough to go on with; raises ValueError."""
    if not isinstance(value, int | float) or abs(value) > 1e30:
        raise ValueError("too large")
    return value


def spelled(answer: Answer) -> str:
    """Return an answer as it is shown: `1,798`, `(32,64)`, `raises`, `0.0505`."""
    if answer is None:
        return "raises"
    if isinstance(answer, tuple):
        return f"({answer[0]},)" if len(answer) == 1 else f"({','.join(map(str, answer))})"
    return f"{answer:,}" if isinstance(answer, int) else f"{answer:.4g}"


OPERATORS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Pow: operator.pow,
}

"""Typed answers: numbers with units, expressions, shapes; an ambiguous one is refused and asked again."""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable
from typing import Any

from nnprep.nn.drills.question import Answer, Question


class UnreadableAnswerError(ValueError):
    """A text that isn't an answer, or could mean two; the message says what to type, in one sentence."""


def read_answer(asked: Question, text: str) -> Answer:
    """Return the text as an answer of the question's kind; raises UnreadableAnswerError.

    A shape is written (32,64), 32x64 or 32 64; an operation that raises is `raises`. A number may be an
    expression such as 10*64 + 64, 32x64, 128² or √3/2, with commas between thousands, and with a unit.
    """
    clean = text.strip().lower()
    if isinstance(asked.answer, tuple) or asked.answer is None:
        return read_shape(clean)
    number, unit = number_and_unit(clean)
    if unit in BYTES and "bytes" not in asked.ask:
        raise UnreadableAnswerError("The question doesn't ask for bytes.")
    value = read_number(number) * BYTES.get(unit, 1)
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 2**53 else value


def read_shape(text: str) -> Answer:
    """Return a shape, or None for `raises`; raises UnreadableAnswerError."""
    if text.removeprefix("it ") in ("raises", "raise", "error", "no", "valueerror"):
        return None
    parts = re.sub(r"[x×,]", " ", text).strip("()[] ").split()
    if parts and all(part.isascii() and part.isdigit() and len(part) < 20 for part in parts):
        return tuple(int(part) for part in parts)
    if text in ("()", "scalar"):
        return ()
    raise UnreadableAnswerError("Type a shape such as (32,64), or raises.")


def number_and_unit(text: str) -> tuple[str, str]:
    """Return a number and the unit behind it, `1` if there is none."""
    parts = re.fullmatch(r"(.*[\d.)²³½¼¾])\s*([a-z]+)", text, re.S)
    return (parts[1], parts[2]) if parts and parts[2] in UNITS else (text, "1")


def read_number(text: str) -> int | float:
    """Return a number or the value of an expression of numbers; raises UnreadableAnswerError."""
    for pattern, reason in AMBIGUOUS:
        if re.search(pattern, text):
            raise UnreadableAnswerError(reason)
    for pattern, plain in PYTHON_SIGNS:
        text = re.sub(pattern, plain, text)
    text = re.sub(r"[⁰¹²³⁴-⁹]+", lambda power: f"**{power[0].translate(DIGITS)}", text).strip()
    # Anything else must not reach the parser, which prints warnings on standard error.
    if not re.fullmatch(r"(?:sqrt|\de[+-]?\d|[\d\s_.()+*/-])+", text):
        raise UnreadableAnswerError(EXPECTED)
    try:
        value = value_of(ast.parse(text, mode="eval").body)
    except (SyntaxError, ValueError, ArithmeticError, RecursionError, MemoryError, TypeError) as error:
        raise UnreadableAnswerError(EXPECTED) from error
    if isinstance(value, float) and not math.isfinite(value):
        raise UnreadableAnswerError("Type a finite number.")
    return value


def value_of(node: ast.expr) -> int | float:
    """Return the value of an expression of numbers, + - * / // ** and sqrt; raises ValueError for anything else."""
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return limited(node.value)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
        value = value_of(node.operand)
        return -value if isinstance(node.op, ast.USub) else value
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        left, right = value_of(node.left), value_of(node.right)
        if isinstance(node.op, ast.Pow) and (abs(right) > 20 or abs(left) > 1e6):
            raise ValueError("power too large")
        return limited(OPERATORS[type(node.op)](left, right))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "sqrt":
        return math.sqrt(value_of(node.args[0])) if len(node.args) == 1 and not node.keywords else 1 / 0
    raise ValueError("not a number")


def limited(value: Any) -> int | float:
    """Return a number that is small enough to continue with; raises ValueError."""
    if not isinstance(value, int | float) or abs(value) > 1e30:
        raise ValueError("too large")
    return value


EXPECTED = "Type a number or an expression such as 10*64 + 64."
AMBIGUOUS = (
    (r",(?!\d{3}(?!\d))|(?<!\d),|\d{4},", "A comma only separates thousands, as in 1,798; type 1.5 with a point."),
    (r"[\d.½¼¾]\s+[\d.½¼¾]", "Those are two numbers; type what to do with them, such as 64*64."),
    (r"\d[½¼¾]", "Type 2.5 or 2 + ½: a half right after a number could be meant as a product."),
)  # fmt: skip
"""What could be read in two ways, and the sentence that asks for one of them."""
PYTHON_SIGNS = (
    (r"(?<=\d),(?=\d{3})", ""),
    ("[·×]", "*"),
    (r"(?<=[\d)²³½¼¾])\s*x\s*(?=[\d(√½¼¾s])", "*"),
    (r"\^", "**"),
    ("−", "-"),
    (r"√\s*(\d+(?:\.\d+)?)", r"sqrt(\1)"),
    ("√", "sqrt"),
    ("½", "(1/2)"),
    ("¼", "(1/4)"),
    ("¾", "(3/4)"),
    (r"^\s*=", ""),
)
"""Signs as people type them, and how Python writes them."""
DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
BYTES = {
    "b": 1, "byte": 1, "bytes": 1, "kb": 10**3, "mb": 10**6, "gb": 10**9, "tb": 10**12, "kib": 2**10,
    "mib": 2**20, "gib": 2**30,
}  # fmt: skip
UNITS = {
    *BYTES,
    *("parameter", "parameters", "params", "weights", "numbers", "floats", "operations", "ops", "flop"),
    *("flops", "pixel", "pixels", "px", "wide"),
}
"""Units that may follow a number; only multiples of bytes change it."""
OPERATORS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Pow: operator.pow,
}

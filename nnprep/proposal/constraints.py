"""What must hold between arguments and sizes: `k <= n`, `d` divisible by `h`; from docstrings and assertions."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from nnprep.named_tuple import NamedTuple


class AtMost(NamedTuple):
    """One term is at most another one, or below it if it's `strict`. A term is a name, a number, or `len(x)`."""

    low: str
    high: str
    strict: bool


class MultipleOf(NamedTuple):
    """One term is a whole multiple of another one."""

    number: str
    divisor: str


Constraint = AtMost | MultipleOf
TERM = r"(?:len\(\w+\)|[A-Za-z_]\w*(?:\.(?:size|shape\[-?\d\]))?|-?\d+(?:\.\d+)?(?:e-?\d+)?)"
CHAIN = re.compile(rf"{TERM}(?:\s*(?:<=|>=|<|>)\s*{TERM})+")
CASE = re.compile(r"\b(?:if|when|while|until|unless|once|as long as)\s+(?:\w+\s+)?$", re.IGNORECASE)
"""What comes before a comparison that is one case of several, and nothing that must hold."""
LINK = re.compile(rf"(<=|>=|<|>)\s*({TERM})")
INTERVAL = re.compile(rf"\bin ([\[(])\s*({TERM})\s*,\s*({TERM})\s*([\])])")
RANGE = re.compile(rf"\b(?:between ({TERM}) and|from ({TERM}) to) ({TERM})(\s*-\s*1)?")
BOUND = {
    r"(?:at most|no more than|not above|no larger than|up to)": "<=",
    r"(?:at least|not below|no less than|no smaller than)": ">=",
    r"(?:below|less than|smaller than|fewer than)": "<",
    r"(?:above|greater than|larger than|more than)": ">",
}
SIGN = {r"non-?negative\b": ">=", r"(?<!non-)positive\b": ">"}
MULTIPLE = re.compile(rf"\b(?:multiple of|divisible by|divided evenly by) ({TERM})")
DIVISOR = re.compile(rf"\b(?:divides|a divisor of) ({TERM})")
OPPOSITE = {"<": ">=", ">": "<=", "<=": ">", ">=": "<"}
OPERATORS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}


def plain(text: str) -> str:
    """Return a text with ASCII signs and without backticks."""
    for sign, ascii_sign in {"≤": "<=", "≥": ">=", "−": "-", "`": "", "…": "..."}.items():
        text = text.replace(sign, ascii_sign)
    return text


def in_text(text: str) -> Iterator[Constraint]:
    """Yield what comparisons in a text say, wherever they stand: `1 <= k <= n`."""
    text = plain(text)
    for chain in CHAIN.finditer(text):
        if CASE.search(text[: chain.start()]):
            continue
        left = re.match(TERM, chain[0])
        before = left[0] if left else ""
        for sign, after in LINK.findall(chain[0]):
            yield ordered(before, sign, after)
            before = after


def in_phrase(name: str, phrase: str) -> Iterator[Constraint]:
    """Yield what the words after an argument's name say about it: "at most n", "in [0, K)", "a multiple of h"."""
    phrase = plain(phrase)
    for opening, low, high, closing in INTERVAL.findall(phrase):
        yield AtMost(low, name, opening == "(")
        yield AtMost(name, high, closing == ")")
    for between, start, high, less in RANGE.findall(phrase):
        yield AtMost(between or start, name, False)
        yield AtMost(name, high, bool(less))
    for words, sign in BOUND.items():
        for term in re.findall(rf"\b{words} ({TERM})", phrase):
            yield ordered(name, sign, term)
    for words, sign in SIGN.items():
        if re.search(rf"\b{words}", phrase):
            yield ordered(name, sign, "0")
    yield from (MultipleOf(name, term) for term in MULTIPLE.findall(phrase))
    yield from (MultipleOf(term, name) for term in DIVISOR.findall(phrase))


def ordered(left: str, sign: str, right: str) -> AtMost:
    """Return a comparison with the smaller term first."""
    low, high = (left, right) if sign[0] == "<" else (right, left)
    return AtMost(low, high, len(sign) == 1)


def in_code(node: ast.FunctionDef) -> Iterator[Constraint]:
    """Yield what the assertions of a function ask for, and those `if … : raise` that refuse the opposite."""
    for statement in ast.walk(node):
        if isinstance(statement, ast.Assert):
            yield from held(statement.test, True)
        elif isinstance(statement, ast.If) and any(isinstance(each, ast.Raise) for each in statement.body):
            yield from held(statement.test, False)
        elif isinstance(statement, ast.Subscript):
            yield from indexed(statement, {each.arg for each in node.args.args})


def indexed(node: ast.Subscript, names: set[str]) -> Iterator[Constraint]:
    """Yield that an argument by which entries are looked up is below the size of that axis."""
    axes = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    if isinstance(node.value, ast.Name) and all(isinstance(each, ast.Name | ast.Call) for each in axes):
        for axis, index in enumerate(axes):
            if isinstance(index, ast.Name) and index.id in names:
                yield AtMost(index.id, f"{node.value.id}.shape[{axis}]", True)


def held(test: ast.expr, value: bool) -> Iterator[Constraint]:
    """Yield what holds if a condition has this value."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        yield from held(test.operand, not value)
    elif isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And if value else ast.Or):
        for each in test.values:
            yield from held(each, value)
    elif isinstance(test, ast.BinOp) and isinstance(test.op, ast.Mod) and not value:
        yield MultipleOf(ast.unparse(test.left), ast.unparse(test.right))
    elif isinstance(test, ast.Compare):
        yield from compared(test, value)


def compared(test: ast.Compare, value: bool) -> Iterator[Constraint]:
    """Yield what a comparison says; one that is refused says something only if it has two sides."""
    sides = [test.left, *test.comparators]
    if len(sides) > 2 and not value:
        return
    for left, operator, right in zip(sides, test.ops, sides[1:], strict=False):
        remainder = isinstance(left, ast.BinOp) and isinstance(left.op, ast.Mod)
        if remainder and isinstance(operator, ast.Eq if value else ast.NotEq) and ast.unparse(right) == "0":
            yield from held(left, False)
        sign = OPERATORS.get(type(operator), "")
        if sign and all(re.fullmatch(TERM, ast.unparse(side)) for side in (left, right)):
            yield ordered(ast.unparse(left), sign if value else OPPOSITE[sign], ast.unparse(right))


def in_sizes(
    constraints: Iterable[Constraint], shapes: Mapping[str, Sequence[str]], names: Sequence[str]
) -> tuple[Constraint, ...]:
    """Return the constraints of which both sides are known, each once, `len(x)` as the first size of x."""
    known = {*names, *(dim for shape in shapes.values() for dim in shape)}
    found: dict[Constraint, None] = {}
    for constraint in constraints:
        sides = [size_of(term, shapes) for term in constraint[:2]]
        is_known = all(side in known or is_number(side) for side in sides)
        if is_known and not all(map(is_number, sides)) and sides[0] != sides[1]:
            same = (
                AtMost(sides[0], sides[1], constraint.strict)
                if isinstance(constraint, AtMost)
                else MultipleOf(sides[0], sides[1])
            )
            found[same] = None
    # "a < b: …; b <= a: …" are the cases of a formula.
    orders = {each[:2] for each in found if isinstance(each, AtMost)}
    return tuple(each for each in found if not (isinstance(each, AtMost) and (each.high, each.low) in orders))


def size_of(term: str, shapes: Mapping[str, Sequence[str]]) -> str:
    """Return the name of the size that a term such as `len(x)` or `x.shape[1]` means; other terms as they are."""
    match = re.fullmatch(r"len\((\w+)\)|(\w+)\.shape\[(-?\d)\]|(\w+)\.size", term)
    if match is None:
        return term
    shape, axis = shapes.get(match[1] or match[2] or match[4], ()), int(match[3] or 0)
    return shape[axis] if -len(shape) <= axis < len(shape) else term


def is_number(term: str) -> bool:
    """Return whether a term is a number."""
    return re.fullmatch(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", term) is not None

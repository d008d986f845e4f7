"""The checks.py that is proposed: for each function a fixed case, drawn cases, and arguments left alone."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence

from nnprep.lint.placeholders import PROPOSED
from nnprep.proposal.draws import ARRAYS, Draw, draw_of, passed
from nnprep.proposal.reference import TaskFunction, own_returns

IMPORTED = ("drawn_cases", "inputs_kept", "kind_of_numbers", " near(", "part", "@style")
WHOLE_RESULT = re.compile(
    r"\breturns?(?: (?!of\b|for\b|from\b|with\b)[\w-]+){0,4} (?:indices|integers)\b"
    r"|\bresult (?:is|holds) [^.;]*\b(?:integers|indices)\b",
    re.IGNORECASE,
)
"""How a docstring says that what is returned holds integers."""
IN_PLACE = re.compile(r"\bin[ -]place\b")
"""What a docstring says of arguments that may change."""
WIDEST = 110
"""Characters of a line."""
OF_ANY_TYPE = ("labels", "signs", "bits")
"""Kinds of arrays of whole numbers, which come in every integer type that holds them."""


def checks_text(functions: Sequence[TaskFunction]) -> str:
    """Return the text of a checks.py; functions whose arguments are drawn alike share what draws them."""
    known: dict[str, str] = {}
    bodies = [checks_of(function, known) for function in functions]
    names = [name for name in IMPORTED if any(name in body for body in bodies)]
    numpy = "import numpy as np\n\n" if any("np." in body for body in bodies) else ""
    names = [name.strip(" @(") for name in names]
    head = f"{PROPOSED}\n{numpy}from nnprep.checks import {', '.join(names)}\n"
    return head + "".join(f"\n\n{body}" for body in bodies)


def checks_of(function: TaskFunction, known: dict[str, str]) -> str:
    """Return the checks of one function; `known` has the names of the drawing functions so far, by their code."""
    name, part = function.name, part_id(function)
    if not passed(function):
        return BY_HAND.format(name=name, part=part)
    drawn = draw_of(function)
    small = {size: drawn.small(size, number) for number, size in enumerate(drawn.sizes)}
    shown = ", ".join(f"{size} = {value}" for size, value in small.items()) or "a small case"
    code = drawing_code(drawn, small)
    new = code not in known
    draw = known.setdefault(code, f"{name}_arguments")
    kinds = [each.kind if each.passed else "default" for each in passed(function)]
    labels = tuple(number for number, kind in enumerate(kinds) if kind in OF_ANY_TYPE)
    changing = tuple(number for number, kind in enumerate(kinds) if kind in ARRAYS)[1:]
    marks = [f"labels={labels}"] if labels else []
    marks += [f"changing={changing}"] if changing and changing != labels else []
    options = [f'"{name}"', draw, *marks, f'part="{part}"']
    options += [f"{size}={sizes}" for size, sizes in drawn.sizes.items()]
    in_place = bool(IN_PLACE.search(function.docstring))
    options += ["kept=False"] if in_place else []
    kept = call(f"check_{name}_inputs = inputs_kept", [f'"{name}"', draw, f'part="{part}"'])
    return (
        (f"def {draw}{code}\n\n" if new else "")
        + f'@part("{part}")\ndef check_{name}(f, rng):\n    """{shown}"""\n'
        + f"    return f.{name}(*{draw}(rng))\n\n\n"
        + without_defaults(name, part, draw, drawn, small)
        + call(f"check_any_{name} = drawn_cases", options)
        + whole_result(function, part, draw)
        + (kept if any(kind in ARRAYS for kind in kinds) and not in_place else "")
    )


def without_defaults(name: str, part: str, draw: str, drawn: Draw, small: Mapping[str, int]) -> str:
    """Return the check that leaves the optional arguments out; empty if there are none."""
    if drawn.required == len(drawn.names):
        return ""
    sizes = {
        size: low if size in drawn.names else max(low, small.get(size, low))
        for size, low in drawn.room.items()
    }
    arguments = ", ".join(["rng", *(f"{size}={value}" for size, value in sizes.items())])
    return (
        f'@part("{part}")\ndef check_{name}_defaults(f, rng):\n    """optional arguments left out"""\n'
        + f"    return f.{name}(*{draw}({arguments})[:{drawn.required}])\n\n\n"
    )


def whole_result(function: TaskFunction, part: str, draw: str) -> str:
    """Return the check that a result holds integers, if the docstring says so; empty if it doesn't."""
    returned = [each.value for each in own_returns(function.node)]
    if not WHOLE_RESULT.search(function.docstring) or any(isinstance(each, ast.Tuple) for each in returned):
        return ""
    name = function.name
    return (
        f'\n\n@style\n@part("{part}")\ndef check_{name}_kind(f, rng):\n    """the result holds integers"""\n'
        + f'    near("kind of numbers", kind_of_numbers(f.{name}(*{draw}(rng))), "integers")\n\n\n'
    )


def drawing_code(drawn: Draw, small: Mapping[str, int]) -> str:
    """Return the function that draws the arguments, from its parameters on."""
    head = ", ".join(["rng", *(f"{size}={value}" for size, value in small.items())])
    names = ", ".join(drawn.names)
    rows = [PLACE, *drawn.lines, f"return ({names},)" if len(drawn.names) == 1 else f"return {names}"]
    return f"({head}):\n" + "".join(f"    {row}\n" for row in rows)


def call(start: str, arguments: Sequence[str]) -> str:
    """Return a call as one line, or as several if it's long."""
    line = f"{start}({', '.join(arguments)})\n"
    if len(line) <= WIDEST:
        return line
    return f"{start}(\n" + "".join(f"    {each},\n" for each in arguments) + ")\n"


def part_id(function: TaskFunction) -> str:
    """Return the id of a function's part."""
    return "-".join(word for word in function.name.lower().split("_") if word)


PLACE = "# What must hold between arguments, such as k <= n, is kept here."
BY_HAND = '''\
# TODO: nothing could be guessed for {name}. Write a check like this one, and `drawn_cases` for sizes:
#
# @part("{part}")
# def check_{name}(f, rng):
#     """what the learner reads"""
#     return f.{name}(...)
'''

"""The checks.py that is proposed: for each function a fixed case, drawn cases, and arguments left alone."""

from __future__ import annotations

from collections.abc import Sequence

from nnprep.proposal.reference import Parameter, TaskFunction

ROWS, OTHERS = "(1, 9, 200)", "(1, 7, 30)"
"""The sizes that are drawn: of the first axis, and of others."""
TAKEN = {
    "target",
    "draw",
    "labels",
    "types",
    "changing",
    "item",
    "kept",
    "often",
    "small",
    "part",
    "title",
    "rng",
    "f",
}
"""Names that a size can't have in `drawn_cases`."""
WIDEST = 110
"""Characters of a line."""
POSITIVE = {"var", "variance", "sigma", "std", "scale", "weights_of_classes"}
PROBABILITIES = {"p", "q", "probs", "probabilities"}


def checks_text(functions: Sequence[TaskFunction]) -> str:
    """Return the text of a checks.py."""
    bodies = [checks_of(function) for function in functions]
    used = ["drawn_cases", "inputs_kept", "part"] if any("@part" in body for body in bodies) else ["part"]
    return f"from nnprep.checks import {', '.join(used)}\n" + "".join(f"\n\n{body}" for body in bodies)


def checks_of(function: TaskFunction) -> str:
    """Return the checks of one function."""
    name, part = function.name, part_id(function)
    if not function.parameters or not passed(function):
        return BY_HAND.format(name=name, part=part)
    draw = f"{name}_arguments"
    sizes = sizes_of(function)
    small = {size: (4, 3, 2, 5)[number % 4] for number, size in enumerate(sizes)}
    head = ", ".join(["rng", *(f"{size}={value}" for size, value in small.items())])
    shown = ", ".join(f"{size} = {value}" for size, value in small.items()) or "a small case"
    rows = [line for each in passed(function) for line in drawing(each, function)]
    names = ", ".join(each.name for each in passed(function))
    comma = "," if len(passed(function)) == 1 else ""
    ranges = [f"{size}={ROWS if number == 0 else OTHERS}" for number, size in enumerate(sizes)]
    kinds = [each.kind for each in passed(function)]
    labels = tuple(number for number, kind in enumerate(kinds) if kind == "labels")
    changing = tuple(number for number, kind in enumerate(kinds) if kind in ("array", "labels", ""))[1:]
    marks = [f"labels={labels}"] if labels else []
    marks += [f"changing={changing}"] if changing and changing != labels else []
    options = [f'"{name}"', draw, *marks, f'part="{part}"', *ranges]
    return (
        f"def {draw}({head}):\n"
        + "".join(f"    {row}\n" for row in rows)
        + f"    return {names}{comma}\n\n\n"
        f'@part("{part}")\ndef check_{name}(f, rng):\n    """{shown}"""\n'
        f"    return f.{name}(*{draw}(rng))\n\n\n"
        + call(f"check_any_{name} = drawn_cases", options)
        + call(f"check_{name}_inputs = inputs_kept", [f'"{name}"', draw, f'part="{part}"'])
    )


def call(start: str, arguments: Sequence[str]) -> str:
    """Return a call as one line, or as several if it's long."""
    line = f"{start}({', '.join(arguments)})\n"
    if len(line) <= WIDEST:
        return line
    return f"{start}(\n" + "".join(f"    {each},\n" for each in arguments) + ")\n"


def part_id(function: TaskFunction) -> str:
    """Return the id of a function's part."""
    return "-".join(word for word in function.name.lower().split("_") if word)


def passed(function: TaskFunction) -> list[Parameter]:
    """Return the parameters that checks pass: those up to the last that needs a value, since they go by position."""
    rows = list(function.parameters)
    while rows and not rows[-1].passed:
        rows.pop()
    return rows


def sizes_of(function: TaskFunction) -> list[str]:
    """Return the names of the sizes in the shapes of a function's arguments, in order."""
    dims = [dim for each in passed(function) for dim in (shape_of(each) if needs_shape(each) else ())]
    return list(dict.fromkeys(size_name(dim, function) for dim in dims if not dim.isdigit()))


def needs_shape(parameter: Parameter) -> bool:
    """Return whether an argument is drawn as an array."""
    return parameter.kind in ("array", "labels", "") and parameter.passed


def shape_of(parameter: Parameter) -> tuple[str, ...]:
    """Return the shape of an argument; (m, n) where nothing says another one."""
    return parameter.shape or ("m", "n")


def size_name(dim: str, function: TaskFunction) -> str:
    """Return what the drawing function calls a size: no argument's name, and none that `drawn_cases` uses."""
    return f"n_{dim}" if dim in TAKEN or dim in {each.name for each in function.parameters} else dim


def drawing(parameter: Parameter, function: TaskFunction) -> list[str]:
    """Return the lines that draw one argument."""
    name = parameter.name
    if not parameter.passed:
        return [f"{name} = None  # TODO: it has a default; draw a value, or take it out of the arguments"]
    if parameter.kind == "float":
        low, high = (
            (0.5, 2.0) if parameter.default is None else (parameter.default / 2, parameter.default * 2)
        )
        return [f"{name} = float(rng.uniform({min(low, high):g}, {max(low, high):g}))"]
    if parameter.kind == "int":
        return [f"{name} = int(rng.integers(1, 5))  # TODO: which whole numbers may it be?"]
    dims = [dim if dim.isdigit() else size_name(dim, function) for dim in shape_of(parameter)]
    shape = f"({', '.join(dims)}{',' if len(dims) == 1 else ''})"
    if parameter.kind == "labels":
        others = [each for each in function.parameters if each.kind == "array" and len(shape_of(each)) > 1]
        if not others:
            return [f"{name} = rng.integers(0, 3, size={shape})  # TODO: how many classes are there?"]
        return [f"{name} = rng.integers(0, {size_name(shape_of(others[0])[-1], function)}, size={shape})"]
    if name in PROBABILITIES:
        code = f"rng.uniform(0.05, 0.95, size={shape})"
    elif name in POSITIVE:
        code = f"rng.uniform(0.5, 2.0, size={shape})"
    elif name.endswith("mask"):
        code = f"rng.integers(0, 2, size={shape}).astype(bool)"
    else:
        code = f"rng.normal(size={shape})"
    guess = (
        "" if parameter.shape else "  # TODO: its docstring names no shape like (m, n), so this is a guess"
    )
    return [f"{name} = {code}{guess}"]


BY_HAND = '''\
# TODO: nothing could be guessed for {name}. Write a check like this one, and `drawn_cases` for sizes:
#
# @part("{part}")
# def check_{name}(f, rng):
#     """what the learner reads"""
#     return f.{name}(...)
'''

"""Explains the commonest exceptions of array code, from the message and the line that raised it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from nnprep.late_pattern import late_pattern

NOT_ALIGNED = late_pattern(r"shapes \(([\d,]+)\) and \(([\d,]+)\) not aligned")
INPUTS = r"((?:[XxAaHh]|inputs?)\d?(?:_prev)?)\b(?!\.T|_)"
"""What goes into a layer, by its usual names: an error that goes back through it is multiplied by W.T."""
WEIGHTS_FIRST = late_pattern(
    r"(?:[=(+,-]|\breturn)\s*(?:self\.)?(W\w*)(?:\[[^]]*\])? ?@ ?(?:self\.)?" + INPUTS
)
WEIGHTS_DOT = late_pattern(r"\bdot\(\s*(?:self\.)?W\w*(?:\[[^]]*\])?\s*,\s*(?:self\.)?" + INPUTS)
PLACE = late_pattern(r"line (\d+)")
LIST = late_pattern(
    r"can't multiply sequence by non-int|unsupported operand type\(s\) for [-+*/@]=?: .*'list'"
)
BROADCAST = late_pattern(
    r"operands could not be broadcast together with (?:remapped )?shapes \(([\d,]*)\) \(([\d,]*)\)"
)
INDICES = late_pattern(r"too many indices for array: array is (\d)-dimensional, but (\d) were indexed")
BOUNDS = late_pattern(r"index (-?\d+) is out of bounds for axis (\d) with size (\d+)")
NARROW = late_pattern(r"Python integer (-?\d+) out of bounds for (u?int)(8|16|32)")
OUTPUT = "Output operand"
"""NumPy says so if the factors fit, but not the array of `out`."""
INNER = late_pattern(r"mismatch in its core dimension .*\(size (\d+) is different from (\d+)\)")
RESHAPE = late_pattern(r"cannot reshape array of size (\d+) into shape \(([\d,]*)\)")
MISSING = late_pattern(r"'(list|float|int|tuple)' object has no attribute '(\w+)'")
READ_ONLY = late_pattern(r"(?:output array|assignment destination) is read-only")
IN_MATH = late_pattern(r"^(?!.*\b(?:float|int)\().*\bmath\.\w+\(")
"""A line that calls a function of math, and converts nothing by itself."""
ONE_NUMBER = late_pattern(r"only (?:size-1|length-1|0-dimensional) arrays can be converted")
MEANINGS = (
    (
        late_pattern(r"boolean index did not match indexed array|boolean index has wrong length"),
        "A mask and the array that it selects from have different shapes.",
    ),
    (
        late_pattern(r"inhomogeneous shape"),
        "Arrays of different shapes can't form one array: keep them in a list.",
    ),
    (
        late_pattern(r"Cannot cast ufunc '\w+' output from dtype\('float\d+'\) to dtype\('u?int\d+'\)"),
        "Arithmetic in place can't turn integers into floats: convert the array first.",
    ),
    (
        late_pattern(r"setting an array element with a sequence(?!.*inhomogeneous)"),
        "One entry of an array can't hold several numbers.",
    ),
    (
        late_pattern(r"'NoneType' object|: 'NoneType'|'NoneType' and|and 'NoneType'"),
        "Something is None here, like the result of a function without `return`, or what nothing has replaced yet.",
    ),
    (
        late_pattern(r"truth value of an array with more than one element"),
        "An array has no single truth value, as `if`, `and` and max() need it: use np.where, np.maximum or a mask.",
    ),
    (
        late_pattern(r"'(numpy\.)?float\d*' object cannot be interpreted as an integer"),
        "A float stands where a whole number is needed, as with labels that come as floats: convert it first, an array"
        " with .astype(int).",
    ),
    (
        late_pattern(r"arrays used as indices must be of integer|only integers, slices .* are valid indices"),
        "An index isn't of an integer type, as labels that come as floats: convert it first, an array with "
        ".astype(int).",
    ),
)


def crash_meaning(message: str, line: str) -> str:
    """Return what an exception means, in one or two sentences; empty if nothing is certain.

    `message` is `ValueError: shapes …` and `line` the learner's own line that raised it.
    """
    return next(meanings(message, line), "")


def clashing(message: str) -> list[tuple[int, ...]]:
    """Return the shapes that didn't broadcast, by the message of an exception; none for others."""
    found = BROADCAST.search(message)
    return [tuple(int(n) for n in text.split(",") if n) for text in found.groups()] if found else []


def meanings(message: str, line: str) -> Iterator[str]:
    if found := NOT_ALIGNED.search(message):
        one, other = (tuple(int(n) for n in text.split(",") if n) for text in found.groups())
        yield from alignments(one, other, line)
    if OUTPUT in message and "core dimension" in message:
        yield "The factors of the matrix product fit, but the array of `out` doesn't have the product's shape."
    elif "mismatch in its core dimension" in message and (operands := WEIGHTS_FIRST.search(line)):
        weights, inputs = operands.groups()
        yield COLUMNS.format(product=f"{weights} @ {inputs}", right=f"{inputs} @ {weights}")
    elif found := INNER.search(message):
        sizes = f"{found[2]} and {found[1]}"
        yield f"The inner sizes of a matrix product differ, {sizes}: print the shapes of both factors."
    if found := BROADCAST.search(message):
        shapes = f"{spelled(found[1])} and {spelled(found[2])}"
        why = LOST_AXIS if lost_axis(found[1], found[2]) else ""
        yield f"{shapes} don't broadcast: from the right, sizes must be equal, or one of them 1.{why}"
    if found := INDICES.search(message):
        has, given = found.groups()
        axes = "one axis" if has == "1" else f"{has} axes"
        yield f"The array has {axes} here, and the line takes {given} indices of it: which shapes may come in?"
    if found := BOUNDS.search(message):
        index, axis, size = found.groups()
        entries = "one entry, with the number 0" if size == "1" else f"{size} entries, numbered from 0"
        outside = f"Axis {axis} has {entries}, so {index} is outside"
        yield f"{outside}."
    if found := NARROW.search(message):
        kind = "An unsigned" if found[2] == "uint" else "A signed"
        yield f"{kind} integer of {found[3]} bits can't be {found[1]}: convert first, with .astype(int) or int()."
    if found := RESHAPE.search(message):
        yield f"A reshape keeps the number of entries, and {found[1]} entries don't fill the shape {spelled(found[2])}."
    if (found := MISSING.search(message)) and hasattr(np.ndarray, found[2]):
        article = "An" if found[1] == "int" else "A"
        yield f"{article} {found[1]} isn't an array, so it has no {found[2]}."
    if LIST.search(message):
        yield "A list or a tuple isn't an array, so arithmetic on it as a whole fails: loop over its items."
    if READ_ONLY.search(message):
        place = PLACE.match(line)
        subject = f"Line {place[1]}" if place else "Your code"
        yield f"{subject} writes into a read-only array. {READABLE}"
    if ONE_NUMBER.search(message):
        yield (
            OF_MATH if IN_MATH.search(line) else "An array of several entries was to become a single number."
        )
    for pattern, meaning in MEANINGS:
        if pattern.search(message):
            place = PLACE.match(line)
            yield meaning.replace(INDEX, f"{INDEX} in line {place[1]}") if place else meaning


def lost_axis(one: str, other: str) -> bool:
    """Return whether the second shape is the first one without one of its axes, as after a sum over it."""
    sizes, fewer = ([size for size in text.split(",") if size] for text in (one, other))
    return any(sizes[:axis] + sizes[axis + 1 :] == fewer for axis in range(len(sizes)))


def spelled(sizes: str) -> str:
    """Write the sizes of a shape as Python does: (5, 1)."""
    return str(tuple(int(size) for size in sizes.split(",") if size))


def alignments(one: tuple[int, ...], other: tuple[int, ...], line: str) -> Iterator[str]:
    """Say which product would fit instead of one whose shapes don't."""
    if one == other and "dot(" in line:
        yield f"Both arrays have the shape {one}. np.dot is the matrix product; entry by entry it is *."
    if len(one) == len(other) == 2:
        if one[0] == other[1]:
            rows = ROWS if WEIGHTS_DOT.search(line) else ""
            yield f"{one} times {other} doesn't fit, but {other} times {one} does.{rows}"
        elif one[0] == other[0]:
            yield f"{one} times {other} doesn't fit, but it does with the first one transposed."
        elif one[1] == other[1]:
            yield f"{one} times {other} doesn't fit, but it does with the second one transposed."


INDEX = "An index"
READABLE = (
    "Arguments may be read-only, and so is what np.diagonal and np.broadcast_to return: work on a copy."
)
ROWS = " Samples are rows here, not columns, so the inputs go on the left: X @ W."
OF_MATH = "A function of math got an array: use NumPy's function of that name."
LOST_AXIS = (
    " The second one lacks one axis of the first. If it's a sum, mean or maximum over that axis, keepdims=True keeps "
    "it, with size 1."
)
COLUMNS = "{product} is right where samples are columns. Here they are rows: {right}."

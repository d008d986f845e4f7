"""Explains the commonest exceptions of array code, from the message and the line that raised it."""

from __future__ import annotations

import re
from collections.abc import Iterator

NOT_ALIGNED = re.compile(r"shapes \(([\d,]+)\) and \(([\d,]+)\) not aligned")
WEIGHTS_FIRST = re.compile(r"(?:[=(+,-]|\breturn)\s*(?:self\.)?(W\w*)(?:\[[^]]*\])? ?@ ?([A-Za-z]\w*)")
LIST = re.compile(r"can't multiply sequence by non-int|unsupported operand type\(s\) for [-+*/@]=?: .*'list'")
MEANINGS = (
    (
        re.compile(r"truth value of an array with more than one element"),
        "An array has no single truth value, so `if` and `and` can't test it: use np.where, or multiply by a mask.",
    ),
    (
        re.compile(r"arrays used as indices must be of integer|only integers, slices .* are valid indices"),
        "An index is not an integer: convert labels with .astype(int) before indexing.",
    ),
    (
        re.compile(r"only (?:size-1|length-1|0-dimensional) arrays can be converted"),
        "A function for single numbers got an array: use NumPy's function of that name instead of math's.",
    ),
)


def crash_meaning(message: str, line: str) -> str:
    """Return what an exception means, in one or two sentences; empty if nothing is certain.

    `message` is `ValueError: shapes …` and `line` the learner's own line that raised it.
    """
    return next(meanings(message, line), "")


def meanings(message: str, line: str) -> Iterator[str]:
    if sizes := NOT_ALIGNED.search(message):
        one, other = (tuple(int(n) for n in text.split(",") if n) for text in sizes.groups())
        yield from alignments(one, other, line)
    if "mismatch in its core dimension" in message and (operands := WEIGHTS_FIRST.search(line)):
        weights, inputs = operands.groups()
        yield COLUMNS.format(product=f"{weights} @ {inputs}", right=f"{inputs} @ {weights}")
    if LIST.search(message):
        yield "A list is not an array, and arithmetic on it as a whole fails: loop over its arrays."
    for pattern, meaning in MEANINGS:
        if pattern.search(message):
            yield meaning


def alignments(one: tuple[int, ...], other: tuple[int, ...], line: str) -> Iterator[str]:
    """Say which product would fit instead of one whose shapes don't."""
    if one == other and "dot(" in line:
        yield f"Both arrays have the shape {one}. np.dot is the matrix product; entry by entry it is *."
    if len(one) == len(other) == 2:
        if one[0] == other[1]:
            yield (
                f"{one} times {other} does not fit, but {other} times {one} does. Samples are rows here, not columns, "
                "so the inputs stand on the left: X @ W."
            )
        elif one[0] == other[0]:
            yield f"{one} times {other} does not fit, but it does with the first one transposed."
        elif one[1] == other[1]:
            yield f"{one} times {other} does not fit, but it does with the second one transposed."


COLUMNS = "{product} is right where samples are columns. Here they are rows: {right}."

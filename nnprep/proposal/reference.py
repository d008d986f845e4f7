"""What a reference says about its functions: parameters, shapes in docstrings, and names of returned values."""

from __future__ import annotations

import ast
import keyword
import re
from collections.abc import Iterator
from typing import NamedTuple

from nnprep.errors import UsageError

Shape = tuple[str, ...]
"""Letters and numbers: `("m", "3")`."""
SHAPE = re.compile(r"\(\s*(\w+(?:\s*,\s*\w+)*\s*,?)\s*\)")
ALL_ALIKE = re.compile(r"\b(?:two|three|both|arrays)\b")
LABELS = re.compile(r"\b(?:labels?|class(?:es)?|integers?|indices)\b", re.IGNORECASE)
NUMBER = re.compile(r"\b(?:float|number|scalar|positive)\b", re.IGNORECASE)
BETWEEN = 40
"""Characters between an argument's name and its shape."""


class Parameter(NamedTuple):
    """One parameter of a function."""

    name: str
    default: float | None
    """Its default, if that's a number that isn't whole."""
    passed: bool
    """Whether checks pass it; other defaults stay as they are."""
    kind: str
    """`array`, `labels`, `float` or `int`; empty if nothing says it."""
    shape: Shape | None


class TaskFunction(NamedTuple):
    """One function or class that the learner will write."""

    name: str
    signature: str
    """`loss(y_hat, y)`."""
    docstring: str
    """Empty if there is none."""
    parameters: tuple[Parameter, ...]
    returns: tuple[str, ...]
    node: ast.FunctionDef | ast.ClassDef


def task_functions(text: str) -> tuple[TaskFunction, ...]:
    """Return the public functions and classes of a reference, in order. Raises UsageError if there are none.

    What one function says about an argument goes for those of the same name that say nothing.
    """
    nodes = [
        node
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]
    if not nodes:
        raise UsageError(
            "The reference defines no function whose name begins without an underscore, so there is no task in it."
        )
    functions = tuple(task_function(node) for node in nodes)
    known = {each.name: each for function in functions for each in function.parameters if each.shape}
    return tuple(
        function._replace(
            parameters=tuple(
                known.get(each.name, each) if not each.kind else each for each in function.parameters
            )
        )
        for function in functions
    )


def task_function(node: ast.FunctionDef | ast.ClassDef) -> TaskFunction:
    """Return what the source of a function or class says."""
    docstring = ast.get_docstring(node) or ""
    if isinstance(node, ast.ClassDef):
        return TaskFunction(node.name, node.name, docstring, (), (), node)
    return TaskFunction(
        name=node.name,
        signature=f"{node.name}({ast.unparse(node.args)})",
        docstring=docstring,
        parameters=parameters_of(node, docstring),
        returns=returned_names(node),
        node=node,
    )


def parameters_of(node: ast.FunctionDef, docstring: str) -> tuple[Parameter, ...]:
    """Return the positional parameters of a function, with what its docstring and annotations say."""
    arguments = [*node.args.posonlyargs, *node.args.args]
    names = [argument.arg for argument in arguments]
    shapes, common = shapes_in(docstring, names)
    defaults = [None] * (len(arguments) - len(node.args.defaults)) + [*node.args.defaults]
    return tuple(
        parameter(argument, default, docstring, shapes.get(argument.arg), common)
        for argument, default in zip(arguments, defaults, strict=True)
    )


def parameter(
    argument: ast.arg, default: ast.expr | None, docstring: str, shape: Shape | None, common: Shape | None
) -> Parameter:
    """Return one parameter."""
    name = argument.arg
    value = default.value if isinstance(default, ast.Constant) else None
    if default is not None:
        number = value if isinstance(value, float) else None
        return Parameter(name, number, number is not None, "float" if number is not None else "", None)
    said = phrase_about(docstring, name)
    annotation = ast.unparse(argument.annotation) if argument.annotation else ""
    if shape is None and (annotation in ("int", "float")):
        return Parameter(name, None, True, annotation, None)
    if shape is None and (name in SCALARS or (NUMBER.search(said) and common is None)):
        return Parameter(name, None, True, "float", None)
    shape = shape or common
    is_labels = name in LABEL_NAMES and LABELS.search(docstring) and shape is not None and len(shape) == 1
    return Parameter(name, None, True, "labels" if is_labels else "array" if shape else "", shape)


def shapes_in(docstring: str, names: list[str]) -> tuple[dict[str, Shape], Shape | None]:
    """Return the shape of each named argument, and one that all others have, as in "two (m, n) arrays"."""
    shapes: dict[str, Shape] = {}
    common: Shape | None = None
    end = 0
    for match in SHAPE.finditer(docstring):
        dims = tuple(each.strip() for each in match[1].split(",") if each.strip())
        before, end = docstring[end : match.start()], match.end()
        if "," not in match[1] or not all(is_size(each) for each in dims) or set(dims) & set(names):
            continue
        close = last_names(before, names)
        if close:
            shapes |= {name: dims for name in close if name not in shapes}
        elif ALL_ALIKE.search(f"{before[-BETWEEN:]} {docstring[end : end + BETWEEN]}"):
            common = common or dims
    return shapes, common


def is_size(dim: str) -> bool:
    """Return whether a word in a shape is a number or may be a name in Python."""
    return dim.isdigit() or (dim.isidentifier() and not keyword.iskeyword(dim))


def last_names(text: str, names: list[str]) -> list[str]:
    """Return the argument that is named last in a text, and those listed with it: `y_hat and y`."""
    if not names:
        return []
    one = rf"`?\b(?:{'|'.join(map(re.escape, names))})\b`?"
    lists = list(re.finditer(rf"{one}(?:(?:,| and|, and)(?: \w+)?? {one})*", text))
    if not lists or len(text) - lists[-1].end() > BETWEEN:
        return []
    return [word for word in re.findall(r"\w+", lists[-1][0]) if word in names]


def phrase_about(docstring: str, name: str) -> str:
    """Return the words around an argument's name."""
    match = re.search(rf"[^.;\n]{{0,30}}\b{re.escape(name)}\b[^.;\n]{{0,30}}", docstring)
    return match[0] if match else ""


def returned_names(node: ast.FunctionDef) -> tuple[str, ...]:
    """Return names for the values that a function returns; none if it returns one that has no name."""
    values = [each.value for each in own_returns(node) if each.value is not None]
    if not values:
        return ()
    value = values[-1]
    if not isinstance(value, ast.Tuple):
        name = name_of(value)
        return (name,) if name else ()
    names: list[str] = []
    for number, item in enumerate(value.elts, 1):
        name = name_of(item) or f"value_{number}"
        names.append(name if name not in names else f"{name}_{number}")
    return tuple(names)


def own_returns(node: ast.AST) -> Iterator[ast.Return]:
    """Yield the return statements of a function, but not those of functions inside of it."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Return):
            yield child
        elif not isinstance(child, ast.FunctionDef | ast.Lambda | ast.ClassDef):
            yield from own_returns(child)


def name_of(value: ast.expr) -> str:
    """Return the name in an expression such as `loss` or `float(loss)`; empty if it has none."""
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and len(value.args) == 1:
        return name_of(value.args[0]) if value.func.id in ("float", "int", "list", "tuple") else ""
    return value.id if isinstance(value, ast.Name) else ""


SCALARS = {
    *("alpha", "beta", "delta", "eps", "epsilon", "eta", "lam", "lambda_", "lr", "learning_rate", "margin"),
    *("momentum", "rate", "scale", "slope", "temperature", "tau", "threshold", "weight_decay"),
}
"""Names of parameters that are numbers unless a docstring gives them a shape."""
LABEL_NAMES = {"y", "t", "labels", "targets", "target", "classes", "label"}

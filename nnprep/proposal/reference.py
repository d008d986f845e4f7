"""What a reference says about its functions: parameters, shapes in docstrings, and names of returned values."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence

from nnprep.errors import UsageError
from nnprep.named_tuple import NamedTuple
from nnprep.proposal.arguments import Parameter, parameters_of, phrases_about
from nnprep.proposal.constraints import Constraint, in_code, in_phrase, in_sizes, in_text


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
    constraints: tuple[Constraint, ...] = ()
    """What must hold between its arguments and their sizes."""


def task_functions(text: str) -> tuple[TaskFunction, ...]:
    """Return the public functions and classes of a reference, in order. Raises UsageError if there are none.

    What one function says about an argument goes for those of the same name that say nothing.
    """
    tree = ast.parse(text)
    nodes = [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]
    if not nodes:
        raise UsageError(
            "The reference defines no function whose name begins without an underscore, so there is no task in it."
        )
    functions = tuple(task_function(node) for node in nodes)
    known = {each.name: each for function in reversed(functions) for each in function.parameters if each.kind}
    texts = [ast.get_docstring(tree) or "", *(function.docstring for function in functions)]
    return tuple(with_constraints(with_known(function, known), texts) for function in functions)


def with_known(function: TaskFunction, known: Mapping[str, Parameter]) -> TaskFunction:
    """Return a function whose parameters are as in others, where it says nothing of them itself."""
    parameters = (
        known.get(each.name, each) if not each.kind and not each.default else each
        for each in function.parameters
    )
    return function._replace(parameters=tuple(parameters))


def with_constraints(function: TaskFunction, texts: Sequence[str]) -> TaskFunction:
    """Return a function with what all docstrings and its own assertions say about its arguments and sizes."""
    if not isinstance(function.node, ast.FunctionDef):
        return function
    shapes = {each.name: each.shape for each in function.parameters if each.shape}
    said = [
        *(constraint for each in function.parameters for constraint in each.constraints),
        *(constraint for text in texts for constraint in in_text(text)),
        *in_code(function.node),
    ]
    names = [each.name for each in function.parameters]
    sizes = {dim for shape in shapes.values() for dim in shape if not dim.isdigit()} - {*names}
    everything = [*names, *sorted(sizes)]
    for size in sizes:
        for text in texts:
            said += [
                each for _, after in phrases_about(text, size, everything) for each in in_phrase(size, after)
            ]
    return function._replace(constraints=in_sizes(said, shapes, names))


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

"""Collects the source of functions and classes, and of everything that they need, into one submission."""

from __future__ import annotations

import ast
import builtins
import inspect
import sys
from collections.abc import Mapping, Sequence
from types import FunctionType, MethodType, ModuleType
from typing import Any

from nnprep.errors import UsageError, shown
from nnprep.notebook.literals import NoLiteral, literal
from nnprep.notebook.statements import (
    FUTURE,
    Statement,
    at_line,
    binding,
    cells,
    code_of,
    used_names,
)

Namespace = Mapping[str, Any]
HERE = ("numpy", *sys.stdlib_module_names)
"""What a submission can import."""
NOT_TAKEN = {"__name__", "__doc__", "__file__", "__builtins__", "__spec__", "__package__", "__loader__"}
"""Names that every file has of its own."""


def collected(objects: Sequence[Any], namespace: Namespace, wanted: Sequence[str] = ()) -> str:
    """Return functions and classes as one text, with the imports, helpers and constants that they use.

    `wanted` are names that are taken along if the namespace defines them. Raises UsageError for what has no source,
    for closures, and for what can't be taken along.
    """
    collection = Collection()
    for value in objects:
        home = namespace_of(value, namespace)
        name = name_in(home, value)
        collection.define(name, value, home, f"{name} itself")
    for name in wanted:
        if is_source(namespace.get(name)) and namespace[name].__module__ == namespace.get("__name__"):
            collection.define(name, namespace[name], namespace, f"{name} itself")
    return collection.text()


def is_source(value: Any) -> bool:
    """Return whether a value is a function, with or without decorators, or a class."""
    return isinstance(value, type | FunctionType) or (callable(value) and hasattr(value, "__wrapped__"))


def namespace_of(value: Any, default: Namespace) -> Namespace:
    """Return the globals of a function, or of the module that a class stands in."""
    if isinstance(value, type):
        if default.get("__name__") == value.__module__:
            return default
        module = sys.modules.get(value.__module__)
        return vars(module) if module is not None else default
    inner = inspect.unwrap(value)
    return inner.__globals__ if isinstance(inner, FunctionType) else default


def name_in(namespace: Namespace, value: Any) -> str:
    """Return the name of a function or class in its namespace: its own if it's called so there."""
    own: str = value.__name__
    if namespace.get(own) is value:
        return own
    names = [name for name, each in namespace.items() if each is value and not name.startswith("_")]
    return names[0] if names else own


class Collection:
    """The lines of a submission, and what each of its names stands for."""

    def __init__(self) -> None:
        self.future = False
        self.imports: dict[str, None] = {}
        self.body: dict[str, None] = {}
        self.values: dict[str, Any] = {}

    def text(self) -> str:
        """Return the submission."""
        head = [FUTURE] if self.future else []
        imports = "".join(f"{line}\n" for line in self.imports)
        return "\n\n".join([*head, *([imports] if imports else []), *(f"{each}\n" for each in self.body)])

    def define(self, name: str, value: Any, home: Namespace, user: str) -> None:
        """Add a name and what it needs; `user` is what needs it. Raises UsageError."""
        if name in self.values:
            if self.values[name] is not value:
                raise UsageError(TWICE.format(name=name))
            return
        if getattr(builtins, name, None) is value:
            return
        self.values[name] = value
        if isinstance(value, ModuleType):
            self.imports[import_of(name, value, user)] = None
        elif is_own(value, home):
            self.add_source(name, value, home)
        elif line := importing(name, value, home):
            self.imports[line] = None
        elif is_source(value):
            if not in_reach(value.__module__ or "") and is_installed(value.__module__):
                package = value.__module__.partition(".")[0]
                raise UsageError(ELSEWHERE.format(user=user, name=name, module=package))
            self.add_source(name, value, namespace_of(value, home))
        else:
            self.add_value(name, value, home, user)

    def add_source(self, name: str, value: Any, home: Namespace) -> None:
        """Add the statement that defines a function or a class."""
        own = value.__name__
        if own != name and home.get(own) is value:
            self.define(own, value, home, name)
            self.body[f"{name} = {own}"] = None
            return
        statement = defining(name, value, home)
        self.add_statement(statement, home, name)
        bound = own if own in statement.names else name
        if bound != name and name not in statement.names:
            self.body[f"{name} = {bound}"] = None
        if isinstance(value, type):
            self.add_patches(name, value, statement, home)

    def add_statement(self, statement: Statement, home: Namespace, user: str) -> None:
        """Add a statement below everything that it uses."""
        self.future |= statement.future
        for each in sorted(used_names(statement.text) - statement.names - NOT_TAKEN):
            if each in home:
                self.define(each, home[each], home, user)
                self.import_submodules(each, home[each], statement)
        self.body[statement.text] = None

    def import_submodules(self, name: str, value: Any, statement: Statement) -> None:
        """Import what is used of a package with dots: `xml.etree.ElementTree` isn't loaded by `import xml`."""
        if not isinstance(value, ModuleType) or name != value.__name__:
            return
        for node in ast.walk(statement.node):
            dotted = ast.unparse(node) if isinstance(node, ast.Attribute) else ""
            if dotted.startswith(f"{name}.") and isinstance(sys.modules.get(dotted), ModuleType):
                self.imports[f"import {dotted}"] = None

    def add_patches(self, name: str, value: type, statement: Statement, home: Namespace) -> None:
        """Add the methods that were put into a class after its statement: `Value.backward = backward`."""
        here = cells(home)
        for attribute, each in vars(value).items():
            code = code_of(each) if isinstance(each, FunctionType) else None
            if code is None or code.co_filename not in here or "<locals>" in each.__qualname__:
                continue
            within = statement.first <= code.co_firstlineno <= statement.last
            if code.co_filename == statement.file and within:
                continue
            self.define(each.__name__, each, each.__globals__, f"{name}.{attribute}")
            self.body[f"{name}.{attribute} = {each.__name__}"] = None

    def add_value(self, name: str, value: Any, home: Namespace, user: str) -> None:
        """Add a constant as a literal, or by its statement: an alias of a type, or what a decorator made."""
        statement = binding(name, home)
        is_type = type(value).__module__ in ("typing", "types")
        if statement is not None and (is_type or getattr(statement.node, "decorator_list", [])):
            self.add_statement(statement, home, name)
            return

        def refer(each: Any) -> str:
            """Return the name of a function in a container, and add it too."""
            named = next((key for key, own in home.items() if own is each and key not in NOT_TAKEN), "")
            if named and named != name:
                self.define(named, each, home, name)
                return named
            return path_of(each)

        try:
            self.body[f"{name} = {literal(value, refer)}"] = None
        except NoLiteral:
            raise UsageError(NO_LITERAL.format(user=user, name=name, what=described(value))) from None


def is_own(value: Any, home: Namespace) -> bool:
    """Return whether a function or class was defined in this namespace."""
    return is_source(value) and value.__module__ == home.get("__name__")


def defining(name: str, value: Any, home: Namespace) -> Statement:
    """Return the statement that defines a function or class; raises UsageError."""
    if isinstance(value, FunctionType) and value.__name__ == "<lambda>" and home.get(name) is not value:
        raise UsageError(LAMBDA)
    code = code_of(value)
    statement = at_line(code) if code is not None else None
    if statement is None or not {name, value.__name__} & statement.names:
        statement = binding(name, home)
        # A decorator without functools.wraps returns a function of its own, which only the name leads back from.
        decorated = statement is not None and bool(getattr(statement.node, "decorator_list", []))
        if "<locals>" in value.__qualname__ and not decorated:
            raise UsageError(closure_sentence(name, value))
    if statement is None:
        raise UsageError(NO_SOURCE.format(name=name))
    if not statement.defines:
        raise UsageError(WITHIN.format(name=name, kind=type(statement.node).__name__.lower()))
    return statement


def closure_sentence(name: str, value: Any) -> str:
    """Return why a function or class that was made inside a function can't be taken along."""
    outer = value.__qualname__.split(".<locals>")[0]
    free = getattr(getattr(value, "__code__", None), "co_freevars", ())
    return (CLOSURE if free else NESTED).format(name=name, outer=outer, free=", ".join(free))


def import_of(name: str, module: ModuleType, user: str) -> str:
    """Return the import of a module; raises UsageError if a submission can't import it."""
    full = module.__name__
    if not in_reach(full):
        sentence = PACKAGE if is_installed(full) else OWN_MODULE
        raise UsageError(sentence.format(user=user, name=name, module=full))
    return f"import {full}" if name == full else f"import {full} as {name}"


def importing(name: str, value: Any, home: Namespace) -> str:
    """Return the import of something that NumPy or the standard library defines; empty if it's neither."""
    module, own = origin(value)
    if module:
        return f"from {module} import {own}" + ("" if name == own else f" as {name}")
    statement = (
        binding(name, home) if not isinstance(value, int | float | str | tuple | list | dict) else None
    )
    node = statement.node if statement is not None else None
    if isinstance(node, ast.ImportFrom) and node.module and in_reach(node.module):
        alias = next((each for each in node.names if name in (each.asname, each.name)), None)
        if alias is not None and getattr(sys.modules.get(node.module), alias.name, None) is value:
            return f"from {node.module} import {ast.unparse(alias)}"
    return ""


def path_of(value: Any) -> str:
    """Return code for something of NumPy or the standard library that has no name here; empty if it's neither."""
    module, own = origin(value)
    return f"__import__({module!r}, fromlist=[{own!r}]).{own}" if module else ""


def origin(value: Any) -> tuple[str, str]:
    """Return the module of NumPy or the standard library that defines a value, and its name there; else two ""."""
    own = getattr(value, "__name__", None)
    for module in (getattr(value, "__module__", None), "numpy"):
        known = isinstance(own, str) and isinstance(module, str) and in_reach(module)
        if known and getattr(sys.modules.get(str(module)), str(own), None) is value:
            return str(module), str(own)
    return "", ""


def in_reach(module: str) -> bool:
    """Return whether a submission can import a module."""
    return module.partition(".")[0] in HERE and module != "__main__"


def is_installed(module: str | None) -> bool:
    """Return whether a module belongs to an installed package, not to the learner's own files."""
    file = getattr(sys.modules.get(module or ""), "__file__", None) or ""
    return "site-packages" in file or "dist-packages" in file


def described(value: Any) -> str:
    """Return what a value is, in a few words."""
    if isinstance(value, MethodType):
        return "a method of an object"
    shape = getattr(value, "shape", None)
    if isinstance(shape, tuple) and shape:
        return f"an array of shape {shape}"
    kind = f"{type(value).__module__}.{type(value).__qualname__}".removeprefix("builtins.")
    return f"an object of type {shown(kind)[1:-1]}"


TWICE = (
    "Two different things are called {name} in what your functions use. Give one of them another name, or run the cells"
    " that define {name} and its users again."
)
ELSEWHERE = (
    "{user} uses {name} of {module}, and a solution can use NumPy and the standard library only. Write it"
    " in NumPy."
)
PACKAGE = (
    "{user} uses {module}, and a solution can use NumPy and the standard library only. Write it in NumPy."
)
OWN_MODULE = (
    "{user} uses your module {module} as a whole. Import the names that you need from it (`from {module} import ...`),"
    " and nnprep copies those."
)
NO_LITERAL = (
    "{user} uses the variable {name}, {what}, which can't be copied: only numbers, strings, named functions,"
    " small arrays and containers of them can. Pass it as an argument, or make it inside the function."
)
NO_SOURCE = (
    "Python doesn't have the source of {name}. Define it in a file, in a notebook or in IPython; what is typed at"
    " Python's own prompt is lost in some versions."
)
LAMBDA = "A lambda without a name can't be judged. Write a function with `def`."
WITHIN = "{name} is defined inside a `{kind}` statement. Define it at the top level of a cell or a file."
CLOSURE = (
    "{name} was made inside {outer} and uses its {free} (a closure), so its source alone doesn't say what it does."
    " Define it at the top level of a cell or a file."
)
NESTED = (
    "{name} was made inside {outer}, so its source isn't complete by itself. Define it at the top level of a"
    " cell or a file."
)

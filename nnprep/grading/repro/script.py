"""The requests that were made to a submission, as lines of code that make them again."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from keyword import iskeyword
from pathlib import Path
from typing import Any

import numpy as np

from nnprep.checks.compare import agree
from nnprep.content.exercises import Exercise
from nnprep.grading.signatures import Signatures
from nnprep.sandbox.functions import Handle, Step
from nnprep.sandbox.handles import Method

OPERATIONS = {
    "add": "{} + {}",
    "sub": "{} - {}",
    "mul": "{} * {}",
    "truediv": "{} / {}",
    "pow": "{} ** {}",
    "matmul": "{} @ {}",
    "neg": "-{}",
    "abs": "abs({})",
    "getitem": "{}[{}]",
    "len": "len({})",
    "sum": "sum({})",
}
"""Operators on objects, as code."""


@dataclass(slots=True)
class Script:
    """Turns steps into lines of code, and keeps track of the names that they use."""

    signatures: Signatures
    names: Exercise
    imported: set[str] = field(default_factory=set)
    objects: dict[int, str] = field(default_factory=dict)
    bound: dict[str, Any] = field(default_factory=dict)
    odd: bool = False
    """Whether any number is infinite or nan."""
    dtypes: bool = False
    """Whether the dtypes of results are printed too."""

    def imports(self, file: str) -> list[str]:
        """Return the imports; with `import_module` for a file whose name is not an identifier."""
        module = Path(file).stem
        lines = ["import numpy as np", *(["from numpy import inf, nan"] if self.odd else []), ""]
        names = sorted(self.imported)
        if module.isidentifier() and not iskeyword(module):
            return [*lines, f"from {module} import {', '.join(names) or '*'}"]
        loaded = f"import_module({module!r})"
        return ["from importlib import import_module", "", *lines, *(f"{n} = {loaded}.{n}" for n in names)]

    def lines(self, step: Step) -> list[str]:
        """Return the code of one step."""
        match step.request:
            case ["call", str() as name, list() as arguments, dict() as keywords]:
                self.imported.add(name.split(".")[0])
                return self.call(name, name, arguments, keywords, step)
            case ["several", int() as times, str() as name, list() as arguments, dict() as keywords]:
                self.imported.add(name)
                once = self.call(name, name, arguments, keywords, Step([]))
                return [f"for _ in range({times}):", *(f"    {line}" for line in once)]
            case ["keywords", *_]:
                return []  # this only asked for names
            case ["often", int() as times, *_]:
                return [f"# The same call is made {times} more times."]
            case ["method", Handle() as handle, str() as name, list() as arguments, dict() as keywords]:
                target = f"{class_identifier(handle)}.{name}"
                return self.call(target, f"{self.object(handle)}.{name}", arguments, keywords, step)
            case ["operate", str() as operator, list() as operands, *_] if operator in OPERATIONS:
                code = OPERATIONS[operator].format(*map(self.literal, operands))
                return self.answer(operator, code, step)
            case ["set", Handle() as handle, str() as name, value]:
                start = f"{self.object(handle)}.{name} = "
                return [start + self.literal(value, at=len(start))]
            case ["get", Handle(), str(), *_] if type(step.result) is object:
                return []  # this only asked whether it is a method
            case ["get", Handle() as handle, str() as name, *_]:
                return [f"print({name!r}, {self.object(handle)}.{name})"]
            case ["generator", int() as seed]:
                made = self.named(step.result, "rng")
                return [f"{made} = np.random.default_rng({seed})"]
        return [f"# {step.request[0]}"]

    def call(
        self, target: str, code: str, arguments: list[Any], keywords: dict[str, Any], step: Step
    ) -> list[str]:
        names = self.signatures.get(target, ())
        lines, passed = [], []
        for position, value in enumerate(arguments):
            name = names[position] if position < len(names) else f"argument{position + 1}"
            if isinstance(value, np.ndarray) or size(value) > 3 or name in step.changed:
                if name not in self.bound or not agree(self.bound[name], value):
                    self.bound[name] = value
                    lines.append(f"{name} = {self.literal(value, at=len(name) + 3)}")
                passed.append(name)
            else:
                passed.append(self.literal(value))
        passed += [f"{name}={self.literal(value)}" for name, value in keywords.items()]
        call = f"{code}({', '.join(passed)})"
        touched = [name for name in names if name in step.changed and name in self.bound]
        after = [line for name in touched for line in self.shown(name, "after the call")]
        for name in step.changed:
            self.bound.pop(name, None)
        return [*lines, *self.answer(target, call, step), *after]

    def answer(self, target: str, call: str, step: Step) -> list[str]:
        """Return a call, with the code that prints its answer."""
        if isinstance(step.result, Handle):
            return [f"{self.named(step.result, class_identifier(step.result).lower())} = {call}"]
        if step.answered and step.result is None and "." in target:
            return [call]  # the effect of a method that returns nothing is read afterwards
        returned = self.returned(target)
        result = step.result
        unpacked = isinstance(result, list | tuple) or (isinstance(result, np.ndarray) and result.ndim > 0)
        if returned and unpacked and len(result) == len(returned):
            return [
                f"{', '.join(returned)} = {call}",
                *(line for name in returned for line in self.shown(name)),
            ]
        if self.dtypes:
            return [f"answer = {call}", *self.shown("answer")]
        return [f"print({call})"]

    def shown(self, name: str, when: str = "") -> list[str]:
        """Return code that prints a variable, and its dtype if that matters."""
        label = f"{name} {when}".strip()
        dtype = [f'print("{name}", np.asarray({name}).dtype)'] if self.dtypes else []
        return [f'print("{label}", {name}, sep="\\n")', *dtype]

    def returned(self, target: str) -> tuple[str, ...]:
        for function in self.names.functions:
            if function.name == target and len(function.returns) > 1:
                return function.returns
        return ()

    def named(self, handle: Any, name: str) -> str:
        taken = set(self.objects.values())
        free = name if name not in taken else f"{name}{len(taken) + 1}"
        self.objects[handle._number] = free
        return free

    def object(self, handle: Handle) -> str:
        """Return the variable that an object is bound to."""
        return self.objects.get(handle._number, class_identifier(handle).lower())

    def literal(self, value: Any, at: int = 0) -> str:
        """Return a value as code; it starts in column `at`."""
        if isinstance(value, Handle):
            return self.object(value)
        if isinstance(value, Method):
            return f"{self.object(value._handle)}.{value._name}"
        if isinstance(value, np.ndarray):
            return self.array(value, at)
        if isinstance(value, Mapping):
            return f"{{{', '.join(f'{self.literal(key)}: {self.literal(each)}' for key, each in value.items())}}}"
        if isinstance(value, list):
            if len(value) > 3 and isinstance(value[0], Handle) and all(each == value[0] for each in value):
                return f"[{self.literal(value[0])}] * {len(value)}"
            return f"[{', '.join(map(self.literal, value))}]"
        if isinstance(value, tuple):
            return f"({', '.join(map(self.literal, value))}{',' if len(value) == 1 else ''})"
        if isinstance(value, float) and not np.isfinite(value):
            self.odd = True
        if callable(value):
            return "lambda *arguments: ..."  # a function of the check
        return repr(value)

    def array(self, value: np.ndarray[Any, Any], at: int) -> str:
        self.odd = self.odd or (value.dtype.kind == "f" and not np.isfinite(value).all())
        usual = value.dtype in (np.dtype(np.float64), np.dtype(np.int64), np.dtype(bool))
        dtype = "" if usual and value.size else f", dtype=np.{value.dtype.name}"
        if value.size == 0:
            return f"np.zeros({value.shape}{dtype})"
        text = np.array2string(
            value,
            separator=", ",
            max_line_width=100,
            threshold=sys.maxsize,
            floatmode="unique",
            prefix=" " * at + "np.array(",
        )
        return f"np.array({text}{dtype})"


def size(value: Any) -> int:
    """Return how many numbers are in a value."""
    if isinstance(value, np.ndarray):
        return int(value.size)
    if isinstance(value, list | tuple):
        return sum(map(size, value))
    if isinstance(value, Mapping):
        return sum(map(size, value.values()))
    return 1


def class_identifier(handle: Handle) -> str:
    """Return the name of an object's class as an identifier: a class can be given any name at run time."""
    name = re.sub(r"\W", "_", str(handle._type_name), flags=re.ASCII)[:40]
    return name if name.isidentifier() and not iskeyword(name.lower()) else "Object"

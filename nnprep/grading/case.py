"""The smallest input on which a submission fails, as NumPy code that can be pasted or saved."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from nnprep.content.exercises import Exercise, Severity
from nnprep.grading.compare import agree
from nnprep.grading.functions import Handle, Step
from nnprep.grading.reference import reference_text
from nnprep.grading.report import Outcome, Status
from nnprep.grading.signatures import Signatures, signatures_of
from nnprep.grading.trace import Trace

FAILED = (Status.FAILED, Status.CRASHED, Status.TIMED_OUT)


def failing_case(
    exercise: Exercise,
    outcomes: Sequence[Outcome],
    expected: Mapping[str, Trace],
    seen: Mapping[str, Trace],
    seed: int,
) -> str:
    """Return a script for the failing check with the fewest numbers; core checks and the first part come first.

    Empty where nothing failed.
    """
    failed = [o for o in outcomes if o.status in FAILED and seen[o.check].steps]
    core = [o for o in failed if o.severity is Severity.CORE]
    if not failed:
        return ""
    parts = [part.id for part in exercise.parts]
    first = min(parts.index(o.part) for o in core or failed)
    among = [o for o in core or failed if parts.index(o.part) == first]
    smallest = min(among, key=lambda o: volume(seen[o.check].steps))
    steps = telling_steps(expected[smallest.check], seen[smallest.check])
    lines = [f'"""{exercise.id}: {smallest.title} (seed {seed})."""', ""]
    script = Script(signatures=signatures_of(reference_text(exercise)), names=exercise)
    body = [line for step in steps for line in script.lines(step)]
    lines += ["import numpy as np", *(["from numpy import inf, nan"] if script.odd else [])]
    lines += ["", f"from {exercise.module} import {', '.join(sorted(script.imported)) or '*'}", "", *body]
    lines += ["", *(f"# {line}" for line in remarks(smallest))]
    return "\n".join(lines).rstrip() + "\n"


def telling_steps(expected: Trace, seen: Trace) -> list[Step]:
    """Return the steps up to the first whose answer is not the reference's."""
    for position, (wanted, found) in enumerate(zip(expected.steps, seen.steps, strict=False)):
        if not agree_or_handles(wanted.result, found.result):
            return list(seen.steps[: position + 1])
    return list(seen.steps)


def agree_or_handles(wanted: Any, found: Any) -> bool:
    if isinstance(wanted, Handle) or not isinstance(
        wanted, dict | list | tuple | str | int | float | np.ndarray
    ):
        return type(wanted) is type(found)
    return agree(wanted, found)


def volume(steps: Sequence[Step]) -> int:
    """Count the numbers in all arguments."""
    return sum(size(step.request) for step in steps)


def size(value: Any) -> int:
    if isinstance(value, np.ndarray):
        return int(value.size)
    if isinstance(value, list | tuple):
        return sum(map(size, value))
    if isinstance(value, Mapping):
        return sum(map(size, value.values()))
    return 1


def remarks(outcome: Outcome) -> list[str]:
    """What was found, as comments below the code."""
    found = [f"{f.label} {f.text}".strip() for f in outcome.findings if not f.right] or [outcome.message]
    if outcome.place and outcome.expected is not None:
        label = next((f.label for f in outcome.findings if not f.right and f.label), "the value")
        found.append(f"{label} at {list(outcome.place)}: {outcome.actual!r}, should be {outcome.expected!r}")
    return found


@dataclass(slots=True)
class Script:
    """Writes steps as lines of code, and keeps account of the names that they use."""

    signatures: Signatures
    names: Exercise
    imported: set[str] = field(default_factory=set)
    objects: dict[int, str] = field(default_factory=dict)
    bound: dict[str, Any] = field(default_factory=dict)
    odd: bool = False
    """Whether any number is infinite or not a number."""

    def lines(self, step: Step) -> list[str]:
        """Return the code of one step."""
        match step.request:
            case ["call", str() as name, list() as arguments, dict() as keywords]:
                self.imported.add(name.split(".")[0])
                return self.call(name, name, arguments, keywords, step)
            case ["method", Handle() as handle, str() as name, list() as arguments, dict() as keywords]:
                target = f"{handle._type_name}.{name}"
                return self.call(target, f"{self.object(handle)}.{name}", arguments, keywords, step)
            case ["set", Handle() as handle, str() as name, value]:
                start = f"{self.object(handle)}.{name} = "
                return [start + self.literal(value, at=len(start))]
            case ["get", Handle(), str(), *_] if type(step.result) is object:
                return []  # it was asked only whether this is a method
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
            if isinstance(value, np.ndarray) or size(value) > 3:
                if name not in self.bound or not agree(self.bound[name], value):
                    self.bound[name] = value
                    lines.append(f"{name} = {self.literal(value, at=len(name) + 3)}")
                passed.append(name)
            else:
                passed.append(self.literal(value))
        passed += [f"{name}={self.literal(value)}" for name, value in keywords.items()]
        call = f"{code}({', '.join(passed)})"
        if isinstance(step.result, Handle):
            return [*lines, f"{self.named(step.result, step.result._type_name.lower())} = {call}"]
        returned = self.returned(target)
        if returned:
            shown = [f'print("{name}", {name}, sep="\\n")' for name in returned]
            return [*lines, f"{', '.join(returned)} = {call}", *shown]
        return [*lines, f"print({call})"]

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
        """Return the variable that holds an object."""
        return self.objects.get(handle._number, str(handle._type_name).lower())

    def literal(self, value: Any, at: int = 0) -> str:
        """Return a value as code that starts in column `at`."""
        if isinstance(value, Handle):
            return self.object(value)
        if isinstance(value, np.ndarray):
            return self.array(value, at)
        if isinstance(value, list):
            return f"[{', '.join(map(self.literal, value))}]"
        if isinstance(value, tuple):
            return f"({', '.join(map(self.literal, value))}{',' if len(value) == 1 else ''})"
        if isinstance(value, float) and not np.isfinite(value):
            self.odd = True
        if callable(value):
            return "lambda *arguments: ...  # a function of the check"
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

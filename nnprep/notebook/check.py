"""`nnprep.check` and `nnprep.exercise`: the Python functions of nnprep."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from nnprep.content.exercise_finder import find_exercise
from nnprep.content.exercises import Exercise
from nnprep.content.text_files import stub_text
from nnprep.errors import UsageError, shown
from nnprep.named_tuple import NamedTuple
from nnprep.notebook.check_result import CheckResult, Stub
from nnprep.notebook.collection import collected, is_source, namespace_of
from nnprep.notebook.naming import exercise_of, functions_of, marked
from nnprep.notebook.statements import at_line, code_of, text_of
from nnprep.practice.attempt import attempt
from nnprep.practice.source_file import read_source
from nnprep.practice.submissions import Target, targets
from nnprep.sandbox.limits import Limits


class Submission(NamedTuple):
    """What is judged, and as which exercise."""

    exercise: Exercise
    source: bytes
    label: Path
    """What reports call it."""
    importable: bool = False
    """Whether that is a file that a failing case can import."""


def check(
    *what: Any,
    exercise: str | None = None,
    parts: str | Iterable[str] = (),
    seed: int | None = None,
    remember: bool = True,
) -> CheckResult:
    """Judge a solution, as `nnprep check` judges a file: in a process of its own, behind the same wall.

    `what` is one or more functions and classes; or a module; or a text, either the source or a path. Functions are
    sent with what they use: imports, other functions and classes, constants. `exercise` names the exercise if the
    names of your functions don't; `parts` judges only some of its parts. With `remember`, the attempt is in your
    history, as any other.

    Raises nnprep.errors.UsageError for what can't be judged or taken along, such as a closure.
    """
    submission = submission_of(what, exercise)
    wanted = (parts,) if isinstance(parts, str) else tuple(parts)
    target = Target(path=submission.label, exercise=submission.exercise, debug=False, automatic=False)
    judged = attempt(target, wanted, seed, source=submission.source, remembering=remember)
    text = submission.source.decode(errors="replace")
    return CheckResult(judged, text, importable=submission.importable)


def exercise(name: str) -> Stub:
    """Return the file of an exercise as text: the task, and the functions to fill in. Raises UnknownNameError."""
    return Stub(stub_text(find_exercise(name)))


def submission_of(what: Sequence[Any], exercise: str | None) -> Submission:
    """Return what to judge; raises UsageError."""
    if not what:
        raise UsageError(NOTHING)
    if all(is_source(each) for each in what):
        return of_objects(what, exercise)
    if len(what) > 1:
        raise UsageError(SEVERAL)
    (one,) = what
    if isinstance(one, ModuleType):
        return of_module(one, exercise)
    if isinstance(one, str) and ("\n" in one or "=" in one or "def " in one):
        return of_text(one, exercise)
    if isinstance(one, str | Path):
        return of_file(one, exercise)
    raise UsageError(WRONG_TYPE.format(what=shown(type(one).__name__)))


def of_file(path: str | Path, exercise: str | None) -> Submission:
    """Return a file, or the file of an exercise in the current folder; raises UsageError."""
    (target,) = targets([str(path)], Path(), exercise)
    if target.debug:
        step = f"nnprep check {target.path}"
        raise UsageError("A debugging exercise is judged by the command line only.", next_step=step)
    return Submission(target.exercise, read_source(target.path), target.path, importable=True)


def of_module(module: ModuleType, exercise: str | None) -> Submission:
    """Return the whole file of a module; raises UsageError."""
    file = getattr(module, "__file__", None)
    if not isinstance(file, str) or not file.endswith(".py"):
        raise UsageError(NO_FILE.format(name=shown(module.__name__)))
    source = read_source(Path(file))
    task = chosen(exercise, source, defined(source.decode(errors="replace")))
    return Submission(task, source, Path(file), importable=True)


def of_text(text: str, exercise: str | None) -> Submission:
    """Return a source as it stands; raises UsageError."""
    source = text.encode(errors="replace")
    refuse_size(source)
    return Submission(chosen(exercise, source, defined(text)), source, Path("source"))


def of_objects(what: Sequence[Any], exercise: str | None) -> Submission:
    """Return functions and classes with everything that they use; raises UsageError."""
    namespace = namespace_of(what[0], vars(sys.modules["__main__"]))
    names = [name_of(each, namespace) for each in what]
    cell = statement_text(what[0])
    task = chosen(exercise, cell.encode(errors="replace"), names)
    source = collected(what, namespace, functions_of(task)).encode(errors="replace")
    refuse_size(source)
    file = namespace.get("__file__")
    is_file = isinstance(file, str) and file.endswith(".py") and Path(file).is_file()
    label = Path(str(file)) if is_file else Path("notebook")
    return Submission(task, source, label, importable=is_file and namespace.get("__name__") != "__main__")


def name_of(value: Any, namespace: Mapping[str, Any]) -> str:
    """Return what a function or class is called where it stands."""
    own: str = value.__name__
    names = (name for name, each in namespace.items() if each is value and not name.startswith("_"))
    return own if namespace.get(own) is value else next(names, own)


def statement_text(value: Any) -> str:
    """Return the file or cell in which a function or class stands; empty if Python doesn't have it."""
    code = code_of(value)
    statement = at_line(code) if code is not None else None
    return text_of(statement.file) if statement is not None else ""


def chosen(exercise: str | None, source: bytes, names: Sequence[str]) -> Exercise:
    """Return the exercise that was asked for, else the one in the first line, else by names; raises UsageError."""
    name = exercise or marked(source)
    return find_exercise(name) if name else exercise_of(names)


def defined(text: str) -> list[str]:
    """Return the functions and classes that a text defines; what isn't Python defines none."""
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError):
        return []
    names = (node.name for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef))
    return list(dict.fromkeys(names))


def refuse_size(source: bytes) -> None:
    """Raise UsageError for a source that is larger than any file may be."""
    if len(source) > Limits().source:
        raise UsageError(f"That is more than {Limits().source >> 20} MiB of source, which no exercise needs.")


NOTHING = "Pass what to judge: functions, a class, a module, source code or a path."
SEVERAL = "Pass either several functions and classes, or one module, piece of source code or path."
WRONG_TYPE = "nnprep can't judge {what}. Pass functions, a class, a module, source code or a path."
NO_FILE = "The module {name} has no Python file to judge. Pass its functions instead."

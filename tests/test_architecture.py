"""Holds the house to its plan: which room may import which, and who may print, exit or draw."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "nnprep"
FLOORS = (
    ("named_tuple",),
    ("errors", "late_modules", "late_pattern"),
    ("home",),
    ("content", "sandbox", "terminal"),
    ("checks", "answers", "learner", "nn"),
    ("grading", "quiz"),
    ("gradcheck", "practice", "lint", "doctor", "anki"),
    ("interview", "cohort", "proposal"),
    ("screens", "pages"),
    ("notebook", "packs"),
    ("cli",),
    ("__main__", "__init__"),
)
"""The rooms from the ground up. A room imports only what stands on a floor below its own."""
CHILD = ("sandbox/child", "sandbox/wire")
"""What runs beside a submission: the standard library, NumPy and these two rooms."""
ONLY_THERE = {
    "typer": {"cli"},
    "rich": {"cli", "screens", "terminal"},
    "sqlite3": {"learner", "doctor", "anki"},
    "fsrs": {"learner"},
    "distributed": {"cohort"},
}
"""Third-party packages, and the rooms that may import them."""
LATE: dict[str, str] = {
    "nnprep/cli/output.py: nnprep.cli.picture": "only pictures need Rich, and are written to files",
    "nnprep/quiz/forecast.py: nnprep.learner.schedule.fsrs_model": "fsrs loads after the first card",
    "nnprep/__main__.py: nnprep.cli.app": "after what changes how imports run",
    "nnprep/__main__.py: nnprep.cli.check.plain": "as above; only `check` in its plain forms",
    "nnprep/content/exercise_finder.py: nnprep.content.library": "only an unusual form takes the strict reader",
    "nnprep/__main__.py: nnprep.cli.today": "as above; only `nnprep` alone, which has no words to parse",
    "nnprep/cli/today.py: nnprep.cli.content": "only own exercises and unusual cards take the strict reader",
    "nnprep/content/yaml/heading_reader.py: nnprep.content.yaml.card_reader": "as above",
    "nnprep/cli/cards/texts.py: nnprep.cli.content": "only files in an unusual form take the strict reader",
    "nnprep/cli/check/command.py: nnprep.cli.check.run": "`nnprep check --help` needs only the signature",
    "nnprep/cli/check/plain.py: nnprep.cli.check.run": "loads after the child process was started",
    "nnprep/cli/check/report_page.py: nnprep.practice.guesses": "only a fixed debugging exercise compares guesses",
    "nnprep/cli/check/run.py: nnprep.cli.check.junit": "only --junit needs XML",
    "nnprep/cli/check/run.py: nnprep.cli.check.report_page": "loads after the child process was started",
    "nnprep/cli/check/run.py: nnprep.cli.check.watch": "only --watch reads keys",
    "nnprep/cli/check/run.py: nnprep.practice.guesses": "only --guess records a guess",
    "nnprep/cli/drill/command.py: nnprep.cli.drill.symptoms": "only `drill symptoms` runs exercises",
    "nnprep/cli/drill/command.py: nnprep.practice.drill_results": "SQLite loads after the first question",
    "nnprep/cli/grade/command.py: nnprep.cli.grade.run": "`nnprep grade --help` needs only the signature",
    "nnprep/cli/reading/pages.py: nnprep.cli.reading.scroller": "only a page longer than the terminal reads keys",
    "nnprep/cli/explain/command.py: nnprep.cli.explain.card": "only the list of cards needs all cards",
    "nnprep/cli/gradcheck/command.py: nnprep.cli.gradcheck.comparison": "NumPy loads here and in the child at once",
    "nnprep/cli/interview/command.py: nnprep.cli.interview.pages": "only reports read whole interviews",
    "nnprep/cli/interview/command.py: nnprep.cli.interview.run": "`nnprep interview --help` needs only the signature",
    "nnprep/cli/interview/pages.py: nnprep.cli.interview.comments": "only a learner's own model needs the network",
    "nnprep/cli/interview/run.py: nnprep.cli.interview.runner": "loads while the learner reads the first question",
    "nnprep/cli/quiz/command.py: nnprep.cli.quiz.run": "`nnprep quiz --help` needs only the signature",
    "nnprep/cli/quiz/run.py: nnprep.cli.quiz.by_question": "only --ask searches the cards",
    "nnprep/cli/quiz/run.py: nnprep.cli.quiz.interview_date": "only --interview plans",
    "nnprep/cli/quiz/run.py: nnprep.cli.quiz.json_protocol": "only --json needs FSRS and key points at once",
    "nnprep/cli/quiz/run.py: nnprep.cli.quiz.runner": "loads while the learner reads the first card",
    "nnprep/cli/quiz/runner.py: nnprep.cli.quiz.editor": "only e reads a card again, and all content with it",
    "nnprep/cli/quiz/voice.py: nnprep.terminal.voice": "only NNPREP_SPEAK and NNPREP_LISTEN start programs",
    "nnprep/cli/quiz/runner.py: nnprep.cli.quiz.hearing": "only typed answers are searched for key points",
    "nnprep/nn/proof_calls.py: nnprep.nn.experiments.depth": "experiments load NumPy, which most proofs don't need",
    "nnprep/nn/proof_calls.py: nnprep.nn.experiments.feature_scaling": "as above",
    "nnprep/nn/proof_calls.py: nnprep.nn.experiments.xor": "as above",
    "nnprep/errors.py: difflib": "only errors need it, and every command imports this file",
    "nnprep/cli/quiz/card_loading.py: nnprep.content.library": "reads all content, after the first card is shown",
    "nnprep/home.py: platformdirs": "half of Python's start, not needed if NNPREP_HOME is set",
    "nnprep/learner/schedule/deck.py: nnprep.learner.schedule.fsrs_model": "loads fsrs, which only cramming needs",
    "nnprep/learner/schedule/deck.py: nnprep.learner.schedule.interview_plan": "loads fsrs, which only a plan needs",
    "nnprep/learner/schedule/learner_state.py: nnprep.learner.schedule.fsrs_model": "loads fsrs; the cache saves it",
    "nnprep/grading/judge.py: nnprep.grading.explanation": "20 ms that a right answer does not need",
    "nnprep/grading/outcome.py: nnprep.grading.feedback.findings": "8 ms that a right answer does not need",
    "nnprep/practice/attempt.py: nnprep.grading.judge": "NumPy, imported while the child imports it too",
    "nnprep/practice/debug_exercise.py: nnprep.practice.debug_variants": "NumPy, rarely needed",
    "nnprep/sandbox/child/main.py: nnprep.sandbox.child.executor": "imports NumPy",
    "nnprep/sandbox/child/main.py: numpy": "can be imported only once its location is on the path",
}
"""Every import inside a function, as `file: module`, and why it does not stand on top."""
MOST_LATE = 49
MOST_FILES = 14
"""Files in a folder, without its `__init__.py`."""
LONGEST = 50
"""Lines of a function."""
LONG: dict[str, str] = {}
"""Functions that are longer, as `file: name`, and why."""
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "manager", "base", "misc", "common"}

FILES = sorted(path for path in PACKAGE.rglob("*.py") if "_content" not in path.parts)
FOLDERS = sorted({path.parent for path in FILES})


class Import(NamedTuple):
    """One import of a module."""

    module: str
    line: int
    late: bool
    """Whether it stands inside a function."""


@cache
def imports(path: Path) -> tuple[Import, ...]:
    """Return the modules that a file imports, anywhere in it; `from a import b` is `a.b` where that is a module."""

    def visit(node: ast.AST, late: bool) -> Iterator[Import]:
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, node.lineno, late) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are absolute"
            base = node.module or ""
            whole = (f"{base}.{alias.name}" for alias in node.names)
            yield from (Import(name if place(name) else base, node.lineno, late) for name in whole)
        inside = late or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for child in ast.iter_child_nodes(node):
            yield from visit(child, inside)

    return tuple(visit(tree(path), late=False))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def place(module: str) -> Path | None:
    """Return the file of a module of nnprep; None for any other."""
    name, *rest = module.split(".")
    if name != "nnprep":
        return None
    path = PACKAGE.joinpath(*rest)
    return next((file for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file()), None)


def room_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else path.stem


def name_of(path: Path) -> str:
    return str(path.relative_to(PACKAGE.parent))


@cache
def graph() -> dict[Path, list[tuple[Path, Import]]]:
    """Return what each file imports of nnprep; every run collects this file, and few look at its imports."""
    return {
        path: [(target, found) for found in imports(path) if (target := place(found.module))]
        for path in FILES
    }


def test_rooms_import_downwards() -> None:
    """No file imports a room on its own floor or above, and third-party packages stay in their rooms."""
    floor = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
    wrong = [
        f"{name_of(path)}:{found.line}: {room_of(path)} imports {room_of(target)}"
        for path in FILES
        for target, found in graph()[path]
        if target != PACKAGE / "__init__.py"
        and room_of(target) != room_of(path)
        and floor[room_of(target)] >= floor[room_of(path)]
    ]
    wrong += [
        f"{name_of(path)}:{found.line}: {room_of(path)} imports {found.module}"
        for path in FILES
        for found in imports(path)
        if room_of(path) not in ONLY_THERE.get(found.module.partition(".")[0], {room_of(path)})
    ]

    assert wrong == []


def test_folders_have_no_circle() -> None:
    """Inside a folder, files and sub-rooms import each other one way only."""
    arrows: dict[Path, dict[str, set[str]]] = {folder: {} for folder in FOLDERS}
    for path, targets in graph().items():
        for target, _ in targets:
            for folder in {*path.parents} & {*target.parents} & {*FOLDERS}:
                ends = [each.relative_to(folder).parts[0] for each in (path, target)]
                if ends[0] != ends[1] and ends[1] != "__init__.py":
                    arrows[folder].setdefault(ends[0], set()).add(ends[1])

    circles = {str(folder.relative_to(PACKAGE.parent)): circle(each) for folder, each in arrows.items()}
    assert {folder: names for folder, names in circles.items() if names} == {}


def circle(arrows: dict[str, set[str]]) -> list[str]:
    """Return what is left when everything that imports nothing more was taken away, again and again."""
    left = {name: set(targets) for name, targets in arrows.items()}
    while free := {name for targets in left.values() for name in targets} - set(left) | {
        name for name, targets in left.items() if not targets
    }:
        left = {name: targets - free for name, targets in left.items() if name not in free}
    return sorted(left)


def test_circle_is_seen() -> None:
    """Three files in a ring are a circle, and what imports them is named with them; a chain is none."""
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"e"}}) == ["a", "b", "c"]
    assert circle({"a": {"b", "c"}, "b": {"c"}}) == []


@pytest.mark.parametrize("folder", CHILD)
def test_child_imports_nothing_of_nnprep_but_its_own(folder: str) -> None:
    """What runs beside a submission reaches no reference, no check and no history."""
    allowed = [PACKAGE / each for each in CHILD]
    wrong = [
        f"{name_of(path)}:{found.line}: {found.module}"
        for path in sorted((PACKAGE / folder).glob("*.py"))
        for target, found in graph()[path]
        if target.parent not in allowed
    ]

    assert wrong == []


def test_imports_stand_on_top() -> None:
    """Each import inside a function is listed above with its reason, and has one beside it; there are few."""
    late: set[str] = set()
    bare = []
    for path in FILES:
        lines = path.read_text(encoding="utf-8").splitlines()
        for found in imports(path):
            if found.late:
                late.add(f"{name_of(path)}: {found.module}")
                if not any("#" in line for line in lines[found.line - 2 : found.line]):
                    bare.append(f"{name_of(path)}:{found.line}: {found.module}")

    assert sorted(late) == sorted(LATE)
    assert bare == []
    assert len(late) <= MOST_LATE


def test_folders_can_be_taken_in_at_a_glance() -> None:
    """A folder holds few files, says what it answers, and no file's name says nothing."""
    for folder in FOLDERS:
        files = [path for path in folder.glob("*.py") if path.name != "__init__.py"]
        assert len(files) <= MOST_FILES, folder
        assert ast.get_docstring(tree(folder / "__init__.py")), folder
        assert {path.stem for path in files} & SAYS_NOTHING == set(), folder


def test_functions_do_one_thing() -> None:
    """A function fits on a screen; the few that do not are listed with their reason."""
    long = {
        f"{name_of(path)}: {node.name}"
        for path in FILES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and lines_of(node) > LONGEST
    }

    assert sorted(long) == sorted(LONG)


def lines_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the lines of a function without its signature and docstring, which may be as long as they need to be."""
    body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
    return (node.end_lineno or 0) - body[0].lineno + 1


def test_only_the_command_line_prints_and_exits() -> None:
    """Errors become words and exit codes in one place; the core returns values."""
    may = [PACKAGE / each for each in CHILD]
    core = [path for path in FILES if room_of(path) not in {"cli", "__main__"} and path.parent not in may]
    names = {"print", "sys.exit", "exit", "quit", "os._exit", "input"}

    assert [call for path in core for call in calls(path, names)] == []


def calls(path: Path, names: Iterable[str]) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in names:
            yield f"{name_of(path)}:{node.lineno}: {ast.unparse(node.func)}"

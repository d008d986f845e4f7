"""Holds the house to its plan: which folder may import which, and who may print, exit or draw."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "nnprep"
ALLOWED = {
    "errors": set(),
    "content": {"errors"},
    "grading": {"errors", "content"},
    "memory": {"errors", "content"},
    "explain": {"errors", "content"},
    "proving": {"errors", "content", "grading", "memory", "explain"},
    "screens": {"errors", "content", "grading", "memory", "explain", "proving"},
    "cli": {"errors", "content", "grading", "memory", "explain", "proving", "screens"},
    "__main__": {"cli"},
}
"""What each folder or file may import; itself, and the version in `nnprep`, always."""
ONLY_THERE = {
    "typer": {"cli"},
    "rich": {"cli", "screens"},
    "sqlite3": {"memory", "proving"},
    "fsrs": {"memory"},
}
CHILD = {
    f"{name}.py"
    for name in (
        *("child", "executor", "testimony", "frames", "encoder", "decoder", "transport"),
        *("sandbox", "linux", "landlock", "seccomp"),
    )
}
"""Files that run inside the child: the standard library, NumPy and each other."""


def imports(path: Path) -> list[tuple[str, int]]:
    """Return every module that a file imports, anywhere in it, with the line."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are absolute"
            packages = ("nnprep", "nnprep.grading")
            names = [f"{node.module}.{alias.name}" for alias in node.names] if node.module in packages else []
            found += [(name, node.lineno) for name in names or [node.module or ""]]
    return found


def folder_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else path.stem


FILES = sorted(path for path in PACKAGE.rglob("*.py") if "_content" not in path.parts)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_one_way(path: Path) -> None:
    """No file imports a folder that stands above its own."""
    folder = folder_of(path)
    wrong = []
    for module, line in imports(path):
        package, _, rest = module.partition(".")
        if package == "nnprep" and rest and rest != "__version__":
            target = rest.split(".")[0]
            if target != folder and target not in ALLOWED.get(folder, set()):
                wrong.append(f"{path}:{line}: {folder} imports {target}")
        elif package in ONLY_THERE and folder not in ONLY_THERE[package]:
            wrong.append(f"{path}:{line}: {folder} imports {package}")

    assert wrong == []


def test_child_imports_nothing_of_nnprep_but_its_own() -> None:
    """What runs beside a submission reaches no reference, no check and no history."""
    wrong = []
    for name in CHILD:
        for module, line in imports(PACKAGE / "grading" / name):
            if module.startswith("nnprep") and f"{module.rpartition('.')[2]}.py" not in CHILD:
                wrong.append(f"{name}:{line}: {module}")

    assert wrong == []


def calls(path: Path, names: set[str]) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            if name in names:
                found.append(f"{path}:{node.lineno}: {name}")
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_the_command_line_prints_and_exits(path: Path) -> None:
    """Errors become words and exit codes in one place; the core returns values."""
    if folder_of(path) in {"cli", "__main__"} or path.name in CHILD:
        return

    assert calls(path, {"print", "sys.exit", "exit", "quit", "os._exit", "input"}) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_files_hold_one_noun(path: Path) -> None:
    """No file grows beyond what can be read in one sitting, and no name says nothing."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300
    assert path.stem not in {"utils", "util", "helpers", "helper", "manager", "base", "misc", "common"}

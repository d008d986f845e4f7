"""What ships is what is tested: the wheel, installed in a fresh environment outside the checkout."""

from __future__ import annotations

import ast
import json
import lzma
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ("questions", "exercises", "solutions")
CONTENT_FILES = ("nnprep/_content/content.txt", "nnprep/_content/packed.xz")
LARGEST = 1_500_000
"""Bytes of the wheel: 42 in 100 are cards and exercises, half is code, and the rest are the names of 600 files."""


def tracked(*folders: str) -> set[str]:
    """Return the files that are tracked or not yet added, without ignored ones."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *folders],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a checkout: there is nothing to compare the wheel with")
    return {name for name in listed.stdout.splitlines() if (ROOT / name).is_file()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sdist, and the wheel from it, once for all tests."""
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)],
        check=True,
        capture_output=True,
    )
    return out


@pytest.mark.proof
def test_wheel_holds_the_tracked_files_and_no_other(built: Path) -> None:
    """The wheel has exactly the package's tracked files, and two more with the content."""
    (wheel,) = built.glob("*.whl")
    names = [name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name]

    assert sorted(names) == sorted(tracked("nnprep") | {*CONTENT_FILES})


@pytest.mark.proof
def test_wheel_holds_all_content_byte_for_byte(built: Path) -> None:
    """The two files with the content have each tracked file of content, as it is in the checkout."""
    (wheel,) = built.glob("*.whl")
    content, packed = (zipfile.ZipFile(wheel).read(name) for name in CONTENT_FILES)
    plain_names, packed_names, plain = content.split(b"\n\n", 2)
    data = plain + lzma.decompress(packed)
    files = {}
    for line in (plain_names + b"\n" + packed_names).decode().split("\n"):
        name, size = line.split(" ")
        files[name], data = data[: int(size)], data[int(size) :]

    assert files == {name: (ROOT / name).read_bytes() for name in tracked(*CONTENT)}
    assert data == b""


def statements(code: bytes) -> tuple[str, list[int]]:
    """Return a module's syntax tree without strings that are statements and types in functions, and all lines.

    Imported names that are then only needed by such types are left out as well.
    """
    tree = ast.parse(code)
    lines = []
    for block in ast.walk(tree):
        body = getattr(block, "body", None)
        if isinstance(body, list):
            block.body = [each for each in body if not is_constant(each)]  # type: ignore[attr-defined]
            lines += [each.lineno for each in block.body]  # type: ignore[attr-defined]
        if isinstance(block, ast.FunctionDef):
            block.returns = None
            WithoutTypes().visit(block)
        elif isinstance(block, ast.arg):
            block.annotation = None
    rest = [block for block in ast.walk(tree) if isinstance(block, ast.Name | ast.Constant)]
    words = {
        w
        for block in rest
        for w in re.findall(r"\w+", str(getattr(block, "id", getattr(block, "value", ""))))
    }
    for block in [block for block in tree.body if imports(block)]:
        block.names = [name for name in block.names if (name.asname or name.name) in words]  # type: ignore[attr-defined]
        if not block.names:  # type: ignore[attr-defined]
            tree.body.remove(block)
            lines.remove(block.lineno)
    return ast.dump(tree), lines


class WithoutTypes(ast.NodeTransformer):
    """Takes the types of local variables out of assignments."""

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt:
        """Return a plain assignment."""
        if isinstance(node.target, ast.Name) and node.value:
            return ast.copy_location(ast.Assign([node.target], node.value), node)
        return node


def imports(statement: ast.stmt) -> bool:
    """Return whether a statement imports names from a module."""
    return isinstance(statement, ast.ImportFrom)


def is_constant(statement: ast.stmt) -> bool:
    """Return whether a statement does nothing: a string, or `...`."""
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


@pytest.mark.proof
def test_wheel_holds_the_same_code(built: Path) -> None:
    """Each module has the statements of the source on the same lines; only strings, types and comments differ."""
    (wheel,) = built.glob("*.whl")
    archive = zipfile.ZipFile(wheel)
    modules = sorted(name for name in archive.namelist() if name.endswith(".py"))
    different = [
        name for name in modules if statements(archive.read(name)) != statements((ROOT / name).read_bytes())
    ]

    assert len(modules) > 500
    assert different == []


@pytest.mark.proof
def test_wheel_stays_small(built: Path) -> None:
    """What doesn't need to ship doesn't creep in, such as pictures or data of tests."""
    (wheel,) = built.glob("*.whl")
    assert wheel.stat().st_size < LARGEST


@pytest.mark.proof
def test_sdist_holds_what_a_packager_needs(built: Path) -> None:
    """The sdist has sources, content, tests and documents."""
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    expected = tracked("nnprep", *CONTENT, "tests", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE")

    assert expected - names == set()


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel in a fresh environment that borrows this one's dependencies; return its folder of commands."""
    import numpy as np

    place = tmp_path_factory.mktemp("fresh")
    subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
    commands = place / ("Scripts" if os.name == "nt" else "bin")
    (wheel,) = built.glob("*.whl")
    subprocess.run(
        [str(commands / "python"), "-m", "pip", "install", "-q", "--no-deps", "--no-index", str(wheel)],
        check=True,
    )
    (packages,) = {path for path in place.rglob("site-packages") if (path / "nnprep").is_dir()}
    (packages / "borrowed.pth").write_text(str(Path(np.__file__).parent.parent), encoding="utf-8")
    return commands


@pytest.mark.proof
def test_installed_wheel_does_its_main_job(installed: Path, tmp_path: Path) -> None:
    """Quiz, exercise, check and explain run in a folder unrelated to the checkout."""
    environment = {
        **{
            name: value for name, value in os.environ.items() if name in ("PATH", "SYSTEMROOT", "TEMP", "TMP")
        },
        "NNPREP_HOME": str(tmp_path / "home"),
        "PYTHONUTF8": "1",
    }

    def nnprep(*words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(installed / "nnprep"), *words],
            cwd=tmp_path,
            env=environment,
            input=typed,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    quiz = nnprep("quiz", "--count", "1", typed="\n3\nq\n")
    written = nnprep("exercise", "backprop")
    untouched = nnprep("check", "backprop")
    shapes = nnprep("explain", "shapes", "10", "64", "3", "--json")
    where = subprocess.run(
        [str(installed / "python"), "-c", "import nnprep; print(nnprep.__file__)"],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert str(installed.parent) in where.stdout
    assert (quiz.returncode, quiz.stderr) == (0, "")
    assert written.returncode == 0
    assert untouched.returncode == 1
    assert "not attempted" in untouched.stdout
    assert "899" in json.dumps(json.loads(shapes.stdout))


RUNS = """
import sys
from nnprep.__main__ import run
if sys.argv[1] == "lacks":
    sys.modules["_lzma"] = None
code = run(sys.argv[2:])
print("unpacked" if sys.modules.get("_lzma") else "as it is")
sys.exit(code)
"""
"""Runs a command, with or without LZMA, and says whether that was loaded."""


@pytest.mark.proof
def test_cards_and_passing_checks_unpack_nothing(installed: Path, tmp_path: Path) -> None:
    """Only where known mistakes are needed LZMA is loaded; a Python without it gives the verdict all the same."""
    solutions = {"right": ROOT / "solutions" / "backprop" / "reference.py"}
    solutions["wrong"] = ROOT / "tests" / "solutions" / "backprop" / "wrong_sign_einsum.py"
    for name, path in solutions.items():
        (tmp_path / f"{name}.py").write_bytes(path.read_bytes())

    def run(words: str, lzma: str = "has") -> tuple[int, str, str]:
        done = subprocess.run(
            [str(installed / "python"), "-c", RUNS, lzma, *words.split()],
            cwd=tmp_path, env={**os.environ, "NNPREP_HOME": str(tmp_path / "home")}, stdin=subprocess.DEVNULL,
            capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        return done.returncode, done.stdout.split("\n")[-2], done.stderr

    plain = (
        "quiz --count 1",
        "find dying relu",
        "explain dead-relu-recover",
        "cards",
        "check right.py --exercise backprop",
        "exercise mlp",
    )
    wrong = "check wrong.py --exercise backprop"
    lacks = run(wrong, lzma="lacks")

    assert {words: run(words) for words in plain} == dict.fromkeys(plain, (0, "as it is", ""))
    assert run(wrong)[:2] == (1, "unpacked")
    assert lacks == (1, "as it is", "")


SAYS = """
import inspect, json, sys
from importlib import import_module
import nnprep, nnprep.checks, typer
from nnprep.cli.app import app
from nnprep.cohort.engine.task import version_of
from nnprep.content.card_index import find_headings
from nnprep.content.exercise_finder import find_exercise
from nnprep.content.exercise_index import exercise_ids
from nnprep.grading.reference import reference_text

def helps(command, above):
    context = typer.Context(command, info_name=command.name, parent=above)
    yield context.command_path, command.get_help(context)
    for name in command.list_commands(context) if hasattr(command, "list_commands") else ():
        yield from helps(command.get_command(context, name), context)

public = [(room, name) for room in (nnprep, nnprep.checks) for name in room.__all__]
tools = [import_module("nnprep.cli.mcp." + name) for name in ("cards", "exercises", "networks")]
exercises = [find_exercise(id) for id in exercise_ids()]
json.dump({
    "help": dict(helps(typer.main.get_command(app), None)),
    "public": {name: inspect.getdoc(getattr(room, name)) for room, name in public},
    "tools": {name: inspect.getdoc(each) for tool in tools for name, each in vars(tool).items()
              if getattr(each, "__module__", "") == tool.__name__},
    "cards": {each.id: each.source for each in find_headings()},
    "exercises": {each.id: [version_of(each), reference_text(each)] for each in exercises},
}, sys.stdout)
"""
"""Prints what an installation says of itself, and what it has."""


@pytest.mark.proof
def test_installed_wheel_says_the_same(installed: Path, tmp_path: Path) -> None:
    """All help, what help() shows of the public names, an agent's tools and all content are those of the checkout."""
    said = [
        json.loads(
            subprocess.run(
                [python, "-c", SAYS],
                cwd=tmp_path,
                env={**os.environ, "NNPREP_HOME": str(tmp_path), "COLUMNS": "80"},
                capture_output=True,
                encoding="utf-8",
                check=True,
            ).stdout
        )
        for python in (str(installed / "python"), sys.executable)
    ]

    assert said[0] == said[1]
    assert len(said[0]["help"]) > 30
    assert "explain shapes" in said[0]["help"]
    assert all(said[0]["help"].values())

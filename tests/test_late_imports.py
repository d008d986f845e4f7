"""Start-up time is a feature: a command imports only what it needs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import json, sys
from nnprep.__main__ import run
run(sys.argv[1:])
json.dump(sorted(name for name, each in sys.modules.items() if type(each) is type(sys)), sys.stderr)
"""
HEAVY = {"numpy", "typer", "rich", "yaml", "sqlite3", "fsrs", "pydantic", "asyncio", "mcp", "IPython"}
HEAVY |= {"nnprep.notebook", "nnprep.cli.mcp.server", "nnprep.terminal.voice"}
RARE = {"bz2", "ipaddress", "lzma", "shellingham", "subprocess", "tokenize"}
"""Modules that others import, and that load when something is asked of them."""


def loaded(folder: Path, *words: str) -> set[str]:
    """Return the modules that are loaded after a command; its input ends at once."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
        stdin=subprocess.DEVNULL,
    )
    return set(json.loads(done.stderr[done.stderr.index("[") :]))


@pytest.mark.parametrize(
    ("words", "needed"),
    [
        ("", {"sqlite3"}),
        ("--help", set()),
        ("--version", set()),
        ("quiz --help", set()),
        ("mcp --help", set()),
        ("explain shapes 10 64 3", set()),
        ("explain shapes 10 64 3 --json", set()),
        ("explain transformer gpt2", set()),
        ("find dying relu", set()),
        ("drill mlp --count 1 --seed 1", {"sqlite3"}),
        ("quiz", {"sqlite3"}),
        ("quiz --count 1", {"sqlite3"}),
        ("interview", {"yaml", "sqlite3"}),
        ("exercise backprop", {"rich", "yaml", "sqlite3"}),
        ("check backprop", {"numpy", "sqlite3"}),
    ],
)
def test_command_imports_what_it_needs(tmp_path: Path, words: str, needed: set[str]) -> None:
    """A command loads only those heavy libraries that its work needs."""
    if words.startswith("check"):
        loaded(tmp_path, "exercise", "backprop")
    modules = loaded(tmp_path, *words.split())

    plain = words in ("", "quiz", "interview") or words.startswith("check")
    typer = set() if plain else {"typer"}
    assert (modules & HEAVY) - needed - typer == set()
    assert modules & RARE == ({"subprocess"} if words.startswith("check") else set())


def test_home_screen_needs_little(tmp_path: Path) -> None:
    """`nnprep` alone parses no words, and reads the headings of cards and exercises only."""
    modules = loaded(tmp_path)

    assert "nnprep.screens.stats.today" in modules
    assert modules & {"inspect", "dataclasses", "typer", "yaml", "fsrs", "subprocess"} == set()
    assert modules & {f"nnprep.content.{name}" for name in ("library", "exercises", "yaml.strict")} == set()


def test_right_answer_needs_no_words(tmp_path: Path) -> None:
    """A passing check loads no diagnosis, no code that describes differences, and no parser but what it needs."""
    root = Path(__file__).resolve().parent.parent
    reference = (root / "solutions" / "backprop" / "reference.py").read_text(encoding="utf-8")
    (tmp_path / "backprop.py").write_text(reference, encoding="utf-8")
    modules = loaded(tmp_path, "check", "backprop")

    assert "nnprep.grading.judge" in modules
    assert modules & {"typer", "yaml"} == set()
    for name in ("diagnosis", "repro", "feedback.findings", "feedback.symptoms", "feedback.patterns"):
        assert f"nnprep.grading.{name}" not in modules


def test_wrong_answer_needs_no_parser(tmp_path: Path) -> None:
    """A failing check reads the known mistakes without PyYAML, whose import takes a good part of what NumPy takes."""
    root = Path(__file__).resolve().parent.parent
    wrong = (root / "tests" / "solutions" / "backprop" / "wrong_sign_einsum.py").read_text(encoding="utf-8")
    (tmp_path / "backprop.py").write_text(wrong, encoding="utf-8")
    modules = loaded(tmp_path, "check", "backprop")

    assert "nnprep.grading.diagnosis.diagnose" in modules
    assert modules & {"typer", "yaml"} == set()

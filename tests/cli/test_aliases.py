"""Wherever an id is typed, an alias means the same."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from nnprep.cli.app import run


@pytest.fixture(autouse=True)
def _exercise_with_alias(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the example exercise an alias, and work in an empty folder."""
    path = root / "exercises" / "mean-squared-error" / "exercise.yaml"
    path.write_text("aliases: [mse-loss]\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setenv("NNPREP_CONTENT", str(root))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")


def test_explain_takes_the_alias_of_a_card(capsys: pytest.CaptureFixture[str]) -> None:
    """The page is that of the card, under its id."""
    assert run(["explain", "weight-initialization"]) == 0
    assert "weight-initialisation" in capsys.readouterr().out.split("\n")[0]


@pytest.mark.parametrize("alias", ["mse-loss", "mse_loss"])
def test_commands_take_the_alias_of_an_exercise(
    alias: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file and the history have the id; every command that takes the id takes the alias."""
    assert run(["exercise", alias]) == 0
    assert Path("mean_squared_error.py").is_file()
    shutil.copy(root / "solutions" / "mean-squared-error" / "reference.py", "mean_squared_error.py")
    for command in ("check", "hint", "solution"):
        assert run([command, alias]) in (0, None), capsys.readouterr().err
    assert run(["check", "mean_squared_error.py", "--exercise", alias]) == 0


def test_a_file_may_be_named_by_an_alias(root: Path) -> None:
    """A file without the first line that names its exercise is recognized by either name."""
    shutil.copy(root / "solutions" / "mean-squared-error" / "reference.py", "mse_loss.py")

    assert run(["check", "mse_loss.py"]) == 0


def test_a_missing_file_is_named_by_its_id(capsys: pytest.CaptureFixture[str]) -> None:
    """An alias without a file says which file is missing and how to get it."""
    assert run(["check", "mse-loss"]) == 2
    assert "mean_squared_error.py" in capsys.readouterr().err
    assert run(["check", "mse-loss-debug"]) == 2
    err = capsys.readouterr().err
    assert "mean_squared_error_debug.py" in err
    assert "nnprep exercise mean-squared-error --debug" in err

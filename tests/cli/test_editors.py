"""What editors and build servers read: schemas, lines of errors, annotations, the hook and the action."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from nnprep.cli.annotations import annotation
from nnprep.cli.lint.fault_lines import gcc_line
from nnprep.cli.schema.command import SCHEMAS
from nnprep.errors import Fault
from tests.cli.conftest import Nnprep

HOUSE = Path(__file__).resolve().parents[2]
SUBMISSIONS = HOUSE / "tests" / "solutions"
ANNOTATION = re.compile(
    r"::(error|warning|notice) file=([^,:]*),line=(\d+),(?:col=(\d+),)?title=([^,:]*)::([^\r\n]*)"
)
DOC = (HOUSE / "docs" / "editors.md").read_text(encoding="utf-8")


@pytest.fixture
def broken(root: Path) -> Path:
    """Return a content folder whose one card has an error in its third line."""
    path = root / "questions" / "losses.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("level: easy", "level: 100%"), encoding="utf-8")
    for name in ("exercises", "solutions"):
        shutil.rmtree(root / name)
    return root


def matcher() -> re.Pattern[str]:
    """Return the problem matcher's pattern in the documentation."""
    blocks = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", DOC, re.DOTALL)]
    (task,) = next(block["tasks"] for block in blocks if "tasks" in block)
    return re.compile(task["problemMatcher"]["pattern"]["regexp"])


@pytest.mark.parametrize("kind", SCHEMAS)
def test_schema_is_printed(nnprep: Nnprep, kind: str) -> None:
    """Standard output is the schema and nothing else, so that it can be redirected into a file."""
    assert json.loads(nnprep("schema", kind).out) == SCHEMAS[kind]()


def test_unknown_names(nnprep: Nnprep) -> None:
    """An unknown schema or format lists the valid ones."""
    assert "Valid names: cards" in nnprep("schema", "card").err
    assert "gcc, github, json" in nnprep("lint", "--format", "xml").err.replace("text, ", "")
    assert "Valid names: github" in nnprep("check", "backprop", "--format", "gitub").err


def test_editors_read_every_error(nnprep: Nnprep, broken: Path) -> None:
    """As a compiler: the documented problem matcher takes each line apart, and there are no others."""
    done = nnprep("lint", str(broken), "--format", "gcc")
    lines = done.out.splitlines()
    matches = [match for line in lines if (match := matcher().match(line))]

    assert done.code == 1
    assert len(matches) == len(lines) > 0
    assert {match[1] for match in matches} == {str(broken / "questions" / "losses.yaml")}
    assert any("100%" in match[5] and match[2] == "3" for match in matches)


def test_github_reads_every_error(nnprep: Nnprep, broken: Path) -> None:
    """As annotations, and what was proved below them; a percent sign is escaped."""
    done = nnprep("lint", str(broken), "--format", "github")
    found = ANNOTATION.findall(done.out)

    assert done.code == 1
    assert any("100%25" in message and line == "3" for _, _, line, _, _, message in found)
    assert "error in 1 file" in done.out.replace("errors", "error")
    assert json.loads(nnprep("lint", str(broken), "--format", "json").out)["clean"] is False


@given(st.text(), st.text(), st.integers(1, 9))
def test_no_text_leaves_its_line(path: str, message: str, line: int) -> None:
    """Whatever a file is called and an error says, it's one line, and its text can't become a command of its own."""
    fault = Fault(Path("a" + path.replace("\0", "")), line, 1, message)

    assert "\n" not in gcc_line(fault)
    assert gcc_line(fault).isprintable()
    text = annotation(str(fault.path), message, title=message, line=line)
    assert text.isprintable()
    assert ANNOTATION.fullmatch(text)


@pytest.mark.parametrize(
    ("name", "levels", "title"),
    [
        (
            "backprop/wrong_no_mean_dW2_loop.py",
            ["error", "notice", "notice"],
            "dW2 isn't averaged over the batch",
        ),
        ("backprop/wrong_halved.py", ["error", "notice"], "the four gradients"),
        ("backprop/right_loop.py", ["notice"], "float32 inputs give float64 gradients"),
        ("backprop/right_bias_as_weight.py", [], ""),
        (
            "forward/wrong_naive.py",
            ["warning"],
            "An exponential in the sigmoid overflows when its argument is large",
        ),
    ],
)
def test_check_annotates_the_function(
    nnprep: Nnprep, folder: Path, name: str, levels: list[str], title: str
) -> None:
    """The mistake's name stands beside the function that is wrong; what doesn't decide the verdict isn't an error."""
    shutil.copy(SUBMISSIONS / name, folder / "mine.py")
    exercise = name.split("/")[0]
    done = nnprep("check", "mine.py", "--exercise", exercise, "--format", "github")
    found = ANNOTATION.findall(done.out)

    assert (done.code, [each[0] for each in found]) == (int("error" in levels), levels)
    if not levels:
        return
    (_, file, line, _, shown, _) = found[0]
    assert (file, shown) == ("mine.py", f"{exercise}%3A {title}")
    assert (folder / "mine.py").read_text().splitlines()[int(line) - 1].startswith("def ")


def test_check_annotates_a_file_that_cannot_run(nnprep: Nnprep, folder: Path) -> None:
    """A syntax error stands at its line."""
    (folder / "mine.py").write_text("x = 1\ndef f(:\n")
    done = nnprep("check", "mine.py", "--exercise", "backprop", "--format", "github")

    assert ANNOTATION.findall(done.out)[0][1:3] == ("mine.py", "2")


def run_step(step: dict[str, Any], folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run a step of the action as a runner does, with these inputs."""
    values = {
        name: re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda match: inputs.get(match[1], ""), value)
        for name, value in step["env"].items()
    }
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=folder,
        env={**os.environ, "PATH": path, **values},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="runs bash")
def test_the_action_runs(folder: Path, broken: Path) -> None:
    """Its own commands prove content and judge files, one a line; an input is never run as a command."""
    action = yaml.safe_load((HOUSE / "action.yml").read_text(encoding="utf-8"))
    steps = {step.get("name"): step for step in action["runs"]["steps"]}
    shutil.copytree(broken, folder / "my content")
    shutil.copy(SUBMISSIONS / "backprop" / "right_loop.py", folder / "backprop.py")
    files = "backprop.py\n\n$(touch hacked).py\n"

    proved = run_step(steps["Prove content"], folder, content="my content", seeds="1")
    judged = run_step(steps["Judge submissions"], folder, check="backprop.py\n", junit="r.xml")
    hostile = run_step(steps["Judge submissions"], folder, check=files)

    assert "::error file=my content/questions/losses.yaml,line=3" in proved.stdout
    assert (proved.returncode, judged.returncode, hostile.returncode) == (1, 0, 2), judged.stderr
    assert (folder / "r.xml").is_file()
    assert not (folder / "hacked").exists()
    for step in steps.values():
        assert "${{" not in step.get("run", "")
        used = re.findall(r"inputs\.([a-z-]+)", json.dumps(step))
        assert set(used) <= set(action["inputs"])


def test_the_hook_proves_the_folder(nnprep: Nnprep, broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its entry with its arguments, run at the top of a repository, finds the error; its pattern fits content only."""
    (hook,) = yaml.safe_load((HOUSE / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    monkeypatch.chdir(broken)
    done = nnprep(*hook["entry"].split()[1:], *hook["args"])

    assert done.code == 1
    assert done.out.startswith("questions/losses.yaml:3:")
    assert re.search(hook["files"], "my-content/exercises/x/stub.py")
    assert not re.search(hook["files"], "docs/my-questions/a.md")

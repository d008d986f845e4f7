"""`nnprep.check` and its result, called as a notebook or a script calls it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import nnprep
from nnprep.errors import UnknownNameError, UsageError
from nnprep.learner.history.log import History
from nnprep.notebook.check import of_module, submission_of
from nnprep.notebook.check_result import fenced
from nnprep.notebook.naming import exercise_of
from tests.notebook.conftest import Notebook

ROOT = Path(__file__).parents[2]
EVIL = """
def softmax_cross_entropy(logits, y):
    print("<script>alert(1)</script>", "`" * 5)
    raise ValueError("<img src=x onerror=alert(2)> & more")
"""


def test_the_page_says_what_is_so(notebook: Notebook) -> None:
    """Every example of docs/python.md runs, one after another, in one notebook."""
    examples = re.findall(r"^```python\n(.*?)^```", (ROOT / "docs/python.md").read_text("utf-8"), re.M | re.S)
    assert len(examples) >= 6
    for example in examples:
        notebook.run(example)

    with History.open() as history:
        statuses = [event.data["status"] for event in history.events()]
    assert statuses == ["failed", "failed"]


def test_reports_escape_everything() -> None:
    """What a submission prints and raises is text in HTML and in Markdown, never markup."""
    result = nnprep.check(EVIL, remember=False)
    html, markdown = result._repr_html_(), result._repr_markdown_()

    assert result.status == "crashed"
    assert not result
    assert re.findall(r"</?(?:script|img)", html) == []
    assert "&lt;script&gt;" in html
    assert re.sub(r"^(`{3,})\w*\n.*?^\1$", "", markdown, flags=re.M | re.S).count("`") == 0
    assert "<script>" in repr(result)


def test_a_fence_is_longer_than_what_it_holds() -> None:
    """No line of a text can end the block that it stands in."""
    assert fenced("a\n```\nb") == "````\na\n```\nb\n````"


def test_import_is_cheap() -> None:
    """`import nnprep` loads nothing but itself; asking for a name loads what it needs."""
    program = (
        "import sys; before = {*sys.modules}; import nnprep; dir(nnprep); print({*sys.modules} - before)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout == "{'nnprep'}\n"
    assert {"check", "exercise", "CheckResult"} <= {*dir(nnprep)}
    with pytest.raises(AttributeError, match="no attribute 'chekc'"):
        nnprep.chekc  # noqa: B018


def test_a_script_judges_its_own_functions(tmp_path: Path) -> None:
    """A script is sent without its call of nnprep, and NumPy keeps its docstrings."""
    script = tmp_path / "mine.py"
    script.write_text(
        "import nnprep, sys\n"
        "def softmax_cross_entropy(logits, y): return 1 / 0\n"
        "result = nnprep.check(softmax_cross_entropy, remember=False)\n"
        "import numpy\n"
        "case = result.failing_case\n"
        "print(result.status, bool(numpy.add.__doc__), 'import soft' in case, 'softmax_cross_entropy(' in case)\n"
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False, cwd=tmp_path)

    assert (done.stdout, done.stderr) == ("crashed True False True\n", "")


def test_paths_and_modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path, the name of an exercise, and a module mean their file."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "softmax.py"
    file.write_text(nnprep.exercise("softmax"), "utf-8")
    module = ModuleType("anything")
    module.__file__ = str(file)

    for one in (str(file), file, "softmax", nnprep.exercise("softmax"), module):
        submission = submission_of((one,), None)
        assert (submission.exercise.id, submission.source) == ("softmax", file.read_bytes())
    with pytest.raises(UsageError, match="no Python file"):
        of_module(sys, None)


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ((), "Pass what to judge"),
        ((3,), "can't judge 'int'"),
        (("a = 1", "b = 2"), "Pass either several functions"),
        ((lambda x: x,), "No exercise asks for <lambda>"),
        (("nowhere.py",), "There is no file 'nowhere.py'"),
        (("backprob",), "There is no exercise or file called 'backprob'"),
        (("x = 1\n" * 300_000,), "That is more than 1 MiB of source"),
    ],
)
def test_what_cannot_be_judged(what: tuple[object, ...], sentence: str) -> None:
    """Each wrong argument has a sentence of its own."""
    with pytest.raises(UsageError, match=re.escape(sentence)):
        nnprep.check(*what)


def test_names_of_exercises() -> None:
    """A name that several exercises ask for is refused with their ids; several names decide together."""
    assert exercise_of(["softmax_cross_entropy"]).id == "softmax"
    with pytest.raises(UsageError, match=r"Several exercises ask for loss_and_grads: .*exercise="):
        exercise_of(["loss_and_grads"])
    with pytest.raises(UnknownNameError):
        nnprep.check("def f(): pass", exercise="softmaxx")


def test_errors_show_as_sentences_in_ipython() -> None:
    """IPython shows the sentence and what to do next, no traceback."""
    error = UsageError("No.", next_step="nnprep exercise")
    assert error._render_traceback_() == ["nnprep: No.", "  next   nnprep exercise"]

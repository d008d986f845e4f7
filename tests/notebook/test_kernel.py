"""`nnprep.check`, `%load_ext nnprep` and `%%check` in a real Jupyter kernel."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

nbclient = pytest.importorskip("nbclient", reason="nbclient isn't installed")
pytest.importorskip("ipykernel", reason="ipykernel isn't installed")
nbformat = pytest.importorskip("nbformat", reason="nbformat isn't installed")

HELPER = """
import numpy as np

SHIFT = True

def log_softmax(z):
    s = z.astype(float)
    s = s - s.max(axis=1, keepdims=True) if SHIFT else s
    return s - np.log(np.exp(s).sum(axis=1, keepdims=True))
"""
WRONG = """
def softmax_cross_entropy(logits, y):
    m = len(y)
    logp = log_softmax(logits)
    dlogits = np.exp(logp)
    dlogits[np.arange(m), y] -= 1
    return -logp[np.arange(m), y].mean(), dlogits
"""
RIGHT = WRONG.replace(", dlogits\n", ", dlogits / m\n")
CELLS = {
    "import": "import nnprep",
    "stub": 'nnprep.exercise("softmax")',
    "helper": HELPER,
    "wrong": WRONG,
    "check": "nnprep.check(softmax_cross_entropy)",
    "redefine": RIGHT,
    "passed": "print(nnprep.check(softmax_cross_entropy).passed)",
    "load": "%load_ext nnprep",
    "magic": f"%%check\n# nnprep: softmax\n{WRONG}",
    "named": f"%%check softmax\n{RIGHT}",
    "closure": "def outer(k):\n    def mean(z):\n        return k * z\n    return mean\n"
    "nnprep.check(outer(2), exercise='softmax')",
    "broken": "%%check softmax\n1 / 0",
    "nothing": "%%check softmax\nx = 1",
}
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """Run the cells in one kernel and return what each of them shows."""
    folder = tmp_path_factory.mktemp("jupyter")
    spec = folder / "kernels" / "this"
    spec.mkdir(parents=True)
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    environment = {"NNPREP_HOME": str(folder / "home"), "PYTHONPATH": str(Path(__file__).parents[2])}
    (spec / "kernel.json").write_text(
        json.dumps({"argv": argv, "display_name": "this", "language": "python", "env": environment}),
        encoding="utf-8",
    )
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS.values()]
    notebook = nbformat.v4.new_notebook(cells=cells)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_PATH", str(folder))
        patch.setenv("IPYTHONDIR", str(folder / "ipython"))
        nbclient.NotebookClient(
            notebook,
            kernel_name="this",
            allow_errors=True,
            timeout=120,
            resources={"metadata": {"path": str(folder)}},
        ).execute()
    (folder / "done.ipynb").write_text(nbformat.writes(notebook), encoding="utf-8")
    return {name: cell.outputs for name, cell in zip(CELLS, notebook.cells, strict=True)}


def shown(outputs: list[Any], kind: str = "text/plain") -> str:
    """Return what a cell's only result shows in one format."""
    (result,) = outputs
    text: str = result.data[kind]
    return text


def test_functions_of_other_cells_are_judged(outputs: dict[str, list[Any]]) -> None:
    """A function is judged with the helper, the constant and the import of another cell, in three formats."""
    html, text = shown(outputs["check"], "text/html"), shown(outputs["check"])
    assert "The gradient is exactly m times too large" in text
    assert "The gradient is exactly m times too large" in html
    assert "<details" in html
    assert "def log_softmax" not in text
    assert "**softmax: failed**" in shown(outputs["check"], "text/markdown")


def test_a_cell_that_is_run_again_counts(outputs: dict[str, list[Any]]) -> None:
    """The newest definition is judged; a stub is shown as code."""
    assert outputs["passed"][0].text == "True\n"
    assert shown(outputs["stub"], "text/markdown").startswith("```python\n# nnprep: softmax")


def test_the_magic_runs_and_judges_its_cell(outputs: dict[str, list[Any]]) -> None:
    """The exercise is named in the first line, or behind `%%check`."""
    assert "failed" in shown(outputs["magic"])
    assert "all 22 core checks pass" in shown(outputs["named"])


def test_errors_are_sentences(outputs: dict[str, list[Any]]) -> None:
    """What can't be judged is explained without a traceback; a cell that raises isn't judged."""
    (closure,) = outputs["closure"]
    assert closure.traceback[0].startswith("nnprep: mean was made inside outer and uses its k (a closure)")
    (nothing,) = outputs["nothing"]
    assert nothing.traceback[0].startswith("nnprep: This cell defines no function")
    (broken,) = outputs["broken"]
    assert broken.ename == "ZeroDivisionError"

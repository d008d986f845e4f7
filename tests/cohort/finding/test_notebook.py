"""The code of a notebook is that of its code cells, in order, without what only IPython understands."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnprep.cohort.finding.notebook import notebook_code, python_lines
from nnprep.errors import UsageError


def notebook(*cells: str | list[str], **fields: Any) -> bytes:
    """Return a notebook of format 4 with these code cells, and a text between them."""
    made: list[dict[str, Any]] = [{"cell_type": "markdown", "metadata": {}, "source": "%not code"}]
    for source in cells:
        made.append({"cell_type": "code", "metadata": {}, "outputs": [], "source": source})
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5} | fields).encode()


def kept(*cells: str) -> list[str]:
    """Return the lines of a notebook with these cells that Python sees."""
    lines = notebook_code(notebook(*cells), "a.ipynb").code.decode().splitlines()
    return [line for line in lines if line.partition("#")[0].strip()]


def test_cells_in_order() -> None:
    """Cells are texts or lists of lines, and each but the first begins with a comment that counts it."""
    code = notebook_code(notebook("a = 1", ["b = 2\n", "c = 3"]), "a.ipynb")

    assert b"a = 1\n# code cell 2\nb = 2\nc = 3\n" == code.code
    assert code.note == ""


def test_magics_are_left_out_with_a_note() -> None:
    """Magics, shell lines and help are left out; a block that only had one still has a body."""
    code = notebook_code(
        notebook("%matplotlib inline\nimport numpy as np\nif np:\n    !ls\nfiles = !ls\nnp.dot?\n?np"),
        "a.ipynb",
    )

    exec(compile(code.code, "a", "exec"), {})
    assert "Of the notebook, 5 lines of magics and shell commands were left out." == code.note


@pytest.mark.parametrize(
    "text",
    [
        'x = """\n%kept\n!kept\n"""',
        "x = (1\n % 3\n)",
        "x = 1 \\\n % 3",
        "x = [  # )\n '%s'\n % 1]",
        "x = 'it\\'s'\ny = 5 % 3",
        "x = \"a'b\"  # don't\ny = x != 2",
        "x = '''a\n\\''' \n%still in it\n'''",
    ],
)
def test_python_stays(text: str) -> None:
    """Inside of strings, brackets and continued lines the signs of magics are Python's."""
    assert all(is_python for _, is_python in python_lines(text))


@pytest.mark.parametrize(
    "text", [" " * 300_000 + "x", '"' + '\\"' * 150_000 + "\\", "a." * 150_000, "(" * 300_000]
)
def test_long_lines_take_no_time(text: str) -> None:
    """A line made to be slow is read in one pass: squares of these lengths would take an hour."""
    assert [(text, True)] == list(python_lines(text))


def test_cell_magics() -> None:
    """A cell of another language is left out; one that is only timed or captured is run."""
    assert kept("%%bash\nrm -rf /\n", "%%writefile a.py\nx = 1", "%%timeit\nx = 2") == []
    assert ["pass  # left out: %%time", "x = 1"] == kept("%%time\nx = 1")
    assert ["pass  # left out: %%capture out", "y = 2"] == kept("%%capture out\ny = 2")


def test_format_3() -> None:
    """In format 3 cells are on worksheets, and their text is called input."""
    sheet = {"cells": [{"cell_type": "code", "input": "x = 1", "language": "python"}]}
    data = json.dumps({"worksheets": [sheet], "nbformat": 3}).encode("utf-16")

    assert b"x = 1\n" == notebook_code(data, "a.ipynb").code


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"{", "'a.ipynb' is not a notebook: its JSON is broken or not UTF-8."),
        (b"\xff{}", "'a.ipynb' is not a notebook: its JSON is broken or not UTF-8."),
        (b"[" * 200_000, "'a.ipynb' is not a notebook: its JSON is broken or not UTF-8."),
        (b'["cells"]', "'a.ipynb' is a notebook without a code cell."),
        (b'{"cells": 3, "worksheets": [3]}', "'a.ipynb' is a notebook without a code cell."),
        (
            notebook("x", metadata={"kernelspec": {"language": "R"}}),
            "'a.ipynb' is a notebook in 'R', not in Python.",
        ),
    ],
)
def test_no_notebook(data: bytes, sentence: str) -> None:
    """What isn't a notebook in Python is refused in one sentence."""
    with pytest.raises(UsageError) as refused:
        notebook_code(data, "a.ipynb")

    assert sentence == refused.value.sentence


VALUES = st.recursive(
    st.none() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["cells", "cell_type", "source", "metadata", "worksheets", "code"]), inner
        )
    ),
    max_leaves=8,
)


@given(VALUES)
def test_any_json(value: Any) -> None:
    """Whatever the JSON is, it's a notebook or is refused."""
    try:
        code = notebook_code(json.dumps(value).encode(), "a.ipynb")
    except UsageError:
        return
    assert isinstance(code.code, bytes)

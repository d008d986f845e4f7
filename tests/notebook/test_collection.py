"""What is sent of a notebook: functions and classes with exactly what they use."""

from __future__ import annotations

import importlib
import math
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nnprep.errors import UsageError
from nnprep.notebook.collection import collected
from nnprep.notebook.literals import NoLiteral, literal
from tests.notebook.conftest import Notebook


def alone(notebook: Notebook, *names: str) -> dict[str, Any]:
    """Return what the collected source defines in a namespace where nothing else is."""
    module = sys.modules["alone"] = ModuleType("alone")
    try:
        exec(collected([notebook[name] for name in names], vars(notebook.module)), vars(module))
    finally:
        del sys.modules["alone"]
    return vars(module)


def refused(notebook: Notebook, name: str) -> str:
    """Return why a function can't be taken along."""
    with pytest.raises(UsageError) as error:
        collected([notebook[name]], vars(notebook.module))
    return error.value.sentence


def test_helpers_imports_and_constants_come_along(notebook: Notebook) -> None:
    """What a function uses is there, from whichever cell, and nothing else."""
    notebook.run("import numpy as np; import math as m; DATA = open")
    notebook.run("""
        from collections import Counter, defaultdict as dd
        from numpy.random import normal
        EPS, SIZES, KERNEL = 1e-9, {"a": (1, 2)}, np.eye(2)
        def unused(): return DATA
        def helper(x): return later(x) + EPS
        def later(x): return np.sum(x) * m.pi
        """)
    notebook.run("""
        def f(x, kind=Counter):
            DATA = dd(list)
            return helper(x) + len(kind(x)) + SIZES["a"][1] + KERNEL.sum() + len(DATA)
        """)
    namespace = alone(notebook, "f")

    assert namespace["f"]([1, 2]) == pytest.approx(3 * math.pi + 1e-9 + 2 + 2 + 2)
    assert {"unused", "DATA", "normal"} & set(namespace) == set()


def test_what_stands_where_it_must(notebook: Notebook) -> None:
    """Decorators, base classes, defaults and annotations are defined above what needs them."""
    notebook.run("""
        from __future__ import annotations
        import functools
        from dataclasses import dataclass
        from typing import NamedTuple
        def twice(function):
            @functools.wraps(function)
            def wrapper(*a): return 2 * function(*a)
            return wrapper
        def bare(function):
            def wrapper(*a): return 3 * function(*a)
            return wrapper
        START = 5
        class Base: pass
        class Pair(NamedTuple):
            left: int
            right: int = START
        """)
    notebook.run("""
        @dataclass
        class Layer(Base):
            size: int = START
            @bare
            def get(self): return self.size
        @functools.lru_cache
        @twice
        def f(x: Missing = START): return x
        @bare
        def g(x): return f(x) + Layer().get() + Pair(1).right
        """)
    assert alone(notebook, "g")["g"](1) == 3 * (2 + 15 + 5)


def test_the_current_definition_counts(notebook: Notebook) -> None:
    """A cell that was run again with other content replaces the old; aliases and tables of functions stay right."""
    notebook.run("def act(x): return 0 * x")
    notebook.run("import numpy as np\ndef act(x): return x + 1\nsquash = lambda x: 10 * x")
    notebook.run('other = act\nTABLE = {"a": other, "b": np.tanh, "c": squash, "d": abs}')
    notebook.run("def f(x): return [TABLE[k](x) for k in 'abcd'] + [other(x)]")

    assert alone(notebook, "f")["f"](0) == [1, 0, 0, 0, 1]


def test_methods_added_later_come_along(notebook: Notebook) -> None:
    """Notebooks often build a class method by method, in several cells."""
    notebook.run("""
        class Value:
            def __init__(self, data): self.data = data
            def double(self): raise NotImplementedError
        """)
    notebook.run("def double(self): return factor * self.data\nfactor = 2\nValue.double = double")

    assert alone(notebook, "Value")["Value"](4).double() == 8


def test_functions_of_own_modules_come_along(notebook: Notebook, tmp_path: Path, monkeypatch: Any) -> None:
    """A function that was imported from a file of one's own is sent with what it uses there."""
    (tmp_path / "tools_of_mine.py").write_text("import math\nK = 3\ndef tool(x): return K * math.floor(x)\n")
    monkeypatch.syspath_prepend(tmp_path)
    importlib.invalidate_caches()
    notebook.run("from tools_of_mine import tool as mine\ndef f(x): return mine(x)")

    assert alone(notebook, "f")["f"](1.5) == 3
    notebook.run("import tools_of_mine\ndef g(x): return tools_of_mine.tool(x)")
    assert refused(notebook, "g").startswith("g uses your module tools_of_mine as a whole.")


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("def outer(k):\n def f(x): return k\n return f\nf = outer(1)", "uses its k (a closure)"),
        ("def outer():\n def f(x): return 1\n return f\nf = outer()", "f was made inside outer, so"),
        ("W = np.zeros((784, 128))\ndef f(x): return x @ W", "the variable W, an array of shape (784, 128)"),
        ("rng = np.random.default_rng(0)\ndef f(x): return rng.normal()", "rng, an object of type numpy"),
        ("import pytest\ndef f(x): return pytest.approx(x)", "f uses pytest, and a solution can use NumPy"),
        ("from pytest import approx\ndef f(x): return approx(x)", "f uses approx of _pytest, and"),
        ("for _ in 'x':\n def f(x): return 1", "f is defined inside a `for` statement"),
    ],
)
def test_what_cannot_be_taken_along(notebook: Notebook, cell: str, sentence: str) -> None:
    """A sentence names the function, what is in the way, and what to do."""
    notebook.run(f"import numpy as np\n{cell}")
    assert sentence in refused(notebook, "f")


def test_a_name_with_two_meanings_is_refused(notebook: Notebook) -> None:
    """Two modules may use one name for two things; the submission can't."""
    other = Notebook(f"{notebook.module.__name__}_other").run("K = 2\ndef g(): return K")
    notebook.module.__dict__["g"] = other["g"]
    notebook.run("K = 3\ndef f(): return K + g()")

    assert refused(notebook, "f").startswith("Two different things are called K")


def test_source_that_is_lost(notebook: Notebook) -> None:
    """What was typed where Python keeps no source is refused with what helps."""
    exec("def f(x): return x", vars(notebook.module))
    assert refused(notebook, "f").startswith("Python doesn't have the source of f.")


LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.complex_numbers() | st.text() | st.binary()
)
VALUES = st.recursive(
    LEAVES, lambda each: st.lists(each) | st.tuples(each) | st.dictionaries(st.text(), each), max_leaves=8
)


@example(-1j)
@example(complex(1, -0.0))
@given(VALUES)
def test_a_literal_makes_the_value_again(value: Any) -> None:
    """Every number, text and container is read back as it was, nan and infinities too."""
    code = literal(value, lambda _: "")
    assert repr(eval(code)) == repr(value)


@pytest.mark.parametrize(
    "value", [np.float32(0.1), np.zeros((0, 3)), np.array([np.nan, 1e300]), np.arange(3, dtype=np.int8)]
)
def test_an_array_keeps_its_type(value: Any) -> None:
    """Arrays and NumPy's numbers come with dtype and shape."""
    again = eval(literal(value, lambda _: ""))
    assert (again.dtype, again.shape, type(again)) == (value.dtype, value.shape, type(value))
    assert np.array_equal(again, value, equal_nan=value.dtype.kind == "f")


def test_values_without_end() -> None:
    """A list that contains itself, and data that is too long, have no literal."""
    loop: list[Any] = []
    loop.append(loop)
    for value in (loop, "x" * 30_000, object()):
        with pytest.raises(NoLiteral):
            literal(value, lambda _: "")

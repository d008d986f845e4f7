"""Loading the checks of an exercise, and the marks that they carry."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest

import nnprep.checks
from nnprep.checks.api import Check, load_checks
from nnprep.checks.compare import Tolerance
from nnprep.checks.trace import traced
from nnprep.content.exercises import Exercise, Severity
from nnprep.content.library import find_exercise
from nnprep.errors import ContentError
from nnprep.sandbox.functions import Functions
from nnprep.sandbox.local import LocalPeer

HEAD = "from nnprep.checks import *\n\n\n"
CORE = 'def check_core(f, rng):\n    """a core check"""\n    return f.add(1, 2)\n'


def exercise_with(folder: Path, text: str) -> Exercise:
    (folder / "checks.py").write_text(text, encoding="utf-8")
    return find_exercise("mlp")._replace(solution=folder)


def checks(folder: Path, text: str) -> tuple[Check, ...]:
    return load_checks(exercise_with(folder, HEAD + text))


def faults(folder: Path, text: str) -> list[tuple[int, int, str]]:
    """Return line, column and message of everything that is wrong with a checks.py."""
    with pytest.raises(ContentError) as caught:
        load_checks(exercise_with(folder, text))
    assert {fault.path for fault in caught.value.faults} == {folder / "checks.py"}
    return [(fault.line, fault.column, fault.message) for fault in caught.value.faults]


def functions(source: str = "def add(x, y): return x + y") -> Functions:
    peer = LocalPeer(source)
    peer.load()
    return Functions(peer)


def test_marks(tmp_path: Path) -> None:
    """Marks set part, severity, tolerance and names; without them, a check is core and of the first part."""
    first, second, third = checks(
        tmp_path,
        CORE + '\n\n@part("loss")\n@robust\n@tolerance(rtol=0.5)\n@returns("a", "b")\n'
        'def check_the_other(f, rng):\n    """\n    another check\n\n    And more.\n    """\n\n\n'
        'check_kept = inputs_kept("add", lambda rng: (1, 2), part="step")\n',
    )

    assert first[:5] == ("core", "a core check", "init", Severity.CORE, None)
    assert first.returns == ()
    assert second[:5] == (
        "the-other",
        "another check",
        "loss",
        Severity.ROBUST,
        Tolerance(rtol=0.5, atol=0.0),
    )
    assert second.returns == ("a", "b")
    assert (third.name, third.part, third.severity) == ("kept", "step", Severity.CORE)


def test_marks_on_ready_made_checks(tmp_path: Path) -> None:
    """A mark changes a ready-made check, too."""
    _, quiet = checks(tmp_path, CORE + 'check_quiet = robust(no_warnings("add", lambda rng: (1, 2)))\n')

    assert quiet.severity is Severity.ROBUST


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("x = 1\ndef check_core(f, rng:\n", 2, 15, "SyntaxError"),
        ("import numpy as np\n\nimport numpyy\n", 3, 1, "No module named 'numpyy'"),
        ("def helper():\n    return 1 / 0\n\n\nhelper()\n", 2, 1, "ZeroDivisionError"),
        ("from nnprep.checks import given, accepts\n", 1, 1, "cannot import name 'accepts'"),
        ("import json\n\njson.loads('{')\n", 3, 1, "JSONDecodeError"),
        ("x = 1\nraise SystemExit\n", 2, 1, "SystemExit"),
        (f"x = 1\n\n\n{CORE}    assert True\n", 7, 5, "assert"),
        (f"{CORE}\n\ndef check_second(f, rng):\n    pass\n", 6, 1, "check_second has no docstring"),
        (
            f'{HEAD}{CORE}\n\n@part("lost")\ndef check_second(f, rng):\n    """a line"""\n',
            10,
            1,
            "check_second belongs to an unknown part, 'lost'; the parts are init, forward, loss",
        ),
        (
            f'{HEAD}{CORE}\n\ncheck_kept = inputs_kept("add", lambda rng: (1, 2), part="lost")\n',
            9,
            1,
            "check_kept belongs to an unknown part",
        ),
        ("x = 1\n", 1, 1, "there is no core check"),
        (f"{HEAD}@style\n{CORE}", 1, 1, "there is no core check"),
    ],
)
def test_fault_has_its_own_line(tmp_path: Path, text: str, line: int, column: int, message: str) -> None:
    """Whatever is wrong with a checks.py is reported where it is wrong."""
    (fault,) = faults(tmp_path, text)

    assert fault[:2] == (line, column)
    assert message in fault[2]


def test_faults_are_reported_together(tmp_path: Path) -> None:
    """A checks.py with several faults has them all reported."""
    text = f"{HEAD}{CORE}    assert f\n\n\ndef check_two(f, rng):\n    assert rng\n\n\ndef check_three(f, rng): pass\n"

    assert [line for line, _, _ in faults(tmp_path, text)] == [7, 10, 11, 14]


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    """Content without its checks.py is broken content, not a crash."""
    with pytest.raises(ContentError, match=r"checks\.py:1:1"):
        load_checks(find_exercise("mlp")._replace(solution=tmp_path))


def test_words_that_only_look_like_an_assert(tmp_path: Path) -> None:
    """A comment or a text may mention assert."""
    (check,) = checks(tmp_path, "# never assert\n" + CORE.replace("a core", "an assert-free"))

    assert check.title == "an assert-free check"


def test_seed_decides_the_numbers(tmp_path: Path) -> None:
    """The same seed draws the same numbers for every value of f; another seed and another check draw others."""
    one, two = checks(
        tmp_path,
        'def check_one(f, rng):\n    """one"""\n    return rng.random()\n\n\n'
        'def check_two(f, rng):\n    """two"""\n    return rng.random()\n',
    )
    f = functions()

    assert one.trace(f, 1).value == one.trace(functions(), 1).value
    assert len({one.trace(f, 1).value, one.trace(f, 2).value, two.trace(f, 1).value}) == 3


def test_public_names() -> None:
    """Every public name exists and has a docstring, and the module's docstring mentions it."""
    for name in nnprep.checks.__all__:
        assert getattr(nnprep.checks, name).__doc__, name
        assert f"`{name}`" in (nnprep.checks.__doc__ or ""), name
    assert list(nnprep.checks.__all__) == sorted(nnprep.checks.__all__)


def test_premise(tmp_path: Path) -> None:
    """A check that others build on carries the sentence that is said if it fails."""
    first, second = checks(
        tmp_path, CORE + '\n\n@premise("All depends on it.")\ndef check_it(f, rng):\n    """it"""\n'
    )

    assert (first.premise, second.premise) == ("", "All depends on it.")


def test_rows_of_values_in_a_dict() -> None:
    """Rows are taken of arrays in a dict too, so that a row alone is compared with a row."""
    source = "def f(X): return X[:, :1], {'Z1': 2 * X}"
    check = nnprep.checks.rows_independent("f", lambda rng: (rng.standard_normal((4, 3)),))
    trace = traced(check, functions(source), np.random.default_rng(0))

    assert [observation.differences for observation in trace.observations] == [(), ()]


@pytest.mark.parametrize("seed", [0, 7, 2**40])
def test_generator_is_numpys_own_for_the_seed(seed: int) -> None:
    """A check's numbers, and those of the generators that it spawns, are what NumPy makes of seed and name."""
    check = Check("zero", "a title", "first", Severity.CORE, None, lambda f, rng: None)
    for _ in range(2):  # the second time, the state is known
        mine, numpys = check.generator(seed), np.random.default_rng([seed, crc32(b"zero")])
        for _ in range(2):
            pairs = [*zip(mine.spawn(2), numpys.spawn(2), strict=True), (mine, numpys)]
            assert [one.random() for one, _ in pairs] == [other.random() for _, other in pairs]
        assert deepcopy(mine).random() == numpys.random()

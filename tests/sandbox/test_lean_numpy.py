"""NumPy without what nobody needs while it's imported behaves as NumPy."""

from __future__ import annotations

import subprocess
import sys

import pytest

LEAN = """
import sys
from nnprep.sandbox.wire.lean_numpy import TYPES, lean_numpy
with lean_numpy():
    {first}
    import numpy as np
"""


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("", "TYPES not in sys.modules"),
        ("", "np.linalg.svd(np.eye(2)).S.tolist() == [1, 1]"),
        ("", "__import__('numpy.typing').typing.NDArray[np.float64].__origin__ is np.ndarray"),
        ("", "__import__('numpy.typing').typing.ArrayLike and TYPES in sys.modules"),
        (
            "from numpy._typing import NDArray, ArrayLike",
            "NDArray is list and ArrayLike is __import__('numpy.typing').typing.ArrayLike",
        ),
        (
            "import numpy._typing._shape",
            "__import__('numpy.typing').typing.NDArray[np.float64].__origin__ is np.ndarray",
        ),
        (
            "import numpy.random",
            "'numpy.random' in sys.modules and __import__('numpy.typing').typing.NBitBase",
        ),
    ],
)
def test_types_are_put_off_only(first: str, then: str) -> None:
    """What NumPy itself doesn't need is there as soon as somebody asks for it, even in the middle of the import."""
    program = f"{LEAN.format(first=first or 'pass')}\nassert {then}"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


def test_a_numpy_that_was_imported_stays_as_it_is() -> None:
    """Where NumPy is there already, nothing is replaced."""
    program = "import numpy.typing, sys\nbefore = {**sys.modules}\n" + LEAN.format(first="pass")
    program += "\nassert all(sys.modules[name] is module for name, module in before.items())"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")

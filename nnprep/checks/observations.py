"""What a check can observe besides the values that it returns."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from nnprep.checks.compare import Tolerance
from nnprep.checks.trace import Observation, current
from nnprep.content import roots
from nnprep.errors import ContentError, Fault

SIZES = frozenset(
    {
        "batch_size",
        "channels",
        "classes",
        "embedding_size",
        "filters",
        "heads",
        "height",
        "hidden_units",
        "inputs",
        "kernel_size",
        "layers",
        "outputs",
        "sequence_length",
        "vocabulary_size",
        "width",
    }
)
"""The sizes that `given` can name."""


def near(
    label: str, measured: Any, wanted: Any, tolerance: float | None = None, *, relative: bool = False
) -> None:
    """Observe a property: `measured` should be `wanted`.

    Both are numbers, arrays, texts or nested sequences of them. `tolerance` is absolute, times max(1, max|wanted|),
    or with `relative`, which tells small numbers apart as well, times |wanted|. Without a tolerance, the dtype of
    `wanted` decides (float64: rtol 1e-9, atol 1e-12; float32: rtol 1e-5, atol 1e-6).
    """
    limit = None
    if tolerance is not None:
        limit = Tolerance(tolerance, 0.0) if relative else Tolerance(0.0, tolerance)
    current().observations.append(Observation(label=label, measured=measured, wanted=wanted, tolerance=limit))


def absent(label: str, names: Iterable[str]) -> None:
    """Observe that `names` is empty: `absent("changed arguments", f.calls[-1].changed)`."""
    near(label, ", ".join(sorted(set(names))) or "none", "none")


def given(**sizes: int) -> None:
    """Name the sizes of this case: `given(batch_size=5, classes=3)`.

    They let the report explain a ratio ("5 times too large, and 5 is the batch size"). Raises ContentError for a
    name that isn't in SIZES.
    """
    if unknown := sorted(set(sizes) - SIZES):
        caller = sys._getframe(1)
        message = f"given() doesn't know {', '.join(unknown)}; it knows {', '.join(sorted(SIZES))}"
        path = roots.near(Path(caller.f_code.co_filename))
        raise ContentError([Fault(path, caller.f_lineno, 1, message)])
    current().sizes.update({name.replace("_", " "): size for name, size in sizes.items()})

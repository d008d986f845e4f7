"""Proving exercises side by side changes nothing but the time it takes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from nnprep.content.library import read_library
from nnprep.errors import UsageError
from nnprep.lint.exercise_proof import prove
from nnprep.lint.proving import prove_all

ID = "mean-squared-error"


def twin_of(root: Path, name: str) -> None:
    """Copy the example exercise under another name."""
    for folder in ("exercises", "solutions"):
        shutil.copytree(root / folder / ID, root / folder / name)
    stub = root / "exercises" / name / "stub.py"
    stub.write_text(stub.read_text(encoding="utf-8").replace(ID, name), encoding="utf-8")


@pytest.mark.slow
def test_side_by_side(root: Path) -> None:
    """Proofs come in the order of the exercises and are the same as one by one, errors included."""
    twin_of(root, "twin")
    reference = root / "solutions" / "twin" / "reference.py"
    reference.write_text(reference.read_text(encoding="utf-8") + "\n\nstate = 1 / 0\n", encoding="utf-8")
    library = read_library([root])
    work = [(exercise, library.mistakes[exercise.id]) for exercise in library.exercises]
    seen: list[str] = []
    proofs = prove_all(work, range(1, 3), seen.append)

    assert proofs == [prove(*each, range(1, 3)) for each in work]
    assert [exercise.id for exercise, _ in work] == [proof.exercise.id for proof in proofs]
    assert {False, True} == {bool(proof.faults) for proof in proofs}
    assert ["exercises: 1 of 2", "exercises: 2 of 2"] == seen


@pytest.mark.slow
def test_code_that_ends_its_process(root: Path) -> None:
    """A process that ends is reported in a sentence that names the exercises it may have been."""
    twin_of(root, "twin")
    checks = root / "solutions" / "twin" / "checks.py"
    checks.write_text("import os\n\nos._exit(0)\n", encoding="utf-8")
    library = read_library([root])
    work = [(exercise, library.mistakes[exercise.id]) for exercise in library.exercises]
    with pytest.raises(UsageError, match=r"ended the process that was checking it.*twin"):
        prove_all(work, range(1, 3))

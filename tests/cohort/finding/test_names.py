"""The names that platforms give to files, composed as they compose them and read back."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnprep.cohort.finding.gradescope_people import people
from nnprep.cohort.finding.names import Layout, Owner, named_exercise, owner_of

KNOWN = {
    "backprop": "backprop",
    "mlp": "mlp",
    "linear-regression": "linear-regression",
    "lr": "linear-regression",
}
NAMES = st.text(st.characters(categories=("Ll", "Lo")), min_size=1, max_size=20)
NUMBERS = st.integers(1, 10**9)


@given(name=NAMES, late=st.booleans(), user=NUMBERS, attachment=NUMBERS)
def test_canvas(name: str, late: bool, user: int, attachment: int) -> None:
    """Canvas joins sortable name, LATE, student and attachment, without signs that are no part of a word."""
    parts = [re.sub(r"\W", "", name), *(["LATE"] if late else []), str(user), str(attachment)]
    owner = owner_of(("_".join([*parts, "backprop-1.py"]),), KNOWN)

    assert owner == Owner(f"{parts[0]}_{user}", Layout.CANVAS, "backprop-1.py", late)


def test_canvas_without_names() -> None:
    """Anonymous marking gives a letter code instead of a name and a number."""
    expected = Owner("anon_Ab3xY", Layout.CANVAS, "mlp.py")

    assert expected == owner_of(("anon_Ab3xY_678910_mlp.py",), KNOWN)
    assert expected._replace(late=True) == owner_of(("LATE_anon_Ab3xY_678910_mlp.py",), KNOWN)


@given(name=st.text(st.characters(categories=("L", "Zs")), min_size=1, max_size=30), number=NUMBERS)
def test_moodle(name: str, number: int) -> None:
    """Moodle makes a folder for each participant, with or without an underscore at its end, or one flat list."""
    start = f"{name}_{number}_assignsubmission_file"
    expected = Owner(f"{name}_{number}", Layout.MOODLE, "backprop.py")

    assert expected == owner_of((f"{start}_", "backprop.py"), KNOWN)
    assert expected == owner_of((start, "backprop.py"), KNOWN)
    assert expected == owner_of(("hw1", start, "src", "backprop.py"), KNOWN)
    assert expected == owner_of((f"{start}_backprop.py",), KNOWN)


def test_gradescope() -> None:
    """Gradescope makes a folder for each submission."""
    expected = Owner("submission_12345", Layout.GRADESCOPE, "backprop.py")

    assert expected == owner_of(("assignment_9_export", "submission_12345", "backprop.py"), KNOWN)


@pytest.mark.parametrize(
    ("parts", "owner"),
    [
        (("ana", "backprop.py"), Owner("ana", Layout.FOLDER, "backprop.py")),
        (("ana", "src", "x.py"), Owner("ana", Layout.FOLDER, "x.py")),
        (("ana_backprop.py",), Owner("ana", Layout.FLAT, "backprop.py")),
        (("ana_maria_linear_regression.py",), Owner("ana_maria", Layout.FLAT, "linear_regression.py")),
        (("ana_linear-regression (2).py",), Owner("ana", Layout.FLAT, "linear-regression (2).py")),
        (("ana_LR.py",), Owner("ana", Layout.FLAT, "LR.py")),
        (("backprop.py",), None),
        (("linear_regression.py",), None),
        (("_backprop.py",), None),
        (("ana.py",), None),
        ((".py",), None),
    ],
)
def test_folders_and_flat_files(parts: tuple[str, ...], owner: Owner | None) -> None:
    """A folder is its submitter's; a flat file names submitter and exercise, or nobody."""
    assert owner == owner_of(parts, KNOWN)


@pytest.mark.parametrize(
    ("stem", "exercise"),
    [
        ("backprop", "backprop"),
        ("Backprop", "backprop"),
        ("backprop-12", "backprop"),
        ("backprop (3)", "backprop"),
        ("lr", "linear-regression"),
        ("backprop2", None),
        ("my backprop", None),
    ],
)
def test_exercise(stem: str, exercise: str | None) -> None:
    """A file's name is an exercise's, an alias, or either with the number of a copy."""
    assert exercise == named_exercise(stem, KNOWN)


def test_people_of_gradescope() -> None:
    """The metadata name one person or several; results below them, which may hold anything, name nobody."""
    text = """---
submission_1:
  :submitters:
  - :name: Jane Doe
    :sid: '3031'
    :email: jane@example.edu
  - :name: 'Bo Li'
    :email: bo@example.edu
  :created_at: 2024-01-01 10:00:00.000000000 Z
  :score: 3.0
  :results:
    :tests:
    - :name: not a person
submission_2:
  :submitters:
  - :sid: '7'
    :name: "Zoë"
"""

    assert {"submission_1": "Jane Doe and Bo Li", "submission_2": "Zoë"} == people(text.splitlines())

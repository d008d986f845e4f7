"""The schemas for editors accept what the validator accepts, and refuse what it refuses."""

from __future__ import annotations

import copy
import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from nnprep.cohort.points.rubric import RUBRIC, rubric_schema
from nnprep.content.roots import built_in
from nnprep.content.yaml.card_reader import read_cards
from nnprep.content.yaml.exercise_reader import EXERCISE
from nnprep.content.yaml.json_schema import cards_schema, exercise_schema, mistakes_schema
from nnprep.content.yaml.mistake_reader import read_mistakes
from nnprep.content.yaml.strict import Page
from nnprep.errors import Fault

jsonschema = pytest.importorskip("jsonschema", reason="the package jsonschema is not installed")
BEYOND = ("the topic is", "duplicate id", "is not a mistake in this file")
"""Rules about other files and other entries, which no schema can state."""


class Format(NamedTuple):
    """One kind of content file."""

    schema: dict[str, Any]
    read: Callable[[Path], list[Fault]]
    example: Any
    file: str


def exercise_faults(path: Path) -> list[Fault]:
    page = Page(path)
    root = page.root()
    assert root is not None
    page.record(root, EXERCISE, "an exercise")
    return page.faults


def rubric_faults(path: Path) -> list[Fault]:
    page = Page(path)
    root = page.root()
    assert root is not None
    for node in page.items(root, "rubrics"):
        page.record(node, RUBRIC, "a rubric")
    return page.faults


QUESTION = {
    "id": "a-b",
    "aliases": ["c"],
    "kind": "question",
    "level": "easy",
    "topic": "losses",
    "tags": ["x"],
    "question": "Why?",
    "phrasings": ["Why so?"],
    "narrower": [],
    "quick_answer": "So.",
    "answer": "So.\n\n    a = b",
    "key_points": [{"say": "so", "must": True, "cues": ["so"]}],
    "follow_ups": [{"question": "And?", "answer": "No."}],
    "wrong": ["no"],
    "proof": [{"shown": "2", "call": "f(1)", "says": "two"}],
    "see": [],
    "practise": ["drill mlp"],
    "target_seconds": 60,
    "sources": [{"authors": "A", "year": 2000, "title": "T", "venue": "V"}],
}
TRAP = QUESTION | {
    "id": "t", "kind": "trap", "claim": "It is.", "verdict": False, "tempting": "Yes.", "why_wrong": "No.",
}  # fmt: skip
TASK = {
    "title": "T",
    "level": "hard",
    "minutes": 5,
    "order": 3,
    "group": "losses",
    "course": "week",
    "needs": ["a"],
    "summary": "S",
    "functions": [{"name": "f", "returns": ["y"]}, {"name": "g"}],
    "parts": [{"id": "p", "title": "P", "functions": ["f"], "hints": ["a", "b", "c"]}],
}
MISTAKES = [
    {"id": "no-mean-dW2", "level": "easy", "severity": "core", "say": "So.",
     "edits": [{"line": "a", "change": "", "to": " ", "within": "f"}]},
    {"id": "b", "same_as": "no-mean-dW2"},
]  # fmt: skip
RUBRICS = [
    {"exercise": "mlp", "points": 20, "column": "HW", "credit": "checks", "robust": 1, "style": 0.5,
     "parts": [{"part": "forward", "weight": 2}]},
]  # fmt: skip
FORMATS = {
    "cards": Format(cards_schema(), lambda path: read_cards(path)[1], [QUESTION, TRAP], "losses.yaml"),
    "exercise": Format(exercise_schema(), exercise_faults, TASK, "exercise.yaml"),
    "mistakes": Format(mistakes_schema(), lambda path: read_mistakes(path)[1], MISTAKES, "mistakes.yaml"),
    "rubric": Format(rubric_schema(), rubric_faults, RUBRICS, "rubric.yaml"),
}
ODD: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 7, 1.5, 10**9, "", " ", "a", "A-b", "a b", " a ", "a--b", "2", "yes", "trap",
    "question", "easy", "core", [], ["a"], [""], [1], ["a", "b", "c"], {}, {"a": 1}, [[]], [{}], [None],
)  # fmt: skip


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every container with each of its keys or indices."""
    for key in (
        list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    ):
        yield value, key
        yield from places(value[key])


@pytest.mark.parametrize("kind", FORMATS)
@settings(max_examples=120, deadline=None)
@given(
    changes=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 3), st.sampled_from(ODD)), max_size=3)
)
def test_both_accept_and_refuse_alike(kind: str, changes: list[tuple[int, int, Any]]) -> None:
    """Any change of a valid file, valid or not, is judged alike by validator and schema."""
    form = FORMATS[kind]
    value = {"root": copy.deepcopy(form.example)}
    for number, what, odd in changes:
        spots = list(places(value))[what > 0 :]
        if not spots:
            continue
        container, key = spots[number % len(spots)]
        if what in (0, 1):
            container[key] = copy.deepcopy(odd)
        elif what == 2:
            del container[key]
        elif isinstance(container, dict):
            container["verdict" if number % 2 else "unknown"] = copy.deepcopy(odd)
    if "root" not in value:
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / form.file
        path.write_text(json.dumps(value["root"], ensure_ascii=False), encoding="utf-8")
        faults = [f for f in form.read(path) if not any(words in f.message for words in BEYOND)]

    assert jsonschema.Draft7Validator(form.schema).is_valid(value["root"]) is (not faults), (value, faults)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_schema_is_one(kind: str) -> None:
    """It is a valid schema, and its example is valid."""
    form = FORMATS[kind]

    jsonschema.Draft7Validator.check_schema(form.schema)
    jsonschema.validate(form.example, form.schema, cls=jsonschema.Draft7Validator)


def test_all_content_is_valid() -> None:
    """An editor underlines nothing in the content that is built in."""
    folders = {
        "cards": "questions/*.yaml",
        "exercise": "exercises/*/exercise.yaml",
        "mistakes": "solutions/*/*.yaml",
    }
    for kind, pattern in folders.items():
        check = jsonschema.Draft7Validator(FORMATS[kind].schema)
        for path in sorted(built_in().glob(pattern))[:12]:
            value = yaml.load(
                path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
            )
            assert [error.message for error in check.iter_errors(value)] == [], path

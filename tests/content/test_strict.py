"""YAML is read strictly, and every error has its line and column."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nnprep.content.roots import built_in
from nnprep.content.yaml import strict as positions
from nnprep.content.yaml.card_reader import read_cards
from nnprep.content.yaml.exercise_reader import EXERCISE
from nnprep.content.yaml.mistake_reader import read_mistakes
from nnprep.content.yaml.strict import Page, exact_text, flag, name, passage, text, texts, whole
from nnprep.errors import Fault
from tests.contributing import examples

CONTENT = sorted(
    path
    for folder in ("questions", "exercises", "solutions")
    for path in (built_in() / folder).rglob("*.yaml")
)
LOADERS = [positions.PureLoader] + ([positions.FastLoader] if yaml.__with_libyaml__ else [])

RETYPED = "no Yes on OFF true null ~ 12:30 12:30:45 7 -0.5 1.10 1e5 .5 0x1F 2015-01-01 1_000 +3 .inf .NaN"


def faults_of(tmp_path: Path, source: str, loader: Any = None) -> list[Fault]:
    """Read one record with a field of each kind and return the errors."""
    page = Page(tmp_path / "page.yaml")
    page.path.write_bytes(source.encode())
    node = page.root(loader)
    if node is not None:
        fields = {
            "text": (text, ""),
            "list": (texts, ()),
            "whole": (whole, 1),
            "flag": (flag, False),
            "id": (name, ""),
        }
        page.record(node, {**fields, "needed": (text, positions.REQUIRED)}, "a record")
    return page.faults


def places(faults: list[Fault]) -> list[tuple[int, int]]:
    """Return the places of errors."""
    return [(fault.line, fault.column) for fault in faults]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("bare", RETYPED.split())
def test_bare_words_that_yaml_would_retype_are_errors_where_text_is_expected(
    tmp_path: Path, bare: str, loader: Any
) -> None:
    """A bare `no`, `12:30`, number or date is rejected, and accepted in quotes."""
    bad = faults_of(tmp_path, f"needed: x\ntext: {bare}\n", loader)
    good = faults_of(tmp_path, f"needed: x\ntext: '{bare}'\n", loader)

    assert places(bad) == [(2, 7)]
    assert "quotes" in bad[0].message
    assert good == []


@pytest.mark.parametrize(
    "plain", ["nothing", "yes and no", "1/4", "13.8 %", "W^T", "x = 3", "12 layers", "a-y", "e5"]
)
def test_texts_that_only_resemble_numbers_need_no_quotes(tmp_path: Path, plain: str) -> None:
    """Text that YAML wouldn't retype is accepted without quotes."""
    assert faults_of(tmp_path, f"needed: x\ntext: {plain}\n") == []


@pytest.mark.parametrize("loader", LOADERS)
def test_all_errors_of_a_file_are_reported_together(tmp_path: Path, loader: Any) -> None:
    """Wrong types, unknown and duplicate fields and empty texts are all reported, each at its place."""
    source = "\n".join(
        [
            "text: ''",
            "text: again",
            "txet: x",
            "list: [fine, 5, [deep], {a: b}]",
            "whole: -3",
            "flag: yes",
            "id: Not_An_Id",
        ]
    )

    faults = faults_of(tmp_path, source, loader)

    assert places(faults) == [
        (1, 7),
        (2, 1),
        (3, 1),
        (4, 14),
        (4, 17),
        (4, 25),
        (5, 8),
        (6, 7),
        (7, 5),
        (1, 1),
    ]
    assert "`text`" in faults[2].message
    assert "`needed` is missing" in faults[-1].message


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    ("source", "line", "column"),
    [
        ("needed: &x a\nlist: [*x]", 1, 9),
        ("needed: [", 1, 1),
        ("needed: 'a", 1, 1),
        ("needed: a: b", 1, 10),
        ("", 1, 1),
        ("needed: a\n---\nneeded: b", 2, 1),
        ("needed: a\ntext: b\x07ell", 2, 8),
        ("needed: !!python/name:os.system", 1, 9),
        ("[" * 3000, 1, 1),
    ],
)
def test_invalid_yaml_is_one_or_two_errors(
    tmp_path: Path, source: str, line: int, column: int, loader: Any
) -> None:
    """Syntax errors, aliases, tags, control characters and endless nesting are reported, never raised."""
    faults = faults_of(tmp_path, source, loader)

    assert faults
    if column > 1:
        assert places(faults)[0] == (line, column)


def test_a_file_that_is_not_utf8_says_where(tmp_path: Path) -> None:
    """The error names the line and column of the first invalid byte."""
    page = Page(tmp_path / "latin.yaml")
    page.path.write_bytes(b"a: b\nc: na\xefve")

    assert page.root() is None
    assert places(page.faults) == [(2, 6)]
    assert "UTF-8" in page.faults[0].message


def test_errors_show_paths_as_one_would_type_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path below the current folder is relative, any other is absolute."""
    monkeypatch.chdir(tmp_path)
    inside = faults_of(tmp_path, "5")[0]
    monkeypatch.chdir(Path(tmp_path.anchor))
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    outside = faults_of(tmp_path, "5")[0]

    assert str(inside).startswith("page.yaml:1:1: ")
    assert outside.path == tmp_path / "page.yaml"


def test_optional_lists_may_be_empty_and_required_ones_may_not(tmp_path: Path) -> None:
    """`list: []` spells out the default of an optional list."""
    page = Page(tmp_path / "page.yaml")
    page.path.write_text("a: []\nb: []\n")
    node = page.root()
    assert node is not None

    page.record(node, {"a": (texts, ()), "b": (texts, positions.REQUIRED)}, "a record")

    assert places(page.faults) == [(2, 4)]


def test_passages_keep_formulas_and_exact_texts_keep_spaces(tmp_path: Path) -> None:
    """Only spaces without meaning are stripped."""
    page = Page(tmp_path / "page.yaml")
    page.path.write_text("a: |\n  word\n\n      f(x) = y\n\nb: ' / m '\nc: ''\n")
    node = page.root()
    assert node is not None
    fields = {"a": (passage, ""), "b": (exact_text, ""), "c": (exact_text, "x")}

    values = page.record(node, fields, "a record")

    assert values == {"a": "word\n\n    f(x) = y", "b": " / m ", "c": ""}


FILES = {path: body for path, body in examples().items() if path.endswith(".yaml")}
READERS = {"losses.yaml": read_cards, "mistakes.yaml": read_mistakes}


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_mangled_files_give_errors_or_values_and_never_raise(tmp_path: Path, data: st.DataObject) -> None:
    """Whatever is removed from, inserted into or copied within a valid file, reading it ends."""
    path, body = data.draw(st.sampled_from(sorted(FILES.items())))
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(body)))
        end = data.draw(st.integers(start, min(len(body), start + 60)))
        scraps = [
            "",
            "\n",
            ": ",
            "- ",
            "[",
            "{",
            "'",
            "&a ",
            "*a",
            "\t",
            "|\n",
            "!!int ",
            "no",
            "\x00",
            "é",
            "? ",
        ]
        lines = body.split("\n")
        piece = data.draw(st.sampled_from(scraps) | st.sampled_from(lines))
        body = body[:start] + piece + body[end:]
    target = tmp_path / Path(path).name
    target.write_bytes(body.encode())

    reader = READERS.get(target.name)
    if reader is not None:
        values, faults = reader(target)
        assert values or faults
    else:
        page = Page(target)
        node = page.root()
        record = None if node is None else page.record(node, EXERCISE, "an exercise")
        assert record or page.faults
        faults = page.faults
    last = body.count("\n") + 2
    assert all(1 <= fault.line <= last and fault.column >= 1 and fault.message for fault in faults)


@pytest.mark.parametrize("field", ["year: 1948", "verdict: false", "target_seconds: 60"])
def test_value_in_quotes(root: Path, field: str) -> None:
    """A number or a truth value in quotes is text, and the message says what to do."""
    path = root / "questions" / "losses.yaml"
    name, value = field.split(": ")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(field, f"{name}: '{value}'", 1), encoding="utf-8")
    _, faults = read_cards(path)

    assert [fault.message.partition(", ")[2] for fault in faults] == [
        f"got '{value}' in quotes: remove the quotes"
    ]


@pytest.mark.proof
@pytest.mark.skipif(not yaml.__with_libyaml__, reason="there is nothing to compare with")
@pytest.mark.parametrize("path", CONTENT, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_built_in_content_is_the_same_to_every_parser(path: Path) -> None:
    """Where libyaml is missing, PyYAML's own parser reads all built-in files, and to the same values."""
    text = path.read_text(encoding="utf-8")
    pure = yaml.load(text, Loader=yaml.BaseLoader)

    assert pure == yaml.load(text, Loader=yaml.CBaseLoader)

"""Escape sequences in file names, content, imports and options: they are shown, and never obeyed."""

from __future__ import annotations

import ast
import json
import os
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

import nnprep as package
from nnprep.cli.boundary import print_error
from nnprep.cli.invalid_content import report_invalid
from nnprep.content.library import find_exercise
from nnprep.errors import ContentError, Fault, HistoryError, NnprepError, UnknownNameError, UsageError
from nnprep.grading.reference import reference_text
from nnprep.learner.history.log import History
from tests.cli.conftest import Nnprep

EVIL = "\x1b]0;owned\x07\x1b[31m\x9b5A\u202e\rZ"
WRITERS = {"terminal"}
"""Rooms whose files write to a stream; everybody else calls them."""
CALLS = {"print", "typer.echo", "typer.secho", "sys.stdout.write", "sys.stderr.write"}
POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows allows no such file names")


def is_harmless(text: str) -> bool:
    """Return whether a text holds nothing that a terminal would obey."""
    return all(sign.isprintable() or sign in "\n\t" for sign in text)


def test_one_place_writes() -> None:
    """Only `terminal` writes to a stream, and `show_json`, whose text is ASCII: there control characters end."""
    root = Path(package.__file__).parent
    wrong = [
        f"{path.relative_to(root)}:{node.lineno}"
        for path in sorted(root.rglob("*.py"))
        if path.relative_to(root).parts[:2] not in {("sandbox", "child"), ("_content", "solutions")}
        if path.relative_to(root).parts[0] not in WRITERS | {"_content"}
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in CALLS
    ]

    assert [place.partition(":")[0] for place in wrong] == ["cli/output.py"]


FAULT = Fault(Path(f"a{EVIL}.yaml"), 1, 1, f"unknown field {EVIL}")


@pytest.mark.parametrize(
    "error",
    [
        UsageError(f"no {EVIL}", next_step=f"nnprep {EVIL}"),
        HistoryError(f"no {EVIL}", next_step=f"nnprep {EVIL}"),
        UnknownNameError(
            f"card {EVIL}", EVIL, [f"valid {EVIL}", f"other {EVIL}"], next_step=f"nnprep {EVIL}"
        ),
        ContentError([FAULT, FAULT._replace(line=2)]),
    ],
    ids=lambda error: type(error).__name__,
)
def test_every_error_is_harmless(error: NnprepError, capsys: pytest.CaptureFixture[str]) -> None:
    """An error with an escape sequence in every field is printed without one."""
    print_error(error.sentence, error.next_step, error.exit_code)
    report_invalid([FAULT])
    printed = capsys.readouterr().err

    assert is_harmless(printed)
    assert "?]0;owned??[31m?5A??Z" in printed


def fill(folder: Path, root: Path) -> None:
    """Make files, content and a history with an escape sequence wherever a text can stand."""
    reference = "# nnprep: backprop\n" + reference_text(find_exercise("backprop"))
    wrong = reference.replace("a1.T @ dz2 / m", "a1.T @ dz2")
    (folder / f"{EVIL}.py").write_text(wrong, encoding="utf-8")
    (folder / "raises.py").write_text(f"# nnprep: backprop\nraise ValueError({EVIL!r})\n", encoding="utf-8")
    (folder / "prints.py").write_text(f"{reference}\nprint({EVIL!r})\n", encoding="utf-8")
    own = folder / f"own{EVIL}"
    shutil.copytree(root, own)
    cards = own / "questions" / "losses.yaml"
    text = cards.read_text(encoding="utf-8")
    spelled = json.dumps(EVIL)
    cards.write_text(
        text + f"- {{{spelled}: 1, kind: {spelled}, level: {spelled}, topic: {spelled}, id: {spelled}}}\n",
        encoding="utf-8",
    )
    (own / "exercises" / EVIL).mkdir()
    with History.open() as history:
        for kind in ("review", "attempt", "start", "hint", "solution", "guess", "suspend", EVIL):
            data = {"grade": 3, "file": EVIL, "status": EVIL, "mistake": EVIL, "guess": EVIL, "part": EVIL}
            for subject in (EVIL, "backprop", "zero-weights"):
                history.append(kind, subject, data)


@POSIX
@pytest.mark.parametrize("own", [False, True])
@pytest.mark.parametrize(
    "words",
    [
        ("check", f"{EVIL}.py"),
        ("check", f"{EVIL}.py", "--show-case", "--save-case", f"case{EVIL}"),
        ("check", f"{EVIL}.py", "--junit", f"{EVIL}.xml"),
        ("check", f"{EVIL}.py", "--part", EVIL),
        ("check", "raises.py"),
        ("check", "prints.py"),
        ("check", f"missing{EVIL}"),
        ("check", "--seed", EVIL),
        ("exercise",),
        ("exercise", EVIL),
        ("exercise", "softmax", "--dir", f"new{EVIL}"),
        ("hint", f"{EVIL}.py"),
        ("solution", "backprop", "--give-up"),
        ("stats",),
        ("stats", "--all"),
        ("stats", "--html", f"{EVIL}.html"),
        (),
        ("quiz", "--topic", EVIL),
        ("quiz", "--interview", EVIL),
        ("explain", EVIL),
        ("explain", "zero-weights"),
        ("explain", "losses", "--svg", f"{EVIL}.svg"),
        ("explain", "shapes", EVIL, "3"),
        ("drill", EVIL),
        ("gradcheck", f"{EVIL}.py:{EVIL}", "x"),
        ("history", "export", f"{EVIL}.jsonl"),
        ("history", "import", f"{EVIL}.py"),
        ("history", "backups"),
        ("lint", f"own{EVIL}", "--seeds", "1"),
        (EVIL,),
    ],
    ids=lambda words: " ".join(words).replace(EVIL, "EVIL") or "nothing",
)
def test_every_command_is_harmless(
    nnprep: Nnprep,
    folder: Path,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    *,
    own: bool,
) -> None:
    """With escape sequences in names, content and history, no command lets one through to the terminal."""
    if own and words[:1] in {("lint",), ("gradcheck",), ("drill",)}:
        pytest.skip("reads no content of one's own")
    fill(folder, root)
    if own:
        monkeypatch.setenv("NNPREP_CONTENT", str(folder / f"own{EVIL}"))
    done = nnprep(*words)

    assert "Internal error" not in done.err
    assert is_harmless(done.out), repr(done.out)
    assert is_harmless(done.err), repr(done.err)


@POSIX
def test_picture_and_report_are_xml(nnprep: Nnprep, folder: Path, root: Path) -> None:
    """Pictures and JUnit files of hostile names are well-formed."""

    fill(folder, root)
    nnprep("check", f"{EVIL}.py", "--junit", "out.xml")
    nnprep("explain", "losses", "--svg", f"{EVIL}.svg")

    ElementTree.parse(folder / "out.xml")
    ElementTree.parse(folder / f"{EVIL}.svg")

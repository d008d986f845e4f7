"""Submissions that are hostile or broken, or only look so: each must get its verdict."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import pytest

from nnprep.content.library import find_exercise
from nnprep.sandbox.child.linux import anyone_can_read
from nnprep.sandbox.levels import LEVELS
from tests.corpus import FOLDER, Submission, submissions
from tests.sandbox.weak import sealed

NOBODY = 65534
EVERY = 8
"""One submission in so many is judged again as another user; the script can judge all."""


def descendants() -> set[str]:
    """Return the process ids of this process's descendants."""
    if not sys.platform.startswith("linux"):
        return set()
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                parents[entry.name] = (entry / "stat").read_text().rpartition(")")[2].split()[1]
    own = str(os.getpid())
    found = {own}
    while more := {number for number, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {own}


@pytest.mark.parametrize(
    "submission",
    [pytest.param(each, marks=pytest.mark.proof if n % 2 else ()) for n, each in enumerate(submissions())],
    ids=lambda each: each.name,
)
def test_verdict(submission: Submission, tmp_path: Path) -> None:
    """Each submission gets its verdict; nothing is left running, and no file is changed."""
    if submission.wall and not sealed():
        pytest.skip("this system does not let a process give up files, network and new processes")
    folder = tmp_path / "files"
    folder.mkdir()
    victim = folder / "canary"
    victim.write_text("alive")
    before = victim.stat()
    running = descendants()

    report = submission.judged(victim)

    after = victim.stat()
    assert report.status.value in submission.verdicts, (report.trouble, [o.message for o in report.outcomes])
    assert (before.st_mode, before.st_mtime_ns, before.st_nlink) == (
        after.st_mode,
        after.st_mtime_ns,
        after.st_nlink,
    )
    assert victim.read_text() == "alive"
    assert list(folder.iterdir()) == [victim]
    assert descendants() <= running


def test_every_submission_has_a_verdict() -> None:
    """The table and the folders hold the same submissions, and there are many."""
    listed = {submission.path for submission in submissions()}

    assert listed == set(FOLDER.glob("*/*.py"))
    assert len(listed) >= 60


SHOWN = [
    "exits/sys-exit",
    "output/pretends",
    "output/escapes-in-exception",
    "time/sleeps",
    "lying/equal-to-everything",
    "honest/lists-of-lists",
]


@pytest.mark.parametrize(
    "submission", [s for s in submissions() if s.name in SHOWN], ids=lambda each: each.name
)
def test_command(submission: Submission, tmp_path: Path) -> None:
    """The command reports the same verdict, without a traceback or the submission's control characters."""
    file = tmp_path / "forward.py"
    file.write_bytes(submission.source(tmp_path / "canary"))

    done = subprocess.run(
        [sys.executable, "-m", "nnprep", "check", str(file), "--json"],
        capture_output=True,
        check=False,
        timeout=60,
    )

    result = json.loads(done.stdout)
    assert done.stderr == b""
    assert b"\x1b" not in done.stdout
    assert b"Traceback" not in done.stdout
    assert result["status"] in submission.verdicts
    assert result["isolation"]["level"] in LEVELS
    assert done.returncode == (0 if result["status"] == "passed" else 1)


@pytest.mark.proof
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="units of memory differ")
def test_parent_stays_small(tmp_path: Path) -> None:
    """Nothing that a submission sends makes the parent grow by more than 64 MiB."""
    large = ("exhausting/", "forged/", "memory/returns", "memory/long", "memory/many", "output/")
    names = [s.name for s in submissions() if s.name.startswith(large)]

    done = subprocess.run(
        [sys.executable, str(FOLDER.parent / "corpus.py"), str(tmp_path), "honest/demonstration", *names],
        capture_output=True,
        check=True,
    )

    lines = {line["name"]: line for line in map(json.loads, done.stdout.splitlines())}
    most = max(line["megabytes"] for line in lines.values())
    assert len(lines) == len(names) + 1
    assert most - lines["honest/demonstration"]["megabytes"] <= 64


@pytest.fixture
def readable_python(tmp_path: Path) -> Iterator[tuple[str, dict[str, str], Path]]:
    """Return an interpreter that every user can read, its environment, and a copy of what the corpus needs."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("only root can become another user")
    python = f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}"
    if not anyone_can_read(python):
        pytest.skip(f"no interpreter that another user can read: {python}")
    house = Path(tempfile.mkdtemp())  # pytest's own temporary folders let nobody else in
    copy_packages(house)
    environment = {
        "PYTHONPATH": str(house),
        "NNPREP_HOME": str(tmp_path / "home"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    try:
        yield python, environment, house
    finally:
        shutil.rmtree(house, ignore_errors=True)


def copy_packages(house: Path) -> None:
    """Copy what the corpus imports and reads to a folder that every user can read."""
    no_tests = shutil.ignore_patterns("tests", "*.pyi")
    for name in ("nnprep", "numpy", "yaml"):
        spec = find_spec(name)
        assert spec is not None
        assert spec.origin is not None
        source = Path(spec.origin).parent
        shutil.copytree(source, house / name, ignore=None if name == "numpy" else no_tests)
        if (libraries := source.with_name(f"{name}.libs")).is_dir():
            shutil.copytree(libraries, house / libraries.name)
    exercise = find_exercise("forward")
    content = house / "nnprep" / "_content"
    shutil.rmtree(content, ignore_errors=True)
    shutil.copytree(exercise.folder, content / "exercises" / "forward")
    shutil.copytree(exercise.solution, content / "solutions" / "forward")
    (content / "questions").mkdir()
    shutil.copytree(FOLDER, house / "tests" / "hostile")
    shutil.copy(FOLDER.parent / "corpus.py", house / "tests")
    subprocess.run(["chmod", "-R", "a+rX", str(house)], check=True)


@pytest.mark.proof
@pytest.mark.parametrize(("user", "says"), [(NOBODY, "your own"), (0, "nobody")])
def test_corpus_as_another_user(
    user: int, says: str, readable_python: tuple[str, dict[str, str], Path]
) -> None:
    """The corpus gets the same verdicts if an ordinary user runs it, and if root changes to nobody."""
    python, environment, house = readable_python
    names = [submission.name for submission in submissions()][::EVERY]
    folder = house / "files"
    folder.mkdir(mode=0o777)
    os.chown(folder, user, user)

    done = subprocess.run(
        [python, str(house / "tests" / "corpus.py"), str(folder), *names],
        env=environment,
        user=user,
        group=user,
        extra_groups=[],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr
    assert [line for line in lines if line["status"] not in line["expected"] or not line["unharmed"]] == []
    assert {line["user"] for line in lines} - {""} == {says}
    assert len(lines) == len(names)

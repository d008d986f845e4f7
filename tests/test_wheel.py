"""What ships is what is tested: the wheel, installed in a fresh environment outside the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ("questions", "exercises", "solutions")
LARGEST = 2_000_000
"""Bytes of the wheel: two fifths are cards and exercises, half is code, and the rest are the names of 900 files."""
pytestmark = pytest.mark.xdist_group("wheel")  # one build serves all tests of this file


def tracked(*folders: str) -> set[str]:
    """Return the files that are tracked or not yet added, without ignored ones."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *folders],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a checkout: there is nothing to compare the wheel with")
    return {name for name in listed.stdout.splitlines() if (ROOT / name).is_file()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sdist, and the wheel from it, once for all tests."""
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)],
        check=True,
        capture_output=True,
    )
    return out


@pytest.mark.slow
def test_wheel_holds_the_tracked_files_and_no_other(built: Path) -> None:
    """The wheel has exactly the tracked files, with the content inside the package."""
    (wheel,) = built.glob("*.whl")
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    expected = tracked("nnprep") | {f"nnprep/_content/{name}" for name in tracked(*CONTENT)}

    assert names == expected


@pytest.mark.slow
def test_wheel_stays_small(built: Path) -> None:
    """What doesn't need to ship doesn't creep in, such as pictures or data of tests."""
    (wheel,) = built.glob("*.whl")
    assert wheel.stat().st_size < LARGEST


@pytest.mark.slow
def test_sdist_holds_what_a_packager_needs(built: Path) -> None:
    """The sdist has sources, content, tests and documents."""
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    expected = tracked("nnprep", *CONTENT, "tests", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE")

    assert expected - names == set()


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel in a fresh environment that borrows this one's dependencies; return its folder of commands."""
    import numpy as np

    place = tmp_path_factory.mktemp("fresh")
    subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
    commands = place / ("Scripts" if os.name == "nt" else "bin")
    (wheel,) = built.glob("*.whl")
    subprocess.run(
        [str(commands / "python"), "-m", "pip", "install", "-q", "--no-deps", "--no-index", str(wheel)],
        check=True,
    )
    (packages,) = {path for path in place.rglob("site-packages") if (path / "nnprep").is_dir()}
    (packages / "borrowed.pth").write_text(str(Path(np.__file__).parent.parent), encoding="utf-8")
    return commands


@pytest.mark.slow
def test_installed_wheel_does_its_main_job(installed: Path, tmp_path: Path) -> None:
    """Quiz, exercise, check and explain run in a folder unrelated to the checkout."""
    environment = {
        **{
            name: value for name, value in os.environ.items() if name in ("PATH", "SYSTEMROOT", "TEMP", "TMP")
        },
        "NNPREP_HOME": str(tmp_path / "home"),
        "PYTHONUTF8": "1",
    }

    def nnprep(*words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(installed / "nnprep"), *words],
            cwd=tmp_path,
            env=environment,
            input=typed,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    quiz = nnprep("quiz", "--count", "1", typed="\n3\nq\n")
    written = nnprep("exercise", "backprop")
    untouched = nnprep("check", "backprop")
    shapes = nnprep("explain", "shapes", "10", "64", "3", "--json")
    where = subprocess.run(
        [str(installed / "python"), "-c", "import nnprep; print(nnprep.__file__)"],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert str(installed.parent) in where.stdout
    assert (quiz.returncode, quiz.stderr) == (0, "")
    assert written.returncode == 0
    assert untouched.returncode == 1
    assert "not attempted" in untouched.stdout
    assert "899" in json.dumps(json.loads(shapes.stdout))

"""Who handed in what: real folders and real zip files, honest and hostile; nothing is guessed."""

from __future__ import annotations

import json
import os
import struct
import zipfile
from contextlib import ExitStack
from pathlib import Path

import pytest

from nnprep.cohort.finding import archive
from nnprep.cohort.finding.roll import Roll, call_the_roll
from nnprep.cohort.submission import Submission
from nnprep.errors import UsageError

KNOWN = {"backprop": "backprop", "mlp": "mlp"}
CODE = b"def backward(): ...\n"
MARKED = b"# nnprep: mlp\n" + CODE


def called(*places: Path, exercise: str | None = None) -> tuple[Roll, list[Submission]]:
    """Return the roll of some places, and what is judged."""
    with ExitStack() as zips:
        roll = call_the_roll(places, KNOWN, exercise, zips)
        return roll, list(roll.submissions())


def folder(top: Path, **files: bytes) -> Path:
    """Write files whose names have `__` for a slash and end with `_py` or `_ipynb`."""
    for name, data in files.items():
        path = top / name.replace("__", "/").replace("_py", ".py").replace("_ipynb", ".ipynb")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return top


def zipped(path: Path, *members: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    """Write a zip file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members:
            file.writestr(name, data)
    return path


def left(roll: Roll) -> dict[str, str]:
    """Return why each file was left over, by its name."""
    return {Path(each.place).name: each.reason for each in roll.leftovers}


def test_folders_and_flat_files(tmp_path: Path) -> None:
    """A file is its folder's or its name's; a first line that names the exercise counts more than the file's name."""
    top = folder(tmp_path, ana__backprop_py=CODE, bo__homework_py=MARKED, cy_backprop_py=CODE, dee_py=MARKED)
    roll, judged = called(top)

    assert ((), (), ()) == roll[1:]
    assert [("ana", "backprop"), ("bo", "mlp"), ("cy", "backprop"), ("dee", "mlp")] == [
        each[:2] for each in judged
    ]
    assert [None] * 4 == [each.code for each in judged]
    assert judged[0].path == top / "ana/backprop.py"


def test_several_none_and_twins_are_told(tmp_path: Path) -> None:
    """Two files of one submitter are left over, a submitter without any is listed, and like names are doubtful."""
    top = folder(
        tmp_path, ana__backprop_py=CODE, ana__old__backprop_py=CODE, bo__notes_txt=b"", Cy__mlp_py=CODE
    )
    folder(top, cy__mlp_py=CODE)
    (top / "dee").mkdir()
    roll, judged = called(top)

    assert ["Cy", "cy"] == [each.submitter for each in judged]
    assert ("bo", "dee") == roll.empty
    assert ("'Cy', 'cy' are judged as 2 submitters: are they one person?",) == roll.doubtful
    assert (
        "is one of 2 files of 'ana' for backprop ('backprop.py', 'backprop.py'): keep one"
        in left(roll).values()
    )


def test_same_submitter_in_two_places(tmp_path: Path) -> None:
    """A submitter who is in two of the places has two files, and neither is chosen."""
    one, two = folder(tmp_path / "1", ana__mlp_py=CODE), folder(tmp_path / "2", ana__mlp_py=CODE)

    assert [] == called(one, two)[1]


def test_forced_exercise(tmp_path: Path) -> None:
    """With --exercise any name will do, and of several the one that is called as the exercise."""
    top = folder(
        tmp_path,
        ana__hw_py=CODE,
        bo__backprop_py=CODE,
        bo__plots_py=CODE,
        cy__a_py=CODE,
        cy__b_py=CODE,
        dee__x_py=MARKED,
    )
    roll, judged = called(top, exercise="backprop")

    assert [top / "ana/hw.py", top / "bo/backprop.py", top / "dee/x.py"] == [each.path for each in judged]
    assert {"backprop"} == {each.exercise for each in judged}
    assert "came along with the submission" == left(roll)["plots.py"]
    assert left(roll)["a.py"].startswith("is one of 2 files of 'cy'")


def test_canvas_download(tmp_path: Path) -> None:
    """Canvas zips are flat; a file that is marked late is judged with a note."""
    path = zipped(
        tmp_path / "s.zip", ("doejane_12_34_backprop-1.py", CODE), ("libo_LATE_13_35_backprop.py", CODE)
    )
    roll, judged = called(path)

    assert ["doejane_12", "libo_13"] == [each.submitter for each in judged]
    assert [CODE, CODE] == [each.code for each in judged]
    assert ["", "The platform marks it as late."] == [each.note for each in judged]
    assert roll.leftovers == ()


def test_moodle_and_gradescope_downloads(tmp_path: Path) -> None:
    """Moodle and Gradescope make folders; Gradescope's metadata name the people."""
    moodle = zipped(
        tmp_path / "m.zip",
        ("Ana Ruiz_7_assignsubmission_file_/backprop.py", CODE),
        ("Bo Li_8_assignsubmission_onlinetext_/onlinetext.html", b"<p>"),
    )
    metadata = b"submission_5:\n  :submitters:\n  - :name: Cy Wu\n"
    gradescope = zipped(
        tmp_path / "g.zip",
        ("assignment_1_export/submission_metadata.yml", metadata),
        ("assignment_1_export/submission_5/backprop.py", CODE),
    )
    roll, judged = called(moodle, gradescope)

    assert ["Ana Ruiz_7", "Cy Wu_5"] == [each.submitter for each in judged]
    assert ("Bo Li_8",) == roll.empty


@pytest.mark.parametrize("top", ["", "hw/", "download/"])
def test_zipped_folders(tmp_path: Path, top: str) -> None:
    """A folder around everything is none of a submitter's."""
    path = zipped(tmp_path / "hw.zip", (f"{top}ana/mlp.py", CODE), (f"{top}bo/src/mlp.py", CODE))

    assert ["ana", "bo"] == [each.submitter for each in called(path)[1]]


def test_notebook(tmp_path: Path) -> None:
    """A notebook is judged by its code, with a note; a broken one is left over."""
    cells = [{"cell_type": "code", "source": "!pip install x\n# nnprep: mlp\nx = 1"}]
    top = folder(tmp_path, ana__hw_ipynb=json.dumps({"cells": cells}).encode(), bo__mlp_ipynb=b"{")
    roll, judged = called(top)

    assert "ana" == judged[0].submitter
    assert b"pass  # left out: !pip install x\n# nnprep: mlp\nx = 1\n" == judged[0].code
    assert "left out" in judged[0].note
    assert {"mlp.ipynb": "is not a notebook: its JSON is broken or not UTF-8"} == left(roll)


def test_files_that_are_none(tmp_path: Path) -> None:
    """Links, pipes, huge files, archives and what belongs to the system are left over, each with its reason."""
    top = folder(
        tmp_path / "hw",
        ana__big_py=b"x" * (1 << 20) + b"y",
        ana__hw_zip=b"PK",
        ana__plot_png=b"",
        solo_py=CODE,
    )
    (top / "ana" / "mlp.py").symlink_to("/etc/passwd")
    (top / "bo").symlink_to(tmp_path)
    os.mkfifo(top / "ana" / "backprop.py")
    (top / ".git").mkdir()
    deep = top.joinpath("cy", *"abcdefgh")
    deep.mkdir(parents=True)
    roll, judged = called(top)

    assert [] == judged
    assert {
        "big.py": "is larger than 1 MiB, which no exercise needs",
        "hw_zip": "is neither a .py file nor a notebook",
        "plot_png": "is neither a .py file nor a notebook",
        "solo.py": "doesn't say whose it is: call it NAME_EXERCISE.py, or put it into a folder NAME/",
        "mlp.py": "is a symbolic link; give the file itself",
        "bo": "is a symbolic link; give the file itself",
        "backprop.py": "is a named pipe, not a regular file",
        ".git": "belongs to the system or an editor",
        "h": "is more than 8 folders deep",
    } == left(roll)


def with_mode(name: str, mode: int) -> zipfile.ZipInfo:
    """Return a member with the mode of a Unix file."""
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    return info


def test_hostile_members(tmp_path: Path) -> None:
    """Members that lead out, are links or are doubled are left over; the honest one beside them is judged."""
    path = tmp_path / "x.zip"
    with pytest.warns(UserWarning, match="Duplicate name"):
        zipped(
            path,
            ("../../ana/mlp.py", CODE),
            ("/etc/mlp.py", CODE),
            ("C:/bo/mlp.py", CODE),
            ("bo\\..\\mlp.py", CODE),
            (with_mode("cy/mlp.py", 0o120777), b"/etc/passwd"),
            (with_mode("cy/pipe.py", 0o010644), b""),
            ("dee/mlp.py", CODE),
            ("eve/mlp.py", CODE),
            ("eve/mlp.py", CODE + CODE),
            ("__MACOSX/dee/._mlp.py", b"\0"),
            ("flo/" + "x/" * 9 + "mlp.py", CODE),
            ("_" * 50_000 + "mlp.py", CODE),
        )
    roll, judged = called(path)

    assert ["dee", "eve"] == [each.submitter for each in judged]
    reasons = [each.reason for each in roll.leftovers]
    assert 4 == reasons.count("has a path that leads out of the zip file")
    assert 2 == reasons.count("is a link or a device, not a regular file")
    assert 1 == reasons.count("is in the zip file twice, and only one can count")
    assert 1 == reasons.count("has a name with more than 255 characters")
    assert 1 == reasons.count("is more than 8 folders deep")


def test_encrypted_members(tmp_path: Path) -> None:
    """An encrypted member is left over with what to do."""
    path = zipped(tmp_path / "x.zip", ("ana/mlp.py", CODE))
    data = bytearray(path.read_bytes())
    data[6] |= 1  # the flag in the local header
    data[data.index(b"PK\1\2") + 8] |= 1  # and in the list
    path.write_bytes(data)

    assert {"mlp.py": "is encrypted: unpack it with its password first"} == left(called(path)[0])


def test_damaged_member(tmp_path: Path) -> None:
    """A member whose checksum is wrong is left over."""
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as file:
        file.writestr("ana/mlp.py", CODE)
    path.write_bytes(path.read_bytes().replace(CODE, CODE.upper(), 1))

    assert {"mlp.py": "can't be unpacked: Bad CRC-32 for file 'ana/mlp.py'"} == left(called(path)[0])


def test_zip_bombs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A member that grows is cut off at the limit, and so are all members together."""
    zeros = b"\0" * (3 << 20)
    path = zipped(tmp_path / "x.zip", *((f"s{number}/mlp.py", zeros[number:]) for number in range(5)))

    assert {"is larger than 1 MiB"} == {each.reason for each in called(path)[0].leftovers}

    monkeypatch.setattr(archive, "UNPACKED", 2 << 20)
    reasons = [each.reason for each in called(path)[0].leftovers]
    assert sum("zip bomb" in reason for reason in reasons) == 4


@pytest.mark.parametrize("wide", [False, True])
def test_long_lists_are_refused_unread(tmp_path: Path, wide: bool) -> None:
    """A zip file that claims millions of members is refused by its end, before the list is read."""
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0, 0)
    record = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, 10**9, 10**9, 10**6, 0)
    if not wide:
        record, end = b"", struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 9, 9, 1 << 31, 0, 0)
    path = tmp_path / "x.zip"
    path.write_bytes(record + end)
    with pytest.raises(UsageError) as refused:
        called(path)

    assert "lists more than 250,000 files" in refused.value.sentence


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\5\6" + b"\0" * 3, b"\x7fELF" * 99])
def test_no_zip_file(tmp_path: Path, data: bytes) -> None:
    """What isn't a zip file is refused in one sentence."""
    path = tmp_path / "x.zip"
    path.write_bytes(data)
    with pytest.raises(UsageError) as refused:
        called(path)

    assert "is not a zip file, or is broken" in refused.value.sentence


def test_missing_place(tmp_path: Path) -> None:
    """A place that doesn't exist is named."""
    with pytest.raises(UsageError) as refused:
        called(tmp_path / "hw9")

    assert refused.value.sentence.startswith("There is no folder or zip file")

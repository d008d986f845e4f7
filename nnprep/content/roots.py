"""Where content is: the built-in folder, the user's own folders in NNPREP_CONTENT, and the packs that were added."""

from __future__ import annotations

import os
from pathlib import Path

from nnprep.errors import ContentError, Fault
from nnprep.home import SettingError, home

QUESTIONS, EXERCISES, SOLUTIONS = "questions", "exercises", "solutions"
"""The three folders of a content root; a user's own root may have any of them."""

VARIABLE = "NNPREP_CONTENT"


def content_roots() -> tuple[Path, ...]:
    """Return the built-in content root, then those that NNPREP_CONTENT lists, then the packs.

    Raises ContentError if a listed folder doesn't exist.
    """
    own = listed_roots()
    missing = [path for path in own if not path.is_dir()]
    if missing:
        raise ContentError(
            [Fault(path, 1, 1, f"{VARIABLE} lists this folder, but it doesn't exist") for path in missing]
        )
    return (built_in(), *own, *pack_roots())


def packs_folder() -> Path:
    """Return where packs are, or will be; raises SettingError."""
    return home() / "packs"


def pack_names() -> list[str]:
    """Return the names of the packs that are in use."""
    return [path.name for path in entries(packs_folder()) if path.is_dir()]


def pack_roots() -> tuple[Path, ...]:
    """Return the folders of the packs that were added, sorted by name; none if this user has no home folder."""
    try:
        return tuple(path for path in entries(packs_folder()) if path.is_dir())
    except (OSError, SettingError):  # the history says what is wrong
        return ()


def listed_roots() -> list[Path]:
    """Return the folders that NNPREP_CONTENT lists, whether they exist or not."""
    return [expanded(name) for name in os.environ.get(VARIABLE, "").split(os.pathsep) if name.strip()]


def expanded(name: str) -> Path:
    """Return a path with ~ replaced by a home folder; unchanged if there is no such user."""
    try:
        return Path(name).expanduser()
    except RuntimeError:
        return Path(name)


def built_in() -> Path:
    """Return the content that comes with nnprep: beside the package in a wheel, else the checkout."""
    package = Path(__file__).resolve().parent.parent
    shipped = package / "_content"
    return shipped if shipped.is_dir() else package.parent


def entries(folder: Path) -> tuple[Path, ...]:
    """Return the entries of a content folder, sorted by name; nothing if the folder doesn't exist.

    Hidden files and the byte code that Python and pip leave behind are not content.
    """
    if not folder.is_dir():
        return ()
    content = (path for path in folder.iterdir() if path.name != "__pycache__" and path.name[0] != ".")
    return tuple(sorted(content, key=lambda path: path.name))


def near(path: Path) -> Path:
    """Return a path relative to the current folder if it's below it, as an author would type it."""
    try:
        return path.relative_to(Path.cwd())
    except (ValueError, OSError):
        return path

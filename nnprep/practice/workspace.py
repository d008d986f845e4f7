"""Every file that nnprep writes for its user: complete or not at all, and never in place of someone else's."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from shlex import quote

from nnprep.errors import UsageError, shown
from nnprep.named_tuple import NamedTuple
from nnprep.practice.source_file import FLAGS, kind_of_file, read_at_most

HEAD = 1024
"""Bytes at the beginning of a file that show which program wrote it."""
Recognize = Callable[[bytes], bool]
"""Says from the first `HEAD` bytes of a file whether nnprep wrote it."""


class Written(NamedTuple):
    """A file that was written for the learner."""

    path: Path
    backup: Path | None
    """Where an older file of this name is now; None if there was none."""


def write_exercise(folder: Path, module: str, text: str, *, force: bool = False) -> Written:
    """Write `<folder>/<module>.py` and return where it is.

    With `force` an older file is renamed to `<module>.1.py`, `.2` … Raises UsageError if a file of this name exists
    and `force` is off, or if the file can't be written; the older file is then left as it is.
    """
    path = folder / f"{module}.py"
    backup = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if path.is_dir() and not path.is_symlink():
            raise UsageError(f"{shown(str(path))} is a folder, so no file can be written there.")
        older = os.path.lexists(path)
        if older and not force:
            raise UsageError(
                f"{path} already exists and wasn't changed. Check it, or start again with --force, which keeps it as"
                f" {free_name(path).name}.",
                next_step=f"nnprep check {quote(str(path))}",
            )
        with draft_beside(path, text) as draft:
            if older:
                backup = free_name(path)
                path.rename(backup)
            try:
                put_in_place(draft, path)
            except OSError:
                if backup is not None and not os.path.lexists(path):
                    backup.rename(path)
                raise
    except FileExistsError as error:
        name = error.filename2 or error.filename or path
        raise UsageError(f"{shown(str(name))} already exists and wasn't changed.") from error
    except OSError as error:
        raise unwritable(path, error) from error
    return Written(path=path, backup=backup)


def write_file(
    path: Path,
    content: str | bytes | Iterator[str],
    *,
    force: bool = False,
    ours: Recognize | None = None,
    next_step: str | None = None,
    durable: bool = True,
) -> None:
    """Write a file that appears, or replaces an older one, only once it is complete; a long text comes in pieces.

    An older file is replaced with `force`, or if `ours` says that nnprep wrote it. Raises UsageError, and leaves
    everything as it is, for any other older file, for a link, a folder, a pipe or a device, and if the file can't be
    written; `next_step` is the command that would replace it. Without `durable` it doesn't wait for the disk: for many
    files that can be written again.
    """
    try:
        before = path.lstat() if os.path.lexists(path) else None
        if before is not None:
            refuse(path, before.st_mode, force=force, ours=ours, next_step=next_step)
        with draft_beside(path, content, durable=durable) as draft:
            if before is None:
                put_in_place(draft, path)
            else:
                draft.chmod(stat.S_IMODE(before.st_mode))
                draft.replace(path)
    except FileExistsError as error:
        raise UsageError(f"{shown(str(path))} was written by another program just now.") from error
    except (OSError, ValueError) as error:
        raise unwritable(path, error) from error


def check_replaceable(path: Path, *, force: bool = False, ours: Recognize | None = None) -> None:
    """Raise UsageError if `write_file` would not replace what is at a path now."""
    try:
        if os.path.lexists(path):
            refuse(path, path.lstat().st_mode, force=force, ours=ours, next_step=None)
    except (OSError, ValueError) as error:
        raise unwritable(path, error) from error


def refuse(path: Path, mode: int, *, force: bool, ours: Recognize | None, next_step: str | None) -> None:
    """Raise UsageError if what is at a path may not be replaced, and OSError if it can't be read."""
    name = shown(str(path))
    if not stat.S_ISREG(mode):
        raise UsageError(f"{name} {kind_of_file(mode)}.")
    if force:
        return
    if ours is None:
        raise UsageError(f"{name} already exists; use --force to replace it.", next_step=next_step)
    descriptor = os.open(path, FLAGS)  # waits for nobody, even if there is a pipe by now
    try:
        head = read_at_most(descriptor, HEAD)
    finally:
        os.close(descriptor)
    if not ours(head):
        raise UsageError(
            f"{name} already exists, and nnprep didn't write it; use --force to replace it.",
            next_step=next_step,
        )


@contextlib.contextmanager
def draft_beside(path: Path, content: str | bytes | Iterator[str], *, durable: bool = True) -> Iterator[Path]:
    """Yield a complete new file in the folder of `path`, and remove it unless it was moved; raises OSError."""
    draft = path.with_name(f".nnprep-{os.getpid()}-{os.urandom(4).hex()}")
    try:
        with draft.open("xb") as file:
            # A path that isn't UTF-8 has characters that no file can hold.
            pieces = iter((content,)) if isinstance(content, str | bytes) else content
            file.writelines(
                each if isinstance(each, bytes) else each.encode(errors="replace") for each in pieces
            )
            file.flush()
            if durable:
                # Some file systems report a full disk only now, and a crash must not leave an empty file in place.
                os.fsync(file.fileno())
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def put_in_place(draft: Path, path: Path) -> None:
    """Give a draft its name; raises FileExistsError if there is a file by now, and OSError."""
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        path.open("xb").close()
        try:
            draft.replace(path)
        except OSError:
            path.unlink()
            raise


def unwritable(path: Path, error: OSError | ValueError) -> UsageError:
    """Return what to say when a file can't be written."""
    reason = getattr(error, "strerror", None) or str(error)
    return UsageError(f"{shown(str(path))} can't be written: {reason}.")


def free_name(path: Path) -> Path:
    """Return the first of `name.1.py`, `name.2.py` … that doesn't exist."""
    number = 1
    while os.path.lexists(free := path.with_name(f"{path.stem}.{number}{path.suffix}")):
        number += 1
    return free

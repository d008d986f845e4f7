"""Keeps the histories of several machines equal through a folder that they share.

Each machine appends to a file of its own and reads those of all. So whatever synchronizes the folder (a cloud drive, a
network drive, a git checkout) never has two versions of one file to merge, and events are united by their ids.

A write that was interrupted leaves an incomplete line, which is skipped. It can't spoil what comes after it, because
each write begins on a new line, and its event is missing from the folder, so the next run writes it again.
"""

from __future__ import annotations

import contextlib
import os
import platform
import re
import stat
import uuid
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from nnprep.errors import UsageError, shown
from nnprep.learner.history.database import create_private, put_in_place
from nnprep.learner.history.drafts import new_draft, sweep
from nnprep.learner.history.events import Event
from nnprep.learner.history.import_export import as_line, parsed
from nnprep.learner.history.log import History
from nnprep.named_tuple import NamedTuple

PREFIX, SUFFIX = "nnprep-history-", ".jsonl"
MACHINE_NAME = "machine-id"
"""The file beside the history that says which machine this is."""
LONGEST_HOST = 30
APPEND = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class Skipped(NamedTuple):
    """Lines of a shared file that were not read."""

    path: Path
    lines: int
    why: str
    """The first line's error, or the file's."""


class Synced(NamedTuple):
    """What a run did."""

    files: int
    """How many files of machines the folder has now."""
    received: int
    """How many events were new here."""
    sent: int
    """How many events were new in the folder."""
    skipped: tuple[Skipped, ...]


def sync(history: History, folder: Path) -> Synced:
    """Add the folder's events to the history, and the history's to this machine's file in the folder.

    Running it again, at the same time on several machines, or after an interrupted run is safe. Raises UsageError if
    the folder can't be read or written, and UnsavedError.
    """
    if not folder.is_dir():
        raise UsageError(
            f"{shown(str(folder))} {'is not a folder' if folder.exists() else 'does not exist'}."
            " Name a folder that your machines share."
        )
    own = own_path(history, folder)
    here = {as_line(event): event.id for event in history.each_event(voided=True)}
    there: set[str] = set()
    skipped: list[Skipped] = []
    new: dict[str, Event] = {}
    for path in shared_files(folder):
        wrong: list[str] = []
        for number, line in enumerate(lines_of(path, wrong), start=1):
            if line in here:
                there.add(here[line])
            elif event := event_on(line, number, wrong):
                there.add(event.id)
                new.setdefault(event.id, event)
        if wrong:
            skipped.append(Skipped(path, len(wrong), wrong[0]))
    received = history.insert(new.values()) if new else 0
    missing = [line for line, id in here.items() if id not in there]
    append(own, missing)
    return Synced(len(shared_files(folder)), received, len(missing), tuple(skipped))


def shared_files(folder: Path) -> list[Path]:
    """Return the files of all machines, and copies that a cloud drive made of them; raises UsageError."""
    try:
        names = sorted(path.name for path in folder.iterdir())
    except OSError as error:
        raise UsageError(f"{shown(str(folder))} can't be read: {error.strerror}.") from error
    return [folder / name for name in names if name.startswith(PREFIX) and SUFFIX in name]


def lines_of(path: Path, wrong: list[str]) -> Iterator[str]:
    """Yield the lines of a file that aren't empty; says in `wrong` why it can't be read."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            wrong.append("it is not a regular file")
            return
        with path.open("rb") as file:
            for line in file:
                text = line.decode("utf-8", errors="replace").strip()
                if text:
                    yield text
    except OSError as error:
        wrong.append(error.strerror or str(error))


def event_on(line: str, number: int, wrong: list[str]) -> Event | None:
    """Return the event on a line; None if it's incomplete or makes no sense, and `wrong` says why."""
    try:
        return parsed(line, number)
    except UsageError as error:
        wrong.append(error.sentence.partition(":")[0])
        return None


def append(path: Path, lines: list[str]) -> None:
    """Append lines to a file, on disk when this returns; raises UsageError."""
    if not lines:
        return
    data = ("\n" + "".join(line + "\n" for line in lines)).encode()
    try:
        descriptor = os.open(path, APPEND, 0o600)
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise UsageError(f"{shown(str(path))} is not a regular file. Nothing was written there.")
            while data:
                data = data[os.write(descriptor, data) :]
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise UsageError(
            f"{shown(str(path))} can't be written: {error.strerror}. Try again; nothing is lost or duplicated."
        ) from error


def own_path(history: History, folder: Path) -> Path:
    """Return this machine's file in the folder.

    Its name depends on the machine's name as well, so that a history that was copied to another machine, with its id,
    doesn't make two machines write to one file.
    """
    host = platform.node()
    mark = sha256(f"{machine_id(history)} {host}".encode(errors="replace")).hexdigest()[:12]
    name = "-".join(re.findall("[a-z0-9]+", host.lower()))[:LONGEST_HOST].strip("-") or "machine"
    return folder / f"{PREFIX}{name}-{mark}{SUFFIX}"


def machine_id(history: History) -> str:
    """Return this machine's id, which is made the first time. Raises UsageError if it can't be saved."""
    path = history.path.with_name(MACHINE_NAME)
    for _ in range(2):
        with contextlib.suppress(OSError, ValueError):
            return str(uuid.UUID(path.read_text(encoding="utf-8").strip()))
        draft = new_draft(path)
        try:
            sweep(path)
            create_private(draft)
            draft.write_text(f"{uuid.uuid4()}\n", encoding="utf-8")
            if path.is_file() and not path.is_symlink():
                draft.replace(path)  # what is there is no id
            else:
                put_in_place(draft, path)
        except OSError as error:
            raise UsageError(f"{shown(str(path))} can't be written: {error.strerror}.") from error
        finally:
            with contextlib.suppress(OSError):
                draft.unlink()
    raise UsageError(f"{shown(str(path))} is not a machine's id. Delete it, and try again.")

"""Packs on disk: a draft that is proved first, its place beside the other packs, and what was added."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nnprep.content.exercise_index import ids_of
from nnprep.content.library import Library, place, read_library
from nnprep.content.roots import EXERCISES, content_roots, near, pack_names, packs_folder
from nnprep.content.yaml.strict import NAME
from nnprep.errors import Fault, UnknownNameError, UsageError, plural, shown
from nnprep.lint.lint import LintResult, lint
from nnprep.named_tuple import NamedTuple
from nnprep.packs.source import pack_files

RECORD = ".nnprep-pack.json"
"""The file in a pack that says where it came from; a folder without one was not added by nnprep."""
MOST = 5
"""Ids that a refusal names."""


class Draft(NamedTuple):
    """A pack that was copied, but is not in use yet."""

    folder: Path
    name: str
    source: Path
    """What the learner named."""

    @property
    def programs(self) -> tuple[str, ...]:
        """The ids of its exercises, whose references and checks are programs."""
        return ids_of(self.folder)

    def library(self) -> Library:
        """Read its cards and exercises; runs nothing."""
        return read_library([self.folder], mistakes_of=lambda _: False)

    def prove(self) -> LintResult:
        """Prove it, with the learner's other content; runs its references and checks. Raises UsageError."""
        result = lint(self.folder)
        faults = tuple(
            Fault(self.own(fault.path), *fault[1:3], self.words(fault.message)) for fault in result.faults
        )
        return LintResult(
            roots=(self.source,),
            seeds=result.seeds,
            faults=faults,
            cards=result.cards,
            exercises=result.exercises,
        )

    def own(self, path: Path) -> Path:
        """Return where the learner finds a file of the draft: in what they named."""
        whole = (Path.cwd() / path).absolute()
        root = (
            self.folder.resolve() if whole.is_relative_to(self.folder.resolve()) else self.folder.absolute()
        )
        return self.source / whole.relative_to(root) if whole.is_relative_to(root) else path

    def words(self, message: str) -> str:
        """Return a sentence about the draft as one about what the learner named."""
        for folder in (self.folder, near(self.folder), self.folder.resolve()):
            message = message.replace(str(folder), str(self.source))
        return message


@contextmanager
def drafted(source: Path, name: str | None) -> Iterator[Draft]:
    """Copy a pack beside the others, and remove the copy again unless it was installed. Raises UsageError."""
    name = free_pack_name(source, name)
    folder = packs_folder() / f".new-{os.getpid()}-{os.urandom(4).hex()}"
    try:
        for file in pack_files(source):
            path = folder.joinpath(*file.parts)
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as target:
                target.write(file.data)
        yield Draft(folder, name, source)
    except OSError as error:
        raise UsageError(f"{shown(str(folder))} can't be written: {error.strerror or error}.") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_pack_name(source: Path, name: str | None) -> str:
    """Return the name of a new pack, by default after its file or folder; raises UsageError."""
    if name is None:
        stem = source.absolute().name.removesuffix(".zip").lower()
        name = "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in stem).split()) or "pack"
    if not NAME.fullmatch(name):
        raise UsageError(f"{shown(name)} isn't a valid name: use lowercase words joined by hyphens.")
    if os.path.lexists(packs_folder() / name):
        raise UsageError(
            f"There is a pack called {name} already: {packs_folder() / name}. Remove it first, or choose another"
            " --name.",
            next_step=f"nnprep content remove {name}",
        )
    return name


def install(draft: Draft) -> Path:
    """Put a draft in use and return where it is. Raises UsageError."""
    path = packs_folder() / draft.name
    record = {"schema": "nnprep.pack/1", "source": str(draft.source.absolute())}
    try:
        (draft.folder / RECORD).write_text(json.dumps(record), encoding="utf-8")
        draft.folder.rename(path)
    except OSError as error:
        raise UsageError(f"{shown(str(path))} can't be written: {error.strerror or error}.") from error
    return path


def refuse_known_ids(draft: Draft) -> None:
    """Raise UsageError if the pack has an id or an alias that is in use, with both places."""
    known = names_of(read_library(content_roots(), mistakes_of=lambda _: False))
    for root in content_roots():
        known |= {("exercise", id): str(near(root / EXERCISES / id)) for id in ids_of(root)}
    new = names_of(draft.library()) | {
        ("exercise", id): str(draft.own(draft.folder / EXERCISES / id)) for id in draft.programs
    }
    twice = [
        f"the {kind} {id} is in {draft.words(where)} and in {known[kind, id]}"
        for (kind, id), where in new.items()
        if (kind, id) in known
    ]
    if twice:
        more = f"; and {len(twice) - MOST} more" if len(twice) > MOST else ""
        raise UsageError(
            f"{plural(len(twice), 'id')} of this pack {'is' if len(twice) == 1 else 'are'} in use already, so nothing"
            f" was added: {'; '.join(twice[:MOST])}{more}.",
            next_step="nnprep content list",
        )


def names_of(library: Library) -> dict[tuple[str, str], str]:
    """Return (kind, id or alias) -> place of everything in a library."""
    cards: dict[tuple[str, str], str] = {
        ("card", name): place(card) for card in library.cards for name in (card.id, *card.aliases)
    }
    return cards | {
        ("exercise", name): str(near(each.folder))
        for each in library.exercises
        for name in (each.id, *each.aliases)
    }


class PackRow(NamedTuple):
    """One pack that is in use."""

    name: str
    folder: Path
    source: str
    """Where it came from; empty if nnprep didn't add it."""
    cards: int
    exercises: int
    faults: int
    """Errors in the format of its files; `nnprep lint` also proves them."""


def pack_rows() -> list[PackRow]:
    """Return the packs that are in use, by name. Raises SettingError."""
    rows = []
    for folder in (packs_folder() / name for name in pack_names()):
        library = read_library([folder])
        rows.append(
            PackRow(
                folder.name,
                folder,
                source_of(folder),
                len(library.cards),
                len(library.exercises),
                len(library.faults),
            )
        )
    return rows


def source_of(folder: Path) -> str:
    """Return where a pack came from; empty if nnprep didn't add it."""
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return str(record.get("source", "")) if isinstance(record, dict) else ""


def removable(name: str) -> Path:
    """Return the folder of a pack that nnprep added; raises UsageError, and UnknownNameError."""
    names = pack_names()
    if name not in names:
        raise UnknownNameError("pack", name, names, next_step="nnprep content list")
    folder = packs_folder() / name
    if folder.is_symlink() or not source_of(folder):
        raise UsageError(f"nnprep didn't add {folder}, so it wasn't removed. Remove it yourself.")
    return folder


def remove(folder: Path) -> None:
    """Delete a pack: out of use at once, then file by file. Raises UsageError."""
    gone = folder.with_name(f".old-{os.getpid()}-{os.urandom(4).hex()}")
    try:
        folder.rename(gone)
        shutil.rmtree(gone)
    except OSError as error:
        raise UsageError(f"{shown(str(folder))} can't be removed: {error.strerror or error}.") from error

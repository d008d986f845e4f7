"""What one run of lint looks at: a content folder, one topic, or one exercise."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from nnprep.content.roots import EXERCISES, QUESTIONS, SOLUTIONS, content_roots, is_file, is_folder
from nnprep.errors import Fault, UsageError

FOLDERS = (QUESTIONS, EXERCISES, SOLUTIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The roots to read, and the part of them to prove."""

    roots: tuple[Path, ...]
    """Everything that is read: ids are unique across all roots, and links may lead from one to another."""
    proved: tuple[Path, ...]
    """The roots whose content is proved."""
    folder: str = ""
    """One of the three folders; empty for all of them."""
    name: str = ""
    """A topic or an exercise in that folder; empty for all of them."""

    @property
    def cards(self) -> bool:
        """Whether cards are proved."""
        return self.folder in ("", QUESTIONS)

    @property
    def exercises(self) -> bool:
        """Whether exercises are proved."""
        return self.folder != QUESTIONS

    def covers(self, path: Path) -> bool:
        """Return whether a file, or a missing folder, belongs to what is proved."""
        absolute = path if path.is_absolute() else Path.cwd() / path
        for root in self.proved:
            if not absolute.is_relative_to(root):
                continue
            inner = absolute.relative_to(root).parts
            folder = inner[0] if inner else ""
            twins = {folder, self.folder} <= {EXERCISES, SOLUTIONS}
            if self.folder and folder != self.folder and not twins:
                continue
            stem = Path(inner[1]).stem if len(inner) > 1 else ""
            if not self.name or stem == self.name or folder == "":
                return True
        return False


def scope_of(path: Path | None) -> Scope:
    """Return what to prove for a path; without one, all content.

    The path is a content root, one of its three folders, a topic file or the folder of an exercise.
    Raises UsageError for any other path, and ContentError if NNPREP_CONTENT lists a missing folder.
    """
    known = tuple(root.resolve() for root in content_roots())
    if path is None:
        return Scope(roots=known, proved=known)
    place = path.resolve()
    if not (is_file(place) or is_folder(place) or place.exists()):
        raise UsageError(f"{path} doesn't exist.", next_step="nnprep lint")
    for root, inner in ((place, ()), (place.parent, (place.name,)), (place.parent.parent, place.parts[-2:])):
        folder = inner[0] if inner else ""
        if folder in FOLDERS if inner else any(is_folder(root / name) for name in FOLDERS):
            roots = (*(other for other in known if other != root), root)
            name = Path(inner[1]).stem if len(inner) > 1 else ""
            return Scope(roots=roots, proved=(root,), folder=folder, name=name)
    raise UsageError(
        f"{path} is not a content folder: it has none of {', '.join(f'{name}/' for name in FOLDERS)}.",
        next_step="nnprep lint --help",
    )


def sorted_faults(scope: Scope, faults: list[Fault]) -> tuple[Fault, ...]:
    """Return the errors in what is proved, each once, by file and line."""
    return tuple(sorted({fault for fault in faults if scope.covers(fault.path)}))

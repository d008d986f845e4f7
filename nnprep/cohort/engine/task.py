"""One piece of work: bytes to judge under a seed, wherever that happens."""

from __future__ import annotations

from hashlib import sha256

from nnprep import __version__
from nnprep.content.exercises import Exercise
from nnprep.content.roots import entries, is_file, read_bytes
from nnprep.named_tuple import NamedTuple


class Task(NamedTuple):
    """What decides a verdict; who handed it in doesn't."""

    exercise: str
    """The id of the exercise."""
    code: bytes
    seed: int
    """Of the class."""
    version: str
    """Of nnprep and the exercise's files where the class is read; a machine with others refuses the task."""
    trusting: bool = False
    """Whether the code is run even where the system can't close it in."""

    @property
    def sha256(self) -> str:
        """The digest of the code, in hexadecimal."""
        return sha256(self.code).hexdigest()


def version_of(exercise: Exercise) -> str:
    """Return the version of nnprep, `+` and a digest of an exercise's own files: a check that changed judges anew."""
    digest = sha256()
    for folder in (exercise.folder, exercise.solution):
        for path in filter(is_file, entries(folder)):
            digest.update(f"{path.name}\0".encode())
            digest.update(sha256(read_bytes(path)).digest())
    return f"{__version__}+{digest.hexdigest()[:8]}"

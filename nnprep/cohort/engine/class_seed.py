"""The seed of a class: 128 secret bits that nobody can know before the run, the same for all shards of it."""

from __future__ import annotations

import os
import secrets
from hashlib import sha256
from pathlib import Path

from nnprep.errors import UsageError, shown
from nnprep.practice.source_file import read_source

BITS = 128
FILE = "seed.txt"
"""In the results folder: the seed of a class that a killed run, or another shard, goes on with."""
EXACT = 1 << 53
"""From here on a seed is written in hexadecimal; programs that read JSON as floats would round it."""


def class_seed(folder: Path) -> int:
    """Return the seed in a results folder; draw one and keep it there, for its owner only, if there is none yet.

    Raises UsageError if the file can't be read or written, or holds no seed.
    """
    path = folder / FILE
    draft = folder / f".{FILE}-{os.getpid()}-{os.urandom(4).hex()}"
    try:
        if not os.path.lexists(path):
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(seed_text(1 << (BITS - 1) | secrets.randbits(BITS - 1)) + "\n")
            try:
                path.hardlink_to(draft)  # complete or not at all, and only one of two shards
            except FileExistsError:
                pass
            finally:
                draft.unlink()
    except OSError as error:
        sentence = f"{shown(str(path))} can't be written: {error.strerror or error}."
        raise UsageError(sentence, next_step="nnprep grade --help") from None
    return seed_of(
        read_source(path, next_step="nnprep grade --help").decode("utf-8", "replace").strip(), path
    )


def seed_text(seed: int) -> str:
    """Return how a record writes a seed."""
    return str(seed) if seed < EXACT else f"0x{seed:032x}"


def seed_of(text: str, path: Path | None = None) -> int:
    """Return the seed that was written, or typed as --seed; raises UsageError."""
    try:
        seed = int(text, 16) if text.startswith("0x") else int(text)
    except ValueError:
        seed = -1
    if 0 <= seed < 1 << BITS and "_" not in text:
        return seed
    where = f"{shown(str(path))} holds no seed" if path else f"{shown(text)} is not a seed"
    sentence = f"{where}: a number below 2**{BITS}, in decimal digits or as 0x and hexadecimal ones."
    raise UsageError(sentence, next_step="nnprep grade --help")


def confirming(seed: int) -> int:
    """Return the seed that confirms each pass of a class: another one, which only its own seed leads to."""
    return int.from_bytes(sha256(f"nnprep grade confirms {seed_text(seed)}".encode()).digest()[: BITS // 8])

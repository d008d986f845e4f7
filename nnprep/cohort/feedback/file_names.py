"""The name of each submitter's report: safe in every file system, and another one for everybody."""

from __future__ import annotations

import re
from hashlib import sha256

LONGEST = 80
"""Characters of a submitter's name that are kept."""


class FileNames:
    """Gives names to files, each only once."""

    def __init__(self) -> None:
        self.taken: set[str] = set()

    def of(self, submitter: str, exercise: str) -> str:
        """Return a stem: the submitter's name as far as it is safe, and a digest if that changed it or isn't unique.

        Names that differ in capitals only are one file on many systems.
        """
        safe = UNSAFE.sub("_", submitter).strip(". ")[:LONGEST] or "_"
        stem = f"{safe}_{exercise}"
        if safe != submitter or stem.casefold() in self.taken:
            digest = sha256(submitter.encode(errors="surrogatepass")).hexdigest()[:12]
            stem = f"{safe}-{digest}_{exercise}"
        self.taken.add(stem.casefold())
        return stem


UNSAFE = re.compile(r"[^\w .-]")

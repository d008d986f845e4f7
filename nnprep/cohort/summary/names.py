"""Names out of many: how many there are, and the first few."""

from __future__ import annotations

from nnprep.named_tuple import NamedTuple

MOST = 100
"""Names that a summary keeps of one list, however large the class."""


class Names(NamedTuple):
    """Some submitters."""

    size: int = 0
    first: tuple[str, ...] = ()
    """At most `MOST`, in the order of the records; not yet safe to print."""

    def joined_by(self, name: str) -> Names:
        """Return these and one more."""
        return Names(self.size + 1, (*self.first, name) if self.size < MOST else self.first)

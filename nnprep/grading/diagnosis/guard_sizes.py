"""Small numbers of other sizes in known mistakes: who adds 1e-12 inside a logarithm makes the mistake of 1e-15."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nnprep.content.exercises import Mistake
from nnprep.late_pattern import late_pattern

SIZES = ("1e-5", "1e-6", "1e-7", "1e-8", "1e-9", "1e-10", "1e-12", "1e-15", "1e-16", "np.finfo(float).eps")
"""What people write."""
SMALL = late_pattern(r"\b1e-\d+\b")
CEILING = late_pattern(r"(exceeds|stops at|stops at about|caps it at|loss stops near) \d")
"""How a sentence names the loss that a size leads to."""
MARK = "@"
"""Stands between the id of a mistake and another size: no id holds it."""


def of_all_sizes(mistakes: Sequence[Mistake]) -> list[Mistake]:
    """Return the mistakes, then those with one small number again with that number in other sizes.

    A mistake whose sentence names its size is true of that size only, so it stays alone.
    """
    return [*mistakes, *(other for mistake in mistakes for other in other_sizes(mistake))]


def other_sizes(mistake: Mistake) -> Iterator[Mistake]:
    written = {size for edit in mistake.edits for size in SMALL.findall(edit.to)}
    if len(written) != 1 or SMALL.search(mistake.say) or CEILING.search(mistake.say):
        return
    (mine,) = written
    for size in SIZES:
        if size != mine:
            edits = tuple(edit._replace(to=edit.to.replace(mine, size)) for edit in mistake.edits)
            yield mistake._replace(id=f"{mistake.id}{MARK}{size}", edits=edits)


def plain_id(id: str) -> str:
    """Return the id under which a mistake is written down."""
    return id.partition(MARK)[0]

"""Which debugging file is which: each that is handed out has a name of its own in its second line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from nnprep.learner.history.events import EventKind

if TYPE_CHECKING:
    from nnprep.learner.history.log import History

NAMED = re.compile(rb"^# handed out as ([0-9a-f]{8})\s*$", re.MULTILINE)


def new_handout() -> str:
    """Return a name that no other file has."""
    import secrets

    return secrets.token_hex(4)


def named(text: str, handout: str) -> str:
    """Return the text of a file with its name below the first line."""
    first, _, rest = text.partition("\n")
    return f"{first}\n# handed out as {handout}\n{rest}"


def handout_of(history: History, subject: str, source: bytes, path: Path) -> str:
    """Return the name of a file: what it says, else what was last handed out at its place; empty for none."""
    found = NAMED.search(source[:400])
    if found:
        return found[1].decode()
    place = path.resolve()
    starts = reversed(history.events(EventKind.START, subject))
    here = (event for event in starts if Path(event.data.get("file", "")).resolve() == place)
    return next((event.data.get("handout", "") for event in here), "")

"""Which debugging file is which: each that is handed out has an id of its own in its second line."""

from __future__ import annotations

import re
import secrets
from pathlib import Path

from nnprep.learner.history.events import EventKind
from nnprep.learner.history.log import History

HANDED_OUT = re.compile(rb"^# handed out as ([0-9a-f]{8})\s*$", re.MULTILINE)


def new_handout() -> str:
    """Return an id that no other debugging file has."""
    return secrets.token_hex(4)


def with_handout(text: str, handout: str) -> str:
    """Return the text of a debugging file with its id below the first line."""
    first, _, rest = text.partition("\n")
    return f"{first}\n# handed out as {handout}\n{rest}"


def handout_of(history: History, subject: str, source: bytes, path: Path) -> str:
    """Return the id in a file, else that of the file last handed out at this path; empty if there is none."""
    match = HANDED_OUT.search(source[:400])
    if match:
        return match[1].decode()
    place = path.resolve()
    starts = reversed(history.events(EventKind.START, subject))
    here = (event for event in starts if Path(event.data.get("file", "")).resolve() == place)
    return next((event.data.get("handout", "") for event in here), "")

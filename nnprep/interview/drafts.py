"""What is being typed in an interview, and for how long, so that a killed one loses no more than a second of it."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from pathlib import Path

from nnprep.interview.progress import Place
from nnprep.learner.history.drafts import ABANDONED_SECONDS, is_running, new_draft
from nnprep.named_tuple import NamedTuple

NAME = "interview-draft.json"


OWN = 0 if sys.platform == "win32" else os.getpid()
"""The number of this process; Windows doesn't say whether one runs."""


class InterviewDraft(NamedTuple):
    """An answer that isn't given yet."""

    id: str
    """The interview's."""
    place: Place
    text: str
    seconds: float
    """How long the question has taken, without pauses."""
    process: int = 0
    """The process in which the interview runs; 0 once it was left, and on Windows."""


def load_draft(history: Path) -> InterviewDraft | None:
    """Return the draft beside the history at this path; None if there is none, or it can't be read."""
    try:
        value = json.loads(history.with_name(NAME).read_text(encoding="utf-8"))
        id, place, text, seconds, *process = value
        part, item, follow = place
        if not all(isinstance(each, int) for each in place) or not isinstance(text, str):
            return None
        return InterviewDraft(
            str(id), Place(part, item, follow), text, max(0.0, float(seconds)), *map(int, process[:1])
        )
    except (OSError, ValueError, TypeError, OverflowError, RecursionError):
        return None


def is_open_elsewhere(history: Path, draft: InterviewDraft) -> bool:
    """Return whether the interview of a draft runs in another terminal."""
    if draft.process in (0, os.getpid()):
        return False
    try:
        old = time.time() - history.with_name(NAME).stat().st_mtime > ABANDONED_SECONDS
    except OSError:
        return False
    return not old and is_running(draft.process)


def save_draft(history: Path, draft: InterviewDraft) -> None:
    """Keep a draft, readable by its owner alone, in place of the one before; what fails is ignored."""
    path = history.with_name(NAME)
    beside = new_draft(path)
    with contextlib.suppress(OSError):
        try:
            beside.touch(mode=0o600)
            beside.write_text(json.dumps(draft), encoding="utf-8")
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)

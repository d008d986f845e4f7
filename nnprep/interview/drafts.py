"""What is being typed in an interview, and for how long, so that a killed one loses no more than a second of it."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import NamedTuple

from nnprep.interview.progress import Place
from nnprep.learner.history.drafts import new_draft

NAME = "interview-draft.json"


class InterviewDraft(NamedTuple):
    """An answer that isn't given yet."""

    id: str
    """The interview's."""
    place: Place
    text: str
    seconds: float
    """How long the question has taken, without pauses."""


def load_draft(history: Path) -> InterviewDraft | None:
    """Return the draft beside the history at this path; None if there is none, or it can't be read."""
    try:
        value = json.loads(history.with_name(NAME).read_text(encoding="utf-8"))
        id, place, text, seconds = value
        part, item, follow = place
        if not all(isinstance(each, int) for each in place) or not isinstance(text, str):
            return None
        return InterviewDraft(str(id), Place(part, item, follow), text, max(0.0, float(seconds)))
    except (OSError, ValueError, TypeError, OverflowError, RecursionError):
        return None


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

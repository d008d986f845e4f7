"""Answers that were typed and not graded when a session ended, so that the next one can go on with them."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from pathlib import Path

from nnprep.learner.history.drafts import new_draft

NAME = "typed-answers.json"


def load_answers(history: Path) -> dict[str, str]:
    """Return card id -> what was typed for it, beside the history at this path; nothing if it can't be read."""
    try:
        value = json.loads(place(history).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(value, dict):
        return {}
    return {str(card): text for card, text in value.items() if isinstance(text, str)}


def save_answers(history: Path, answers: Mapping[str, str]) -> None:
    """Keep these answers, readable by their owner alone, in place of those kept before; what fails is ignored."""
    path = place(history)
    if dict(answers) == load_answers(history):
        return
    draft = new_draft(path)
    with contextlib.suppress(OSError):
        try:
            draft.touch(mode=0o600)
            draft.write_text(json.dumps(dict(answers)), encoding="utf-8")
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)


def place(history: Path) -> Path:
    """Return where the answers are kept."""
    return history.with_name(NAME)

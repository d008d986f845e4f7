"""What a worker runs: it judges tasks from standard input until that ends."""

from __future__ import annotations

import os
import pickle
import sys
from typing import Any

from nnprep.cohort.engine.grader import Grader
from nnprep.cohort.engine.task import Task
from nnprep.errors import NnprepError
from nnprep.sandbox.child.linux import die_with_parent


def serve(parent: int) -> None:
    """Judge tasks until there are no more, or the thread that started this has ended."""
    if sys.platform == "linux":
        die_with_parent(parent)
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever checks print must not look like a reply
    with Grader() as grader:
        while True:
            try:
                task = Task(*pickle.load(sys.stdin.buffer))
            except EOFError:
                return
            pickle.dump(outcome(grader, task), replies)
            replies.flush()


def outcome(grader: Grader, task: Task) -> tuple[bool, Any]:
    """Return whether a task was judged, and the record, or else a sentence and a next step."""
    try:
        return True, grader.grade(task)
    except NnprepError as error:
        return False, (error.sentence, error.next_step)
    except Exception as error:  # an internal error, which must reach the terminal
        return False, (f"Internal error: {type(error).__name__}: {error}.", None)

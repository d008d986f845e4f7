"""Places in an exercise where its author has still to write something: each is marked TODO."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from nnprep.content.exercises import CHECKS, MISTAKES, REFERENCE, STUB, TASK, Exercise
from nnprep.content.roots import near, read_plain
from nnprep.errors import Fault

SAY = "The result is as if "
"""How the sentence about a mistake begins that is proposed."""
MARK = re.compile(r"\bTODO\b:? ?([^\"\n]*)")
SAID = re.compile(rf'( *say: )"{SAY}')
STILL_SAID = "still to do: this was proposed and never changed: say what is wrong, why, and what to do"
PROPOSED = "# Proposed from the docstrings of the reference."
"""The first line of a checks.py whose cases are guesses: where one fails, the reference isn't to blame."""


def is_proposed(checks: Path) -> bool:
    """Return whether a checks.py was proposed; False if it can't be read."""
    try:
        return read_plain(checks).startswith(PROPOSED)
    except (OSError, UnicodeDecodeError):
        return False


def placeholders(exercises: Iterable[Exercise]) -> Iterator[Fault]:
    """Yield an error for each place that is marked; files that can't be read are reported elsewhere."""
    for exercise in exercises:
        files = [exercise.folder / name for name in (TASK, STUB)]
        files += [exercise.solution / name for name in (REFERENCE, CHECKS, MISTAKES)]
        for path in files:
            try:
                text = read_plain(path)
            except (OSError, UnicodeDecodeError):
                continue
            match: re.Match[str] | None = None
            for number, line in enumerate(text.split("\n"), 1):
                marked, match = match, MARK.search(line)
                if match:
                    what = match[1].strip().rstrip(".") or "write this"
                    yield Fault(near(path), number, match.start() + 1, f"still to do: {what}")
                elif path.name == MISTAKES and not marked and (proposed := SAID.match(line)):
                    yield Fault(near(path), number, proposed.end(1) + 1, STILL_SAID)

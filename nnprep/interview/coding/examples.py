"""Runs the examples in a learner's own file, as one would during an interview; the hidden checks wait for the end."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

SECONDS = 20
"""How long the examples may take."""
MOST_LINES = 12
"""Lines of the output that are shown."""
MARK = "nnprep-examples"
RUNNER = f"""
import doctest, importlib.util, sys
spec = importlib.util.spec_from_file_location("submission", sys.argv[1])
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
flags = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS | doctest.FAIL_FAST
failed, tried = doctest.testmod(module, optionflags=flags)
print("{MARK}", failed, tried)
"""


def run_examples(file: Path) -> tuple[str, ...]:
    """Return what running a file's `>>>` examples says, in a few lines.

    It runs in a process of its own with the learner's own rights, as if they had started it.
    """
    file = file.resolve()
    try:
        done = subprocess.run(
            [sys.executable, "-c", RUNNER, str(file)],
            cwd=file.parent,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return (f"The examples took more than {SECONDS} seconds. Is there an endless loop?",)
    except OSError as error:
        return (f"The examples can't be run: {error.strerror or error}.",)
    *printed, last = done.stdout.splitlines() or [""]
    if done.returncode or not last.startswith(MARK):
        own = [row for row in done.stderr.splitlines() if not OURS.search(row)]
        return (*own[-MOST_LINES:],) or ("The file ended early, without an error message.",)
    failed, tried = map(int, last.split()[1:])
    if failed:
        return tuple(shortened(printed)[:MOST_LINES])
    count = "1 example" if tried == 1 else f"{tried} examples"
    return (f"{count}: output as expected." if tried else "The file runs; it has no examples.",)


def shortened(printed: Sequence[str]) -> list[str]:
    """Return what doctest printed about a failing example without its rows of stars and the frames of a traceback."""
    rows: list[str] = []
    inside = False
    for row in printed:
        if (
            row.startswith("***")
            or " had failures:" in row
            or re.match(r"\s+\d+ of\s+\d+ in submission", row)
        ):
            inside = False
            continue
        inside = inside or row.strip() == TRACEBACK
        if not inside or not (row.strip() == TRACEBACK or row.startswith(FRAME)):
            rows.append(PLACE.sub(r"line \1:", row))
    return rows


OURS = re.compile(r'File "<(string|frozen )')
"""Frames of the runner itself."""
TRACEBACK = "Traceback (most recent call last):"
FRAME = " " * 6
"""How the lines of a frame begin in doctest's output, deeper than the error itself."""
PLACE = re.compile(r'^File ".*", line (\d+), in .*$')

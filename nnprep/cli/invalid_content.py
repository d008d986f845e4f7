"""Reports invalid items of one's own content, which are skipped until fixed."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from nnprep.errors import Fault, plural
from nnprep.terminal.plain import write_lines

MOST = 5
"""Errors that are listed; `nnprep lint` lists them all."""


def report_invalid(errors: Sequence[Fault]) -> None:
    """Report on standard error what is skipped, and why."""
    if not errors:
        return
    count = len(errors)
    lines = [f"nnprep: your own content has {plural(count, 'error')}; invalid items are skipped until fixed:"]
    lines += [str(error) for error in errors[:MOST]]
    lines += [f"and {count - MOST} more"] if count > MOST else []
    write_lines(sys.stderr, "\n".join([*lines, "  next   nnprep lint"]))

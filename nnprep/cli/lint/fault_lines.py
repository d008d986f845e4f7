"""Errors in content as lines that editors and build servers read."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

from nnprep.cli.annotations import annotation
from nnprep.errors import Fault, printable


class LintFormat(StrEnum):
    """How errors are reported."""

    TEXT = "text"
    """For people."""
    GCC = "gcc"
    """As a compiler does, which every editor reads."""
    GITHUB = "github"
    """As annotations of GitHub Actions."""
    JSON = "json"
    """The same as --json."""


def fault_lines(faults: Iterable[Fault], form: LintFormat) -> list[str]:
    """Return one line for each error."""
    if form is LintFormat.GCC:
        return [gcc_line(fault) for fault in faults]
    if form is LintFormat.GITHUB:
        return [
            annotation(
                str(fault.path), fault.message, title="nnprep lint", line=fault.line, column=fault.column
            )
            for fault in faults
        ]
    return [str(fault) for fault in faults]


def gcc_line(fault: Fault) -> str:
    """Return an error as a compiler writes it."""
    path = Path(fault.path).as_posix()
    return printable(f"{path}:{fault.line}:{fault.column}: error: {fault.message}", keep="", instead=" ")

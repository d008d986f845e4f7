"""`%load_ext nnprep`: the cell magic `%%check`, which runs a cell and judges what it defines."""

from __future__ import annotations

import shlex
from typing import Any

from nnprep.errors import UsageError
from nnprep.notebook.check import check, defined
from nnprep.notebook.check_result import CheckResult
from nnprep.notebook.naming import marked


def load_ipython_extension(shell: Any) -> None:
    """Add `%%check` to a running IPython; `%load_ext nnprep` calls this."""

    def magic(line: str, cell: str) -> CheckResult | None:
        """Run this cell, then judge the functions and classes in it.

        %%check [EXERCISE] [--part PART]
        """
        return judge_cell(shell, line, cell)

    shell.register_magic_function(magic, magic_kind="cell", magic_name="check")


def judge_cell(shell: Any, line: str, cell: str) -> CheckResult | None:
    """Run a cell and judge what it defines; None if the cell raises. Raises UsageError and its like."""
    exercise, parts = words_of(line)
    ran = shell.run_cell(cell, store_history=False)
    if not ran.success:
        return None
    names = defined(shell.transform_cell(cell))
    if not names:
        raise UsageError("This cell defines no function and no class at its top level.")
    objects = [shell.user_ns[name] for name in names if name in shell.user_ns]
    return check(*objects, exercise=exercise or marked(cell.encode(errors="replace")), parts=parts)


def words_of(line: str) -> tuple[str | None, list[str]]:
    """Return the exercise and the parts in the line of a magic; raises UsageError."""
    names, parts = [], []
    words = iter(shlex.split(line))
    for word in words:
        if word == "--part":
            parts.append(next(words, ""))
        else:
            names.append(word)
    if len(names) > 1 or "" in parts or any(name.startswith("-") for name in names):
        raise UsageError("Write `%%check`, `%%check EXERCISE` or `%%check EXERCISE --part PART`.")
    return (names[0] if names else None), parts

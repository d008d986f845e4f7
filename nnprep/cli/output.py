"""How every command writes its result: a screen for people, or one JSON object for programs."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from nnprep.terminal.layout import Line, Paper


def show_lines(lay_out: Callable[[Paper], list[Line]]) -> None:
    """Print a screen that lays itself out on the paper at hand."""
    from nnprep.terminal.painter import print_lines

    print_lines(sys.stdout, lay_out)


def show_json(value: Any) -> None:
    """Print one JSON object on one line; not a number and infinities are written as strings."""
    sys.stdout.write(json.dumps(finite(value), ensure_ascii=True) + "\n")
    sys.stdout.flush()


def finite(value: Any) -> Any:
    """Return `value` with every nan and infinity spelled as a string, since JSON has no word for them."""
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return str(value)
    if isinstance(value, dict):
        return {str(key): finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [finite(item) for item in value]
    return value

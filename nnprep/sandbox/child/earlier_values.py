"""Notices that a call changes an array that an earlier one returned, or that was assigned to an object.

Values cross as copies, so no check sees that code returns the same array again and again. Only what the code still
holds can change, which the number of references tells: of most results nothing is kept.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from operator import is_
from typing import Any, NamedTuple

import numpy as np

from nnprep.sandbox.wire.format import ASSIGNED, EARLIER

MOST = 6
"""Values that are kept."""
MOST_ITEMS = 50
LARGEST = 1 << 20
"""Bytes of an array that is kept."""
DEEPEST = 4


class Value(NamedTuple):
    """An array, list or dict, and what it held."""

    remark: str
    value: Any
    held: Any

    def changed(self) -> bool:
        """Return whether it holds something else by now."""
        if type(self.value) is np.ndarray:
            return bool(self.value.tobytes() != self.held)
        items = items_of(self.value)
        return len(items) != len(self.held) or not all(map(is_, items, self.held))


class EarlierValues:
    """Values that the code holds too."""

    def __init__(self) -> None:
        self._values: list[Value] = []
        self._latest: tuple[str, list[Any]] | None = None
        """A result whose references can't be counted yet: those of its own call are among them."""
        self._assigned: list[Value] = []
        """The arrays that were assigned to one object."""

    def returned(self, target: str, result: Any) -> None:
        """Remember what a function or method has returned."""
        self._latest = f"{EARLIER}{target}", [result]

    def assigned(self, target: Any, attributes: dict[str, Any]) -> list[str]:
        """Remember the arrays that are assigned to an object; return what to remark about those of the last one."""
        remarks = dict.fromkeys(each.remark for each in self._assigned if each.changed())
        self._assigned = [
            Value(f"{ASSIGNED}{type(target).__name__}.{name}", array, array.tobytes())
            for name, value in attributes.items()
            for array in parts_of([value], [])
            if type(array) is np.ndarray and array.nbytes <= LARGEST
        ]
        return list(remarks)

    def settle(self) -> None:
        """Keep what the code still holds of the latest result, before anything else runs."""
        if self._latest is None:
            return
        (remark, box), self._latest = self._latest, None
        parts = parts_of(box, [])
        for number in held_elsewhere(parts):
            self._keep(remark, parts[number])

    def changes(self) -> list[str]:
        """Return what to remark about values that have changed since, and forget them, and what nobody else holds."""
        if not self._values:
            return []
        values = [each.value for each in self._values]
        changed = {number for number, each in enumerate(self._values) if each.changed()}
        remarks = [self._values[number].remark for number in sorted(changed)]
        held = held_elsewhere(values)
        if changed or len(held) < len(values):
            self._values = [self._values[number] for number in held if number not in changed]
        return list(dict.fromkeys(remarks))

    def forget(self) -> None:
        """Keep nothing."""
        self._values.clear()
        self._assigned.clear()
        self._latest = None

    def _keep(self, remark: str, value: Any) -> None:
        if isinstance(value, np.ndarray):
            if value.nbytes <= LARGEST:
                self._values.append(Value(remark, value, value.tobytes()))
        else:
            self._values.append(Value(remark, value, items_of(value)))
        del self._values[:-MOST]


def parts_of(value: Any, parts: list[Any], depth: int = 0) -> list[Any]:
    """Append the arrays, lists and dicts in the items of a list, tuple or dict, and return them all."""
    items = value if type(value) is not dict else list(value.values())
    for item in items if len(items) <= MOST_ITEMS else items[:MOST_ITEMS]:
        kind = type(item)
        if kind is np.ndarray:
            parts.append(item)
        elif (kind is tuple or kind is list or kind is dict) and depth < DEEPEST:
            if kind is not tuple:
                parts.append(item)
            parts_of(item, parts, depth + 1)
    return parts


def items_of(value: Any) -> list[Any]:
    """Return what is in a list or dict."""
    return [*value, *value.values()] if isinstance(value, dict) else list(value)


def held_elsewhere(values: Sequence[Any]) -> list[int]:
    """Return which values code holds, or what they are views of, besides this list and one other place.

    None if this Python's counts don't tell. A value that is held only here can't change, so a wrong count is never
    a wrong remark: it hides one, or keeps a value for nothing.
    """
    count, (own, base, *_) = sys.getrefcount, ALONE
    held = [
        number
        for number in range(len(values))
        if count(values[number]) > own
        or (
            type(values[number]) is np.ndarray
            and values[number].base is not None
            and count(values[number].base) > base
        )
    ]
    return held if held and counts_tell() else []


def known_references() -> tuple[int, int, int, int]:
    """Count the references to an array that nobody else holds, and to one of which only a view is held.

    And the same of two that one more variable holds.
    """
    box = [np.empty(1), np.empty(2)[:1], np.empty(1), np.empty(2)[:1]]
    _one, _two = box[2], box[3].base
    count, values = sys.getrefcount, parts_of(box, [])
    own, more = (count(values[number]) for number in (0, 2))
    base, more_base = (count(values[number].base) for number in (1, 3))
    return own, base, more, more_base


def counts_tell() -> bool:
    """Return whether a reference more is counted as one, now as at the start: versions of Python differ."""
    own, base, *more = ALONE
    return known_references() == ALONE and more == [own + 1, base + 1]


ALONE = known_references()
"""What is counted where nobody else holds a value, and where one more does."""

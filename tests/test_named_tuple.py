"""nnprep's named tuples do what those of typing do."""

from __future__ import annotations

import inspect
import pickle
import re
import types
import typing
from pathlib import Path
from typing import Any

import pytest

from nnprep import named_tuple

SOURCE = Path(named_tuple.__file__).parent
NO_OTHER_ROOM = ("sandbox/child", "sandbox/wire")
"""The child has only these files."""


class Own(named_tuple.NamedTuple):
    """A point."""

    x: int
    y: float = 0.5
    labels: tuple[str, ...] = ()

    @property
    def both(self) -> float:
        """Return the sum."""
        return self.x + self.y

    def moved(self) -> Own:
        """Return the next one."""
        return self._replace(x=self.x + 1)


class Standard(typing.NamedTuple):
    """A point."""

    x: int
    y: float = 0.5
    labels: tuple[str, ...] = ()


def looks(kind: Any) -> list[Any]:
    """Return what can be seen of such a class and its tuples."""
    point = kind(3, labels=("a",))
    match point:
        case kind(x, y, labels):
            matched = x, y, labels
    parameters = [(each.name, each.default) for each in inspect.signature(kind).parameters.values()]
    return [
        *(kind._fields, kind._field_defaults, kind.__match_args__, kind.__doc__, [*kind.__annotations__]),
        *(parameters, kind._make([1, 2, 3]), tuple(point), hash(point)),
        *(
            point.x,
            point.y,
            point.labels,
            point._replace(y=2),
            point._asdict(),
            matched,
            point[1:],
            len(point),
        ),
        repr(point).partition("(")[2],
    ]


def test_they_are_those_of_typing() -> None:
    """Fields, defaults, copies, matching and printing are the same; methods and properties work."""
    assert looks(Own) == looks(Standard)
    assert (Own(3).both, Own(3).moved(), Own(1) == (1, 0.5, ())) == (3.5, Own(4), True)
    copy = pickle.loads(pickle.dumps(Own(3)))
    assert (copy, type(copy)) == (Own(3), Own)


@pytest.mark.parametrize("arguments", [{}, {"x": 1, "z": 2}])
def test_wrong_arguments_are_type_errors(arguments: dict[str, Any]) -> None:
    """As for any function, and the fields can't be set."""
    with pytest.raises(TypeError, match="Own"):
        Own(**arguments)
    with pytest.raises(AttributeError):
        Own(1).x = 2  # type: ignore[misc] # that's what is tested


def test_no_field_without_a_default_follows_one_with_it() -> None:
    """It would get the wrong one."""
    namespace = {"__annotations__": {"a": "int", "b": "int"}, "a": 1}
    with pytest.raises(TypeError, match="default"):
        types.new_class("Wrong", (named_tuple.NamedTuple,), exec_body=lambda body: body.update(namespace))


def test_they_are_used_everywhere() -> None:
    """One module that takes typing's makes a command slower again."""
    slow = [
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if re.search(r"^from typing import .*\bNamedTuple\b", path.read_text(encoding="utf-8"), re.MULTILINE)
        and not path.relative_to(SOURCE).as_posix().startswith(NO_OTHER_ROOM)
    ]

    assert slow == []

"""Named tuples for classes that are needed at the start of a command.

They are those of `typing`, which compiles the constructor and every annotation of each class anew: 0.2 ms a class, and
`nnprep check` needs more than fifty. Here constructors with as many fields share their code.
"""

from __future__ import annotations

from functools import cache
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:
    from _collections import _tuplegetter  # as `collections.namedtuple` does

    class NamedTupleMaker(type):
        """Makes a class of tuples of a class statement."""

        def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> type:
            """Return a class whose fields are the annotated names. Raises TypeError for a default before a field."""
            fields = tuple(namespace.get("__annotations__", ()))
            defaults = {field: namespace[field] for field in fields if field in namespace}
            if tuple(defaults) != fields[len(fields) - len(defaults) :]:
                message = f"{name}: a field without a default follows one with a default"
                raise TypeError(message)
            code = constructor(len(fields)).replace(
                co_varnames=("_cls", *fields), co_name="__new__", co_qualname=f"{name}.__new__"
            )
            namespace["__new__"] = FunctionType(
                code, {"new": tuple.__new__}, "__new__", tuple(defaults.values())
            )
            namespace |= {field: _tuplegetter(number, None) for number, field in enumerate(fields)}
            namespace |= {
                "__slots__": (),
                "__match_args__": fields,
                "_fields": fields,
                "_field_defaults": defaults,
            }
            return type.__new__(type, name, (Fields,), namespace)

    NamedTuple = type.__new__(NamedTupleMaker, "NamedTuple", (), {})


class Fields(tuple[Any, ...]):
    """What all named tuples can do."""

    __slots__ = ()
    _fields: tuple[str, ...]

    @classmethod
    def _make(cls, values: Any) -> Any:
        return cls(*values)

    def _replace(self, **changes: Any) -> Any:
        return type(self)(**dict(zip(self._fields, self, strict=True)) | changes)

    def _asdict(self) -> dict[str, Any]:
        return dict(zip(self._fields, self, strict=True))

    def __repr__(self) -> str:
        """Return the call that would make it."""
        fields = ", ".join(f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True))
        return f"{type(self).__name__}({fields})"

    def __getnewargs__(self) -> tuple[Any, ...]:
        return tuple(self)


@cache
def constructor(count: int) -> CodeType:
    """Return the code of a function that makes a tuple of so many arguments."""
    names = "".join(f"_{number}, " for number in range(count))
    function = eval(f"lambda _cls, {names}: new(_cls, ({names}))")
    code: CodeType = function.__code__
    return code

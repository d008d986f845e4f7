"""What code under test can do instead of answering; for a report, this is a result, not an error of nnprep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nnprep.errors import printable
from nnprep.named_tuple import NamedTuple

LONGEST_NAME = 100
LONGEST_MESSAGE = 500
MOST_FRAMES = 20


class Misbehaved(Exception):
    """The code under test did not answer a call."""


class Frame(NamedTuple):
    """One line of the learner's own code that was running when an exception was raised."""

    line: int
    """Counted from 1."""
    function: str
    """Its qualified name, such as `MLP.forward`; `<module>` outside any function."""
    source: str
    """The line itself, stripped."""


class Raised(Misbehaved):
    """The code under test raised an exception."""

    def __init__(
        self, type_name: str, message: str, *, mro: Sequence[str] = (), frames: Sequence[Frame] = ()
    ) -> None:
        super().__init__(f"{type_name}: {message}" if message else type_name)
        self.type_name = type_name
        """`ValueError`, or the name of the learner's own class."""
        self.message = message
        """The text of the exception, at most 500 characters, without control characters."""
        self.mro = tuple(mro) or (type_name,)
        """The names of its class and all base classes, nearest first."""
        self.frames = tuple(frames)
        """The learner's own lines, outermost first; empty if the arguments didn't fit the function."""


ARITHMETIC = (
    "ValueError: math domain error",
    "ValueError: expected a positive",
    "OverflowError: math range error",
    "ZeroDivisionError: ",
)
"""How errors begin that plain Python raises where NumPy computes infinity or nan; the second is Python 3.14's."""


class NotAttempted(Raised):
    """The code under test raised NotImplementedError: a function is still empty."""

    @property
    def function(self) -> str:
        """The qualified name of the innermost function that is still empty; "" if unknown."""
        return self.frames[-1].function if self.frames else ""


class BrokenFile(Raised):
    """The file can't be loaded: a syntax error, a bad encoding, an exception at its top level."""

    def __init__(
        self,
        type_name: str,
        message: str,
        *,
        mro: Sequence[str] = (),
        frames: Sequence[Frame] = (),
        line: int | None = None,
        text: str = "",
    ) -> None:
        super().__init__(type_name, message, mro=mro, frames=frames)
        self.line = line if line is not None else (frames[-1].line if frames else None)
        """Where it is broken, counted from 1; None if Python doesn't say."""
        self.text = text or (frames[-1].source if frames else "")
        """That line."""


class Missing(Misbehaved):
    """The file doesn't define a function, class or attribute that a check uses."""

    def __init__(self, name: str, defined: Sequence[str] = ()) -> None:
        super().__init__(f"{name} is not defined")
        self.name = name
        self.defined = tuple(defined)
        """The functions and classes that it does define, or the attributes that the object has."""


class TimedOut(Misbehaved):
    """A call, or all calls together, took too long."""

    def __init__(self, seconds: float, *, total: bool = False) -> None:
        super().__init__(f"no answer within {seconds:g} s" + (" for all calls together" if total else ""))
        self.seconds = seconds
        """The limit, not the time taken."""
        self.total = total
        """Whether this was the limit for all calls together, not that for one call."""


class Died(Misbehaved):
    """The process that ran the code ended, or sent something that isn't an answer."""

    def __init__(self, how: str) -> None:
        super().__init__(how)
        self.how = how
        """A clause without a subject: `ended itself with exit code 0`."""


class Refused(Misbehaved):
    """The code returned a value that can't cross to the caller."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what
        """A noun phrase: `an object of type Decimal`."""


def raised(facts: Mapping[str, Any], lines: Sequence[str], *, loading: bool = False) -> Raised:
    """Turn what the process reports about an exception into one of the above.

    `facts` come from an untrusted process: wrong types are replaced, long texts are cut. `lines` are those of the
    file, as the parent read it.
    """
    type_name = clean(facts.get("type"), LONGEST_NAME) or "an exception"
    message = clean(facts.get("message"), LONGEST_MESSAGE)
    mro = tuple(clean(name, LONGEST_NAME) for name in listed(facts.get("mro"))[:MOST_FRAMES])
    frames = tuple(
        Frame(line=pair[0], function=clean(pair[1], LONGEST_NAME), source=line_of(lines, pair[0]))
        for pair in listed(facts.get("frames"))[:MOST_FRAMES]
        if isinstance(pair, list | tuple) and len(pair) == 2 and type(pair[0]) is int
    )
    if loading:
        line = facts.get("line")
        line = line if type(line) is int and line > 0 else None
        text = line_of(lines, line) if line else ""
        return BrokenFile(type_name, message, mro=mro, frames=frames, line=line, text=text)
    kind = NotAttempted if "NotImplementedError" in mro else Raised
    return kind(type_name, message, mro=mro, frames=frames)


def is_arithmetic(text: str) -> bool:
    """Return whether a text begins as an error that plain Python raises where NumPy computes infinity or nan."""
    return text.startswith(ARITHMETIC)


def clean(text: object, longest: int = LONGEST_MESSAGE) -> str:
    """Return a text without control characters, cut to `longest`; "" for anything but a string."""
    if not isinstance(text, str):
        return ""
    text = printable(text[: longest + 1])
    return text if len(text) <= longest else text[: longest - 1] + "…"


def listed(value: object) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else []


def line_of(lines: Sequence[str], number: int) -> str:
    """Return one line, counted from 1, stripped; "" if there is no such line."""
    return clean(lines[number - 1].strip(), 200) if 0 < number <= len(lines) else ""


def lines_of(source: bytes) -> list[str]:
    """Split a file into lines as Python counts them, whatever its bytes are."""
    text = source.decode("utf-8", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

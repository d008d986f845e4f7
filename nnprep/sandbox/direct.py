"""`f` for trusted code in this process, without encoding what crosses: several times as fast.

It gives no evidence for style: it doesn't see which arguments a call changed, nor warnings. What it says of a mistake
is confirmed behind the codec before it appears in a report.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np

from nnprep.sandbox.child.executor import NoValue
from nnprep.sandbox.child.introspection import facts
from nnprep.sandbox.failures import Misbehaved, Missing, Refused, raised
from nnprep.sandbox.functions import Functions, Step
from nnprep.sandbox.handles import METHOD, Function, Handle, Method
from nnprep.sandbox.local import LocalPeer
from nnprep.sandbox.wire.decoder import decode
from nnprep.sandbox.wire.encoder import encode
from nnprep.sandbox.wire.format import CODE_OF, Refusal

PLAIN = (type(None), bool, int, float, str, complex)
"""Types of values that nobody can change."""


class DirectFunctions(Functions):
    """The functions and classes of trusted code. Every call gets copies of its arguments, and returns copies."""

    def __init__(self, peer: LocalPeer) -> None:
        super().__init__(peer)
        self.executor = peer.executor

    def answered(self, request: list[Any]) -> tuple[Any, tuple[str, ...], tuple[str, ...], float]:
        """Carry out a request."""
        step = Step(request)
        self.journal.append(step)
        executor = self.executor
        if request[0] == "often":
            return (
                None,
                (),
                (),
                0.0,
            )  # nobody looks at the results, and no mistake of content counts its calls
        try:
            verb, *rest = (self.inward(each) for each in request)
            # As behind the codec, nothing that the code warns of is printed or raised.
            with np.errstate(all="ignore"), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                step.result = self.outward(getattr(executor, verb)(*rest))
        except (Misbehaved, KeyboardInterrupt, SystemExit):
            raise
        except Refusal as error:
            raise Refused(str(error)) from None
        except BaseException as error:
            raise raised(facts(error, executor.filename), self.peer.lines) from None
        step.answered = True
        return step.result, (), (), 0.0

    def inward(self, value: Any) -> Any:
        """Return what the code gets for an argument."""
        kind = type(value)
        if kind in PLAIN:
            return value
        if kind is np.ndarray:
            copy = value.copy("K")
            copy.flags.writeable = value.flags.writeable or value.base is not None
            return copy
        if kind is list:
            return [self.inward(item) for item in value]
        if kind is tuple:
            return tuple([self.inward(item) for item in value])
        if kind is dict:
            return {self.inward(key): self.inward(item) for key, item in value.items()}
        if kind is Handle:
            return self.executor.objects[value._number]
        if kind is Method:
            return getattr(self.executor.objects[value._handle._number], value._name)
        if kind is Function:
            return self.executor.function(value._name)
        if callable(value):
            return self.called_from_inside(value)
        return value

    def called_from_inside(self, function: Any) -> Any:
        """Return a check's function as the code calls it."""

        def callback(*arguments: Any, **keywords: Any) -> Any:
            outside = [self.outward(each) for each in arguments]
            return self.inward(
                function(*outside, **{name: self.outward(each) for name, each in keywords.items()})
            )

        callback.__name__ = getattr(function, "__name__", "function")
        return callback

    def outward(self, value: Any) -> Any:
        """Return what a check gets for a result."""
        kind = type(value)
        if kind in PLAIN:
            return value
        if kind is np.ndarray:
            return value.copy()
        if kind is list:
            return [self.outward(item) for item in value]
        if kind is tuple:
            return tuple([self.outward(item) for item in value])
        return self.rare(value)

    def rare(self, value: Any) -> Any:
        """Return what a check gets for a result of a rarer type."""
        if type(value) is NoValue:
            return self.no_value(value)
        if type(value) is dict:
            return {self.outward(key): self.outward(item) for key, item in value.items()}
        if isinstance(value, np.generic) and value.dtype in CODE_OF:
            return value
        return decode(encode(value, self.executor.outgoing), self.incoming)

    def no_value(self, outcome: Sequence[Any]) -> Any:
        """Return or raise what an answer without a value stands for."""
        match outcome:
            case ["method"]:
                return METHOD
            case ["missing", name, names]:
                raise Missing(name, names)
            case ["raised", mapping]:
                raise raised(mapping, self.peer.lines)
        message = "an unknown outcome"
        raise ValueError(message)

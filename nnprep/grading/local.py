"""Runs the reference and the known mistakes in the parent, behind the same codec as a submission."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from time import perf_counter
from typing import Any

from nnprep.grading.executor import MODULE, Executor
from nnprep.grading.misbehaviour import lines_of, raised
from nnprep.grading.peer import Answer


class LocalPeer:
    """Trusted code, run in this process: no limits, no fence."""

    isolation: Mapping[str, str] = {}
    alive = True

    def __init__(self, source: str, name: str = "reference") -> None:
        self.source = source
        self.name = name
        self.lines = lines_of(source.encode())
        self._printed: list[str] = []
        self._executor = Executor(f"{name}.py")

    @property
    def printed(self) -> str:
        """What the code has printed so far."""
        return "".join(self._printed)

    def load(self, source: bytes | None = None) -> None:
        """Run the file's top level. Raises BrokenFile."""
        if source is not None:
            self.source = source.decode()
        module = self._executor.module
        module.__dict__["print"] = self._print
        before = sys.modules.get(MODULE)
        sys.modules[MODULE] = module  # dataclasses look their module up while they are made
        try:
            facts = self._executor.load(self.source)
        finally:
            if before is None:
                del sys.modules[MODULE]
            else:
                sys.modules[MODULE] = before
        if facts:
            raise raised(facts, self.lines, loading=True)

    def request(self, body: bytes, answer: Answer) -> tuple[bytes, float]:
        """Answer one request."""
        start = perf_counter()
        reply = self._executor.answer(body, answer)
        return reply, perf_counter() - start

    def restart(self) -> bool:
        """Return False: nothing has died."""
        return False

    def close(self) -> None:
        """Do nothing: there is nothing that outlives it."""

    def _print(self, *values: Any, sep: str = " ", end: str = "\n", **_: Any) -> None:
        self._printed.append(sep.join(map(str, values)) + end)

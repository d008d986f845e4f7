"""Runs the reference and the known mistakes in the parent, behind the same codec as a submission."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from time import thread_time
from types import CodeType
from typing import Any

from nnprep.sandbox.backend import Answer
from nnprep.sandbox.child.executor import MODULE, Executor
from nnprep.sandbox.failures import Misbehaved, lines_of, raised


class LocalPeer:
    """Trusted code that runs in this process, without limits or fences."""

    isolation: Mapping[str, str] = {}
    alive = True

    def __init__(self, source: str, name: str = "reference", code: CodeType | None = None) -> None:
        self.source = source
        self.code = code
        """What is run instead of the source; None: the source is compiled."""
        self.name = name
        self._printed: list[str] = []
        self.executor = Executor(f"{name}.py", passing=(Misbehaved, KeyboardInterrupt))
        """What runs the code."""

    @property
    def lines(self) -> Sequence[str]:
        """The lines of the file, none of code that was compiled elsewhere; most raises nothing, so nobody asks."""
        return lines_of(self.source.encode()) if self.code is None else ()

    @property
    def filename(self) -> str:
        """The file that tracebacks name."""
        return self.executor.filename if self.code is None else self.code.co_filename

    @property
    def printed(self) -> str:
        """What the code has printed so far."""
        return "".join(self._printed)

    def load(self, source: bytes | None = None) -> None:
        """Run the file's top level. Raises BrokenFile."""
        if source is not None:
            self.source = source.decode()
        module = self.executor.module
        module.__dict__["print"] = self._print
        before = sys.modules.get(MODULE)
        sys.modules[MODULE] = module  # dataclasses look up their module while they are created
        try:
            facts = self.executor.load(self.source if self.code is None else self.code)
        finally:
            if before is None:
                del sys.modules[MODULE]
            else:
                sys.modules[MODULE] = before
        if facts:
            raise raised(facts, self.lines, loading=True)

    def request(self, body: bytes, answer: Answer) -> tuple[bytes, float]:
        """Answer one request."""
        helping = 0.0

        def timed(ask: bytes) -> bytes:
            nonlocal helping
            begin = thread_time()
            try:
                return answer(ask)
            finally:
                helping += thread_time() - begin

        begin = thread_time()
        reply = self.executor.answer(body, timed)
        return reply, thread_time() - begin - helping

    def restart(self) -> bool:
        """Return False: nothing can die here."""
        return False

    def close(self) -> None:
        """Do nothing: it has no process to end."""

    def _print(self, *values: Any, sep: str = " ", end: str = "\n", **_: Any) -> None:
        self._printed.append(sep.join(map(str, values)) + end)

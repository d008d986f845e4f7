"""What the two places where code runs have in common: the parent, for the reference, and the child."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

Answer = Callable[[bytes], bytes]
"""Answers the code under test when it calls a function that was passed to it."""


class Peer(Protocol):
    """A place where one file of code runs, call by call."""

    @property
    def lines(self) -> Sequence[str]:
        """The lines of the file, to describe exceptions with."""

    @property
    def printed(self) -> str:
        """What the code has printed so far, capped."""

    @property
    def isolation(self) -> Mapping[str, str]:
        """Which fences really stand: `files`, `network`, `processes`, `memory`, `user`, and their `level`."""

    @property
    def alive(self) -> bool:
        """Whether it can still answer."""

    def restart(self) -> bool:
        """Replace what has died and load the file again; False if that's impossible. Raises what `load` raises."""

    def load(self, source: bytes | None = None) -> None:
        """Run the top level of the file, or of `source` if it waits for one. Raises BrokenFile, TimedOut or Died."""

    def request(self, body: bytes, answer: Answer) -> tuple[bytes, float]:
        """Send one request; return the answer and the seconds that the code itself took.

        Raises TimedOut, Died or Refused.
        """

    def close(self) -> None:
        """End it, leaving nothing running."""

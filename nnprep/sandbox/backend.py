"""What the two places where code is run have in common: the parent, for the reference, and the child."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

Answer = Callable[[bytes], bytes]
"""Answers the code under test when it calls a function that it was given."""


class Peer(Protocol):
    """A place where one file of code is run, call by call."""

    @property
    def lines(self) -> Sequence[str]:
        """The lines of the file, for what is said about an exception."""

    @property
    def printed(self) -> str:
        """What the code has printed so far, capped."""

    @property
    def isolation(self) -> Mapping[str, str]:
        """Which fence really stands: `files`, `network`, `processes`, `memory`, `user` and the like."""

    @property
    def alive(self) -> bool:
        """Whether it can still be asked."""

    def restart(self) -> bool:
        """Replace what has died and load the file again; False where that cannot be done. Raises as `load`."""

    def load(self, source: bytes | None = None) -> None:
        """Run the top level of the file, of `source` where it waits for one. Raises BrokenFile, TimedOut or Died."""

    def request(self, body: bytes, answer: Answer) -> tuple[bytes, float]:
        """Send one request; return the answer and the seconds that the code itself took.

        Raises TimedOut, Died or Refused.
        """

    def close(self) -> None:
        """End it; nothing of it is left running."""

"""Answers that were right before: a check that saw them isn't run again for each submission that gives the same.

A check is decided by its seed and by the answers. So where its requests are known, and the answers are bit for bit
those of a submission that passed it, it passes: in a class, most right answers are such. Nothing is kept but digests of
answers that passed, and nothing else is concluded from them.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from nnprep.grading.rehearsal import Rehearsed, remember
from nnprep.sandbox.child.executor import GOING_ON
from nnprep.sandbox.functions import Functions
from nnprep.sandbox.parent.bundles import BundlingPeer, Series
from nnprep.sandbox.wire.format import LENGTH
from nnprep.sandbox.wire.framing import bundled

MOST = 10_000
"""Digests that are kept for one check."""


class KnownAnswers:
    """Answers to the checks of one answer key, in their order."""

    def __init__(self, rehearsed: Sequence[Rehearsed], earlier: Sequence[Rehearsed] = ()) -> None:
        self.rehearsed, self.earlier = rehearsed, earlier
        self._right: list[set[bytes]] = [set() for _ in rehearsed]

    @property
    def series(self) -> list[Series]:
        """The known requests of each check."""
        return [each.series for each in self.rehearsed]

    def recognition(self, f: Functions) -> Recognition:
        """Return what knows the answers of one submission, whose requests are sent together."""
        assert isinstance(f.peer, BundlingPeer)
        return Recognition(self, f, f.peer)

    def are_right(self, number: int, digest: bytes) -> bool:
        """Return whether a check passed with these answers before."""
        return digest in self._right[number]

    def learn(self, number: int, digest: bytes) -> None:
        """Remember that a check passed with these answers."""
        if len(self._right[number]) < MOST:
            self._right[number].add(digest)


class Recognition:
    """The answers of one submission, as far as they are known to be right."""

    def __init__(self, known: KnownAnswers, f: Functions, peer: BundlingPeer) -> None:
        self._known, self._f, self._peer = known, f, peer
        remember(f, known.earlier)
        self._calls, self._journal = f.calls, f.journal
        self._digests: dict[int, bytes] = {}
        """Of the answers to checks that are run."""
        self._end = 0
        """How many requests will have come after the check that is run, if they are the known ones."""
        self._passed: dict[int, tuple[list[bytes], int, int, set[tuple[str, str]]]] = {}
        """Answers to checks that weren't run, and how many calls and requests, and which methods came before."""

    def passes(self, number: int) -> bool:
        """Return whether the next check needn't be run, and go on behind it then. Raises Diverged."""
        answers = self._peer.answers(number)
        if answers is None or not answers[-1].startswith(GOING_ON, 2 * LENGTH.size):
            return False  # what was raised also tells lines of the file
        digest = sha256(bundled(answers)).digest()
        if not self._known.are_right(number, digest):
            self._digests[number] = digest
            self._end = self._peer.asked + len(answers)
            return False
        f, (_, calls, journal, methods) = self._f, self._known.rehearsed[number]
        self._passed[number] = answers, len(f.calls), len(f.journal), set(f.methods)
        self._peer.pass_over(number)
        f.calls += calls
        f.journal += journal
        f.methods |= methods
        return True

    def ran(self, number: int) -> None:
        """Forget the answers to a check that has asked for more, or less, than is known: others decided it too."""
        if self._peer.asked != self._end:
            self._digests.pop(number, None)

    def learn(self, number: int) -> None:
        """Remember that a check passed, if it was run and only known requests decided that."""
        if number in self._digests:
            self._known.learn(number, self._digests[number])

    def run_after_all(self, number: int) -> bool:
        """Rewind to a check that was skipped, so that it can be run now; False if it was run already."""
        if number not in self._passed:
            return False
        answers, calls, journal, methods = self._passed.pop(number)
        f = self._f
        f.calls, f.journal, f.methods = self._calls[:calls], self._journal[:journal], methods
        self._peer.repeat(number, answers)
        return True

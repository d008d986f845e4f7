"""No file passes that was made to pass, by someone who has read the stub and the checks, without being right."""

from __future__ import annotations

import pytest

from nnprep.content.exercises import Severity
from nnprep.content.library import find_exercise
from nnprep.grading.answer_key import AnswerKey, answer_key
from nnprep.grading.outcome import outcome_of
from nnprep.grading.report import Status
from nnprep.sandbox.functions import Functions
from nnprep.sandbox.local import LocalPeer
from tests.checks.cheats import CHANCY, CHEATS, UNSEEN, Cheat, source_of

KEYS: dict[tuple[str, int], AnswerKey] = {}


def refused(cheat: Cheat, seed: int) -> bool:
    """Return whether a core check fails."""
    exercise = find_exercise(cheat.exercise)
    key = KEYS.setdefault((cheat.exercise, seed), answer_key(exercise, seed))
    peer = LocalPeer(source_of(cheat))
    peer.load()
    f = Functions(peer)
    core = (check for check in key.checks if check.severity is Severity.CORE)
    return any(
        outcome_of(check, exercise, key.expected[check.name], check.trace(f, seed)).status
        is not Status.PASSED
        for check in core
    )


@pytest.mark.parametrize(
    "cheat",
    [
        pytest.param(cheat, marks=() if number % 9 == 0 else pytest.mark.proof)
        for number, cheat in enumerate(CHEATS)
    ],
    ids=lambda cheat: f"{cheat.target}: {cheat.right}"[:60],
)
def test_cheats_are_refused(cheat: Cheat) -> None:
    """Each is refused, whatever the seed."""
    assert [seed for seed in (1, 2, 3) if not refused(cheat, seed)] == []


@pytest.mark.proof
@pytest.mark.parametrize("cheat", CHANCY, ids=lambda cheat: f"{cheat.target}: {cheat.right}"[:60])
def test_chancy_cheats_are_refused_sooner_or_later(cheat: Cheat) -> None:
    """What is wrong for few sizes only is refused by some of ten seeds."""
    assert any(refused(cheat, seed) for seed in range(1, 11))


@pytest.mark.proof
def test_what_is_still_accepted() -> None:
    """At most five of all the cheats ever pass; the others are right for more than a run of checks can ask."""
    assert len(CHEATS) + len(CHANCY) > 60
    assert len(UNSEEN) + len(CHANCY) <= 5
    assert not any(refused(cheat, 1) for cheat in UNSEEN)

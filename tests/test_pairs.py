"""Two mistakes at once: never named as a single other one."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from nnprep.checks.api import Check, load_checks
from nnprep.checks.trace import Trace
from nnprep.content.edits import edited, overlap, span
from nnprep.content.exercise_index import exercise_ids
from nnprep.content.exercises import Severity
from nnprep.content.library import find_exercise
from nnprep.content.yaml.mistake_reader import load_mistakes
from nnprep.grading.diagnosis.diagnose import diagnose
from nnprep.grading.diagnosis.replays import Traces
from nnprep.grading.reference import reference_text
from nnprep.sandbox.direct import WatchedFunctions
from nnprep.sandbox.local import LocalPeer

SEED = 17
SAMPLE = 8
"""Pairs drawn for each exercise."""


def traces(source: str, checks: tuple[Check, ...]) -> dict[str, Trace]:
    peer = LocalPeer(source)
    peer.load()
    f = WatchedFunctions(peer)
    return {check.name: check.trace(f, SEED) for check in checks}


def same(seen: dict[str, Trace], others: dict[str, Trace], checks: tuple[Check, ...]) -> bool:
    """Return whether two files did the same in all core checks."""
    return all(
        others[check.name].reproduces(seen[check.name], check.tolerance)
        for check in checks
        if check.severity is Severity.CORE
    )


@pytest.mark.proof
@pytest.mark.parametrize("id", exercise_ids())
def test_pair_is_never_named_as_another_mistake(id: str) -> None:
    """A pair is named as itself, as something that it contains if the rest has no visible effect, or not at all."""
    exercise = find_exercise(id)
    checks = load_checks(exercise)
    reference = reference_text(exercise)
    mistakes = load_mistakes(exercise)
    core = [mistake for mistake in mistakes if mistake.severity is Severity.CORE]
    known = {edited(reference, mistake.edits) for mistake in core}  # two can be known as one mistake, too
    spans = {mistake.id: [span(reference, edit) for edit in mistake.edits] for mistake in core}
    possible = [
        (one, other)
        for one, other in combinations(core, 2)
        if not overlap(spans[one.id], spans[other.id])
        and edited(reference, [*one.edits, *other.edits]) not in known
    ]
    drawn = random.Random(SEED).sample(possible, min(SAMPLE, len(possible)))
    expected = traces(reference, checks)
    replayed: Traces = {}
    named = judged = 0
    for one, other in drawn:
        both = edited(reference, [*one.edits, *other.edits])
        seen = traces(both, checks)
        if not same(seen, traces(both, checks), checks):
            continue  # it draws without a seed, and nobody can say what it returns
        judged += 1
        failing = [
            check.name
            for check in checks
            if not expected[check.name].reproduces(seen[check.name], check.tolerance)
        ]
        found = (
            diagnose(reference, mistakes, checks, SEED, expected, seen, failing, replayed) if failing else ()
        )
        singles = {diagnosis.mistakes[0] for diagnosis in found if len(diagnosis.mistakes) == 1}
        whole = any(set(diagnosis.mistakes) == {one.id, other.id} for diagnosis in found)
        # One may hide the other, and then there is nothing else to name.
        alone = [each for each in (one, other) if each.id in singles]
        named += whole or any(
            same(seen, traces(edited(reference, each.edits), checks), checks) for each in alone
        )

        # One mistake may be a part of another: its edits are among those that were made.
        made = {each.id for each in core if {*each.edits} <= {*one.edits, *other.edits}}
        assert not singles or singles & made, (one.id, other.id, singles)
    # Of 160 pairs in four exercises 137 were named, but which eight are drawn changes with every new mistake.
    assert named >= 0.5 * judged, f"{named} of {judged} pairs were named"

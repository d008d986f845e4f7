"""Which exercise functions and classes belong to, by their names."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from nnprep.content.exercise_finder import exercise_id, find_exercise
from nnprep.content.exercise_index import exercise_ids
from nnprep.content.exercises import Exercise
from nnprep.content.library import load_exercises
from nnprep.errors import UsageError
from nnprep.practice.submissions import MARK


def functions_of(exercise: Exercise) -> tuple[str, ...]:
    """Return the names that a solution defines at its top level."""
    return tuple(dict.fromkeys(each.name.partition(".")[0] for each in exercise.functions))


def marked(source: bytes) -> str | None:
    """Return the exercise that the first line of a source names; None if there is no such line."""
    match = MARK.match(source.lstrip().partition(b"\n")[0].strip())
    return match[1].decode() if match else None


def exercise_of(names: Collection[str]) -> Exercise:
    """Return the exercise that asks for functions of these names; raises UsageError if none or several do.

    If several ask for as many of them, the one that asks for nothing else is meant.
    """
    shares = {each: len({*functions_of(each)} & {*names}) for each in load_exercises([])}
    most = max(shares.values(), default=0)
    fitting = [each for each, share in shares.items() if share == most and share > 0]
    whole = [each for each in fitting if {*functions_of(each)} <= {*names}]
    for among in (fitting, whole):
        if len(among) == 1:
            return among[0]
    ids = [exercise_id(name) for name in names]
    named = {id for id in ids if id is not None and (not fitting or id in {each.id for each in fitting})}
    if len(named) == 1:
        return find_exercise(named.pop())
    raise UsageError(several(names, fitting) if fitting else unknown(names))


def several(names: Iterable[str], exercises: Iterable[Exercise]) -> str:
    """Return what to say when several exercises ask for a name."""
    ids = [each.id for each in exercises]
    return SEVERAL.format(names=", ".join(names), ids=", ".join(ids), id=ids[0])


def unknown(names: Iterable[str]) -> str:
    """Return what to say when no exercise asks for any of the names."""
    return UNKNOWN.format(names=", ".join(names) or "what you passed", ids=", ".join(exercise_ids()))


SEVERAL = 'Several exercises ask for {names}: {ids}. Say which, for example exercise="{id}".'
UNKNOWN = 'No exercise asks for {names}. Say which one you mean with exercise="NAME". Valid names: {ids}.'

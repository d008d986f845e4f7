"""Which hint comes next: one step further for the part that fails, and the history remembers it."""

from __future__ import annotations

from nnprep.content.exercises import Exercise, Part
from nnprep.content.yaml.mistake_reader import load_mistakes
from nnprep.errors import UnknownNameError
from nnprep.learner.attempts import belonging, record_of
from nnprep.learner.history.events import EventKind
from nnprep.learner.history.log import History
from nnprep.named_tuple import NamedTuple
from nnprep.practice.failing_part import failing_part
from nnprep.practice.submissions import Target


class Hint(NamedTuple):
    """One hint for one part."""

    part: Part
    step: int
    """Which of the part's hints, counted from 1."""
    new: bool
    """False when it was taken before, and is shown again."""


def next_hint(
    history: History, exercise: Exercise, target: Target | None, part_id: str | None, *, again: bool = False
) -> Hint | None:
    """Return the next hint for a part (the first that fails, unless `part_id` names one) and record it.

    Of a debugging file that was handed out with the place of its mistake, the hints are about that mistake.
    With `again`, return the last one that was taken, if any. None if nothing fails. Raises UnknownNameError for a
    part, and UsageError if the file can't be read.
    """
    known = [part.id for part in exercise.parts]
    if part_id is not None and part_id not in known:
        raise UnknownNameError(f"part of {exercise.id}", part_id, known)
    failing = failing_part(exercise, target, history, part_id)
    if failing.part is None:
        return None
    subject = target.subject if target else exercise.id
    part = next(each for each in exercise.parts if each.id == failing.part)
    if target and target.debug:
        part = part._replace(hints=mistake_hints(history, target, failing.handout) or part.hints)
    taken = record_of(history, subject, failing.handout).hints.get(part.id, 0)
    step = taken if again and taken else min(taken + 1, len(part.hints))
    if step > taken:
        handout = {"handout": failing.handout} if failing.handout else {}
        history.append(EventKind.HINT, subject, {"part": part.id, "step": step, **handout})
    return Hint(part, step, new=step > taken)


def mistake_hints(history: History, target: Target, handout: str) -> tuple[str, ...]:
    """Return hints for the mistake in a debugging file: where it is, and what; none if the history doesn't know."""
    starts = belonging(history.events(EventKind.START, target.subject), handout)
    facts = starts[-1].data if starts else {}
    if not (facts.get("line") and facts.get("lines")):
        return ()
    among = "\n".join(f"    {line}" for line in facts["lines"].splitlines())
    known = load_mistakes(target.exercise)
    said = [each.say for each in known if facts.get("mistake") in (each.id, *each.spellings)]
    changed = [line.strip() for line in facts["line"].splitlines()]
    here = "\n".join(f"    {line}" for line in changed)
    several = len(changed) > 1
    return (f"{SEVERAL if several else AMONG}\n{among}", f"{EACH if several else HERE}\n{here}", *said)


AMONG = "The mistake is in one of these lines:"
SEVERAL = "The mistake changed several of these lines:"
EACH = "The mistake changed each of these lines:"
HERE = "The mistake is here:"

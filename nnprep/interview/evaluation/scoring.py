"""The scorecard: six numbers, each a share of what could be earned, and the evidence that adds up to it."""

from __future__ import annotations

from collections.abc import Iterator

from nnprep.errors import plural
from nnprep.interview.judgements import follow_up_share, has_evidence, is_named, point_judgement
from nnprep.interview.kinds import COUNTING, Dimension, FollowUpKind, Manner, PartKind
from nnprep.interview.progress import Answer, Judgement, Place, Progress
from nnprep.interview.report import Evidence, Score

MUST, MORE = 2.0, 1.0
"""What a required key point is worth, and any other."""
NUDGED = 0.5
"""What is left of a point's worth if it came only after a follow-up."""
FIXED, NAMED = 2.0, 1.0
"""What fixing a planted mistake is worth, and naming it."""
TYPING = 3.0
"""How many times longer typing may take than speaking: some 50 words a minute, not 150."""
LATE = 1.5
"""Times the target up to which an answer is late and not much too late."""
ENOUGH = 0.5
"""The share of an answer's worth from which its time says anything: a quick guess isn't pace."""
CARDS = (PartKind.WARM_UP, PartKind.DEPTH, PartKind.DESIGN)


def scorecard(progress: Progress) -> tuple[Score, ...]:
    """Return all six dimensions; one without evidence has no number."""
    evidence: dict[Dimension, list[Evidence]] = {dimension: [] for dimension in Dimension}
    for dimension, each in all_evidence(progress):
        evidence[dimension].append(each)
    return tuple(
        Score(dimension=d, number=number(each), evidence=tuple(each)) for d, each in evidence.items()
    )


def number(evidence: list[Evidence]) -> int | None:
    """Return what was earned as a share of what could be earned, from 0 to 100; None without evidence."""
    if not evidence:
        return None
    return round(100 * sum(each.earned for each in evidence) / sum(each.of for each in evidence))


def overall(scores: tuple[Score, ...]) -> int | None:
    """Return the mean of the numbers there are; None if there are none."""
    numbers = [score.number for score in scores if score.number is not None]
    return round(sum(numbers) / len(numbers)) if numbers else None


def all_evidence(progress: Progress) -> Iterator[tuple[Dimension, Evidence]]:
    """Yield every piece of evidence with the dimension it belongs to, in the order of the interview."""
    for part, slot in enumerate(progress.agenda.slots):
        for item in range(len(slot.items)):
            said = progress.said_to(part, item)
            if not said:
                continue
            if slot.kind in CARDS:
                yield from of_card(progress, part, item)
            elif slot.kind is PartKind.WHITEBOARD:
                yield from of_whiteboard(progress, part, item)
            elif slot.kind is PartKind.CODING:
                yield from of_code(progress, part, Dimension.CODING)
            elif slot.kind is PartKind.DEBUGGING and slot.items[item].task is not None:
                yield from of_debugging(progress, part)


def of_card(progress: Progress, part: int, item: int) -> Iterator[tuple[Dimension, Evidence]]:
    """Yield what the answers to a card and its follow-ups say."""
    question, said = progress.agenda.item((part, item)), progress.said_to(part, item)
    skipped = said[0].manner is Manner.SKIPPED
    if question.points and has_evidence(progress, part, item):
        judgements = [point_judgement(progress, part, item, n) for n in range(len(question.points))]
        worth = [MUST if point.must else MORE for point in question.points]
        earned = sum(
            each * (NUDGED if judgement.nudged else 1.0)
            for each, judgement in zip(worth, judgements, strict=True)
            if judgement.status in COUNTING
        )
        counts = [judgement.status in COUNTING for judgement in judgements]
        sentence = "Skipped." if skipped else points_sentence(progress, part, item, counts)
        yield Dimension.FUNDAMENTALS, evidence(sentence, part, item, earned, sum(worth))
        if earned >= ENOUGH * sum(worth):
            yield Dimension.PACE, pace(said[0], question.target_seconds, part, item)
    for answer in said[1:]:
        share = follow_up_share(progress, answer.place)
        if answer.manner is Manner.SKIPPED:
            yield Dimension.DEPTH, evidence("A follow-up was skipped.", part, item, 0.0, 1.0)
        elif share is not None:
            own = (answer.place, 0) in progress.corrections
            yield (
                Dimension.DEPTH,
                evidence(follow_up_sentence(answer, share, own=own), part, item, share, 1.0),
            )


def points_sentence(progress: Progress, part: int, item: int, counts: list[bool]) -> str:
    """Return how many key points were said."""
    points = progress.agenda.item((part, item)).points
    musts = [count for count, point in zip(counts, points, strict=True) if point.must]
    text = f"{sum(counts)} of {plural(len(counts), 'key point')}, {sum(musts)} of {len(musts)} required"
    nudged = sum(point_judgement(progress, part, item, n).nudged for n in range(len(points)))
    text += f", {nudged} after a nudge (half)" if nudged else ""
    granted = sum(place == Place(part, item) for place, _ in progress.granted)
    text += f", {granted} granted by a model" if granted else ""
    own = any(key[0] == Place(part, item) and key not in progress.granted for key in progress.corrections)
    return f"{text}{', by your own account' if own else ''}."


def follow_up_sentence(answer: Answer, share: float, *, own: bool) -> str:
    """Return how well a follow-up was answered, and who says so."""
    how = {0.0: "not answered", 0.5: "half answered", 1.0: "answered"}.get(share, f"answered to {share:.0%}")
    kind = "A nudge" if answer.kind is FollowUpKind.NUDGE else "A follow-up"
    return f"{kind} was {how}{', by your own account' if own else ''}."


def of_whiteboard(progress: Progress, part: int, item: int) -> Iterator[tuple[Dimension, Evidence]]:
    """Yield whether a number, a shape or a gradient was right."""
    answer = progress.said_to(part, item)[0]
    question = progress.agenda.item((part, item))
    what = question.subject.removeprefix("drill ")
    if answer.manner is Manner.SKIPPED:
        yield Dimension.MATHEMATICS, evidence(f"Skipped: {what}.", part, item, 0.0, 1.0)
    elif answer.right is not None:
        how = "right" if answer.right else f"wrong: {answer.remark}".rstrip(".")
        yield Dimension.MATHEMATICS, evidence(f"{what}: {how}.", part, item, float(answer.right), 1.0)
        if answer.right:
            yield Dimension.PACE, pace(answer, question.target_seconds, part, item, typing=1.0)


def of_code(
    progress: Progress, part: int, dimension: Dimension, worth: float | None = None
) -> Iterator[tuple[Dimension, Evidence]]:
    """Yield how many hidden checks the code passed, if they could be run; `worth` scales them."""
    answer = progress.said_to(part, 0)[0]
    question = progress.agenda.slots[part].items[0]
    judgement = progress.judgements.get(part)
    if answer.manner is Manner.SKIPPED:
        yield dimension, evidence("The task was skipped.", part, None, 0.0, worth or 1.0)
    elif judgement is not None and was_judged(judgement):
        total = max(1, judgement.total)
        share = judgement.passed / total
        sentence = f"{judgement.passed} of {plural(judgement.total, 'hidden check')} passed."
        if not judgement.total:
            sentence = f"The code couldn't be run: {judgement.status}."
        of = worth or float(total)
        yield dimension, evidence(sentence, part, None, share * of, of)
        if share == 1.0:
            yield Dimension.PACE, pace(answer, question.target_seconds, part, None, typing=1.0)


def was_judged(judgement: Judgement) -> bool:
    """Return whether the checks say anything about the code."""
    return judgement.status != "not-judged"


def of_debugging(progress: Progress, part: int) -> Iterator[tuple[Dimension, Evidence]]:
    """Yield whether the planted mistake was fixed, and whether it was named."""
    judgement = progress.judgements.get(part)
    answer = progress.said_to(part, 0)[0]
    if judgement is not None and was_judged(judgement) and answer.manner is not Manner.SKIPPED:
        fixed = judgement.status == "passed"
        sentence = "The mistake is fixed." if fixed else "The mistake isn't fixed."
        yield Dimension.DEBUGGING, evidence(sentence, part, None, FIXED * fixed, FIXED)
        if fixed:
            target = progress.agenda.slots[part].items[0].target_seconds
            yield Dimension.PACE, pace(answer, target, part, None, typing=1.0)
    elif answer.manner is Manner.SKIPPED:
        yield Dimension.DEBUGGING, evidence("The task was skipped.", part, None, 0.0, FIXED)
    named = is_named(progress, part)
    if named is not None:
        sentence = "You named the mistake." if named else "You named a different mistake."
        yield Dimension.DEBUGGING, evidence(sentence, part, None, NAMED * named, NAMED)


def pace(answer: Answer, target: int, part: int, item: int | None, *, typing: float = TYPING) -> Evidence:
    """Return how the time for an answer compares with its target; only answers that are good enough are timed."""
    typed = answer.manner is Manner.TYPED and typing != 1.0
    limit = target * (typing if answer.manner is Manner.TYPED else 1.0)
    earned = 1.0 if answer.seconds <= limit else 0.5 if answer.seconds <= LATE * limit else 0.0
    note = f", {typing:g} times that for typing" if typed else ""
    return evidence(f"{answer.seconds:.0f} s; the target is {target} s{note}.", part, item, earned, 1.0)


def evidence(sentence: str, part: int, item: int | None, earned: float, of: float) -> Evidence:
    """Return a piece of evidence; part and item count from 0, and the whole part has no item."""
    question = "" if item is None else f"{part + 1}.{item + 1}"
    return Evidence(sentence=sentence, part=part + 1, question=question, earned=earned, of=of)

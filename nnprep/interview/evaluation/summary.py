"""What an interview amounts to in sentences, what a program can't judge, and what to practise next."""

from __future__ import annotations

from nnprep.errors import joined
from nnprep.interview.judgements import has_evidence, point_judgement
from nnprep.interview.kinds import COUNTING, Dimension, Manner, PartKind
from nnprep.interview.progress import Progress
from nnprep.interview.report import NextStep, Score

ENOUGH = 3
"""Dimensions with evidence that a verdict takes at least."""
VERDICTS = (
    (80, "yes, on this evidence"),
    (65, "leaning toward yes"),
    (50, "undecided"),
    (35, "leaning toward no"),
    (0, "not yet"),
)
"""The least overall number -> what it amounts to."""
STRONG, WEAK = 75, 50
MOST_STEPS = 5
LIMITS = (
    "A program heard key words, ran checks and compared numbers. It can't judge how clearly you explain, whether you"
    " ask good questions, how you react to a hint, or whether people would like to work with you.",
    "It may have missed a point that you put in other words, or heard one that you didn't mean. After the"
    " last question, before this report, a number key corrects that, and the scores follow.",
)


def verdict(overall: int | None, scores: tuple[Score, ...]) -> str:
    """Return what the numbers amount to in a few words; without enough of them, that there is no verdict."""
    if overall is None or sum(score.number is not None for score in scores) < ENOUGH:
        return "no verdict: too little evidence"
    return next(words for least, words in VERDICTS if overall >= least)


def summary(progress: Progress, scores: tuple[Score, ...]) -> tuple[str, ...]:
    """Return what was strong and weak, what there is no evidence for, and what a program can't judge."""
    rated = sorted(
        (score for score in scores if score.number is not None), key=lambda each: -(each.number or 0)
    )
    strong = [named(each) for each in rated if (each.number or 0) >= STRONG]
    weak = [named(each) for each in reversed(rated) if (each.number or 0) < WEAK]
    none = [str(score.dimension) for score in scores if score.number is None]
    sentences = []
    if strong:
        sentences.append(f"Strong: {joined(strong)}.")
    if weak:
        sentences.append(f"Weak: {joined(weak)}.")
    if none:
        sentences.append(f"No evidence for {joined(none)}, so no number.")
    if not progress.finished:
        sentences.append("The interview ended early; only what was asked counts.")
    aloud = sum(
        answer.manner is Manner.ALOUD
        and not answer.place.follow
        and not has_evidence(progress, *place.question)
        for place, answer in progress.answers.items()
    )
    if aloud:
        answers = "An answer" if aloud == 1 else f"{aloud} answers"
        sentences.append(f"{answers} said aloud can't be judged, unless you tick what you said.")
    return (*sentences, *LIMITS)


def named(score: Score) -> str:
    """Return a dimension with its number."""
    return f"{score.dimension} ({score.number})"


def next_steps(progress: Progress, scores: tuple[Score, ...]) -> tuple[NextStep, ...]:
    """Return what to practise next: what went wrong first, then the weakest dimensions."""
    steps: dict[str, str] = {}
    for part, slot in enumerate(progress.agenda.slots):
        for number, item in enumerate(slot.items):
            said = progress.said_to(part, number)
            if not said:
                continue
            skipped = said[0].manner is Manner.SKIPPED
            if item.points and has_evidence(progress, part, number):
                missed = sum(
                    point.must and point_judgement(progress, part, number, n).status not in COUNTING
                    for n, point in enumerate(item.points)
                )
                if skipped or missed:
                    why = "skipped" if skipped else "a required point was missing"
                    steps.setdefault(f"nnprep explain {item.subject}", f"{part + 1}.{number + 1}: {why}")
            elif item.exact is not None and not said[0].right:
                steps.setdefault(
                    f"nnprep {item.subject}", f"{part + 1}.{number + 1}: {'skipped' if skipped else 'wrong'}"
                )
            elif item.task is not None:
                judgement = progress.judgements.get(part)
                debug = " --debug" if slot.kind is PartKind.DEBUGGING else ""
                if skipped or (judgement is not None and judgement.status not in ("passed", "not-judged")):
                    what = "the mistake isn't fixed" if debug else "checks failed"
                    command = f"nnprep exercise {item.task.exercise}{debug}"
                    steps.setdefault(command, f"part {part + 1}: {'skipped' if skipped else what}")
    if any(
        each.dimension is Dimension.PACE and each.number is not None and each.number < WEAK for each in scores
    ):
        steps.setdefault("nnprep quiz", "answers took longer than an interviewer would wait")
    steps.setdefault("nnprep interview", "the next one asks other questions")
    *first, last = steps.items()
    return tuple(NextStep(command=command, why=why) for command, why in [*first[: MOST_STEPS - 1], last])

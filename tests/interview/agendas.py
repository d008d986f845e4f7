"""An agenda with every kind of part and question, small enough for thousands of sessions."""

from __future__ import annotations

from nnprep.interview.agenda import Agenda, Exact, Further, Item, PlannedPoint, Slip, Slot, Task
from nnprep.interview.kinds import PartKind

POINTS = (
    PlannedPoint(
        "The chain rule is applied backwards.",
        True,
        ("chain rule", "backwards"),
        "By which rule?",
        "The chain rule.",
    ),
    PlannedPoint(
        "Activations are kept.", True, ("kept", "stored"), "What has to stay in memory?", "The activations."
    ),
    PlannedPoint("It costs two forward passes.", False, ("twice", "two forward")),
)
FURTHER = (
    Further(
        "What does it cost in memory?",
        "The activations of every layer stay in memory until the backward pass.",
    ),
    Further(
        "Why not forward mode?", "Forward mode takes one pass for each parameter, and there are millions."
    ),
)
EXACT = Exact(answer=899, tolerance=0.0, slips=(Slip(832, "you forgot the biases"),))
TASK = Task(
    exercise="mean-squared-error",
    title="Mean squared error",
    summary="The mean squared error and its gradient.",
    parts=(),
    titles=("the loss",),
    functions=("loss",),
)


def card(name: str, most: int) -> Item:
    """Return a question with three key points and at most so many follow-ups."""
    return Item(
        name,
        "losses",
        f"What is {name}?",
        60,
        model_answer="It is.",
        points=POINTS,
        further=FURTHER,
        most=most,
    )


def agenda() -> Agenda:
    """Return an agenda of seven parts."""
    planted = TASK._replace(mistake="sum-instead-of-mean", mistake_say="The loss is a sum.")
    return Agenda(
        level="mid",
        minutes=45,
        seed=7,
        focus=("losses",),
        date="2026-11-29T10:15:00+01:00",
        slots=(
            Slot(PartKind.WARM_UP, "Warm-up", 240, (card("one", 0), card("two", 0))),
            Slot(PartKind.DEPTH, "A concept in depth", 360, (card("three", 3),)),
            Slot(
                PartKind.WHITEBOARD,
                "At the whiteboard",
                120,
                (
                    Item(
                        "drill mlp",
                        "",
                        "How many?",
                        60,
                        model_answer="899, because (10+1)·64 + 65·3",
                        exact=EXACT,
                    ),
                ),
            ),
            Slot(PartKind.CODING, "Coding", 600, (Item(TASK.exercise, "", TASK.summary, 600, task=TASK),)),
            Slot(
                PartKind.DEBUGGING,
                "Debugging",
                480,
                (
                    Item(TASK.exercise, "", "Find the mistake.", 390, task=planted),
                    Item(
                        TASK.exercise, "", "What was it?", 90, model_answer="The loss is a sum.", guess=True
                    ),
                ),
            ),
            Slot(PartKind.DESIGN, "A design question", 300, (card("four", 2),)),
            Slot(PartKind.QUESTIONS, "Your questions", 120, (Item("", "", "What would you ask?", 60),)),
        ),
    )

"""Which parts an interview has, and how long each takes, by level and time."""

from __future__ import annotations

from enum import StrEnum

from nnprep.interview.agenda import Slot
from nnprep.interview.kinds import PartKind


class Seniority(StrEnum):
    """For which position the interview is."""

    JUNIOR = "junior"
    MID = "mid"
    SENIOR = "senior"


SHARES = {
    Seniority.JUNIOR: {
        PartKind.WARM_UP: 3,
        PartKind.DEPTH: 4,
        PartKind.WHITEBOARD: 3,
        PartKind.CODING: 8,
        PartKind.QUESTIONS: 2,
    },
    Seniority.MID: {
        PartKind.WARM_UP: 4,
        PartKind.DEPTH: 6,
        PartKind.WHITEBOARD: 5,
        PartKind.CODING: 15,
        PartKind.DEBUGGING: 8,
        PartKind.DESIGN: 5,
        PartKind.QUESTIONS: 2,
    },
    Seniority.SENIOR: {
        PartKind.WARM_UP: 4,
        PartKind.DEPTH: 8,
        PartKind.WHITEBOARD: 6,
        PartKind.CODING: 20,
        PartKind.DEBUGGING: 10,
        PartKind.DESIGN: 9,
        PartKind.QUESTIONS: 3,
    },
}
"""How the time is shared, in minutes of an interview of 20, 45 and 60."""
LEAST = {
    PartKind.WARM_UP: 1.5,
    PartKind.DEPTH: 2.0,
    PartKind.WHITEBOARD: 1.5,
    PartKind.CODING: 5.0,
    PartKind.DEBUGGING: 4.0,
    PartKind.DESIGN: 2.5,
    PartKind.QUESTIONS: 0.5,
}
"""Minutes below which a part isn't worth beginning; its time goes to the others."""
USUAL = {Seniority.JUNIOR: 20, Seniority.MID: 45, Seniority.SENIOR: 60}
"""Minutes of an interview."""
SHORTEST, LONGEST = 5, 180
"""Minutes that an interview may take."""
TITLES = {
    PartKind.WARM_UP: "Warm-up",
    PartKind.DEPTH: "A concept in depth",
    PartKind.WHITEBOARD: "At the whiteboard",
    PartKind.CODING: "Coding",
    PartKind.DEBUGGING: "Debugging",
    PartKind.DESIGN: "A design question",
    PartKind.QUESTIONS: "Your questions",
}


def empty_slots(level: Seniority, minutes: int) -> tuple[Slot, ...]:
    """Return the parts of an interview in order, with their times and without questions."""
    shares = dict(SHARES[level])
    while True:
        total = sum(shares.values())
        short = [kind for kind, share in shares.items() if minutes * share / total < LEAST[kind]]
        if not short:
            break
        # The largest first: without it, there may be time for the others.
        del shares[max(short, key=lambda kind: LEAST[kind])]
    return tuple(
        Slot(kind=kind, title=TITLES[kind], seconds=round(60 * minutes * share / total))
        for kind, share in shares.items()
    )

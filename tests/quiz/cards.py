"""Cards made up for tests."""

from __future__ import annotations

from pathlib import Path

from nnprep.content.cards import Card, FollowUp, KeyPoint, Kind, Level, Trap


def made_up(
    id: str,
    *,
    level: Level = Level.EASY,
    topic: str = "tests",
    trap: bool = False,
    musts: tuple[bool, ...] = (True, False, False),
    practise: tuple[str, ...] = (),
) -> Card:
    """Return a card with as many key points as `musts`, and two other wordings."""
    return Card(
        id=id,
        kind=Kind.TRAP if trap else Kind.QUESTION,
        level=level,
        topic=topic,
        tags=(),
        question=f"What about {id}?",
        phrasings=(f"And {id}?", f"Tell me about {id}."),
        narrower=(),
        quick_answer="In short.",
        answer="In full.",
        key_points=tuple(
            KeyPoint(say=f"Point {n}.", cues=(f"cue {n}",), must=must) for n, must in enumerate(musts, 1)
        ),
        follow_ups=(FollowUp(question="Next?", answer="So."),),
        wrong=(),
        proof=(),
        see=(),
        practise=practise,
        target_seconds=60,
        sources=(),
        trap=Trap(claim="It is so.", verdict=False, tempting="Yes.", why_wrong="No.") if trap else None,
        path=Path("tests.yaml"),
        line=1,
    )

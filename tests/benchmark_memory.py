"""Measures the memory: `python tests/benchmark_memory.py [RUNS]`

Prints how long ten thousand reviews take to replay, whether the due dates are those of the fsrs library driven
directly, and how long the first card takes with and without that history, as ratios to P = `python -c pass`.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from nnprep.content.library import load_cards
from nnprep.learner.history.events import Event, new_id
from nnprep.learner.history.log import History
from nnprep.learner.schedule.learner_state import LearnerState, load_state, save_state
from tests.quiz.drivers import drive

REVIEWS = 10_000


def write_history(path: Path, reviews: int) -> dict[str, list[tuple[datetime, int]]]:
    """Write random reviews of all cards, over two years up to now; return them by card."""
    draw = random.Random(1)
    cards = [card.id for card in load_cards()]
    first = datetime.now(UTC) - timedelta(days=730)
    events = []
    by_card: dict[str, list[tuple[datetime, int]]] = {}
    for number in range(reviews):
        at = first + timedelta(days=729 * number / reviews)
        card, grade = draw.choice(cards), draw.choice((1, 2, 3, 3, 3, 4))
        by_card.setdefault(card, []).append((at, grade))
        data = {
            "grade": grade,
            "phrasing": number % 4,
            "seconds": 31.5,
            "target_seconds": 60,
            "graded_after": 4.2,
        }
        events.append(
            Event(
                id=new_id(),
                at=at,
                offset_minutes=0,
                kind="review",
                subject=card,
                session="00000000-0000-7000-8000-000000000000",
                version="0",
                data=data,
            )
        )
    with History.open(path) as history:
        history.insert(events)
    return by_card


def main() -> None:
    """Print the figures."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "much" / "history.sqlite3"
        by_card = write_history(path, REVIEWS)
        with History.open(path) as history:
            times = []
            for _ in range(5):
                start = time.perf_counter()
                standing = LearnerState()
                standing.catch_up(history)
                times.append(time.perf_counter() - start)
            same = sum(
                drive(reviews).due.date() == standing.memories[card].due_day
                for card, reviews in by_card.items()
                if standing.memories[card].due_at is None
            )
            days = sum(standing.memories[card].due_at is None for card in by_card)
            print(
                f"replay of {REVIEWS} reviews: {statistics.median(times):.3f} s (median of 5, budget 0.2 s)"
            )
            print(f"due days as the fsrs library driven directly: {same} of {days}")
            save_state(load_state(history), history)
        print(first_card(runs, Path(place)))


def first_card(runs: int, place: Path) -> str:
    """Return the medians of interleaved runs until the first card, with empty input."""
    nnprep = [str(Path(sys.executable).with_name("nnprep")), "quiz", "--count", "1"]
    commands = {"P": [sys.executable, "-c", "pass"], "none": nnprep, "much": nnprep, "replayed": nnprep}
    homes = {"P": "none", "none": "none", "much": "much", "replayed": "much"}
    times: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(runs + 1):
        for name, command in commands.items():
            if name == "replayed":
                (place / "much" / "standing.json").rename(place / "kept.json")
            environment = os.environ | {"NNPREP_HOME": str(place / homes[name])}
            start = time.perf_counter()
            subprocess.run(
                command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=True
            )
            if number:
                times[name].append(time.perf_counter() - start)
            if name == "replayed":
                (place / "kept.json").rename(place / "much" / "standing.json")
    p = statistics.median(times["P"])
    rows = [f"first card, medians of {runs} interleaved runs, P = {1000 * p:.1f} ms"]
    for name, label in LABELS.items():
        rows.append(f"  {label:<42} {statistics.median(times[name]) / p:5.2f} P")
    return "\n".join(rows)


LABELS = {
    "none": "without history (budget 11 P)",
    "much": f"with {REVIEWS} reviews (budget 15 P)",
    "replayed": "with them, replayed from nothing but the log",
}

if __name__ == "__main__":
    main()

"""How well typed answers are heard: precision and recall over labelled answers, tuned on one half, held out the other.

Run `python tests/benchmark_answers.py` for both halves, `--tuning` for one, and `--misses` to see what went wrong.
The answers were written from the questions alone and labelled from the key points, with no sight of the cues.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

import yaml

from nnprep.answers.key_points import listen
from nnprep.content.cards import Card
from nnprep.content.library import load_cards

ANSWERS = Path(__file__).parent / "answers" / "blind"
TUNING = ("tuning", "second_tuning")
HELD_OUT = ("held_out", "second_held_out", "third_held_out")
"""Never looked into while tuning. The second and third sets are by people who never saw a cue."""


@dataclass
class Count:
    """Key points heard, said and both."""

    heard: int = 0
    said: int = 0
    right: int = 0
    denied: int = 0
    """Points that an answer contradicts."""
    ticked_though_denied: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of the points heard that were said."""
        return self.right / self.heard if self.heard else 1.0

    @property
    def recall(self) -> float:
        """The share of the points said that were heard."""
        return self.right / self.said if self.said else 1.0


def measure(half: str) -> dict[str, Count]:
    """Return the counts of one half of the answers, for each manner of answering and in all."""
    cards = {card.id: card for card in load_cards()}
    counts: dict[str, Count] = {"all": Count()}
    for entry in yaml.safe_load((ANSWERS / f"{half}.yaml").read_text(encoding="utf-8")):
        card = cards[entry["card"]]
        numbers = {n: same_point(say, card) for n, say in enumerate(entry["points"], start=1)}
        for answer in entry["answers"]:
            said = {numbers[n] for n in answer["said"]}
            denied = {numbers[n] for n in answer["denied"]}
            found = listen(answer["text"], card)
            heard = {each.point for each in found if not each.negated}
            quotes = {each.point: each.quote for each in found}
            for count in (counts["all"], counts.setdefault(answer["manner"], Count())):
                count.heard += len(heard)
                count.said += len(said)
                count.right += len(heard & said)
                count.denied += len(denied)
                count.ticked_though_denied += len(heard & denied)
            for point in sorted(heard ^ said):
                sign = "+" if point in heard else "-"
                say = card.key_points[point].say
                where = f"{card.id}, {answer['manner']}"
                counts["all"].misses.append(f"{sign} {where}: {say} «{quotes.get(point, '')}»")
    return counts


def same_point(say: str, card: Card) -> int:
    """Return which key point was labelled, also after its wording was mended."""
    return max(
        range(len(card.key_points)), key=lambda n: SequenceMatcher(None, say, card.key_points[n].say).ratio()
    )


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--tuning", action="store_true", help="only the halves to tune on")
    options.add_argument(
        "--misses", action="store_true", help="every point heard wrongly (+) or not heard (-)"
    )
    wanted = options.parse_args()
    for half in TUNING if wanted.tuning else (*TUNING, *HELD_OUT):
        counts = measure(half)
        print(half)
        for manner, count in counts.items():
            print(
                f"  {manner:<8} precision {count.precision:.2f}  recall {count.recall:.2f}  "
                f"(heard {count.heard}, said {count.said}, right {count.right}; "
                f"denied {count.denied}, of those ticked {count.ticked_though_denied})"
            )
        if wanted.misses:
            print("\n".join(f"    {miss}" for miss in counts["all"].misses))


if __name__ == "__main__":
    main()

"""Measures how well key points are recognized in typed answers: precision, recall and denied points that are ticked.

Run `python tests/benchmark_answers.py` for all sets of answers, `--tuning` for those to tune on, and `--misses` to see
each error. The answers were written from the questions alone and labeled from the key points, without seeing a cue.
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
"""Never looked at while tuning. The second and third sets are by people who never saw a cue."""
NEW_CARDS = ("fourth_held_out",)
"""The same for twenty newer cards, whose cues nobody has tuned. Its wrong answers deny four points in five."""


@dataclass
class Count:
    """Key points that were heard, said, and both."""

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

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.heard + self.said) if self.heard or self.said else 1.0


def measure(*sets: str) -> dict[str, Count]:
    """Return the counts of some sets of answers, for each manner of answering and overall."""
    cards = {card.id: card for card in load_cards()}
    counts: dict[str, Count] = {"all": Count()}
    texts = [(ANSWERS / f"{name}.yaml").read_text(encoding="utf-8") for name in sets]
    for entry in (entry for text in texts for entry in yaml.safe_load(text)):
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
    """Return the key point that was labeled, even if its wording changed since."""
    return max(
        range(len(card.key_points)), key=lambda n: SequenceMatcher(None, say, card.key_points[n].say).ratio()
    )


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--tuning", action="store_true", help="only the sets to tune on")
    options.add_argument(
        "--misses", action="store_true", help="list every point wrongly heard (+) or missed (-)"
    )
    wanted = options.parse_args()
    singles = [(name,) for name in (TUNING if wanted.tuning else (*TUNING, *HELD_OUT, *NEW_CARDS))]
    for sets in (*singles, TUNING) if wanted.tuning else (*singles, TUNING, HELD_OUT):
        counts = measure(*sets)
        print(" + ".join(sets))
        for manner, count in counts.items():
            print(
                f"  {manner:<8} precision {count.precision:.2f}  recall {count.recall:.2f}  F1 {count.f1:.2f}  "
                f"(heard {count.heard}, said {count.said}, right {count.right}; "
                f"denied {count.denied}, of those ticked {count.ticked_though_denied})"
            )
        if wanted.misses and len(sets) == 1:
            print("\n".join(f"    {miss}" for miss in counts["all"].misses))


if __name__ == "__main__":
    main()

"""Whether a learner's guess means the mistake that is in a debugging exercise."""

from __future__ import annotations

from collections.abc import Sequence

from nnprep.answers.tokens import sentences
from nnprep.content.exercises import Mistake

STEM = 5
"""Letters by which two words are compared: `averaged` is `average`."""


def is_meant(guess: str, mistake: Mistake, all_mistakes: Sequence[Mistake]) -> bool:
    """Return whether a guess fits a mistake, and no other of the exercise better.

    A word weighs the more, the fewer mistakes speak of it: "the gradient" alone fits too many to be a guess.
    """
    said = stems(guess)
    texts = {each.id: stems(told(each)) for each in all_mistakes}
    known = {stem: sum(stem in text for text in texts.values()) for stem in said}
    weights = {stem: 1 / count for stem, count in known.items() if count}
    fits = {id: sum(weight for stem, weight in weights.items() if stem in text) for id, text in texts.items()}
    best = max(fits.values(), default=0.0)
    telling = any(known[stem] * FEW <= len(texts) + FEW for stem in said & texts[mistake.id])
    return telling and fits[mistake.id] == best


def told(mistake: Mistake) -> str:
    """Return the names of a mistake and what is said of it, as words."""
    names = " ".join((mistake.id, *mistake.spellings))
    return f"{names.replace('-', ' ').replace('_', ' ')}. {mistake.say}"


def stems(text: str) -> set[str]:
    """Return the beginnings of the words of a text that say something."""
    words = (word.text.strip("'") for sentence in sentences(text) for word in sentence)
    return {word[:STEM] for word in words if word[:1].isalnum() and word not in EMPTY}


FEW = 4
"""A telling word stands in at most about one of so many mistakes."""
EMPTY = frozenset({
    "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "code", "do", "does", "file", "for", "from",
    "has", "have", "here", "i", "in", "is", "it", "its", "line", "maybe", "mistake", "not", "of", "on", "one",
    "or", "should", "so", "somewhere", "than", "that", "the", "their", "there", "think", "this", "to", "too",
    "wrong", "was", "were", "what", "where", "which", "with", "without",
})  # fmt: skip
"""Words that name no mistake."""

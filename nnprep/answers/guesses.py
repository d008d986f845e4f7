"""Decides whether a learner's guess surely names the mistake in a debugging exercise.

It can only confirm: other words may mean the same, so a guess that isn't recognized may still be right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from nnprep.answers.tokens import sentences
from nnprep.content.exercises import Mistake

STEM = 5
"""How many letters of two words are compared: `averaged` is `average`."""


def is_meant(guess: str, mistake: Mistake, all_mistakes: Sequence[Mistake]) -> bool:
    """Return whether a guess fits a mistake, and no other mistake of the exercise better.

    A guess that quotes the code before and after the edit names it. Otherwise the fewer mistakes a word describes, the
    more it weighs: "the gradient" alone fits too many to be a guess.
    """
    if [each.id for each in all_mistakes if quotes_edit(guess, each)] == [mistake.id]:
        return True
    words = stems(guess)
    texts = {each.id: stems(description(each)) for each in all_mistakes}
    known = {stem: sum(stem in text for text in texts.values()) for stem in words}
    weights = {stem: 1 / count for stem, count in known.items() if count}
    fits = {id: sum(weight for stem, weight in weights.items() if stem in text) for id, text in texts.items()}
    best = max(fits.values(), default=0.0)
    telling = any(known[stem] * FEW <= len(texts) + FEW for stem in words & texts[mistake.id])
    return telling and fits[mistake.id] == best


def quotes_edit(guess: str, mistake: Mistake) -> bool:
    """Return whether a guess holds an expression that only the right code has, and one that only the wrong code has."""
    mine = expressions(guess)
    for edit in mistake.edits:
        right, wrong = expressions(edit.change or edit.line), expressions(edit.to)
        if mine & (right - wrong) and mine & (wrong - right):
            return True
    return False


def expressions(text: str) -> set[str]:
    """Return the names with an index or an attribute in a text, without spaces: `Z[k-1]`, `W.T`."""
    return {re.sub(r"\s", "", match) for match in re.findall(r"\w+(?:\[[^\]]*\]|\.\w+)+", text)}


def description(mistake: Mistake) -> str:
    """Return a mistake's names and explanation as words."""
    names = " ".join((mistake.id, *mistake.spellings))
    return f"{names.replace('-', ' ').replace('_', ' ')}. {mistake.say}"


@lru_cache(maxsize=1024)
def stems(text: str) -> frozenset[str]:
    """Return the first letters of each word of a text that carries meaning."""
    words = (word.text.strip("'") for sentence in sentences(text) for word in sentence)
    return frozenset(word[:STEM] for word in words if word[:1].isalnum() and word not in EMPTY)


FEW = 4
"""A telling word describes at most about one in this many mistakes."""
EMPTY = frozenset({
    "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "code", "do", "does", "file", "for", "from",
    "has", "have", "here", "i", "in", "is", "it", "its", "line", "maybe", "mistake", "not", "of", "on", "one",
    "or", "should", "so", "somewhere", "than", "that", "the", "their", "there", "think", "this", "to", "too",
    "wrong", "was", "were", "what", "where", "which", "with", "without",
})  # fmt: skip
"""Words that don't identify a mistake."""

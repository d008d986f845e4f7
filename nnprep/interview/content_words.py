"""The words of a text that say what it is about, and how many of a model answer's words an answer has."""

from __future__ import annotations

from nnprep.answers.search_terms import everyday
from nnprep.answers.terms import term
from nnprep.answers.tokens import sentences

SHORTEST = 4
"""Letters below which a word says little, unless it's a name or a sign."""
STEM = 5
"""How many letters of two words are compared: `averaged` is `average`."""
HALF, MOST = 0.25, 0.5
"""Shares of a model answer's words from which an answer counts as half right and as right."""
FEWEST = 2
"""How many of them it takes at least."""


def content_words(text: str) -> dict[str, str]:
    """Return the first letters of each word that says something -> the word, in order."""
    words: dict[str, str] = {}
    for sentence in sentences(text):
        for word in sentence:
            if len(word.text) >= SHORTEST and term(word.text) not in everyday():
                words.setdefault(word.text[:STEM], word.text)
    return words


def likeness(said: str, model_answer: str, asked: str) -> tuple[float, tuple[str, ...], int]:
    """Return how right an answer seems (0, 0.5 or 1), the words it shares with the model answer, and their number.

    Words of the question don't count: repeating it isn't answering it.
    """
    question = content_words(asked)
    model = {stem: word for stem, word in content_words(model_answer).items() if stem not in question}
    own = content_words(said)
    shared = tuple(word for stem, word in model.items() if stem in own)
    if not model or len(shared) < min(FEWEST, len(model)):
        return 0.0, shared, len(model)
    share = len(shared) / len(model)
    return (1.0 if share >= MOST else 0.5 if share >= HALF else 0.0), shared, len(model)

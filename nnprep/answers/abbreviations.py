"""What people type in a hurry, and the words that it stands for; texts and cues are read through the same table."""

from __future__ import annotations

from functools import lru_cache

from nnprep.answers.vocabulary import FIELD, HURRY, SYNONYMS


@lru_cache(maxsize=4096)
def full_words(word: str) -> tuple[str, ...]:
    """Return the words that a typed word stands for: `lr` is "learning rate", `var_b` is "variance".

    Of several words for one thing it returns the one that cues use; any other word stands for itself.
    """
    bare = word.removesuffix("'s")
    bare = bare if bare in SHORT else bare.rstrip(".")
    name = bare.partition("_")[0]
    for spelling in (bare, name if len(name) > 1 else bare):
        if spelling in SHORT:
            return tuple(SHORT[spelling].split())
        if spelling[-1:] == "s" and len(spelling) > 2 and spelling[:-1] in SHORT:
            return tuple((SHORT[spelling[:-1]] + "s").split())
    if len(word) > 5 and word.endswith(("tn", "tns")):
        return (word.replace("tn", "tion"),)  # saturatn, activatns
    return (word,)


SHORT = dict(
    entry.split(": ")
    for table in (FIELD, HURRY, SYNONYMS)
    for entry in table.strip().replace("\n", " ").split(", ")
)

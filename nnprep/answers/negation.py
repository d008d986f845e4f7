"""Finds what a sentence denies: by clause, without a grammar."""

from __future__ import annotations

from nnprep.answers.spelling import FUNCTION_WORDS, lexicon
from nnprep.answers.tokens import ARROW, Sentence
from nnprep.named_tuple import NamedTuple


class Negation(NamedTuple):
    """One negation of a sentence; positions count its words from 0."""

    place: int
    """Where it is; its first word if it has two, such as `instead of`."""
    start: int
    end: int
    """What it denies: the words from `start` up to, but without, `end`."""
    near: bool
    """Whether that's one noun phrase rather than a clause."""


def negations(sentence: Sentence) -> tuple[Negation, ...]:
    """Return the negations of a sentence, in order.

    A negated verb denies its whole clause and `no` the rest of it. `without`, `instead of` and the like deny a noun
    phrase only: "without activations any depth collapses" doesn't deny the collapse.
    """
    words = [word.text for word in sentence]
    found = []
    for place in range(len(words)):
        if not negates(words, place):
            continue
        pair = tuple(words[place : place + 2])
        start, end = place, clause_end(words, place)
        near = words[place] in NEAR or pair in PAIRS
        if words[place] == PREFIX:
            near, end = True, min(end, place + 2)
        elif near:
            end = min(end, near_end(words, place + 1 + (pair in PAIRS)))
        elif words[place] != "no" or pair[1] in AVAIL:
            start = clause_start(words, place)
        found.append(Negation(place, start, end, near))
    return tuple(found)


def negates(words: list[str], place: int) -> bool:
    """Return whether the word denies something here; `not only`, `why not`, and the no of an answer don't."""
    word, after = words[place], words[place + 1] if place + 1 < len(words) else ""
    if (word, after) in PAIRS or (word.startswith("fail") and after == "to"):
        return True
    if word in DISMISSALS and (after in {"that", "to"} or CLAIMS & set(words[:2])):
        return True
    bound = after in COMPARISONS and "than" in words[place + 2 : place + 4]
    if not (is_negation(word) or word in IDLE) or after in IDIOMS or bound:
        return False
    if word == "no":
        return after not in {"", ",", *BREAKS} and not (place == 0 and after in STARTS)
    return not (word == "not" and place and words[place - 1] in {"why", "or", "if", "whether"})


def is_negation(word: str) -> bool:
    """Return whether a word denies something by itself."""
    return word in NEGATIONS or word in NEAR or word.endswith("n't")


def clause_start(words: list[str], place: int) -> int:
    """Return where the clause that a word is in begins."""
    return next((before + 1 for before in range(place - 1, -1, -1) if breaks(words, before)), 0)


def clause_end(words: list[str], place: int) -> int:
    """Return where the clause that a word is in ends."""
    rest = range(place + 1 + (words[place + 1 : place + 2] == ["because"]), len(words))
    return next((after for after in rest if words[after] == "and" or breaks(words, after)), len(words))


def breaks(words: list[str], place: int) -> bool:
    """Return whether a new clause begins after this word; "recall and precision" are one subject."""
    new = words[place + 1 : place + 2]
    return words[place] in BREAKS or (words[place] in {",", "and"} and bool(new) and new[0] in STARTS)


def near_end(words: list[str], start: int) -> int:
    """Return the position after a noun phrase: words that carry meaning, up to three."""
    while start < len(words) and words[start] in FUNCTION_WORDS:
        start += 1
    rest = range(start, min(start + 3, len(words)))
    return next((end for end in rest if words[end] in FUNCTION_WORDS | STARTS), rest.stop)


NEGATIONS = lexicon("""
    no not non never cannot neither nor none nothing nobody hardly barely scarcely rarely seldom
    dont doesnt didnt isnt arent wasnt werent cant couldnt wont wouldnt shouldnt hasnt havent hadnt
""")
PREFIX = "non"
"""Denies the next word only: "a non-linear activation" doesn't deny the activation."""
IDLE = lexicon("unnecessary needless superfluous pointless irrelevant")
DISMISSALS = lexicon("wrong false incorrect untrue myth misconception")
CLAIMS = lexicon("that claim say saying")
"""What denies a claim: "that it vanishes is a myth"; "the metric is wrong" doesn't deny anything."""
NEAR = lexicon("without unlike lacks lacking")
PAIRS = {
    ("instead", "of"), ("rather", "than"), ("as", "opposed"), ("absence", "of"), ("lack", "of"), ("far", "from")
}  # fmt: skip
IDIOMS = lexicon("only just merely simply solely matter doubt wonder above but")
"""After a negation these change its meaning: `not only`, `no matter`, `nothing but`."""
COMPARISONS = lexicon("more less greater fewer other")
"""With `than` they make a negation a bound: `no more than`."""
AVAIL = lexicon("use good better help advantage benefit remedy role influence effect impact")
"""After `no` these deny the subject: "a leaky ReLU is no better"."""
STARTS = lexicon("""
    it it's they we you i one that that's this there there's the a an because since its each every all both he she
    these those
""")
BREAKS = frozenset({";", ":", "--", ARROW}) | lexicon("""
    but although though whereas while because since however so therefore hence thus yet which where when
    if unless until then except
""")
"""Words and signs that end a clause."""

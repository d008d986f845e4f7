"""Compares a word or a formula of a cue with words of a text."""

from __future__ import annotations

from functools import lru_cache

from nnprep.answers.tokens import Sentence


def element_end(element: tuple[str, ...], words: Sentence, start: int) -> int:
    """Return the position after a word or formula that begins at `start`; 0 if it isn't there."""
    return formula_end(element, words, start) if len(element) > 1 else stem_end(element[0], words, start)


def stem_end(stem: str, words: Sentence, start: int) -> int:
    """Return the position after the words from `start` on that begin with a stem; 0 if they don't.

    `softmax` hears "soft max" too.
    """
    together = words[start].text
    if begins(stem, together):
        return start + 1
    for end in range(start + 1, min(start + 3, len(words))):
        if not stem.startswith(together):
            break
        together += words[end].text
        if len(stem) > 3 and together.startswith(stem):
            return end + 1
    return 0


@lru_cache(maxsize=16384)
def begins(stem: str, word: str) -> bool:
    """Return whether a word begins with a stem; short stems allow endings only, and numbers compare by value."""
    if stem[0].isdigit() or word[0].isdigit():
        return same_number(stem, word)
    if len(stem) <= 3:
        return word.startswith(stem) and (word[len(stem) :] in ENDINGS)
    if any(name.startswith(stem) for name in READINGS.get(word, ())):
        return True
    return word.startswith(stem) or (
        stem[-1] == "e" and word.startswith((stem[:-1] + "ing", stem[:-1] + "ation"))
    )


@lru_cache(maxsize=4096)
def first_letters(word: str) -> frozenset[str]:
    """Return the characters that a stem may begin with if it is to begin a word."""
    if word[0] in ".0123456789" or word in NUMBERS:
        return frozenset(word[0] + "0123456789" + "".join(name[0] for name in NUMBERS))
    return frozenset(word[0] + "".join(name[0] for name in READINGS.get(word, ())))


def formula_end(signs: tuple[str, ...], words: Sentence, start: int) -> int:
    """Return the position after a formula that begins at `start`; 0 if it isn't there.

    Brackets don't count, and signs may be spoken: "a minus y", "one over m", "W transposed".
    """
    position = start
    for sign in signs:
        while start < position < len(words) and words[position].text in BRACKETS:
            position += 1
        if position >= len(words):
            return 0
        word = words[position].text
        if sign == "^" and word in POWERS:
            continue
        if not (word == sign or word in SPOKEN.get(sign, ()) or same_name(sign, word)):
            return 0
        position += 1
    return position


def same_name(wanted: str, word: str) -> bool:
    """Return whether two names or numbers in a formula agree; `w` hears `w2` and `w_l`."""
    if wanted[0].isdigit():
        return same_number(wanted, word)
    if len(wanted) == 1 and wanted.isalpha():
        return word[0] == wanted and (word[1:].isdigit() or word[1:2] == "_")
    return len(wanted) > 3 and word.startswith(wanted)


def same_number(one: str, other: str) -> bool:
    """Return whether two numbers agree to the digits of the first: 2.3 hears 2.3026, 10 doesn't hear 100."""
    one, other = NUMBERS.get(one, one), NUMBERS.get(other, other)
    try:
        return one == other or round(value(other), len(one.partition(".")[2]) or 9) == value(one)
    except (ValueError, ZeroDivisionError):
        return False


def value(number: str) -> float:
    """Return the value of a number or fraction; raises ValueError or ZeroDivisionError if it has none."""
    numerator, _, denominator = number.partition("/")
    return float(numerator) / float(denominator or 1)


ENDINGS = frozenset({"", "s", "es", "d", "ed", "ing", "er", "y", "ly", *"0123456789"})
BRACKETS = frozenset("()[]{},")
NUMBERS = {
    "zero": "0", "sero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9", "ten": "10", "quarter": "1/4", "half": "1/2",
}  # fmt: skip
READINGS = {
    "'": ("slope", "derivative", "gradient"), "*": ("times", "multiplies"), "x": ("times",),
    "sigma": ("sigmoid",), "exp": ("exponential",), "sqrt": ("root",), "pos": ("positive", "position"),
    "seq": ("sequence",),
}  # fmt: skip
"""Signs and short names, and the words that they're also read as: σ' is the sigmoid's slope."""
SPOKEN = {
    "-": ("minus",), "+": ("plus",), "/": ("over",), "*": ("times",), "'": ("prime",),
    "=": ("equals", "equal", "is"), "<": ("below",), ">": ("above",),
    "t": ("transpose", "transposed"), "2": ("square", "squared"),
}  # fmt: skip
POWERS = frozenset(SPOKEN["t"] + SPOKEN["2"])

"""Compares a word of a cue with words of a text: stems, compounds, numbers, signs, slips of the fingers."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from nnprep.answers.tokens import Sentence


def stem_end(stem: str, words: Sentence, start: int) -> int:
    """Return the position after the words from `start` on that begin with a stem; 0 where they do not.

    `softmax` hears "soft max" and "soft-max", `nonlinear` hears "non-linearities".
    """
    if len(stem) == 2 and stem.isalpha() and len(words[start].text) < 3:
        product = product_end(stem, words, start)
        if product:
            return product
    together = ""
    for end in range(start + 1, min(start + 3, len(words)) + 1):
        together += words[end - 1].text
        if begins(stem, together) if end == start + 1 else len(stem) > 3 and together.startswith(stem):
            return end
        if not stem.startswith(together):
            break
    return 0


def product_end(names: str, words: Sentence, start: int) -> int:
    """Return the position after a product of two one-letter names: `XW` hears "X W1" and "X @ W1"; else 0."""
    first, *rest = words[start : start + 3]
    if rest and rest[0].text == "*":
        rest = rest[1:]
    if not rest:
        return 0
    found = all(
        word.text == name or same_name(name, word.text)
        for name, word in zip(names, (first, rest[0]), strict=True)
    )
    return words.index(rest[0]) + 1 if found else 0


@lru_cache(maxsize=16384)
def begins(stem: str, word: str) -> bool:
    """Return whether a word begins with a stem; short stems take endings only, numbers go by value."""
    if stem[0].isdigit() or word[0].isdigit():
        return same_number(stem, word)
    if word in READINGS and len(stem) > 3 and any(name.startswith(stem) for name in READINGS[word]):
        return True
    if len(stem) > 3:
        if stem[-1] == "e" and word.startswith(stem[:-1]) and word[len(stem) - 1 :].startswith(AFTER_E):
            return True  # update, updating
        return word.startswith(stem) or slipped(stem, word)
    if not word.startswith(stem):
        return False
    ending = word[len(stem) :]
    return ending in ENDINGS or (len(stem) == 3 and ending[1:] in ENDINGS and ending[:1] == stem[-1])


def same_number(one: str, other: str) -> bool:
    """Return whether two numbers agree to the digits of the first: 2.3 hears 2.3026, 10 does not hear 100."""
    one, other = NUMBERS.get(one, one), NUMBERS.get(other, other)
    if one == other:
        return True
    try:
        if "/" in one or "/" in other:
            return Fraction(one) == Fraction(other)
        decimals = len(one.partition(".")[2])
        return decimals > 0 and round(float(other), decimals) == float(one)
    except (ValueError, ZeroDivisionError):
        return False


def slipped(stem: str, word: str) -> bool:
    """Return whether a long stem is there but for one letter too many, missing, swapped or a wrong vowel."""
    if len(stem) < 6 or word[:2] != stem[:2] or word.startswith(ALIKE):
        return False
    size = len(stem)
    at = next((i for i, (a, b) in enumerate(zip(stem, word, strict=False)) if a != b), min(size, len(word)))
    if at >= len(word) or at > size - 2:
        return False
    if (
        word[at + 1 : at + 1 + size - at] == stem[at:]
        or word[at : at + size - at - 1] == stem[at + 1 :] != ""
    ):
        return True
    if word[at : at + 2] == stem[at : at + 2][::-1] and word[at + 2 : size] == stem[at + 2 :]:
        return True
    return word[at] in VOWELS and stem[at] in VOWELS and word[at + 1 : size] == stem[at + 1 :]


def signs_end(signs: Sequence[str], words: Sentence, start: int) -> int:
    """Return the position after a formula that stands at `start`; 0 where it does not.

    Brackets do not count, and signs may be spoken: "W transposed", "a minus y", "one over m", "sigma prime".
    """
    position, sign = start, 0
    while sign < len(signs):
        while start < position < len(words) and words[position].text in BRACKETS:
            position += 1
        if position >= len(words):
            return 0
        word, wanted = words[position].text, signs[sign]
        power = signs[sign + 1] if wanted == "^" and sign + 1 < len(signs) else ""
        if power and word.startswith(POWERS.get(power, "^")) and word != "^":
            sign += 1
        elif (
            wanted == "/"
            and word == "divided"
            and position + 1 < len(words)
            and words[position + 1].text == "by"
        ):
            position += 1
        elif not (word == wanted or word in SPOKEN.get(wanted, ()) or same_name(wanted, word)):
            return 0
        sign += 1
        position += 1
    return position


def same_name(wanted: str, word: str) -> bool:
    """Return whether two names or numbers in a formula agree; `w` hears `w2` and `w_l`."""
    if wanted[0].isdigit():
        return word[0].isalnum() and same_number(wanted, word)
    if len(wanted) == 1 and wanted.isalpha():
        return word[0] == wanted and (word[1:].isdigit() or word[1:2] == "_")
    return wanted.isalnum() and len(wanted) > 3 and word.startswith(wanted)


ENDINGS = frozenset({"", "s", "es", "d", "ed", "ing", "er", "y", "ly"} | {str(digit) for digit in range(10)})
AFTER_E = ("ing", "ation", "able", "ion")
ALIKE = (
    "comput",
    "compet",
    "complet",
    "compress",
    "though",
    "tuned",
    "stats",
    "coming",
    "memor",
    "domina",
    "logist",
)
"""Words of this field that are one slip away from another one."""
VOWELS = frozenset("aeiou")
BRACKETS = frozenset("()[]{},")
NUMBERS = {
    "zero": "0", "sero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9", "ten": "10", "quarter": "0.25", "half": "0.5",
}  # fmt: skip
READINGS = {
    "'": ("slope", "derivative", "gradient"), "*": ("times", "multiplies"), "x": ("times",),
    "sigma": ("sigmoid",), "exp": ("exponential",), "sqrt": ("root",), "pos": ("positive", "position"),
    "seq": ("sequence",),
}  # fmt: skip
"""Signs and short names, and the words that they are also read as: σ' is the sigmoid's slope."""
POWERS = {"t": "transpos", "2": "square", "-1": "invers"}
SPOKEN = {
    "-": ("minus", "less"), "+": ("plus",), "/": ("over",), "*": ("times",), "'": ("prime", "dash"),
    "%": ("percent",), "=": ("equals", "equal", "is"), "<": ("below",), ">": ("above",),
}  # fmt: skip

"""Texts with an error somewhere, for readers that must refuse what they can't read exactly."""

from __future__ import annotations

import random

PIECES = (
    *(
        " ",
        "- ",
        ": ",
        "#",
        " #",
        "[",
        "]",
        "{",
        "}",
        "&a ",
        "*a",
        "'",
        '"',
        "\n",
        "  ",
        "\t",
        ">",
        "|",
        ">-",
        "\\",
    ),
    *(
        "yes",
        "null",
        "1",
        "é",
        "\u00a0",
        "\x85",
        ",",
        "!",
        "%",
        "@",
        "`",
        "?",
        "--- ",
        "...",
        "~",
        "a:",
        "\n\n",
    ),
    *("title: x\n", "  - x\n", "[]", "0x1", "1:30"),
    *(
        "true",
        "- {a: b}",
        '"x"',
        "[a, b]",
        "10.1/x",
        "1_000",
        "2015-01-01",
        "(",
        "1e5",
        ", ",
        "√",
        "-a",
        "+1",
    ),
    *("|\n", "    ", ".5", "x: |\n", "=", "|-", "x #y", "\ufeff", "\r", "<<: ", "\\n"),
)


def garbled(text: str, rng: random.Random) -> str:
    """Put something in, often at the beginning of a line, or take something away, or exchange two lines."""
    place = rng.randrange(len(text))
    if rng.random() < 0.5:
        place = text.find("\n", place) + 1
    kind = rng.randrange(3)
    if kind == 0:
        return text[:place] + rng.choice(PIECES) + text[place:]
    if kind == 1:
        return text[:place] + text[place + rng.choice((1, 2, 4, 20)) :]
    lines = text.split("\n")
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)

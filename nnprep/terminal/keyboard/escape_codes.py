"""The codes that terminals send for special keys: an escape character and what follows it."""

from __future__ import annotations

from nnprep.terminal.keyboard.names import UNNAMED, key_name

CONTROL, SHIFTED = "[", "O"
"""How the rest of a code begins, as in `\\e[5~` and `\\eOA`; anything else is a key pressed together with Alt."""
NAMES = {
    "[A": "up", "[B": "down", "[C": "right", "[D": "left", "[H": "home", "[F": "end-key",
    "OA": "up", "OB": "down", "OC": "right", "OD": "left", "OH": "home", "OF": "end-key",
    "[1~": "home", "[4~": "end-key", "[7~": "home", "[8~": "end-key", "[5~": "page-up", "[6~": "page-down",
    "[3~": "delete", "[200~": "paste",
    "[1;5C": "ctrl-right", "[1;5D": "ctrl-left", "[1;3C": "ctrl-right", "[1;3D": "ctrl-left",  # Ctrl and Alt
    "Oc": "ctrl-right", "Od": "ctrl-left", "[13;2u": "alt-enter", "[27;2;13~": "alt-enter",  # rxvt; Shift-Enter
}  # fmt: skip
"""Rest of a code -> the key's name. The End key is `end-key`, since `end` is the end of the input."""


def is_complete(rest: str) -> bool:
    """Return whether nothing more belongs to the code that continues with `rest`."""
    if rest[:1] == SHIFTED:
        return len(rest) > 1
    return rest[:1] != CONTROL or length(rest) > 0


def length(rest: str) -> int:
    """Return how many characters of `rest` belong to a control sequence; 0 if its end has not arrived."""
    return next((place + 1 for place, sign in enumerate(rest) if place and "@" <= sign <= "~"), 0)


def is_special(rest: str) -> bool:
    """Return whether `rest` begins with the whole code of a key that sends more than one character."""
    code = rest[: length(rest)] if rest[:1] == CONTROL else ""
    return code in NAMES or (code.endswith("~") and code[1:-1].replace(";", "").isdigit())


def split_code(rest: str) -> tuple[str, str]:
    """Return the name of the key whose code begins with `rest`, and what follows the code."""
    if rest[:1] == CONTROL and len(rest) > 1:
        end = length(rest) or len(rest)
        return NAMES.get(rest[:end], UNNAMED), rest[end:]
    if rest[:1] == SHIFTED and len(rest) > 1:
        return NAMES.get(rest[:2], UNNAMED), rest[2:]
    return f"alt-{key_name(rest[0])}", rest[1:]

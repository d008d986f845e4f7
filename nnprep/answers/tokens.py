"""Splits text into sentences of words and signs, in one spelling."""

from __future__ import annotations

import re
import unicodedata

from nnprep.answers.abbreviations import full_words
from nnprep.answers.spelling import one_spelling
from nnprep.named_tuple import NamedTuple


class Word(NamedTuple):
    """One word, number or sign of a text."""

    text: str
    """Its normalized spelling: lower case, ASCII, Greek letters by name, -ise for -ize."""
    start: int
    """Where it begins in the original text."""
    end: int
    glued: bool
    """Whether no space separates it from the word before."""


Sentence = tuple[Word, ...]


def sentences(text: str) -> tuple[Sentence, ...]:
    """Return a text's sentences; a full stop, question mark, empty line or list item ends one."""
    plain, places = plain_spelling(text)
    split: list[list[Word]] = []
    words: list[Word] = []
    last = -1
    for match in TOKEN.finditer(plain):
        token = match.group()
        if match.lastgroup == "stop":
            split.append(words)
            words = []
            continue
        start, end = places[match.start()], places[match.end() - 1] + 1
        glued = match.start() == last
        for text in texts_of(token, match.lastgroup or ""):
            words.append(Word(text, start, end, glued))
            glued = False
        if match.lastgroup == "transpose":
            words[-1] = words[-1]._replace(text="^")
            words.append(Word("t", start, end, True))
        last = match.end()
    split.append(words)
    return tuple([joined(sentence) for sentence in split if sentence])


def texts_of(token: str, group: str) -> tuple[str, ...]:
    """Return the normalized spelling of a token; an abbreviation may be several words."""
    if group == "word":
        return tuple([one_spelling(word) for word in full_words(token)])
    if group in SPELLED_BY_GROUP:
        return SPELLED_BY_GROUP[group]
    return (SPELLED.get(token) or token.replace(",", ""),)


def joined(words: list[Word]) -> Sentence:
    """Drop the hyphens of compounds, `zero-centred`; keep the minus of `a-y` and `1-p`."""
    result: list[Word] = []
    for number, word in enumerate(words):
        if word.text == "-" and 0 < number < len(words) - 1:
            before, after = words[number - 1], words[number + 1]
            tight = word.glued and after.glued
            if tight and before.text in PREFIXES and result:
                prefix = result.pop()
                words[number + 1] = after._replace(
                    text=prefix.text + after.text, start=prefix.start, glued=prefix.glued
                )
                continue
            if tight and before.text.isalpha() and min(len(before.text), len(after.text)) > 1:
                continue
            if not tight and len(before.text) > 2 and len(after.text) > 2 and before.text.isalpha():
                word = word._replace(text="--")
        result.append(word)
    return tuple(result)


def plain_spelling(text: str) -> tuple[str, list[int]]:
    """Return the text in lower-case ASCII, and the original place of each of its characters."""
    if text.isascii():
        return text.lower(), list(range(len(text)))
    pieces: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        plain = sign.lower() if sign.isascii() and sign != "`" else SIGNS.get(sign)
        if plain is None:
            plain = unicodedata.normalize("NFKD", sign).casefold()
            plain = "".join(SIGNS.get(c, c if c.isascii() else "") for c in plain)
        if plain == "hat" and (not pieces or pieces[-1] not in {"m", "p", "v", "x", "y"}):
            plain = ""
        pieces.append(plain)
        places += [place] * len(plain)
    return "".join(pieces), places


PREFIXES = frozenset({"pre", "post"})
"""They make another word: a pre-activation isn't an activation."""
ARROW = "->"
"""Any arrow: what comes before it leads to what comes after."""
SPELLED_BY_GROUP = {"dash": ("--",), "arrow": (ARROW,), "unequal": ("not", "=")}
SPELLED = {",": ",", "@": "*", "%": "percent"}
TOKEN = re.compile(
    r"""
      (?P<fraction>(?<![\d.^/])[1-9]/(?:10|[2-9])(?![\w./]))
    | (?P<transpose>(?<=[a-z0-9)\]])\.t(?![a-z0-9]))
    | (?P<word>[123](?:st|nd|rd)\b|(?:approx|exp|gens?|deriv|prob|avg|satur|sep|lin|indep|const|init|max|min|nec|orig
          |prev)
          \.(?=\s[a-z(])
        |e\.g\.|i\.e\.|i\.i\.d\.|etc\.|vs\.|no\.(?=\ of\b)|w/out|w/o|w/(?=\s)|b/c|b4\b|no_grad
        |[a-z]+(?:'t|'(?:s|re|ve|ll|d)(?![a-z])|[a-z0-9]|_[a-z0-9](?![a-z0-9]))*)
    | (?P<number>(?:\d+(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:e-?\d+)?|\.\d+)
    | (?P<unequal>!=|<>|=/=)
    | (?P<stop>[.?!]+(?=\s|["')\]]|$)|\n\s*\n|\n\s*(?:[-*]|\d+[.)])\s)
    | (?P<arrow>-{1,2}>|={1,2}>|~>)
    | (?P<dash>--+)
    | (?P<sign>[-^*/+=<>'%|()\[\]{},;:@])
    """,
    re.VERBOSE,
)
SIGNS = {
    "\u0302": "hat", "ŷ": "yhat", "Ŷ": "yhat", "’": "'", "‘": "'", "′": "'", "ʹ": "'", "`": " ", "“": '"',
    "”": '"', "–": " -- ", "—": " -- ", "−": "-", "‑": "-", "‐": "-", "·": "*", "×": "*", "⊙": "*",
    "∗": "*", "•": "\n- ", "⁄": "/", "÷": "/", "ᵀ": "^t ", "ᵗ": "^t ", "ᵏ": "^k", "ᴸ": "^l", "⁻": "^-",
    "⁰": "^0", "¹": "^1", "²": "^2", "³": "^3", "⁴": "^4", "⁵": "^5", "⁶": "^6", "⁷": "^7", "⁸": "^8",
    "⁹": "^9", "½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "√": " sqrt ", "∂": "d", "∇": " gradient ",
    "Σ": " sum ", "∑": " sum ", "≤": "<=", "≥": ">=", "≠": " not = ", "≈": "=", "→": " -> ", "⇒": " -> ",
    "⟶": " -> ", "⟹": " -> ", "↦": " -> ", "↑": " larger ", "↓": " smaller ", "∝": " proportional ", "∀": " all ",
    "∞": " infinity ", "…": ". ", "ℓ": "l", "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta",
    "Δ": "delta", "ε": "epsilon", "ϵ": "epsilon", "η": "eta", "θ": "theta", "κ": "kappa", "λ": "lambda",
    "μ": "mu", "µ": "mu", "π": "pi", "ρ": "rho", "σ": "sigma", "ς": "sigma", "τ": "tau", "φ": "phi",
    "ω": "omega",
}  # fmt: skip

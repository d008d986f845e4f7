"""Which characters a terminal can show, and how to spell the others in ASCII."""

from __future__ import annotations

import codecs
import os
import unicodedata
from typing import TextIO


def speak_plainly(stream: TextIO) -> None:
    """Make a stream that can't encode ✓ or σ write an ASCII spelling instead of raising UnicodeEncodeError."""
    codecs.register_error(HANDLER, spell)
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors=HANDLER)


def is_ascii(stream: TextIO) -> bool:
    """Return whether the stream can't encode the signs that screens prefer."""
    encoding = getattr(stream, "encoding", None) or "ascii"
    try:
        "✓∂σ₁·─█".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return True
    return os.environ.get("TERM") == "dumb" and not encoding.lower().startswith("utf")


def ascii_spelling(text: str) -> str:
    """Spell a text in ASCII: `∂L/∂z ≤ ¼` becomes `dL/dz <= 1/4`, and `2²⁵` becomes `2^25`."""
    if text.isascii():
        return text
    pieces, raised, before = [], False, ""
    for sign in text:
        plain = sign if sign.isascii() else spelling(sign)
        up = plain.startswith("^") and not sign.isascii()
        if runs_together(before, sign):
            pieces.append(" ")
        pieces.append(plain[1:] if up and raised else plain)
        raised, before = up, sign
    return "".join(pieces)


def runs_together(before: str, sign: str) -> bool:
    """Return whether the spellings of two signs need a space between them: `λα`, `½e`, `2η`, `ηg`; not `γ1`, `dγ`."""
    if sign in NAMED:
        return before in NAMED or before in FRACTIONS or before.isdigit()
    return (before in NAMED or before in FRACTIONS) and sign.isascii() and sign.isalpha()


def spelling(sign: str) -> str:
    """Return the ASCII spelling of one sign; `?` if there is none."""
    if sign in SPELLINGS:
        return SPELLINGS[sign]
    plain = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode()
    return plain or "?"


def spell(error: UnicodeError) -> tuple[str, int]:
    """Codec error handler: replace what can't be encoded by its ASCII spelling."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return ascii_spelling(error.object[error.start : error.end]), error.end


HANDLER = "ascii-spelling"
"""Name under which `spell` is registered as a codec error handler."""
SPELLINGS = {
    "✓": "+", "✗": "x", "·": "*", "•": "*", "→": "->", "←": "<-", "⇒": "=>", "↑": "^", "↓": "v", "…": "...",
    "–": "-", "—": "-", "−": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "×": "x", "⊙": "*", "÷": "/",
    "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~", "∈": " in ", "∞": "inf", "±": "+-", "√": "sqrt ", "∂": "d",
    "∇": "grad ", "∑": "sum ", "Σ": "sum ", "Π": "prod ", "∏": "prod ", "‖": "||", "⟨": "<", "⟩": ">",
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "Δ": "Delta", "ε": "eps", "η": "eta",
    "θ": "theta", "κ": "kappa", "λ": "lambda", "μ": "mu", "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau",
    "φ": "phi", "Φ": "Phi", "ω": "omega", "′": "'", "ᵀ": ".T", "⁻": "^-", "⁰": "^0", "¹": "^1", "²": "^2", "³": "^3",
    "⁴": "^4", "⁵": "^5", "⁶": "^6", "⁷": "^7", "⁸": "^8", "⁹": "^9", "ᵏ": "^k", "ᵗ": "^t", "ᴸ": "^L",
    "½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "ℓ": "l", "ŷ": "yhat", "x̂": "xhat", "m̂": "mhat",
    "─": "-", "━": "-", "│": "|", "┃": "|", "█": "#", "▇": "#", "▆": "#", "▅": "=", "▄": "=", "▃": "-",
    "▂": "-", "▁": "_", "░": ".", "▒": ":", "▓": "#", "■": "#", "□": ".", "●": "*", "○": "o", "⌊": "floor(",
    "⌋": ")", "⌈": "ceil(", "⌉": ")", "∘": " o ", "‑": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ",
    "\u0302": "^", "\u0304": "",
}  # fmt: skip
FRACTIONS = frozenset("½¼¾⅓")
NAMED = frozenset("αβγδΔεηθκλμπρστφΦω")
"""Letters that are spelled as words."""

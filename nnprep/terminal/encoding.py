"""What the terminal at hand can show: its encoding, its width, its colours."""

from __future__ import annotations

import codecs
import os
import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console


def console(stream: TextIO | None = None) -> Console:
    """Return a Rich console on `stream` (standard output), without guesses that change texts.

    Numbers are not coloured, `[brackets]` in learners' texts are not markup and `:words:` are not emoji.
    NO_COLOR and pipes are respected by Rich itself; a pipe is 80 columns wide unless COLUMNS says otherwise.
    """
    from rich.console import Console  # costs 15 ms, and not every command draws

    stream = sys.stdout if stream is None else stream
    speak_plainly(stream)
    return Console(file=stream, highlight=False, markup=False, emoji=False, soft_wrap=False)


def speak_plainly(stream: TextIO) -> None:
    """Make a stream that cannot encode ✓ or σ write an ASCII spelling instead of raising UnicodeEncodeError."""
    codecs.register_error("nnprep", spell)
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="nnprep")


def is_ascii(stream: TextIO | None = None) -> bool:
    """Return whether the stream cannot encode the signs that screens prefer."""
    stream = sys.stdout if stream is None else stream
    encoding = getattr(stream, "encoding", None) or "ascii"
    try:
        "✓∂σ₁·─█".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return True
    return os.environ.get("TERM") == "dumb" and not encoding.lower().startswith("utf")


def ascii_spelling(text: str) -> str:
    """Spell a text with ASCII signs only: `∂L/∂z ≤ ¼` becomes `dL/dz <= 1/4`, and `2²⁵` becomes `2^25`."""
    if text.isascii():
        return text
    spelled, raised, before = [], False, ""
    for sign in text:
        plain = sign if sign.isascii() else spelling(sign)
        up = plain.startswith("^") and not sign.isascii()
        if runs_together(before, sign):
            spelled.append(" ")
        spelled.append(plain[1:] if up and raised else plain)
        raised, before = up, sign
    return "".join(spelled)


def runs_together(before: str, sign: str) -> bool:
    """Return whether two signs need a space between their spellings: `λα`, `½e`, `2η`, `ηg`; not `γ1` or `dγ`."""
    if sign in NAMED:
        return before in NAMED or before in FRACTIONS or before.isdigit()
    return (before in NAMED or before in FRACTIONS) and sign.isascii() and sign.isalpha()


def spelling(sign: str) -> str:
    """Return the ASCII spelling of one sign; `?` where there is none."""
    known = SPELLINGS.get(sign)
    if known is not None:
        return known
    import unicodedata

    plain = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode()
    return plain or "?"


def spell(error: UnicodeError) -> tuple[str, int]:
    """Codec error handler `nnprep`: replace what cannot be encoded by its ASCII spelling."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return ascii_spelling(error.object[error.start : error.end]), error.end


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

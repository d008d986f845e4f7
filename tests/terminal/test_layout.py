"""Texts laid out in rows: nothing is lost, and no row is wider than the paper."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnprep.terminal.layout import Paper, width_of

TEXTS = st.text(alphabet="abc ∂σŷé漢x\u0302\t\x1b", max_size=300)
WIDTHS = st.integers(30, 120)


@settings(max_examples=150)
@given(TEXTS, WIDTHS, st.booleans())
def test_paragraph(text: str, width: int, ascii: bool) -> None:
    """No row reaches the last column, words stay in order, control characters are gone."""
    rows = Paper(width=width, ascii=ascii).paragraph(text, indent="   ", first=" x ")
    joined = "".join(row.text for row in rows)

    assert all(width_of(row.text) < width for row in rows)
    assert joined.isprintable()
    if ascii:
        assert joined.isascii()
    else:
        kept = "".join(c for c in text if c.isprintable() and not c.isspace())
        assert kept == "".join(joined.replace(" ", "")[1:])


@settings(max_examples=100)
@given(TEXTS, WIDTHS, st.integers(0, 20))
def test_long_beginning(text: str, width: int, columns: int) -> None:
    """What begins the first row may be wider than the indent of the others: the row still fits."""
    first = "-" * columns
    rows = Paper(width=width).paragraph(text, indent="  ", first=first)

    assert all(width_of(row.text) < width for row in rows)
    assert rows[0].text.startswith(first)


@settings(max_examples=100)
@given(st.lists(TEXTS, max_size=5), WIDTHS)
def test_prose(blocks: list[str], width: int) -> None:
    """Paragraphs and formulas fit too."""
    text = "\n\n".join("    " + block.replace("\n", " ") for block in blocks)

    assert all(width_of(row.text) < width for row in Paper(width=width).prose(text))


def test_formula() -> None:
    """A formula keeps its spaces; one that is too wide breaks at the end of the row and continues indented."""
    wide, narrow = Paper(width=80), Paper(width=30)
    formula = "    dW2 =  a1.T @ dz2  /  m   # the mean"

    assert ["   dW2 =  a1.T @ dz2  /  m   # the mean"] == [row.text for row in wide.prose(formula)]
    rows = [row.text for row in narrow.prose(formula)]
    assert 2 == len(rows)
    assert rows[1].startswith("     ")


def test_keys_are_not_broken() -> None:
    """A key that doesn't fit moves to the next row as a whole."""
    rows = Paper(width=30).joined(["space answer", "h hint", "p rephrase", ""])

    assert [" space answer · h hint", " p rephrase"] == [row.text for row in rows]


def test_width() -> None:
    """Combining accents take no column, wide signs take two."""
    assert [1, 2, 2, 3] == [width_of(text) for text in ("x\u0302", "漢", "ab", "a漢")]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("λα e^z", "lambda alpha e^z"),
        ("½e² within δ", "1/2 e^2 within delta"),
        ("|e| − ½δ", "|e| - 1/2 delta"),
        ("w − ηg", "w - eta g"),
        ("2η", "2 eta"),
        ("dγ2 = γ2 * x, δ₁", "dgamma2 = gamma2 * x, delta1"),
        ("½(x), σ(z), β₁ᵗ", "1/2(x), sigma(z), beta1^t"),
    ],
)
def test_words_for_signs_do_not_run_together(text: str, plain: str) -> None:
    """A Greek letter spelled as a word is separate from its neighbor, but keeps its index."""
    assert Paper(width=80, ascii=True).spelled(text) == plain

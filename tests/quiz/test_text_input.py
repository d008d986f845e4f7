"""A line of text being typed: what each key does to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnprep.quiz.text_input import LONGEST, edited, extended


@pytest.mark.parametrize(
    ("draft", "key", "expected"),
    [
        ("one", "s", "ones"),
        ("one", "S", "oneS"),
        ("one", "space", "one "),
        ("one", "backspace", "on"),
        ("one two", "ctrl-w", "one "),
        ("one two  ", "alt-backspace", "one "),
        ("one", "alt-backspace", ""),
        ("one two", "ctrl-u", ""),
        *[("one", key, "one") for key in ("alt-b", "left", "home", "end-key", "tab", "ctrl-n", "this key")],
    ],
)
def test_keys(draft: str, key: str, expected: str) -> None:
    """Backspace deletes a character, Ctrl-W and Alt-Backspace a word, Ctrl-U everything; other special keys nothing."""
    assert expected == edited(draft, key)


def test_pasted_lines() -> None:
    """Line ends and tabs become spaces, control characters are dropped, letters of all languages stay."""
    assert "one two three naïve 漢" == extended(
        "", "one\ntwo\tthree\x07 nai\u0308ve 漢".replace("i\u0308", "ï")
    )


def test_undecodable_bytes() -> None:
    """Bytes that aren't UTF-8 are replaced, so that the rest can be saved."""
    assert "abc \N{REPLACEMENT CHARACTER} def" == extended("", "abc \udcff def")


@given(st.text(max_size=60), st.text(max_size=5000))
def test_anything(draft: str, text: str) -> None:
    """Whatever is pasted, a draft is one line that can be saved and isn't too long."""
    longer = extended(extended("", draft), text)

    assert len(longer) <= LONGEST
    assert longer.isprintable()
    assert longer == longer.encode().decode()

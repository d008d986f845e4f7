"""A text being typed: what each key does to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnprep.quiz.text_input import DELETIONS, LONGEST, MOVES, Draft, continued, edited, extended


def draft(text: str) -> Draft:
    """Return a draft with its cursor where the text has a bar."""
    before, after = text.split("|")
    return Draft(before + after, len(before))


def barred(draft: Draft) -> str:
    """Return a draft with a bar where its cursor is."""
    return "|".join(draft.parts)


@pytest.mark.parametrize(
    ("before", "keys", "expected"),
    [
        ("one|", "s", "ones|"),
        ("o|ne", "S", "oS|ne"),
        ("one|", "space", "one |"),
        ("on|e", "backspace", "o|e"),
        ("|one", "backspace", "|one"),
        ("o|ne", "delete", "o|e"),
        ("one two|", "ctrl-w", "one |"),
        ("one two  |", "alt-backspace", "one |"),
        ("one two| three", "ctrl-w", "one | three"),
        ("one| two three", "alt-d", "one| three"),
        ("one t|wo", "ctrl-u", "|wo"),
        ("one t|wo", "ctrl-k", "one t|"),
        ("a\nbc|d\ne", "ctrl-u", "a\n|d\ne"),
        ("one two| three", "ctrl-w ctrl-e ctrl-y", "one  threetwo|"),
        ("one two|", "ctrl-u x backspace ctrl-y", "one two|"),
        ("one|", "left left", "o|ne"),
        ("|one", "left", "|one"),
        ("o|ne", "right right right", "one|"),
        ("o|ne", "alt-enter", "o\n|ne"),
        *[("a\nb|c\nd", key, "a\n|bc\nd") for key in ("home", "ctrl-a")],
        *[("a\nb|c\nd", key, "a\nbc|\nd") for key in ("end-key", "ctrl-e")],
        *[("one  two|", key, "one  |two") for key in ("alt-b", "ctrl-left")],
        *[("one|  two three", key, "one  two| three") for key in ("alt-f", "ctrl-right")],
        ("ab\nc\ndefg|", "up", "ab\nc|\ndefg"),
        ("ab\nc\ndefg|", "up ctrl-p", "a|b\nc\ndefg"),
        ("a|b", "up", "|ab"),
        ("a|b\n\ncde", "down", "ab\n|\ncde"),
        ("a|b\ncde", "ctrl-n", "ab\nc|de"),
        ("a|b", "down", "ab|"),
        *[("o|ne", key, "o|ne") for key in ("tab", "ctrl-t", "this key", "alt-x", "page-up")],
    ],
)
def test_keys(before: str, keys: str, expected: str) -> None:
    """The cursor moves by characters, words and lines and so do deletions, with readline's keys; others do nothing."""
    after = draft(before)
    for key in keys.split(" "):
        after = edited(after, key)

    assert expected == barred(after)


def test_backslash() -> None:
    """Where a terminal can't tell Alt-Enter from Enter, a backslash before it begins a line."""
    assert draft("one\n|two") == continued(draft("one\\|two"))
    assert continued(draft("one|\\")) is None


def test_pasted_lines() -> None:
    """Line ends stay, tabs become spaces, control characters are dropped, letters of all languages stay."""
    pasted = "one\r\ntwo\tthree\x07\rnaïve 漢"

    assert "<one\ntwo three\nnaïve 漢|>" == barred(extended(draft("<|>"), pasted))


def test_undecodable_bytes() -> None:
    """Bytes that aren't UTF-8 are replaced, so that the rest can be saved."""
    assert "abc \N{REPLACEMENT CHARACTER} def" == extended(Draft(), "abc \udcff def").text


KEYS = [*MOVES, *DELETIONS, "x", "space", "alt-enter", "this key"]


@given(st.text(max_size=60), st.lists(st.sampled_from(KEYS), max_size=12), st.text(max_size=5000))
def test_anything(text: str, keys: list[str], pasted: str) -> None:
    """Whatever is typed and pasted, a draft can be saved, isn't too long, and has its cursor in it."""
    after = extended(Draft(), text)
    for key in keys:
        after = edited(after, key)
        assert 0 <= after.cursor <= len(after.text)
    longer = extended(after, pasted).text

    assert len(longer) <= LONGEST
    assert longer.replace("\n", "").isprintable()
    assert longer == longer.encode().decode()

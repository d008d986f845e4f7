"""Which editor opens a card."""

from __future__ import annotations

import pytest

from nnprep.terminal.editor import editor


def test_unclosed_quote_is_no_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable with an unclosed quote is ignored, and the next one is used."""
    monkeypatch.setenv("VISUAL", "vi 'x")
    monkeypatch.setenv("EDITOR", "sh -c")

    assert editor() == ["sh", "-c"]

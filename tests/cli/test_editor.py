"""Which editor opens a card."""

from __future__ import annotations

import pytest

from nnprep.cli.quiz.editor import editor


def test_unclosed_quote_is_no_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable that no shell could read is passed over for the other."""
    monkeypatch.setenv("VISUAL", "vi 'x")
    monkeypatch.setenv("EDITOR", "sh -c")

    assert editor() == ["sh", "-c"]

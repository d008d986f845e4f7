"""What tests of sentences about a wrong answer share."""

from __future__ import annotations

import pytest


@pytest.fixture
def no_search(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the search for a known mistake, which takes seconds, to the proofs: elsewhere it finds none."""

    def diagnosed(*_: object, **__: object) -> tuple[()]:
        return ()

    if request.node.get_closest_marker("proof") is None:
        monkeypatch.setattr("nnprep.grading.explanation.diagnosed", diagnosed)

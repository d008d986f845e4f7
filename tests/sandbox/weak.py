"""Weaker systems than this one: what a child does where the kernel lacks a feature."""

from __future__ import annotations

import pytest

from nnprep.sandbox.parent import process

WITHOUT = {
    "Landlock": "from nnprep.sandbox.child import landlock\nlandlock.version = lambda: 0\n",
    "seccomp": "from nnprep.sandbox.child import seccomp\nseccomp.seal = lambda writing: False\n",
    "limits": (
        "from nnprep.sandbox.child import isolation\n"
        "real = isolation.limit\nisolation.limit = lambda config, fences: real(config, fences) and False\n"
    ),
}
"""What a child runs first, so that it takes the feature for missing."""


def take_away(monkeypatch: pytest.MonkeyPatch, *features: str) -> None:
    """Let every child that starts from now on do without these features."""
    start = "from nnprep.sandbox.child.main import main"
    patched = "".join(WITHOUT[feature] for feature in features) + start
    monkeypatch.setattr(process, "BOOT", process.BOOT.replace(start, patched))

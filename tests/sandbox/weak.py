"""Weaker systems than this one: what a child does where the kernel lacks a feature."""

from __future__ import annotations

from functools import cache

import pytest

from nnprep.sandbox.parent import process
from nnprep.sandbox.parent.child_process import ChildPeer

WITHOUT = {
    "Landlock": "from nnprep.sandbox.child import landlock\nlandlock.version = lambda: 0\n",
    "seccomp": "from nnprep.sandbox.child import seccomp\nseccomp.seal = lambda writing: False\n",
    "limits": (
        "from nnprep.sandbox.child import isolation\n"
        "real = isolation.limit\nisolation.limit = lambda config, fences: real(config, fences) and False\n"
    ),
}
"""What a child runs first, so that it takes the feature for missing."""


@cache
def sealed() -> bool:
    """Return whether this system lets a process give up files, network and new processes."""
    with ChildPeer.start(b"") as peer:
        peer.load()
        return peer.isolation["level"] == "wall"


def take_away(monkeypatch: pytest.MonkeyPatch, *features: str) -> None:
    """Let every child that starts from now on do without these features; skip the test if this system lacks some."""
    if not sealed():
        pytest.skip("this system does not let a process give up files, network and new processes")
    start = "from nnprep.sandbox.child.main import main"
    patched = "".join(WITHOUT[feature] for feature in features) + start
    monkeypatch.setattr(process, "BOOT", process.BOOT.replace(start, patched))


def age_landlock(monkeypatch: pytest.MonkeyPatch, abi: int) -> None:
    """Let every child that starts from now on use Landlock as a kernel with this older interface offers it."""
    take_away(monkeypatch)
    start = "from nnprep.sandbox.child.main import main"
    older = f"from nnprep.sandbox.child import landlock\nlandlock.version = lambda: {abi}\n"
    monkeypatch.setattr(process, "BOOT", process.BOOT.replace(start, older + start))

"""How well a submission was isolated, in words: what each level lets it do, and what is missing for the next one."""

from __future__ import annotations

from collections.abc import Mapping

WALL = "wall"
LEVELS = {
    WALL: "it can reach no file, no network and no other process, and its time and memory are limited",
    "wall without limits": "it can use all of the memory",
    "window": "it can read your files, but change none",
    "gate": "it can use the network and start processes",
    "fence": "it can change your files and use the network",
    "open": "it can change your files, use the network and use all of the memory",
}
"""What each level is called, strongest first, and what a submission can do there; docs/isolation.md has the table."""

FEATURES = {
    "Landlock": (
        "Linux 5.13 or newer, built with Landlock, in a container that allows it",
        "a submission can read every file that you can read: the installed solutions, your history, /etc/passwd",
    ),
    "seccomp": (
        "Linux 3.17 or newer on x86-64 or ARM64, in a container that allows it",
        "a submission can use the network, start processes and send signals to yours",
    ),
    "limits": (
        "resource limits on CPU time and memory, which Linux has",
        "a submission can use all of the machine's memory",
    ),
    "files": (
        "a way to close files, which nnprep knows on Linux only",
        "a submission can read and change every file that you can, and use the network",
    ),
}
"""What a wall is made of: where the system has it, and what a submission can do without it."""


def weakness(isolation: Mapping[str, str]) -> str:
    """Return one sentence about an isolation that is not full; empty for a full one."""
    level = isolation.get("level", WALL)  # trusted code runs without an isolation
    if level == WALL:
        return ""
    return f"Your code ran without full isolation ({level}): {LEVELS[level]}. See nnprep doctor."


def refusal(isolation: Mapping[str, str]) -> str:
    """Return why --require-wall runs nothing."""
    level, missing = isolation["level"], isolation.get("missing", "")
    return f"Nothing was run: this system allows no wall, only: {level} (missing: {missing})."


def missing_features(isolation: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return each missing feature with what provides it and what a submission can do without it."""
    names = [name for name in isolation.get("missing", "").split(", ") if name]
    return [(name, f"{FEATURES[name][1]}; it needs {FEATURES[name][0]}") for name in names]

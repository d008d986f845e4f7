"""Remarks on a line of a derivation that depend on its neighbors."""

from __future__ import annotations

from collections.abc import Sequence

from nnprep.nn.shapes.network import Step

LOGITS = {
    "softmax": "leave it out before CrossEntropyLoss, which takes logits",
    "sigmoid": "leave it out before BCEWithLogitsLoss, which takes logits and averages over all outputs",
}
"""What PyTorch's losses already do, by the network's last layer."""


def remarked(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Return a network's lines with the remarks that depend on their neighbors."""
    lines = []
    for index, step in enumerate(steps):
        before = steps[index - 1] if index else None
        after = steps[index + 1] if index + 1 < len(steps) else None
        note, torch = step.note, step.torch
        if after is not None and after.layer == "batchnorm" and biased(step):
            note = joined(note, "its bias does nothing: batchnorm subtracts it again, so write nobias")
        if step.layer == "last" and before is not None and ":bi" in before.word.lower():
            note = joined(
                note, "for the backward direction this is its first step, which has seen only one token"
            )
        if after is None and step.layer in LOGITS:
            torch = joined(torch, LOGITS[step.layer])
            if step.layer == "softmax" and len(step.output) == 2 and not step.channels:
                torch = joined(torch, f"it expects the classes on axis 1: {step.source}.transpose(1, 2)")
        lines.append(step._replace(note=note, torch=torch))
    return tuple(lines)


def biased(step: Step) -> bool:
    """Return whether a layer with weights adds a bias."""
    return step.layer in ("linear", "conv", "conv1d", "conv3d", "convt") and len(step.learned) > 1


def joined(*parts: str) -> str:
    """Return the remarks that aren't empty, separated by semicolons."""
    return "; ".join(part for part in parts if part)

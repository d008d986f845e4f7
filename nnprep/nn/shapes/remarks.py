"""What a line of a derivation owes to its neighbours: remarks that no layer can make alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nnprep.nn.shapes.network import Step

LOGITS = {
    "softmax": "leave it out before CrossEntropyLoss, which takes logits",
    "sigmoid": "leave it out before BCEWithLogitsLoss, which takes logits and means over all outputs",
}
"""What PyTorch's losses do themselves, by the network's last layer."""


def remarked(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Return a network's lines with what is only seen from their neighbours."""
    found = []
    for index, step in enumerate(steps):
        before = steps[index - 1] if index else None
        after = steps[index + 1] if index + 1 < len(steps) else None
        note, torch = step.note, step.torch
        if after is not None and after.layer == "batchnorm" and biased(step):
            note = joined(note, "its bias does nothing: batchnorm subtracts it again, so write nobias")
        if step.layer == "last" and before is not None and ":bi" in before.word.lower():
            note = joined(
                note, "of the backward direction that is its first step, which has seen one token only"
            )
        if after is None and step.layer in LOGITS:
            torch = joined(torch, LOGITS[step.layer])
            if step.layer == "softmax" and len(step.output) == 2:
                torch = joined(torch, f"its classes are axis 1: {step.source}.transpose(1, 2)")
        found.append(replace(step, note=note, torch=torch))
    return tuple(found)


def biased(step: Step) -> bool:
    """Return whether a layer of weights adds a bias."""
    return step.layer in ("linear", "conv") and len(step.learned) > 1


def joined(*parts: str) -> str:
    """Return the remarks that there are, one behind the other."""
    return "; ".join(part for part in parts if part)

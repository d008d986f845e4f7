"""Backpropagation in sixty seconds, to be said aloud."""

from __future__ import annotations

import math

WORDS_A_MINUTE = 150
"""The pace of somebody explaining."""


def spoken_words() -> int:
    """Return the length of the talk in words."""
    return sum(len(sentence.split()) for sentence in TALK)


def seconds_to_say() -> int:
    """Return how long the talk takes at that pace, in seconds."""
    return math.ceil(spoken_words() / WORDS_A_MINUTE * 60)


TALK = (
    "Forward: each layer computes x W plus b and its activation, and keeps its input and its pre-activation.",
    "The loss is one number, so I ask how it changes when the last pre-activations change.",
    "For sigmoid or softmax with cross-entropy that's simply prediction minus target, divided by the batch "
    "size. Call it delta.",
    "Then, from the last layer to the first, two products and a sum. The weight gradient is the layer's input, "
    "transposed, times delta, so it has the shape of the weights.",
    "The bias gradient is delta summed over the batch.",
    "To reach the layer below, I multiply delta by the transposed weights, which adds up every path, and by the "
    "slope of that layer's activation.",
    "Everything I need was computed on the way forward: all gradients together cost about two forward passes, "
    "not one pass per weight.",
    "Backpropagation changes nothing; the optimizer takes the step. I check it against central differences.",
)
"""What to say, one step per line."""

"""Backpropagation in sixty seconds, to be said aloud."""

from __future__ import annotations

import math

WORDS_A_MINUTE = 150
"""The pace of someone who explains."""


def spoken_words() -> int:
    """Return the length of the talk in words."""
    return sum(len(sentence.split()) for sentence in TALK)


def seconds_to_say() -> int:
    """Return how long the talk takes at that pace, in seconds."""
    return math.ceil(spoken_words() / WORDS_A_MINUTE * 60)


TALK = (
    "Forward: each layer computes x W plus b and its activation, and keeps its input and its pre-activation.",
    "The loss is one number, so I ask how it changes when the last pre-activations change.",
    "For sigmoid or softmax with its cross-entropy that is simply prediction minus target, over the batch "
    "size. Call it delta.",
    "Then from the last layer to the first, two products and a sum. The weight gradient is the layer's input, "
    "transposed, times delta, so it has the weights' shape.",
    "The bias gradient is delta summed over the batch.",
    "To reach the layer below, delta goes through the transposed weights, which adds up every path, and is "
    "multiplied by the slope of that layer's activation.",
    "Everything needed was computed on the way forward: all gradients together cost about two forward passes, "
    "not one pass for each weight.",
    "Backpropagation changes nothing; the optimizer takes the step. I check it against central differences.",
)
"""What to say, one step a line."""

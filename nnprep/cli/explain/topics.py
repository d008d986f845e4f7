"""The topics of `nnprep explain`, each with its line in the list."""

TOPICS = {
    "shapes": "A network's shapes, parameters, gradients, memory, operations.",
    "backprop": "Backpropagation in sixty seconds, and a worked example.",
    "attention": "One attention head forward and backward in numbers.",
    "transformer": "Parameters, operations, KV cache and memory of a decoder.",
    "activations": "Value and slope of every activation, as a table and a plot.",
    "losses": "Formula, gradient, minimum and a worked number for every loss.",
    "init": "What the scale of the weights does to signals, by experiment.",
    "optimizers": "Update rules side by side in a valley that is hard to descend.",
}
"""Each name is also a module and its function in `nnprep.cli.explain`."""

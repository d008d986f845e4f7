"""Questions about recurrent layers: parameters in both conventions of biases, shapes."""

from __future__ import annotations

from random import Random
from typing import Any

from nnprep.content.cards import Level
from nnprep.named_tuple import NamedTuple
from nnprep.nn.drills.question import Question, named_axes, question, spelled
from nnprep.nn.formulas import parameters

NAMES = {"rnn": "plain recurrent layer", "gru": "GRU", "lstm": "LSTM"}
BLOCKS = {
    "rnn": "a plain recurrent layer has one block",
    "gru": "a GRU has three blocks: two gates and a candidate",
    "lstm": "an LSTM has four blocks: three gates and a candidate",
}
OUTPUT = (
    ("bth", "the outputs of both directions are concatenated"),
    ("bw", "that's one token; the output has all of them"),
    ("sbh", "that's the final state; the output has all tokens"),
    ("tbw", "the batch is the first axis here"),
    ("bti", "the width is the number of hidden units"),
    ("btW", "only the last layer's output comes out"),
)
STATE = (
    ("btw", "those are the outputs at all tokens"),
    ("bw", "the state keeps an axis of layers and directions, even for one of each"),
    ("bsh", "the batch is the second axis of the state, whatever the input's"),
    ("sbi", "the width is the number of hidden units"),
    ("lbw", "each direction has its own row in the state"),
)
"""Wrong shapes and why: batch, tokens, inputs, hidden, layers, states (layers · directions), width (hidden ·
directions), W for the width of all layers."""


class Layer(NamedTuple):
    """A recurrent layer, or several on top of each other."""

    cell: str
    inputs: int
    hidden: int
    layers: int
    both: bool
    """Whether it reads in both directions."""

    @property
    def directions(self) -> int:
        return 2 if self.both else 1

    @property
    def spoken(self) -> str:
        """The layer with its article: `a two-layer GRU`."""
        words = f"{'two-layer ' if self.layers == 2 else ''}{'bidirectional ' if self.both else ''}"
        return f"{'an' if self.cell == 'lstm' and not words else 'a'} {words}{NAMES[self.cell]}"

    def parameters(self, vectors: int) -> int:
        return parameters.recurrent_parameters(
            self.cell, self.inputs, self.hidden, self.layers, self.both, vectors
        )

    @property
    def facts(self) -> dict[str, Any]:
        named = ("cell", "inputs", "hidden", "layers", "bidirectional")
        return dict(zip(named, self, strict=True))


def recurrent(rng: Random, level: Level) -> Question:
    """Ask for the parameters or the output shapes of a recurrent layer."""
    cell = rng.choice(("rnn", "gru", "lstm"))
    inputs = rng.choice((2, 3, 5) if level is Level.EASY else (10, 16, 32))
    hidden = rng.choice([n for n in ((3, 4, 6) if level is Level.EASY else (8, 20, 64, 128)) if n != inputs])
    layers = rng.choice((1, 2)) if level is Level.HARD else 1
    both = rng.random() < {Level.EASY: 0, Level.MEDIUM: 0.25, Level.HARD: 0.5}[level]
    layer = Layer(cell, inputs, hidden, layers, both)
    if level is not Level.EASY and rng.random() < 0.3:
        return recurrent_shape(rng, layer)
    torch = level is not Level.EASY and rng.random() < 0.4
    return recurrent_parameters(layer, 2 if torch else 1)


def recurrent_parameters(layer: Layer, vectors: int) -> Question:
    """Ask for the parameters of a recurrent layer, saying which convention of biases is meant."""
    cell, inputs, hidden, layers, both = layer
    answer = layer.parameters(vectors)
    directions, gates = layer.directions, parameters.GATES[cell]
    entering = [inputs, *[hidden * directions] * (layers - 1)]
    front = f"{directions}·" if both else ""
    formula = " + ".join(f"{front}{gates}·{hidden}·({n} + {hidden} + {vectors})" for n in entering)
    torch, textbook = "two bias vectors per block", "one bias vector per block"
    convention = f"{torch}, as in PyTorch" if vectors == 2 else f"{textbook}, as in textbooks"
    narrow = answer - directions * gates * hidden * (entering[-1] - hidden) if layers == 2 else answer
    recurrence = layers * directions * gates * hidden**2
    return question(
        f"How many parameters does {layer.spoken} with {inputs} inputs and {hidden} hidden units have, "
        f"with {convention}?",
        answer,
        f"{formula} = {answer:,}",
        [
            (layer.parameters(3 - vectors), f"that's with {textbook if vectors == 2 else torch}"),
            (layer.parameters(0), "you forgot the biases"),
            *(
                (layer._replace(cell=name).parameters(vectors), BLOCKS[cell])
                for name in BLOCKS
                if name != cell
            ),
            (layer._replace(both=False).parameters(vectors), "each direction has its own weights"),
            (layer._replace(layers=1).parameters(vectors), "you forgot the second layer"),
            (narrow, "the second layer reads both directions: 2H inputs"),
            (answer - recurrence, "you forgot the weights from hidden to hidden"),
        ],
        facts={"what": "parameters", **layer.facts, "bias_vectors": vectors},
    )


def recurrent_shape(rng: Random, layer: Layer) -> Question:
    """Ask for the shape of a recurrent layer's output or of its final hidden state."""
    batch, tokens = rng.choice((3, 4, 5)), rng.choice((7, 9, 11))
    final = rng.random() < 0.5
    _, inputs, hidden, layers, _ = layer
    directions = layer.directions
    states, width = layers * directions, hidden * directions
    sizes = {
        "b": batch, "t": tokens, "i": inputs, "h": hidden, "l": layers, "s": states, "w": width, "W": layers * width,
    }  # fmt: skip
    answer = named_axes("sbh" if final else "btw", sizes)
    if final:
        formula = f"layers·directions, batch, H: ({layers}·{directions},{batch},{hidden})"
        spoken = "the final hidden state of all layers and directions"
    else:
        formula = f"batch, tokens, H·directions: ({batch},{tokens},{hidden}·{directions})"
        spoken = "the last layer's output"
    return question(
        f"What is the shape of {spoken} when {layer.spoken} with {hidden} hidden units reads "
        f"({batch},{tokens},{inputs}), batch first?",
        answer,
        f"{formula} = {spelled(answer)}",
        [(named_axes(wrong, sizes), says) for wrong, says in (STATE if final else OUTPUT)],
        facts={"what": "state" if final else "output", **layer.facts, "batch": batch, "tokens": tokens},
    )

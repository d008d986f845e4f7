"""Questions about recurrent layers: parameters in both conventions of biases, output shapes."""

from __future__ import annotations

from random import Random

from nnprep.content.cards import Level
from nnprep.nn.drills.question import Answer, Question, question, spelled
from nnprep.nn.formulas import parameters

NAMES = {"rnn": "plain recurrent layer", "gru": "GRU", "lstm": "LSTM"}
ARTICLES = {"rnn": "A", "gru": "A", "lstm": "An"}
BLOCKS = {
    "rnn": "a plain recurrent layer has one block",
    "gru": "a GRU has three blocks: two gates and a candidate",
    "lstm": "an LSTM has four blocks: three gates and a candidate",
}


def recurrent(rng: Random, level: Level) -> Question:
    """Ask for the parameters or the output shapes of a recurrent layer."""
    cell = rng.choice(("rnn", "gru", "lstm"))
    inputs = rng.choice((2, 3, 5) if level is Level.EASY else (10, 16, 32))
    hidden = rng.choice([n for n in ((3, 4, 6) if level is Level.EASY else (8, 20, 64, 128)) if n != inputs])
    layers = rng.choice((1, 2)) if level is Level.HARD else 1
    both = rng.random() < (0.5 if level is Level.HARD else 0.25 if level is Level.MEDIUM else 0)
    if level is not Level.EASY and rng.random() < 0.3:
        return recurrent_shape(rng, level, cell, inputs, hidden, layers, both)
    torch = level is not Level.EASY and rng.random() < 0.4
    return recurrent_parameters(level, cell, inputs, hidden, layers, both, 2 if torch else 1)


def recurrent_parameters(
    level: Level, cell: str, inputs: int, hidden: int, layers: int, both: bool, vectors: int
) -> Question:
    """Ask for the parameters of a recurrent layer, saying which convention of biases is meant."""
    gates = parameters.GATES[cell]

    def count(vectors: int = vectors, both: bool = both, layers: int = layers, cell: str = cell) -> int:
        return parameters.recurrent_parameters(cell, inputs, hidden, layers, both, vectors)

    answer = count()
    directions = 2 if both else 1
    entering = [inputs, *[hidden * directions] * (layers - 1)]
    front = f"{directions}·" if both else ""
    formula = " + ".join(f"{front}{gates}·{hidden}·({n} + {hidden} + {vectors})" for n in entering)
    shape = f"{'two-layer ' if layers == 2 else ''}{'bidirectional ' if both else ''}"
    convention = (
        "as in PyTorch, with two bias vectors a block" if vectors == 2 else "as in textbooks, one bias vector"
    )
    other = "one bias vector" if vectors == 2 else "two bias vectors"
    narrow = answer - directions * gates * hidden * (entering[-1] - hidden) if layers == 2 else answer
    return question(
        "recurrent",
        level,
        f"{article(cell, shape)} {shape}{NAMES[cell]}, {inputs} inputs, {hidden} hidden units, {convention}: "
        "how many parameters?",
        answer,
        f"{formula} = {answer:,}",
        [
            (count(vectors=3 - vectors), f"that is the other convention, with {other} a block"),
            (count(vectors=0), "you forgot the biases"),
            *((count(cell=name), BLOCKS[cell]) for name in BLOCKS if name != cell),
            (count(both=False), "both directions have weights of their own"),
            (count(layers=1), "you forgot the second layer"),
            (narrow, "the second layer reads both directions: 2H inputs"),
            (
                answer - layers * directions * gates * hidden**2,
                "you forgot the weights from hidden to hidden",
            ),
        ],
        what="parameters",
        cell=cell,
        inputs=inputs,
        hidden=hidden,
        layers=layers,
        bidirectional=both,
        bias_vectors=vectors,
    )


def recurrent_shape(
    rng: Random, level: Level, cell: str, inputs: int, hidden: int, layers: int, both: bool
) -> Question:
    """Ask for the shape of a recurrent layer's output or of its final hidden state."""
    batch, tokens = rng.choice((3, 4, 5)), rng.choice((7, 9, 11))
    directions = 2 if both else 1
    final = rng.random() < 0.5
    answer = (layers * directions, batch, hidden) if final else (batch, tokens, hidden * directions)
    spoken = (
        "the final hidden state of all layers and directions" if final else "the output of the last layer"
    )
    shape = f"{'two-layer ' if layers == 2 else ''}{'bidirectional ' if both else ''}"
    side, wide = "both directions are put side by side", hidden * directions
    slips: list[tuple[Answer, str]] = []
    if final:
        apart = "each layer and direction keeps its state apart, one a row"
        if layers * directions == 1:
            apart = "the axis of layers and directions stays, even for one of each"
        slips += [
            ((batch, tokens, wide), "those are the outputs at all tokens"),
            ((batch, wide), apart),
            (
                (batch, layers * directions, hidden),
                "the batch is the state's second axis, whatever the input's",
            ),
            ((layers * directions, batch, inputs), "the width is that of the hidden units"),
        ]
        slips += [((layers, batch, wide), "directions are rows of their own in the state")] if both else []
    else:
        slips += [((batch, tokens, hidden), side)] if both else []
        slips += [
            ((batch, wide), "that is one token; the output has all of them"),
            ((layers * directions, batch, hidden), "that is the final state; the output has all tokens"),
            ((tokens, batch, wide), "the batch is the first axis here"),
            ((batch, tokens, inputs), "the width is that of the hidden units"),
        ]
        slips += [((batch, tokens, layers * wide), "only the last layer comes out")] if layers > 1 else []
    return question(
        "recurrent",
        level,
        f"{article(cell, shape)} {shape}{NAMES[cell]}, {hidden} hidden units, reads ({batch},{tokens},{inputs}), batch "
        f"first. Which shape has {spoken}?",
        answer,
        (
            f"layers·directions, batch, H: ({layers}·{directions},{batch},{hidden}) = {spelled(answer)}"
            if final
            else f"batch, tokens, H·directions: ({batch},{tokens},{hidden}·{directions}) = {spelled(answer)}"
        ),
        slips,
        what="state" if final else "output",
        cell=cell,
        inputs=inputs,
        hidden=hidden,
        layers=layers,
        bidirectional=both,
        batch=batch,
        tokens=tokens,
    )


def article(cell: str, shape: str) -> str:
    """Return `An` before LSTM, `A` before everything else."""
    return "A" if shape else ARTICLES[cell]

"""Questions about the shape behind several layers."""

from __future__ import annotations

from random import Random

from nnprep.content.cards import Level
from nnprep.nn.drills.question import Answer, Question, question, spelled


def chain(rng: Random, level: Level) -> Question:
    """Ask for the output shape of layers one after the other."""
    from nnprep.nn.shapes.derivation import network

    batch = rng.choice((4, 8, 16))
    channels, size = rng.choice((1, 3)), rng.choice((12, 16, 28, 32))
    filters, kernel = rng.choice((4, 8, 16)), rng.choice((3, 5))
    padding = rng.choice((0, kernel // 2))
    tokens, vocabulary, width = rng.choice((6, 9, 12)), rng.choice((100, 1000)), rng.choice((8, 16))
    words = {
        "image": [f"{channels}x{size}x{size}", f"conv:{filters}:{kernel}:p{padding}", "relu", "pool:2"],
        "text": [f"{tokens}", f"embedding:{vocabulary}:{width}"],
    }[rng.choice(("image", "text"))]
    if words[0] == f"{tokens}":
        words += [rng.choice((f"lstm:{filters}", "attention:2", f"gru:{filters}:bi"))]
        words += ["last"] if level is Level.HARD and rng.random() < 0.4 else []
    elif level is Level.HARD and rng.random() < 0.6:
        words += [f"conv:{2 * filters}:3", "relu"]
    if level is Level.HARD and words[0] != f"{tokens}" and rng.random() < 0.5:
        words += ["flatten"]
    net = network(words, batch=batch)
    shapes = [(batch, *net.input), *((batch, *step.output) for step in net.steps)]
    answer = shapes[-1]
    slips: list[tuple[Answer, str]] = [
        (shapes[-2], "that is the shape one layer earlier"),
        (answer[1:], "the batch axis stays"),
    ]
    if words[0] != f"{tokens}":
        unpadded = network([w.replace(f":p{kernel // 2}", ":p0") for w in words], batch=batch)
        slips.append(((batch, *unpadded.steps[-1].output), "you forgot the padding"))
        if len(answer) == 4:
            slips.append(((batch, channels, *answer[2:]), "each filter gives one output channel"))
            slips.append(((batch, *answer[2:], answer[1]), "channels come first, then height and width"))
        else:
            slips.append(((batch, shapes[-2][1]), "flatten multiplies all axes of a sample"))
    elif words[-1] == "last":
        slips.append(((batch, tokens), "last keeps the width of one token, not the tokens"))
        slips.append(((batch, 1, answer[1]), "last takes the axis of the tokens away"))
    else:
        slips.append(((batch, tokens), "each token keeps a vector of its own"))
        slips.append(((batch, answer[2], tokens), "tokens come first, then their width"))
        slips.append(((batch, answer[2]), "every token comes out, not only the last"))
    spelling = " (conv:FILTERS:KERNEL:pPADDING, pool:KERNEL)" if words[0] != f"{tokens}" else ""
    return question(
        "broadcasting",
        level,
        f"Input of shape {spelled(shapes[0])}, then {' -> '.join(words[1:])}{spelling}. Which shape comes out?",
        answer,
        " -> ".join(spelled(shape) for shape in shapes),
        slips,
        what="chain",
        words=words,
        batch=batch,
    )

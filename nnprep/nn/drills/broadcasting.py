"""Questions about shapes: broadcasting, centering with a mean, chains of layers, and matrix products; does it raise?"""

from __future__ import annotations

from random import Random

from nnprep.content.cards import Level
from nnprep.nn.drills.matmul import product
from nnprep.nn.drills.question import RAISES, Answer, Question, question, spelled
from nnprep.nn.formulas.output_sizes import broadcast_shapes
from nnprep.nn.shapes.derivation import network

Shape = tuple[int, ...]
Slips = list[tuple[Answer, str]]
CLASH = "aligned at the right, two sizes differ and neither is 1: it raises"


def broadcasting(rng: Random, level: Level) -> Question:
    """Ask for the shape of a result, or whether the operation raises."""
    kinds = {
        Level.EASY: (element_wise,),
        Level.MEDIUM: (element_wise, product, chain),
        Level.HARD: (element_wise, product, centered, chain, chain),
    }
    return rng.choice(kinds[level])(rng, level)


def element_wise(rng: Random, level: Level) -> Question:
    """Ask for the shape of an element-wise operation."""
    first, second = pair(rng, level)
    sign = rng.choice(("-", "+", "*", "=="))
    answer = broadcast_shapes(first, second)
    return question(
        RAISES,
        answer,
        broadcast_formula(first, second, answer),
        clashing(first, second) if answer is None else working(first, second, answer),
        code=f"{spelled(first)} {sign} {spelled(second)}",
        facts={"what": "element-wise", "first": first, "second": second, "sign": sign},
    )


def pair(rng: Random, level: Level) -> tuple[Shape, Shape]:
    """Return two shapes that a program might really combine."""
    m, n, k = rng.sample((2, 3, 4, 5, 6, 8), 3)
    pairs: list[tuple[Shape, Shape]] = [
        ((m, 1), (m,)), ((m, n), (n,)), ((m, n), (m,)), ((m, n), (m, 1)), ((m, n), (1, n)), ((m,), (m, 1)),
        ((m, m), (m,)), ((m, n), ()),
    ]  # fmt: skip
    if level is not Level.EASY:
        pairs += [
            ((k, 1, m), (n, 1)), ((k, m, n), (m, n)), ((k, m, n), (k, n)), ((k, m, n), (k, 1, 1)), ((m, 1), (1, n)),
            ((k, m, n), (m, 1)), ((k, m, n), (k, m)),
        ]  # fmt: skip
    if level is Level.HARD:
        pairs += [
            ((k, m, 1, n), (m, n, 1)), ((1, m, n, 1), (k, 1, 1, m)), ((k, m, n), (m, k, 1)), ((k, 1), (m, n)),
        ]  # fmt: skip
    first, second = rng.choice(pairs)
    return (first, second) if rng.random() < 0.7 else (second, first)


def broadcast_formula(first: Shape, second: Shape, answer: Answer) -> str:
    """Return the rule with these shapes put in."""
    length = max(len(first), len(second))
    left, right = ([1] * (length - len(s)) + list(s) for s in (first, second))
    rows = ", ".join(f"{a}|{b}" for a, b in zip(left, right, strict=True)) or "two scalars"
    return f"aligned at the right, sizes equal or 1: {rows} -> {spelled(answer)}"


def by_length(first: Shape, second: Shape) -> tuple[Shape, Shape]:
    """Return the shape with more axes and the other one; the first of two equally long ones."""
    return (first, second) if len(first) >= len(second) else (second, first)


def aligned_at_left(longer: Shape, shorter: Shape) -> Slips:
    """Return what comes out if missing axes are added at the right, if anything."""
    missing = len(longer) - len(shorter)
    answer = broadcast_shapes(longer, (*shorter, *[1] * missing)) if missing else None
    return [(answer, "you aligned the shapes at the left; NumPy aligns at the right")] if answer else []


def clashing(first: Shape, second: Shape) -> Slips:
    """Return wrong answers for an operation that raises."""
    longer, shorter = by_length(first, second)
    right = (*[1] * (len(longer) - len(shorter)), *shorter)
    largest = tuple(max(sizes) for sizes in zip(longer, right, strict=True))
    slips: Slips = [(first, CLASH), (second, CLASH), (largest, "only a size of 1 stretches")]
    return aligned_at_left(longer, shorter) + slips


def working(first: Shape, second: Shape, answer: Shape) -> Slips:
    """Return wrong answers for an operation that works."""
    longer, shorter = by_length(first, second)
    slips = aligned_at_left(longer, shorter)
    slips.append((None, "it broadcasts silently: sizes of 1 stretch, missing axes are added at the left"))
    if {len(first), len(second)} == {1, 2} and longer[1] == 1 and longer[0] == shorter[0]:
        slips.append((shorter, "(m,1) and (m,) make (m,m), not (m,)"))
    short = "the result has as many axes as the longer shape"
    stretched = "sizes of 1 stretch in both"
    return [
        *slips,
        (longer, stretched),
        (shorter, short if len(shorter) < len(longer) else stretched),
        ((*first, *second), "you put the axes of one after those of the other, as in an outer product"),
        (longer[1:], "no axis disappears in an element-wise operation"),
    ]


def centered(rng: Random, level: Level) -> Question:
    """Ask for the shape after subtracting a mean along an axis, with or without keepdims."""
    m, n = rng.sample((3, 4, 5, 6, 8), 2)
    axis, keepdims = rng.choice((0, 1)), rng.random() < 0.5
    shape: Shape = (m, n)
    mean: Shape = tuple(1 if i == axis else s for i, s in enumerate(shape) if keepdims or i != axis)
    answer = broadcast_shapes(shape, mean)
    return question(
        f"X has shape {spelled(shape)}. {RAISES}",
        answer,
        f"the mean has shape {spelled(mean)}: {broadcast_formula(shape, mean, answer)}",
        [
            (None, "it broadcasts"),
            (shape, "without keepdims the mean loses its axis, and the rest doesn't fit"),
            (mean, "that's the shape of the mean"),
            ((n, m), "nothing is transposed"),
        ],
        code=f"X - X.mean(axis={axis}{', keepdims=True' if keepdims else ''})",
        facts={"what": "centered", "shape": shape, "axis": axis, "keepdims": keepdims},
    )


def chain(rng: Random, level: Level) -> Question:
    """Ask for the output shape of layers one after the other."""
    batch = rng.choice((4, 8, 16))
    words = chain_words(rng, level)
    net = network(words, batch=batch)
    shapes: list[Shape] = [(batch, *net.input), *((batch, *step.output) for step in net.steps)]
    answer = shapes[-1]
    slips: Slips = [(shapes[-2], "that's the shape one layer earlier"), (answer[1:], "the batch axis stays")]
    spelling = ""
    if "x" in words[0]:
        spelling = " (conv:FILTERS:KERNEL:pPADDING, pool:KERNEL)"
        first = words[1].rpartition(":")[0]
        unpadded = network([words[0], first, *words[2:]], batch=batch)
        slips.append(((batch, *unpadded.steps[-1].output), "you forgot the padding"))
        slips += image_slips(shapes)
    else:
        slips += text_slips(shapes, words[-1] == "last")
    return question(
        f"An input of shape {spelled(shapes[0])} goes through {' -> '.join(words[1:])}{spelling}. What is the shape of "
        "the output?",
        answer,
        " -> ".join(spelled(shape) for shape in shapes),
        slips,
        facts={"what": "chain", "words": words, "batch": batch},
    )


def chain_words(rng: Random, level: Level) -> list[str]:
    """Return a network of images or of tokens in the language of `explain shapes`."""
    # Everything is drawn for both kinds, so that a seed asks what it always asked.
    channels, size = rng.choice((1, 3)), rng.choice((12, 16, 28, 32))
    filters, kernel = rng.choice((4, 8, 16)), rng.choice((3, 5))
    padding = rng.choice((0, kernel // 2))
    tokens, vocabulary, width = rng.choice((6, 9, 12)), rng.choice((100, 1000)), rng.choice((8, 16))
    if rng.choice(("image", "text")) == "text":
        words = [f"{tokens}", f"embedding:{vocabulary}:{width}"]
        words.append(rng.choice((f"lstm:{filters}", "attention:2", f"gru:{filters}:bi")))
        return [*words, "last"] if level is Level.HARD and rng.random() < 0.4 else words
    words = [f"{channels}x{size}x{size}", f"conv:{filters}:{kernel}:p{padding}", "relu", "pool:2"]
    if level is Level.HARD and rng.random() < 0.6:
        words += [f"conv:{2 * filters}:3", "relu"]
    return [*words, "flatten"] if level is Level.HARD and rng.random() < 0.5 else words


def image_slips(shapes: list[Shape]) -> Slips:
    """Return wrong shapes of an image (batch, channels, height, width), or of one that was flattened."""
    batch, *answer = shapes[-1]
    if len(answer) == 1:
        return [((batch, shapes[-2][1]), "flatten multiplies all axes of a sample")]
    channels, *sizes = answer
    return [
        ((batch, shapes[0][1], *sizes), "each filter gives one output channel"),
        ((batch, *sizes, channels), "channels come first, then height and width"),
    ]


def text_slips(shapes: list[Shape], last: bool) -> Slips:
    """Return wrong shapes of a sequence (batch, tokens, width), or of its last token."""
    (batch, tokens), width = shapes[0], shapes[-1][-1]
    if last:
        return [
            ((batch, tokens), "last keeps the width of one token, not the tokens"),
            ((batch, 1, width), "last removes the token axis"),
        ]
    return [
        ((batch, tokens), "each token keeps its own vector"),
        ((batch, width, tokens), "tokens come first, then their width"),
        ((batch, width), "every token comes out, not only the last"),
    ]

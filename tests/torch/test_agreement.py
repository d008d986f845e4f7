"""Drills and shapes against PyTorch: run where it is installed, `pytest tests/torch -n 0`."""

from __future__ import annotations

import sys
from collections import Counter
from random import Random

import pytest

torch = pytest.importorskip("torch", reason="PyTorch is not installed; it is not needed by nnprep")

from nnprep.content.cards import Level  # noqa: E402 - after the skip above
from nnprep.nn.drills.drill import FAMILIES, generate  # noqa: E402 - as above
from nnprep.nn.drills.question import same  # noqa: E402 - as above
from nnprep.nn.shapes import budget  # noqa: E402 - as above
from nnprep.nn.shapes.derivation import network  # noqa: E402 - as above
from tests.torch import modules  # noqa: E402 - imports torch

CONFIGURATIONS = 240
"""For each family; a third of them on each level."""


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES)
def test_answers_are_what_modules_say(family: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every answer of a family is what PyTorch's own modules say, on at least 200 different configurations."""
    seen: set[str] = set()
    compared: Counter[str] = Counter()
    seed = 0
    while len(seen) < CONFIGURATIONS and seed < 20_000:
        level = list(Level)[seed % 3]
        question = generate(family, level, Random(seed))
        seed += 1
        key = repr(sorted(question.facts.items(), key=lambda item: item[0]))
        if key in seen:
            continue
        seen.add(key)
        said = modules.answer(question)
        assert same(said, question.answer, question.tolerance or 1e-9), (question, said)
        compared[question.facts["what"]] += 1
    report(capsys, family, len(seen), compared)

    assert len(seen) >= ENOUGH.get(family, 200)


@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel")
@pytest.mark.slow
@pytest.mark.parametrize("kind", ["vectors", "images", "sequences", "signals", "volumes", "language models"])
def test_networks_are_what_modules_say(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Parameters, output shapes and operations of random networks are what PyTorch's own modules say."""
    compared: Counter[str] = Counter()
    for seed in range(CONFIGURATIONS):
        words, counts_operations = WORDS[kind](Random(seed))
        net = network(words, batch=3)
        learned, shape, operations = modules.chained(words, 3)
        assert (net.parameters, net.steps[-1].output) == (learned, shape), words
        compared["parameters and shape"] += 1
        if counts_operations:
            assert 3 * net.flops == operations, words
            compared["operations"] += 1
        compared.update(word.split(":")[0] for word in words[1:] if not word[0].isdigit())
    report(capsys, f"networks of {kind}", CONFIGURATIONS, compared)


def test_memory_by_layer_is_that_of_modules() -> None:
    """Each layer's bytes of weights and of its result are those of PyTorch's own tensors."""
    words = ["4x9x12", "conv:6:3:same", "groupnorm:3", "relu", "pool:2:ceil", "convt:5:3:s2", "flatten", "7"]
    rows = budget.memory_by_layer(network(words, batch=3))[1:-1]

    assert [(row.weights, row.activations) for row in rows] == modules.bytes_by_layer(words, 3)


def report(capsys: pytest.CaptureFixture[str], what: str, number: int, compared: Counter[str]) -> None:
    """Print what was compared."""
    parts = ", ".join(f"{name} {times}" for name, times in compared.most_common())
    with capsys.disabled():
        sys.stdout.write(
            f"\n{what}: {number} configurations agree with PyTorch {torch.__version__} ({parts})"
        )


def vectors(rng: Random) -> tuple[list[str], bool]:
    """Return a random network of vectors."""
    words = [str(rng.randint(1, 300))]
    for _ in range(rng.randint(1, 5)):
        words.append(f"{rng.randint(1, 300)}{rng.choice(('', '', ':nobias'))}")
        words += rng.sample(
            ["relu", "tanh", "batchnorm", "layernorm", "dropout:0.3", "gelu"], rng.randint(0, 2)
        )
    return words, True


def images(rng: Random) -> tuple[list[str], bool]:
    """Return a random network of images."""
    channels, size = rng.choice((1, 3, 4)), rng.randint(24, 64)
    words = [f"{channels}x{size}x{size + rng.randint(0, 9)}"]
    for _ in range(rng.randint(1, 3)):
        groups = rng.choice([g for g in (1, 2, 4) if channels % g == 0])
        channels = groups * rng.randint(1, 8)
        kernel = rng.choice(("1", "3", "5", "3x5", "2x1"))
        word = f"conv:{channels}:{kernel}"
        word += rng.choice(("", ":s2", ":p1", ":p2:s2", ":d2:p2"))
        words.append(word + (f":g{groups}" if groups > 1 else "") + rng.choice(("", ":nobias")))
        words += rng.sample(["relu", "batchnorm"], rng.randint(0, 2))
    words += rng.choice(
        (
            [],
            ["pool:2"],
            ["avgpool:2"],
            ["pool:2:s1"],
            ["pool:2:p1"],
            ["pool:3:s2:ceil"],
            ["avgpool:3:s2:p1:ceil"],
        )
    )
    words += rng.choice(([], [f"groupnorm:{rng.choice([g for g in (1, 2, 3) if channels % g == 0])}"]))
    words += rng.choice(
        ([], ["convt:6:4:s2:p1"], ["convt:5:3:s3:o2:nobias"], [f"convt:{channels}:2x3:g{channels}"])
    )
    words += rng.choice(([], ["conv:3:4x3:same"], ["conv:2:3:same:d2:nobias"]))
    words += rng.choice(([], ["flatten", str(rng.randint(1, 20))]))
    return words, True


def signals(rng: Random) -> tuple[list[str], bool]:
    """Return a random network of signals, which ends with tokens or not."""
    channels = rng.choice((1, 4, 6))
    words = [f"{channels}x{rng.randint(60, 90)}"]
    for _ in range(rng.randint(1, 3)):
        channels = 4 * rng.randint(1, 6)
        words.append(
            f"conv1d:{channels}:{rng.randint(1, 6)}{rng.choice(('', ':same', ':s2:p2', ':d2', ':same:d3'))}"
        )
        words += rng.sample(["relu", "batchnorm", "groupnorm:2"], rng.randint(0, 2))
    words += rng.choice(
        ([], ["pool:3:s2:ceil"], ["avgpool:2:ceil"], ["convt:8:4:s2:p1"], ["convt:3:5:s3:o1:d2"])
    )
    if words[-1].startswith("convt"):
        return words, True
    words += rng.choice(([], ["transpose", "rmsnorm", "swiglu:12"], ["transpose", "layernorm", "last", "3"]))
    return words, True


def volumes(rng: Random) -> tuple[list[str], bool]:
    """Return a random network of volumes."""
    words = [f"{rng.choice((2, 4))}x{rng.randint(12, 18)}x{rng.randint(14, 20)}x{rng.randint(16, 20)}"]
    for _ in range(rng.randint(1, 2)):
        kernel = rng.choice(("1", "3", "1x3x2", "3x1x1"))
        words.append(
            f"conv3d:{2 * rng.randint(1, 5)}:{kernel}{rng.choice(('', ':same', ':s2:p1', ':g2:nobias'))}"
        )
        words += rng.sample(["relu", "batchnorm", "groupnorm:2"], rng.randint(0, 2))
    words += rng.choice(
        ([], ["pool:2:ceil"], ["avgpool:2"], ["pool:3:s2:p1:ceil"], ["convt:2:2:s2"], ["flatten", "3"])
    )
    return words, True


def language_models(rng: Random) -> tuple[list[str], bool]:
    """Return a random decoder: grouped-query attention, SwiGLU, RMS norm, a tied or untied head."""
    width = 8 * rng.randint(1, 6)
    words = [f"{rng.randint(1, 20)}", f"embedding:{rng.randint(1, 500)}:{width}"]
    for _ in range(rng.randint(1, 3)):
        heads = rng.choice((4, 8))
        attention = f"attention:{heads}:k{rng.choice((1, 2, 4))}{rng.choice(('', ':nobias'))}"
        words += ["rmsnorm", attention, "rmsnorm", f"swiglu:{rng.randint(1, 90)}"]
    words += rng.choice((["tied"], [f"{rng.randint(1, 90)}:nobias"]))
    return words, True


def sequences(rng: Random) -> tuple[list[str], bool]:
    """Return a random network of sequences."""
    tokens, width = rng.randint(1, 20), 4 * rng.randint(1, 8)
    words = [f"{tokens}", f"embedding:{rng.randint(1, 500)}:{width}"]
    if rng.random() < 0.3:
        words = [f"{tokens}x{width}"]
    for _ in range(rng.randint(1, 2)):
        kind = rng.choice(("rnn", "gru", "lstm", "attention", "layernorm"))
        if kind == "attention":
            heads = rng.choice([h for h in (1, 2, 4) if width % h == 0])
            words.append(f"attention:{heads}{rng.choice(('', ':nobias'))}")
        elif kind == "layernorm":
            words.append(kind)
        else:
            hidden, both = 4 * rng.randint(1, 6), rng.random() < 0.4
            narrow = rng.choice((0, 0, hidden // 2)) if kind == "lstm" else 0
            words.append(f"{kind}:{hidden}{rng.choice(('', ':l2', ':l3'))}{':bi' if both else ''}")
            words[-1] += f":p{narrow}" if narrow else ""
            width = (narrow or hidden) * (2 if both else 1)
    words += rng.choice(([], ["last", str(rng.randint(1, 9))], [str(rng.randint(1, 9))]))
    # PyTorch's counter does not look into its recurrent layers.
    return words, not any(w.startswith(("rnn", "gru", "lstm", "attention")) for w in words)


WORDS = {
    "vectors": vectors, "images": images, "sequences": sequences, "signals": signals, "volumes": volumes,
    "language models": language_models,
}  # fmt: skip
ENOUGH: dict[str, int] = {}

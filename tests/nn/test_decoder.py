"""Decoders: parameters of known models, and all numbers against a network spelled out layer by layer."""

from __future__ import annotations

import pytest

from nnprep.errors import UsageError
from nnprep.nn.shapes import budget
from nnprep.nn.shapes.decoder import Decoder, decoder, memory, operations, parts
from nnprep.nn.shapes.derivation import network
from nnprep.nn.shapes.open_models import MODELS

PUBLISHED = {
    "gpt2": 124_439_808,
    "gpt2-xl": 1_557_611_200,
    "llama-2-7b": 6_738_415_616,
    "llama-2-70b": 68_976_648_192,
    "llama-3-8b": 8_030_261_248,
    "llama-3-70b": 70_553_706_496,
    "llama-3.1-405b": 405_853_388_800,
    "llama-3.2-1b": 1_235_814_400,
    "mistral-7b": 7_241_732_096,
    "qwen2.5-7b": 7_615_616_512,
    "qwen3-8b": 8_190_735_360,
    "gemma-7b": 8_537_680_896,
}
"""The sizes of the released checkpoints, a shared table counted once, without buffers."""


def test_known_models_have_their_published_parameters() -> None:
    """Every preset counts exactly the parameters of the released checkpoint."""
    assert {name: model.parameters for name, model in MODELS.items()} == PUBLISHED


def test_six_numbers_make_a_llama() -> None:
    """Without a hidden width, SwiGLU is as wide as in Llama: six numbers give Llama 2 to the last parameter."""
    assert decoder((32, 4096, 32, 32, 32000, 4096)) == MODELS["llama-2-7b"]
    assert decoder((1, 96, 2, 1, 10, 5)).hidden == 256
    assert decoder((1, 97 * 2, 2, 1, 10, 5)).hidden == 768


@pytest.mark.parametrize("sizes", [(2, 96, 8, 2, 500, 40), (3, 64, 4, 4, 90, 7), (5, 48, 6, 1, 33, 64)])
@pytest.mark.parametrize("tied", [False, True])
def test_decoder_is_the_network_of_its_layers(sizes: tuple[int, ...], tied: bool) -> None:
    """Parameters and operations are those of the same layers derived one by one by `explain shapes`."""
    layers, width, heads, kv_heads, vocabulary, context = sizes
    model = decoder(sizes)
    block = ["rmsnorm", f"attention:{heads}:k{kv_heads}:nobias", "rmsnorm", f"swiglu:{model.hidden}"]
    end = "tied" if tied else f"{vocabulary}:nobias"
    net = network([str(context), f"embedding:{vocabulary}:{width}", *block * layers, "rmsnorm", end])
    if tied:
        model = Decoder(**{name: getattr(model, name) for name in Decoder.__slots__} | {"tied": True})

    assert model.parameters == net.parameters
    assert operations(model)[2].amount == net.flops


@pytest.mark.parametrize("name", MODELS)
def test_formulas_give_their_numbers(name: str) -> None:
    """Every printed formula evaluates to the amount behind it."""
    model = MODELS[name]
    for part in parts(model):
        assert eval(part.formula.replace("·", "*")) == part.size, part
    for item in [*operations(model), *memory(model, 2, 3)]:
        if item.formula[0].isdigit() and "forward" not in item.formula:
            assert eval(item.formula.replace(",", "").replace("·", "*")) == item.amount, item


def test_cache_and_memory_of_llama_3() -> None:
    """128 kB of KV cache for a token, 1.07 GB for 8,192, a quarter of what 32 KV heads would need."""
    held = {item.what: item.amount for item in memory(MODELS["llama-3-8b"], 2)}

    assert held["KV cache, a token"] == 2 * 32 * 8 * 128 * 2 == 131_072
    assert held["KV cache, all"] == 8192 * 131_072
    assert held["weights"] == 2 * 8_030_261_248
    assert held["to generate"] == held["weights"] + held["KV cache, all"]
    assert held["to train, Adam"] == 16 * 8_030_261_248
    assert memory(MODELS["llama-3-8b"], 4, 5)[2].amount == 5 * 2 * held["KV cache, all"]
    assert budget.readable(held["KV cache, all"]) == "1.1 GB"


def test_operations_of_a_step() -> None:
    """Training is three times forward; one more token costs the matrices once and one row of scores."""
    model = decoder((2, 8, 2, 1, 10, 6))
    done = {item.what: item.amount for item in operations(model)}
    matrices = 2 * (2 * 8 * 8 + 2 * 8 * 4 + 3 * 8 * 256) + 8 * 10

    assert done["matrices"] == 2 * 6 * matrices
    assert done["attention"] == 2 * 4 * 6 * 6 * 8
    assert done["training step"] == 3 * done["forward"] == 3 * (done["matrices"] + done["attention"])
    assert done["one more token"] == 2 * matrices + 2 * 4 * 6 * 8


@pytest.mark.parametrize(
    ("sizes", "says"),
    [
        (
            (1, 2, 3),
            "A decoder needs six numbers (layers, width, heads, KV heads, vocabulary, context), not 3.",
        ),
        ((2, 10, 3, 1, 9, 9), "3 heads don't divide the width 10."),
        ((2, 12, 6, 4, 9, 9), "4 KV heads don't divide the 6 heads."),
    ],
)
def test_sizes_that_do_not_fit_are_refused(sizes: tuple[int, ...], says: str) -> None:
    """A wrong number of sizes, or heads that don't divide, gives one sentence and an example."""
    with pytest.raises(UsageError) as error:
        decoder(sizes)

    assert error.value.sentence == says
    assert error.value.next_step == "nnprep explain transformer 32 4096 32 8 128256 8192"

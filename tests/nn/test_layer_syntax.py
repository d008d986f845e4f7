"""The language of layers: how words are parsed."""

from __future__ import annotations

import pytest

from nnprep.nn.shapes.derivation import batch_size, plain_sizes
from nnprep.nn.shapes.layer_syntax import LARGEST, LayerError, Word, grammar, read, read_input, size

NO_FLAGS: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("text", "name", "numbers", "kernel", "rate", "flags"),
    [
        ("64", "linear", {"units": 64}, (), 0.0, NO_FLAGS),
        ("64:nobias", "linear", {"units": 64}, (), 0.0, {"nobias"}),
        ("linear:64:nobias", "linear", {"units": 64}, (), 0.0, {"nobias"}),
        ("conv:16:3", "conv", {"filters": 16}, (3,), 0.0, NO_FLAGS),
        ("CONV:16:3X5:S2:P0", "conv", {"filters": 16, "stride": 2, "padding": 0}, (3, 5), 0.0, NO_FLAGS),
        (
            "conv:16:3:d2:g4:nobias:p1", "conv", {"filters": 16, "dilation": 2, "groups": 4, "padding": 1}, (3,),
            0.0, {"nobias"},
        ),
        ("conv1d:16:3:same", "conv1d", {"filters": 16}, (3,), 0.0, {"same"}),
        ("conv3d:16:1x3x5", "conv3d", {"filters": 16}, (1, 3, 5), 0.0, NO_FLAGS),
        ("convt:8:4:o0:s2", "convt", {"filters": 8, "output_padding": 0, "stride": 2}, (4,), 0.0, NO_FLAGS),
        ("pool:3:ceil", "pool", {}, (3,), 0.0, {"ceil"}),
        ("lstm:8:p4", "lstm", {"hidden": 8, "projection": 4}, (), 0.0, NO_FLAGS),
        ("attention:8:k2", "attention", {"heads": 8, "kv_heads": 2}, (), 0.0, NO_FLAGS),
        ("avgpool:2x1:s1", "avgpool", {"stride": 1}, (2, 1), 0.0, NO_FLAGS),
        ("embedding:100:8", "embedding", {"vocabulary": 100, "width": 8}, (), 0.0, NO_FLAGS),
        ("gru:8:bi:l2", "gru", {"hidden": 8, "layers": 2}, (), 0.0, {"bi"}),
        ("attention:4", "attention", {"heads": 4}, (), 0.0, NO_FLAGS),
        ("dropout:0", "dropout", {}, (), 0.0, NO_FLAGS),
        ("dropout:0.99", "dropout", {}, (), 0.99, NO_FLAGS),
        (" relu ", "relu", {}, (), 0.0, NO_FLAGS),
    ],
)  # fmt: skip
def test_word_is_parsed(
    text: str, name: str, numbers: dict[str, int], kernel: tuple[int, ...], rate: float, flags: set[str]
) -> None:
    """A word has a name, numbers in order, options by letter in any order, and flags; capitals don't matter."""
    expected = Word(text=text, name=name, numbers=numbers, kernel=kernel, rate=rate, flags=frozenset(flags))

    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("conv", "filters is missing; expected conv:FILTERS:KERNEL"),
        ("conv:3", "kernel is missing; expected conv:FILTERS:KERNEL"),
        ("conv:3:3x", "kernel width is ''; expected a whole number from 1 to 10,000,000"),
        ("conv:3:0x3", "kernel is 0; expected a whole number from 1 to 10,000,000"),
        ("conv:3:3:p-1", "padding is -1; expected a whole number from 0 to 10,000,000"),
        ("conv:3:3:s", "stride is ''; expected a whole number from 1 to 10,000,000"),
        ("conv3d:3:3x3x", "kernel width is ''; expected a whole number from 1 to 10,000,000"),
        ("lstm:8:p0", "projection is 0; expected a whole number from 1 to 10,000,000"),
        ("gqa:8:2", "there is no such layer; nnprep calls it attention:HEADS:kKV_HEADS"),
        ("relu:3", "'3' is not understood; expected relu"),
        ("conv:3:3:nobias:nobias", "nobias is given twice"),
        ("conv:3:3:p1:p1", "padding is given twice"),
        ("64:nobias:bi", "'bi' is not understood; expected UNITS or UNITS:nobias"),
        ("dropout:1", "rate is '1'; expected a number of at least 0 and below 1"),
        ("dropout:half", "rate is 'half'; expected a number of at least 0 and below 1"),
        ("dropout:-0.1", "rate is '-0.1'; expected a number of at least 0 and below 1"),
        ("maxpool", "there is no such layer; nnprep calls it pool"),
        ("lstn", "there is no such layer; the nearest are lstm, "),
        ("-64", "units is -64; expected a whole number from 1 to 10,000,000"),
    ],
)
def test_mistake_in_a_word_is_named(text: str, says: str) -> None:
    """A mistake is one phrase: which number, and what was expected."""
    with pytest.raises(LayerError) as error:
        read(text)

    assert str(error.value).startswith(says)


def test_input_has_one_to_four_sizes() -> None:
    """An input is a vector, a sequence, an image or a volume, with height before width; anything else is refused."""
    shapes = [read_input(text) for text in ("7", "7x10", "3X7x10", "3x4x7x10")]
    assert shapes == [(7,), (7, 10), (3, 7, 10), (3, 4, 7, 10)]
    for text in ("x7", "1x2x3x4x5", "7x", "seven", ""):
        with pytest.raises(LayerError):
            read_input(text)


def test_sizes_have_limits() -> None:
    """Sizes are whole numbers from 1, or 0 where that makes sense, to ten million."""
    assert [size("1", "n"), size("+5", "n"), size(str(LARGEST), "n"), size("0", "n", smallest=0)] == [
        1,
        5,
        LARGEST,
        0,
    ]
    for text in ("0", str(LARGEST + 1), "1.0", "", "-", "²", "9" * 31):
        with pytest.raises(LayerError, match=r"^n is .*; expected a whole number from 1 to 10,000,000$"):
            size(text, "n")


def test_batch_and_plain_sizes() -> None:
    """N or nothing is any batch; plain sizes come back as numbers."""
    assert [batch_size(""), batch_size("N"), batch_size("32")] == [None, None, 32]
    assert plain_sizes(["3", "1"], "nnprep explain") == (3, 1)


def test_grammar_without_options() -> None:
    """A usage line without brackets has required numbers only."""
    assert grammar("embedding:VOCABULARY:WIDTH") == (["vocabulary", "width"], {}, [])
    assert grammar("gru:HIDDEN[:lLAYERS][:bi]") == (["hidden"], {"l": "layers"}, ["bi"])

"""What PyTorch says about a drill's question: its own modules are built, counted and run; nothing is computed here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import torch  # type: ignore[import-not-found, unused-ignore]  # optional
from torch import nn
from torch.utils.flop_counter import (  # type: ignore[import-not-found, unused-ignore]
    FlopCounterMode,
)

from nnprep.nn.drills.question import Question

META = torch.device("meta")
"""Tensors with shapes and without numbers: nothing is too large."""


def answer(question: Question) -> Any:
    """Return PyTorch's answer to a question."""
    facts = dict(question.facts)
    return FAMILIES[question.family](facts.pop("what"), facts)


def count(*modules: nn.Module) -> int:
    """Return how many numbers modules learn; shared ones count once."""
    parameters = {id(p): p for module in modules for p in module.parameters() if p.requires_grad}
    return sum(p.numel() for p in parameters.values())


def dense(sizes: Sequence[int], *, bias: bool = True, device: torch.device = META) -> nn.Sequential:
    """Return a ReLU network of these sizes."""
    layers: list[nn.Module] = []
    for n_in, n_out in pairwise(sizes):
        layers += [nn.Linear(n_in, n_out, bias=bias, device=device), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def counted_flops(run: Callable[[], Any]) -> int:
    """Return the operations that PyTorch's own counter sees."""
    with FlopCounterMode(display=False) as counter:
        run()
    return int(counter.get_total_flops())


def mlp(what: str, facts: dict[str, Any]) -> Any:
    """Answer a question about a fully connected network."""
    net = dense(facts["sizes"], bias=facts.get("bias", True))
    if what == "parameters":
        return count(net)
    x = torch.empty(facts["batch"], facts["sizes"][0], device=META)
    if what == "forward flops":
        return counted_flops(lambda: net(x))
    if what == "training flops":
        return counted_flops(lambda: net(x).sum().backward())
    kept = [x]
    for layer in net:
        x = layer(x)
        if isinstance(layer, nn.ReLU) or layer is net[-1]:
            kept.append(x)
    return sum(tensor.numel() for tensor in kept)


def conv(what: str, facts: dict[str, Any]) -> Any:
    """Answer a question about a convolution."""
    kernel = facts.get("kernel")
    if what == "parameters":
        layer = nn.Conv2d(
            facts["channels"], facts["filters"], tuple(facts["kernel"]), groups=facts["groups"], bias=facts["bias"],
            device=META,
        )  # fmt: skip
        return count(layer)
    if what == "output":
        layer = nn.Conv2d(1, 1, kernel, facts["stride"], facts["padding"], facts["dilation"], device=META)
        return int(layer(torch.empty(1, 1, facts["size"], facts["size"], device=META)).shape[-1])
    if what == "flops":
        layer = nn.Conv2d(
            facts["channels"], facts["filters"], kernel, padding=facts["padding"], bias=False, device=META
        )
        image = torch.empty(facts["images"], facts["channels"], facts["size"], facts["size"], device=META)
        return counted_flops(lambda: layer(image))
    if what == "receptive field":
        net = nn.Sequential(*(nn.Conv1d(1, 1, k, s, bias=False) for k, s in facts["layers"]))
        for parameter in net.parameters():
            nn.init.ones_(parameter)
        line = torch.zeros(1, 1, 400, requires_grad=True)
        net(line)[0, 0, 3].backward()
        assert line.grad is not None
        return int((line.grad != 0).sum())
    c, f = facts.get("channels", 1), facts.get("filters", 1)
    if what == "separable parameters":
        return count(nn.Conv2d(c, c, kernel, groups=c, device=META), nn.Conv2d(c, f, 1, device=META))
    if what == "transposed parameters":
        return count(nn.ConvTranspose2d(c, f, kernel, device=META))
    up = nn.ConvTranspose2d(
        1, 1, kernel, facts["stride"], facts["padding"], facts["output_padding"], device=META
    )
    return int(up(torch.empty(1, 1, facts["size"], facts["size"], device=META)).shape[-1])


def embedding(what: str, facts: dict[str, Any]) -> Any:
    """Answer a question about an embedding."""
    table = nn.Embedding(facts["vocabulary"], facts["width"], device=META)
    if what == "output":
        return tuple(table(torch.zeros(facts["ids"], dtype=torch.long, device=META)).shape)
    if what == "parameters":
        return count(table)
    head = nn.Linear(facts["width"], facts["vocabulary"], bias=not facts["tied"], device=META)
    if facts["tied"]:
        head.weight = table.weight
    return count(table, head)


def attention(what: str, facts: dict[str, Any]) -> Any:
    """Answer a question about attention."""
    if what == "flops":
        b, h, t, d = facts["batch"], facts["heads"], facts["tokens"], facts["head_width"]
        q = torch.empty(b * h, t, d, device=META)
        return counted_flops(lambda: torch.bmm(torch.bmm(q, q.transpose(1, 2)), q))
    width = facts["width"]
    if what == "encoder parameters":
        return count(nn.TransformerEncoderLayer(width, facts["heads"], facts["hidden"], device=META))
    if what == "parameters":
        return count(nn.MultiheadAttention(width, facts["heads"], bias=facts["bias"], device=META))
    if what == "cross parameters":
        layer = nn.MultiheadAttention(width, 4, kdim=facts["keys"], vdim=facts["values"], device=META)
        return count(layer)
    layer = nn.MultiheadAttention(width, facts["heads"], batch_first=True, device=META)
    queries = torch.empty(facts["batch"], facts["queries"], width, device=META)
    keys = torch.empty(facts["batch"], facts["keys"], width, device=META)
    output, weights = layer(queries, keys, keys, average_attn_weights=what != "scores")
    return tuple((output if what == "output" else weights).shape)


def recurrent(what: str, facts: dict[str, Any]) -> Any:
    """Answer a question about a recurrent layer."""
    kind = {"rnn": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}[facts["cell"]]
    layer = kind(
        facts["inputs"], facts["hidden"], facts["layers"], bidirectional=facts["bidirectional"],
        batch_first=True, device=META,
    )  # fmt: skip
    if what == "parameters":
        second = sum(p.numel() for name, p in layer.named_parameters() if name.startswith("bias_hh"))
        return count(layer) - (second if facts["bias_vectors"] == 1 else 0)
    x = torch.empty(facts["batch"], facts["tokens"], facts["inputs"], device=META)
    output, state = layer(x)
    return tuple((output if what == "output" else state[0] if facts["cell"] == "lstm" else state).shape)


def normalization(what: str, facts: dict[str, Any]) -> Any:
    """Answer a question about a normalization layer."""
    if what == "layernorm":
        return count(nn.LayerNorm(facts["shape"], device=META))
    if what == "rmsnorm":
        return count(nn.RMSNorm(facts["width"], device=META))
    channels = facts["channels"]
    if what == "groupnorm":
        return count(nn.GroupNorm(facts["groups"], channels, device=META))
    layer = nn.BatchNorm2d(channels, device=META)
    if what == "batchnorm":
        return count(layer)
    if what == "buffers":
        return sum(buffer.numel() for name, buffer in layer.named_buffers() if "num_batches" not in name)
    return count(nn.Conv2d(facts["before"], channels, facts["kernel"], bias=False, device=META), layer)


def broadcasting(what: str, facts: dict[str, Any]) -> Any:
    """Answer a question about shapes."""
    if what == "chain":
        return (facts["batch"], *chained(facts["words"], facts["batch"])[1])
    try:
        if what == "element-wise":
            first, second = (torch.empty(facts[key], device=META) for key in ("first", "second"))
            return tuple((first + second).shape)
        if what == "matmul":
            first, second = (torch.empty(facts[key], device=META) for key in ("first", "second"))
            return tuple((first @ second).shape)
        x = torch.empty(facts["shape"], device=META)
        return tuple((x - x.mean(dim=facts["axis"], keepdim=facts["keepdims"])).shape)
    except RuntimeError:
        return None


def memory(what: str, facts: dict[str, Any]) -> Any:
    """Answer a question about bytes by one step of a real optimizer."""
    if what == "activation bytes":
        net = dense(facts["sizes"])
        x = torch.empty(facts["batch"], facts["sizes"][0], device=META)
        kept = [x]
        for layer in [*net, nn.ReLU()]:
            kept.append(layer(kept[-1]))
        return sum(tensor.nbytes for tensor in kept)
    cpu = torch.device("cpu")
    if facts["sizes"]:
        parameters = list(dense(facts["sizes"], device=cpu).parameters())
    else:
        parameters = [nn.Parameter(torch.zeros(facts["count"]))]
    optimizer: torch.optim.Optimizer = {
        "sgd": lambda: torch.optim.SGD(parameters, lr=0.1),
        "momentum": lambda: torch.optim.SGD(parameters, lr=0.1, momentum=0.9),
        "adam": lambda: torch.optim.Adam(parameters, lr=0.1),
    }[facts["optimizer"]]()
    for parameter in parameters:
        parameter.grad = torch.ones_like(parameter)
    optimizer.step()
    states = [
        value
        for state in optimizer.state.values()
        for name, value in state.items()
        if isinstance(value, torch.Tensor) and name != "step"
    ]
    grads = [parameter.grad for parameter in parameters if parameter.grad is not None]
    return sum(tensor.nbytes for tensor in [*parameters, *grads, *states])


def gradients(what: str, facts: dict[str, Any]) -> Any:
    """Answer a question about one neuron by automatic differentiation."""
    kind = facts.pop("kind")
    v = {key: torch.tensor(value, dtype=torch.float64, requires_grad=True) for key, value in facts.items()}
    z = (v["w"] * v["x"]).sum() + v["b"]
    z.retain_grad()
    if kind == "sigmoid":
        loss = nn.functional.binary_cross_entropy_with_logits(z, v["y"])
    else:
        loss = 0.5 * ((v["v"] * torch.relu(z) if kind == "relu" else z) - v["y"]) ** 2
    loss.backward()
    name = what.removeprefix("d")
    if name == "z":
        return float(z.grad)
    if name in ("w1", "w2"):
        return float(v["w"].grad[int(name[1]) - 1])
    return float(v[name].grad)


def initialization(what: str, facts: dict[str, Any]) -> Any:
    """Answer a question about fresh weights by drawing some with PyTorch's own rules."""
    weights = torch.empty(facts["fan_out"], facts["fan_in"], device=META)
    fan_in, fan_out = nn.init._calculate_fan_in_and_fan_out(weights)
    gain = nn.init.calculate_gain("relu") if facts["rule"] == "He" else 1.0
    fan = (fan_in + fan_out) / 2 if facts["rule"] == "Xavier" else fan_in
    return float(gain / fan**0.5 * (3**0.5 if what == "limit" else 1.0))


def chained(words: Sequence[str], batch: int) -> tuple[int, tuple[int, ...], int]:
    """Return parameters, output shape without batch, and forward operations of a network in the language of layers."""
    shape = tuple(int(n) for n in words[0].split("x"))
    integers = any(word.startswith("embedding") for word in words)
    x = torch.zeros(batch, *shape, dtype=torch.long if integers else torch.float32, device=META)
    learned, operations = 0, 0
    table: nn.Embedding | None = None
    for word in words[1:]:
        module, run = built(word, tuple(x.shape[1:]))
        if word == "tied":
            assert table is not None
            head = nn.Linear(table.embedding_dim, table.num_embeddings, bias=False, device=META)
            head.weight = table.weight
            module, run = None, head
            learned += count(table, head) - count(table)
        with FlopCounterMode(display=False) as counter:
            x = run(x)
        operations += counter.get_total_flops()
        table = module if isinstance(module, nn.Embedding) else table
        learned += count(module) if module is not None else 0
        if isinstance(module, nn.RNNBase):  # textbooks have one bias vector, PyTorch has two
            learned -= sum(p.numel() for name, p in module.named_parameters() if name.startswith("bias_hh"))
    return learned, tuple(x.shape[1:]), operations


def bytes_by_layer(words: Sequence[str], batch: int) -> list[tuple[int, int]]:
    """Return the bytes of each layer's weights and of its result, in float32."""
    x, found = torch.zeros(batch, *(int(n) for n in words[0].split("x")), device=META), []
    for word in words[1:]:
        module, run = built(word, tuple(x.shape[1:]))
        x = run(x)
        found.append((sum(p.nbytes for p in module.parameters()) if module is not None else 0, x.nbytes))
    return found


def built(
    word: str, shape: tuple[int, ...]
) -> tuple[nn.Module | None, Callable[[torch.Tensor], torch.Tensor]]:
    """Return the module of a layer's word, and how a batch goes through it."""
    name, *parts = word.split(":")
    if name.isdigit():
        name, parts = "linear", [name, *parts]
    options = {part[0]: int(part[1:]) for part in parts if part[0].isalpha() and part[1:].isdigit()}
    bias = "nobias" not in parts
    module: nn.Module
    if name == "linear":
        module = nn.Linear(shape[-1], int(parts[0]), bias=bias, device=META)
    elif name in ("conv", "conv1d", "conv3d"):
        axes = len(shape) - 1
        module = {1: nn.Conv1d, 2: nn.Conv2d, 3: nn.Conv3d}[axes](
            shape[0], int(parts[0]), kernel_of(parts[1], axes), options.get("s", 1),
            "same" if "same" in parts else options.get("p", 0),
            options.get("d", 1), options.get("g", 1), bias=bias, device=META,
        )  # fmt: skip
    elif name == "convt":
        axes = len(shape) - 1
        module = {1: nn.ConvTranspose1d, 2: nn.ConvTranspose2d, 3: nn.ConvTranspose3d}[axes](
            shape[0], int(parts[0]), kernel_of(parts[1], axes), options.get("s", 1), options.get("p", 0),
            options.get("o", 0), options.get("g", 1), bias, options.get("d", 1), device=META,
        )  # fmt: skip
    elif name in ("pool", "avgpool"):
        axes = len(shape) - 1
        kinds: dict[int, Any] = {1: nn.MaxPool1d, 2: nn.MaxPool2d, 3: nn.MaxPool3d}
        if name == "avgpool":
            kinds = {1: nn.AvgPool1d, 2: nn.AvgPool2d, 3: nn.AvgPool3d}
        kernel = kernel_of(parts[0], axes)
        step = options.get("s", kernel)
        module = kinds[axes](kernel, step, options.get("p", 0), ceil_mode="ceil" in parts)
    elif name == "groupnorm":
        module = nn.GroupNorm(int(parts[0]), shape[0], device=META)
    elif name == "swiglu":
        module = SwiGLU(shape[-1], int(parts[0]))
    elif name == "attention" and "k" in options:
        module = GroupedAttention(shape[-1], int(parts[0]), options["k"], bias=bias)
    elif name in ("transpose", "tied"):
        return None, lambda x: x.transpose(1, 2)
    elif name == "embedding":
        module = nn.Embedding(int(parts[0]), int(parts[1]), device=META)
    elif name in ("rnn", "gru", "lstm"):
        cell = {"rnn": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}[name]
        module = cell(
            shape[-1], int(parts[0]), options.get("l", 1), bidirectional="bi" in parts, batch_first=True,
            device=META, **({"proj_size": options["p"]} if "p" in options else {}),
        )  # fmt: skip
        return module, lambda x: module(x)[0]
    elif name == "attention":
        module = nn.MultiheadAttention(shape[-1], int(parts[0]), bias=bias, batch_first=True, device=META)
        return module, lambda x: module(x, x, x)[0]
    elif name == "last":
        return None, lambda x: x[:, -1]
    else:
        module = {
            "flatten": nn.Flatten, "relu": nn.ReLU, "tanh": nn.Tanh, "gelu": nn.GELU, "sigmoid": nn.Sigmoid,
            "batchnorm": lambda: {1: nn.BatchNorm1d, 2: nn.BatchNorm1d, 3: nn.BatchNorm2d, 4: nn.BatchNorm3d}[
                len(shape)
            ](shape[0], device=META),
            "layernorm": lambda: nn.LayerNorm(shape[-1], device=META),
            "rmsnorm": lambda: nn.RMSNorm(shape[-1], device=META),
            "softmax": lambda: nn.Softmax(dim=-1), "dropout": nn.Dropout,
        }[name]()  # fmt: skip
    return module, module


class SwiGLU(nn.Module):  # type: ignore[misc, unused-ignore]
    """The gated network of Shazeer (2020), from PyTorch's own linear layers."""

    def __init__(self, width: int, hidden: int) -> None:
        super().__init__()
        self.gate = nn.Linear(width, hidden, bias=False, device=META)
        self.up = nn.Linear(width, hidden, bias=False, device=META)
        self.down = nn.Linear(hidden, width, bias=False, device=META)

    def forward(self, x: torch.Tensor) -> Any:
        return self.down(nn.functional.silu(self.gate(x)) * self.up(x))


class GroupedAttention(nn.Module):  # type: ignore[misc, unused-ignore]
    """Grouped-query attention, from PyTorch's own linear layers and products."""

    def __init__(self, width: int, heads: int, kv_heads: int, *, bias: bool) -> None:
        super().__init__()
        self.head = width // heads
        self.queries = nn.Linear(width, width, bias=bias, device=META)
        self.keys = nn.Linear(width, self.head * kv_heads, bias=bias, device=META)
        self.values = nn.Linear(width, self.head * kv_heads, bias=bias, device=META)
        self.output = nn.Linear(width, width, bias=bias, device=META)

    def forward(self, x: torch.Tensor) -> Any:
        q, k, v = (
            layer(x).unflatten(-1, (-1, self.head)).transpose(1, 2)
            for layer in (self.queries, self.keys, self.values)
        )
        times = q.shape[1] // k.shape[1]
        k, v = (each.repeat_interleave(times, dim=1).flatten(0, 1) for each in (k, v))
        weights = torch.softmax(torch.bmm(q.flatten(0, 1), k.transpose(1, 2)) / self.head**0.5, dim=-1)
        heads = torch.bmm(weights, v).unflatten(0, (len(x), -1))
        return self.output(heads.transpose(1, 2).flatten(2))


def kernel_of(text: str, axes: int = 2) -> tuple[int, ...]:
    """Return a kernel's size along each axis, written 3, 3x5 or 3x5x5."""
    sizes = tuple(map(int, text.split("x")))
    return sizes * axes if len(sizes) == 1 else sizes


FAMILIES: dict[str, Callable[[str, dict[str, Any]], Any]] = {
    "mlp": mlp, "conv": conv, "embedding": embedding, "attention": attention, "recurrent": recurrent,
    "normalization": normalization, "broadcasting": broadcasting, "memory": memory, "gradients": gradients,
    "initialization": initialization,
}  # fmt: skip

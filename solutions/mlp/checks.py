"""Hidden checks of `mlp`."""

from itertools import pairwise

import numpy as np

from nnprep.checks.api import absent, given, near, part, style
from nnprep.checks.finite_differences import away_from_kinks, directions, slopes_agree
from nnprep.checks.ready_made import inputs_kept, short_warning
from nnprep.sandbox.failures import Raised
from nnprep.sandbox.handles import Method

# XOR from weights with which the reference learns it in 30 epochs, with no hidden pre-activation nearer to zero than
# 0.01 on the way: nearer, two right programs could take different sides of the kink.
XOR_X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
XOR_Y = np.array([0, 1, 1, 0])
XOR_W = [np.array([[-0.1, 0.7, -0.1], [0.9, -1.1, 1.1]]), np.array([[0.4], [-0.2], [-0.3]])]
XOR_B = [np.array([[-0.1, 0.2, 0.3]]), np.array([[0.1]])]
KINDS = {"i": "integers", "u": "integers", "f": "floats", "b": "truth values"}
# Bands of logits that a label's threshold can be wrong in, and how many of ten rows lie in each.
BANDS = (((-9.0, -0.6), 2), ((-0.4, -0.05), 2), ((0.05, 0.45), 3), ((0.6, 9.0), 3))


def parameters(rng, sizes):
    """Weights and non-zero biases, one array for each layer."""
    W = [rng.standard_normal(pair) * np.sqrt(2 / pair[0]) for pair in pairwise(sizes)]
    b = [0.3 * rng.standard_normal((1, n_out)) for n_out in sizes[1:]]
    return W, b


def batch(rng, m, n_in):
    """Inputs, and integer labels of both classes where there are at least two rows."""
    return rng.standard_normal((m, n_in)), rng.permutation(np.arange(1, m + 1) % 2)


def drawn(rng, sizes, m):
    """A batch and the parameters of a network for it."""
    X, y = batch(rng, m, sizes[0])
    return X, y, *parameters(rng, sizes)


def network(f, W, b, **settings):
    """The learner's network with these parameters."""
    net = f.MLP([len(W[0]), *(w.shape[1] for w in W)], **settings)
    net.W, net.b = W, b
    return net


def hidden(X, W, b):
    """All pre-activations."""
    Z = []
    for w, bias in zip(W, b, strict=True):
        Z.append((np.maximum(Z[-1], 0) if Z else X) @ w + bias)
    return Z


def equal_share(one, other):
    """The share of entries that two lists of arrays have in common."""
    pairs = list(zip(one, other, strict=False))
    if any(np.shape(a) != np.shape(b) for a, b in pairs):
        return 0.0
    return float(np.mean(np.concatenate([np.equal(a, b).ravel() for a, b in pairs])))


def shapes(arrays):
    """What a list of arrays looks like."""
    return [str(np.shape(array)) for array in arrays]


def check_layers(f, rng):
    """for each layer a weight matrix and a row of zero biases, of its own network only"""
    net = f.MLP([4, 6, 3, 1])
    W, b = net.W, net.b
    f.MLP([5, 2, 1])
    gained = len(net.W) - len(W)
    # Where networks share their lists, how long these are depends on how many were made before.
    W, b = (W[-3:], b[-3:]) if gained else (W, b)
    near("arrays that a second network adds to the W of the first", gained, 0)
    near("rows of biases that are all zero", sum(bool(np.all(bias == 0)) for bias in b), 3)
    # Not np.unique: it imports numpy.ma, which takes longer than all checks of this part.
    near("different numbers among the biases", len(set(np.concatenate([np.ravel(x) for x in b]).tolist())), 1)
    kinds = {str(np.asarray(array).dtype) for array in [*W, *b]}
    return {"shapes in W": shapes(W), "shapes in b": shapes(b), "dtype of W and b": ", ".join(sorted(kinds))}


def check_spread(f, rng):
    """the weights of every layer spread as He says, and no two units start alike"""
    W = f.MLP([30, 80, 400, 1], seed=int(rng.integers(10**6))).W[-3:]
    for k, (n_in, limit) in enumerate(((30, 0.07), (80, 0.02), (400, 0.18))):
        label = f"standard deviation of W[{k}], as a share of sqrt(2/{n_in})"
        near(label, np.std(W[k]) / np.sqrt(2 / n_in), 1.0, limit)
    near("share of W[1] above zero", np.mean(W[1] > 0), 0.5, 0.02)
    near("different units in the first layer", len({column.tobytes() for column in np.asarray(W[0]).T}), 80)


def check_seed(f, rng):
    """a seed repeats its weights, another differs, and so do layers"""
    seed = int(rng.integers(1, 10**6))
    first, again = f.MLP([6, 6, 6, 1], seed=seed).W[-3:], f.MLP([6, 6, 6, 1], seed=seed).W[-3:]
    other = f.MLP([6, 6, 6, 1], seed=seed + 1).W[-3:]
    near("share of weights that are equal in two networks of one seed", equal_share(first, again), 1.0)
    near("share of weights that are equal in networks of two seeds", equal_share(first, other), 0.0)
    near("share of weights that are equal in W[0] and W[1]", equal_share(first[:1], first[1:2]), 0.0)


@part("forward")
def check_forward(f, rng):
    """probabilities of a network with one hidden layer"""
    given(batch_size=5)
    X, _, W, b = drawn(rng, [3, 4, 1], m=5)
    return network(f, W, b).forward(X)


@part("forward")
def check_depths(f, rng):
    """no hidden layer, also where the logits are ±1200, and two of them"""
    given(batch_size=5)
    flat, deep = drawn(rng, [3, 1], m=5), drawn(rng, [3, 5, 5, 1], m=5)
    return {
        "without hidden layers": network(f, *flat[2:]).forward(flat[0]),
        "with two hidden layers": network(f, *deep[2:]).forward(deep[0]),
        "where the logits are ±1200": sure(f).forward(np.array([[1.0], [-1.0]])),
    }


def sure(f):
    """A network whose logit is 1200 times its only input."""
    return network(f, [np.array([[1200.0]])], [np.zeros((1, 1))])


@part("forward")
def check_forward_row(f, rng):
    """a single row"""
    given(batch_size=1)
    X, _, W, b = drawn(rng, [3, 4, 1], m=1)
    return network(f, W, b).forward(X)


@part("loss")
def check_loss(f, rng):
    """the mean loss of 6 rows, labels as (m,), as (m, 1) and of type uint8"""
    given(batch_size=6)
    X, y, W, b = drawn(rng, [3, 4, 1], m=6)
    net = network(f, W, b)
    return {
        "with y (m,)": net.loss(X, y),
        "with y (m, 1)": net.loss(X, y.reshape(-1, 1).astype(float)),
        "with y of type uint8": net.loss(X, y.astype(np.uint8)),
    }


@part("loss")
def check_confident(f, rng):
    """the loss of wrong answers that are as good as certain (logits ±1200, beside ±60)"""
    net = sure(f)
    X, y = np.array([[1.0], [-1.0]]), np.array([0, 1])
    # A ratio, because a capped loss is the same for both, whatever the cap.
    large, small = net.loss(X, y), net.loss(X / 20, y)
    with np.errstate(all="ignore"):
        near("loss at logits of ±1200, over that at ±60", np.divide(large, small), 20.0)


@part("gradients")
def check_gradients(f, rng):
    """one hidden layer, batch of 5"""
    given(batch_size=5)
    X, y, W, b = drawn(rng, [3, 4, 1], m=5)
    net = network(f, W, b)
    net.forward(X)
    return net.gradients(X, y)


@part("gradients")
def check_gradients_deep(f, rng):
    """two hidden layers as wide as the input, batch of 6, labels as (m, 1)"""
    given(batch_size=6)
    X, y, W, b = drawn(rng, [5, 5, 5, 1], m=6)
    net = network(f, W, b)
    net.forward(X)
    return net.gradients(X, y.reshape(-1, 1).astype(float))


@part("gradients")
def check_gradients_narrow(f, rng):
    """no hidden layer, also where the logits are ±1200, and a single hidden unit"""
    given(batch_size=5)
    flat, thin = drawn(rng, [3, 1], m=5), drawn(rng, [2, 1, 1], m=5)
    certain = (
        np.array([[1.0], [-1.0], [-1.0]]),
        np.array([1, 1, 0]),
        [np.array([[1200.0]])],
        [np.zeros((1, 1))],
    )
    cases = {"without hidden layers": flat, "with one hidden unit": thin, "with logits of ±1200": certain}
    results = {}
    for name, (X, y, W, b) in cases.items():
        net = network(f, W, b)
        net.forward(X)
        gW, gb = net.gradients(X, y)
        results |= {f"{name}: gW": gW, f"{name}: gb": gb}
    return results


@part("gradients")
def check_gradients_row(f, rng):
    """a single row"""
    given(batch_size=1)
    X, y, W, b = drawn(rng, [3, 4, 1], m=1)
    net = network(f, W, b)
    net.forward(X)
    return net.gradients(X, y)


@part("gradients")
def check_slopes(f, rng):
    """the gradients are the slopes of your loss"""
    X, y, W, b = away_from_kinks(
        lambda: drawn(rng, [3, 4, 1], m=5), lambda net: hidden(net[0], *net[2:])[:-1]
    )
    along = directions(rng, [*W, *b], count=2)
    net = network(f, W, b)
    net.forward(X)
    gW, gb = net.gradients(X, y)

    def loss(moved):
        net.W, net.b = moved[:2], moved[2:]
        return net.loss(X, y)

    slopes_agree("the loss", loss, [*W, *b], [*gW, *gb], along)


@part("gradients")
def check_other_batch(f, rng):
    """the gradients of this batch, twice, after a forward pass of another one"""
    given(batch_size=5)
    X, y, W, b = drawn(rng, [3, 4, 1], m=5)
    other = batch(rng, 5, 3)[0]
    net = network(f, W, b)
    net.forward(other)
    gW, gb = net.gradients(X, y)
    return {"gW": gW, "gb": gb, "the second time": net.gradients(X, y), "W afterwards": net.W}


@part("step")
def check_step(f, rng):
    """two steps of a network with all its defaults: lr 0.1, no momentum"""
    W, b = parameters(rng, [3, 4, 1])
    gW, gb = parameters(rng, [3, 4, 1])
    net = network(f, W, b)
    net.step(gW, gb)
    net.step([2 * g for g in gW], [2 * g for g in gb])
    return {"W": net.W, "b": net.b}


@part("step")
def check_momentum(f, rng):
    """steps of momentum 0.7 along constant gradients, in turn with another network of the same shape"""
    W, b = parameters(rng, [2, 3, 1])
    gW, gb = [1 + rng.random(w.shape) for w in W], [1 + rng.random(bias.shape) for bias in b]
    net, rival = network(f, W, b, lr=0.2, momentum=0.7), network(f, W, b, lr=0.2, momentum=0.7)
    moves = {}
    for number in (1, 2, 3):
        net.step(gW, gb)
        rival.step([-3 * g for g in gW], [-3 * g for g in gb])
        after, bias_after = net.W, net.b
        for k in (0, 1):
            moves[f"move {number} of W[{k}] over lr·g"] = (after[k] - W[k]) / (0.2 * gW[k])
            moves[f"move {number} of b[{k}] over lr·g"] = (bias_after[k] - b[k]) / (0.2 * gb[k])
        W, b = after, bias_after
    return moves


@part("step")
def check_same_gradients(f, rng):
    """three steps along the same lists of gradients; lr and momentum given by their place"""
    W, b = parameters(rng, [2, 3, 1])
    gW, gb = parameters(rng, [2, 3, 1])
    try:
        net = f.MLP([2, 3, 1], 0.2, 0.7)
    except Raised:  # settings that may only be given by name are right too
        net = f.MLP([2, 3, 1], lr=0.2, momentum=0.7)
    net.W, net.b = W, b
    # Arguments cross as copies, so lists that stay the same are those which another network holds.
    holder = network(f, gW, gb)
    for _ in range(3):
        net.step(Method(holder, "W"), Method(holder, "b"))
    return {"W": net.W, "b": net.b}


@part("training")
def check_train_step(f, rng):
    """one training step with a large learning rate"""
    given(batch_size=5)
    X, y, W, b = drawn(rng, [3, 4, 1], m=5)
    net = network(f, W, b, lr=0.5)
    net.train_step(X, y)
    return {"W": net.W, "b": net.b}


@part("training")
def check_fit(f, rng):
    """ten epochs on XOR from given weights: losses and final weights"""
    given(batch_size=4)
    net = network(f, XOR_W, XOR_B, lr=0.5, momentum=0.9)
    return {"history": net.fit(XOR_X, XOR_Y, 10), "W": net.W, "b": net.b}


@part("training")
def check_fit_again(f, rng):
    """a second fit, labels as (m, 1), goes on where the first one stopped"""
    given(batch_size=4)
    net = network(f, XOR_W, XOR_B, lr=0.5, momentum=0.9)
    net.fit(XOR_X, XOR_Y, 3)
    return {"history": net.fit(XOR_X, XOR_Y.reshape(-1, 1).astype(float), 3), "W": net.W, "b": net.b}


@part("predict")
def check_predict(f, rng):
    """labels 0 and 1 of shape (m,), also of a single row and where the logits are ±1200"""
    given(batch_size=10)
    X, W, b = away_from_kinks(lambda: banded(rng), lambda found: [np.ones(1) if found else np.zeros(1)])
    net = network(f, W, b)
    return {
        "of ten rows": net.predict(X),
        "of one row": net.predict(X[:1]),
        "of two logits of ±1200": sure(f).predict(np.array([[1.0], [-1.0]])),
    }


def middle(numbers):
    """The upper one of the two in the middle; np.median would import numpy.ma."""
    return np.sort(numbers)[len(numbers) // 2]


def banded(rng):
    """Ten rows, shuffled, with as many logits in each band as it asks for, and the network; None where too few are."""
    W, b = parameters(rng, [3, 4, 1])
    X = rng.standard_normal((200, 3))
    order = rng.permutation(10)
    logits = hidden(X, W, b)[-1].ravel()
    shift = middle(logits)
    logits, b[-1] = logits - shift, b[-1] - shift
    rows = [np.flatnonzero((logits > low) & (logits < high))[:count] for (low, high), count in BANDS]
    rows = np.concatenate(rows)
    return (X[rows[order]], W, b) if len(rows) == 10 else None


@style
def check_tails(f, rng):
    """the weights are normal draws"""
    W = f.MLP([40, 200, 1], seed=int(rng.integers(10**6))).W[-2]
    # About 1 of 22 normal draws lies there; of evenly drawn numbers none.
    beyond = np.mean(np.abs(W - np.mean(W)) > 2 * np.std(W))
    near("share of W[0] beyond two standard deviations", beyond, 0.0455, 0.02)


@style
@part("training")
def check_history(f, rng):
    """the losses of fit are a list"""
    X, y, W, b = drawn(rng, [3, 4, 1], m=5)
    near("what fit returns", type(network(f, W, b).fit(X, y, 2)).__name__, "list")


@style
@part("predict")
def check_labels(f, rng):
    """labels are an array of integers, not floats, truth values or a list"""
    X, _, W, b = drawn(rng, [3, 4, 1], m=8)
    labels = network(f, W, b).predict(X)
    near("the labels", KINDS.get(np.asarray(labels).dtype.kind, "no numbers"), "integers")
    near("what predict returns", type(labels).__name__, "ndarray")


@style
@part("gradients")
def check_overflow(f, rng):
    """no overflow where the logits are in the thousands"""
    net = network(
        f, [1200.0 * np.ones((2, 3)), np.ones((3, 1))], [np.zeros((1, 3)), np.full((1, 1), -1200.0)]
    )
    X, y = np.array([[1.0, 1.0], [0.0, 0.0]]), np.array([0, 1])
    for name, call in (("forward", net.forward), ("loss", net.loss), ("gradients", net.gradients)):
        call(*((X,) if name == "forward" else (X, y)))
        absent(f"warnings of {name}", (short_warning(text) for text in f.calls[-1].warnings))


def all_methods(f, X, y):
    net, column = f.MLP([3, 4, 1], momentum=0.9), y.reshape(-1, 1)
    net.forward(X)
    net.loss(X, y)
    net.loss(X, column)
    net.gradients(X, y)
    net.step(*net.gradients(X, column))
    net.train_step(X, y)
    net.fit(X, y, 2)
    net.fit(X, column, 2)
    net.predict(X)


check_inputs_kept = inputs_kept(all_methods, lambda rng: batch(rng, 5, 3), part="predict")

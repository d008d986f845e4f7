"""Hidden checks of `multiclass`."""

from itertools import pairwise

import numpy as np

from nnprep.checks.api import absent, given, near, part, style
from nnprep.checks.finite_differences import away_from_kinks, directions, slopes_agree
from nnprep.checks.ready_made import inputs_kept, short_warning

KINDS = {"i": "integers", "u": "integers", "f": "floats", "b": "truth values"}
# Beside a row of small logits: rows whose exponentials overflow, vanish, and are nearly equal.
LARGE = np.array([[1000, 0, -1000], [1000, 900, 0], [-1000, -900, -1000], [1000, 999, 998], [2.0, -1.0, 0.5]])


def parameters(rng, sizes):
    """Weights and non-zero biases, one array for each layer."""
    W = [rng.standard_normal(pair) * np.sqrt(2 / pair[0]) for pair in pairwise(sizes)]
    b = [0.3 * rng.standard_normal((1, n_out)) for n_out in sizes[1:]]
    return W, b


def drawn(rng, sizes, m):
    """Inputs, labels that contain as many classes as fit into m rows, and the parameters of a network."""
    y = rng.permutation(np.arange(m) % sizes[-1])
    return rng.standard_normal((m, sizes[0])), y, *parameters(rng, sizes)


def network(f, W, b, **settings):
    """The learner's network with these parameters."""
    net = f.SoftmaxMLP([len(W[0]), *(w.shape[1] for w in W)], **settings)
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
    net = f.SoftmaxMLP([4, 6, 5, 3])
    W, b = net.W, net.b
    f.SoftmaxMLP([5, 2, 3])
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
    W = f.SoftmaxMLP([30, 80, 400, 4], seed=int(rng.integers(10**6))).W[-3:]
    for k, (n_in, limit) in enumerate(((30, 0.07), (80, 0.02), (400, 0.09))):
        label = f"standard deviation of W[{k}], as a share of sqrt(2/{n_in})"
        near(label, np.std(W[k]) / np.sqrt(2 / n_in), 1.0, limit)
    near("share of W[1] above zero", np.mean(W[1] > 0), 0.5, 0.02)
    near("different units in the first layer", len({column.tobytes() for column in np.asarray(W[0]).T}), 80)


def check_seed(f, rng):
    """a seed repeats its weights, another differs, and so do layers"""
    seed = int(rng.integers(1, 10**6))
    first, again = f.SoftmaxMLP([6, 6, 6, 4], seed=seed).W[-3:], f.SoftmaxMLP([6, 6, 6, 4], seed=seed).W[-3:]
    other = f.SoftmaxMLP([6, 6, 6, 4], seed=seed + 1).W[-3:]
    near("share of weights that are equal in two networks of one seed", equal_share(first, again), 1.0)
    near("share of weights that are equal in networks of two seeds", equal_share(first, other), 0.0)
    near("share of weights that are equal in W[0] and W[1]", equal_share(first[:1], first[1:2]), 0.0)


@part("one-hot")
def check_one_hot(f, rng):
    """one 1 in each row, in the column of its label, also for a single row"""
    given(batch_size=6, classes=4)
    net, y = f.SoftmaxMLP([2, 6, 4]), rng.permutation(np.array([0, 1, 2, 3, 1, 3]))
    return {"of six rows": net.one_hot(y), "of one row": net.one_hot(y[:1])}


@part("one-hot")
def check_missing_top_class(f, rng):
    """labels among which the highest class does not occur"""
    given(batch_size=6, classes=5)
    return f.SoftmaxMLP([2, 5]).one_hot(rng.permutation(np.array([0, 1, 2, 3, 1, 3])))


@part("one-hot")
def check_missing_middle_class(f, rng):
    """labels among which a class in the middle does not occur"""
    given(batch_size=4, classes=4)
    return f.SoftmaxMLP([2, 4]).one_hot(rng.permutation(np.array([0, 3, 1, 3])))


@part("one-hot")
def check_float_labels(f, rng):
    """labels that are whole numbers of type float"""
    given(batch_size=4, classes=3)
    return f.SoftmaxMLP([2, 3]).one_hot(rng.permutation(np.array([0.0, 2.0, 1.0, 2.0])))


@part("forward")
def check_forward(f, rng):
    """probabilities of four classes, one hidden layer"""
    given(batch_size=6, classes=4)
    X, _, W, b = drawn(rng, [3, 5, 4], m=6)
    return network(f, W, b).forward(X)


@part("forward")
def check_forward_row(f, rng):
    """a single row"""
    given(batch_size=1, classes=3)
    X, _, W, b = drawn(rng, [3, 4, 3], m=1)
    return network(f, W, b).forward(X)


@part("forward")
def check_rows(f, rng):
    """every row sums to 1, without a hidden layer and with two"""
    flat, deep = drawn(rng, [3, 4], m=5), drawn(rng, [3, 4, 4, 4], m=4)
    for name, (X, _, W, b) in (("without hidden layers", flat), ("with two hidden layers", deep)):
        P = network(f, W, b).forward(X)
        near(f"sums of the rows, {name}", np.sum(P, axis=1), np.ones(len(X)))
        near(f"the first row alone, {name}", network(f, W, b).forward(X[:1]), P[:1])


@part("forward")
def check_large_logits(f, rng):
    """probabilities where logits are 1000 and -1000, beside smaller ones"""
    return network(f, [np.eye(3)], [np.zeros((1, 3))]).forward(LARGE)


@part("loss")
def check_loss(f, rng):
    """the mean loss of 6 rows, four classes, labels as integers and as floats"""
    given(batch_size=6, classes=4)
    X, y, W, b = drawn(rng, [3, 5, 4], m=6)
    net = network(f, W, b)
    return {"with integer labels": net.loss(X, y), "with float labels": net.loss(X, y.astype(float))}


@part("loss")
def check_confident(f, rng):
    """the loss of wrong answers that are as good as certain (logits in the hundreds), and beside small logits"""
    net = network(f, [np.eye(3)], [np.zeros((1, 3))])
    large = net.loss(LARGE[:3], np.array([1, 1, 0]))  # 1000, 100 and 100
    small = net.loss(np.array([[60.0, 0.0, 0.0]]), np.array([1]))
    # A ratio, because a capped loss is the same for both, whatever the cap.
    with np.errstate(all="ignore"):
        near("mean loss where it should be 400, over one that should be 60", np.divide(large, small), 20 / 3)
    return {"of a sure row beside an unsure one": net.loss(LARGE[::4], np.array([0, 2]))}


@part("gradients")
def check_gradients(f, rng):
    """one hidden layer, four classes, batch of 6"""
    given(batch_size=6, classes=4)
    X, y, W, b = drawn(rng, [3, 5, 4], m=6)
    net = network(f, W, b)
    net.forward(X)
    return net.gradients(X, y)


@part("gradients")
def check_gradients_square(f, rng):
    """as many rows as inputs, units and classes, where a wrong shape still fits; labels as floats"""
    X, y, W, b = drawn(rng, [4, 4, 4, 4], m=4)
    net = network(f, W, b)
    net.forward(X)
    return net.gradients(X, y.astype(float))


@part("gradients")
def check_many_classes(f, rng):
    """twenty classes, five rows"""
    given(batch_size=5, classes=20)
    X, y, W, b = drawn(rng, [3, 5, 20], m=5)
    net = network(f, W, b)
    net.forward(X)
    return net.gradients(X, y)


@part("gradients")
def check_two_classes(f, rng):
    """two classes, no hidden layer"""
    given(batch_size=5, classes=2)
    X, y, W, b = drawn(rng, [3, 2], m=5)
    net = network(f, W, b)
    net.forward(X)
    return net.gradients(X, y)


@part("gradients")
def check_gradients_row(f, rng):
    """a single row"""
    given(batch_size=1, classes=3)
    X, y, W, b = drawn(rng, [3, 4, 3], m=1)
    net = network(f, W, b)
    net.forward(X)
    return net.gradients(X, y)


@part("gradients")
def check_slopes(f, rng):
    """the gradients are the slopes of your loss"""
    X, y, W, b = away_from_kinks(
        lambda: drawn(rng, [3, 4, 3], m=5), lambda net: hidden(net[0], *net[2:])[:-1]
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
    given(batch_size=7, classes=3)
    X, y, W, b = drawn(rng, [3, 4, 4, 3], m=7)
    other = rng.standard_normal((7, 3))
    net = network(f, W, b)
    net.forward(other)
    gW, gb = net.gradients(X, y)
    return {"gW": gW, "gb": gb, "the second time": net.gradients(X, y), "W afterwards": net.W}


@part("training")
def check_train_step(f, rng):
    """one training step with a large learning rate"""
    given(batch_size=7, classes=3)
    X, y, W, b = drawn(rng, [3, 4, 3], m=7)
    net = network(f, W, b, lr=0.5)
    net.train_step(X, y)
    return {"W": net.W, "b": net.b}


@part("training")
def check_training(f, rng):
    """the loss after each of ten training steps of the default learning rate"""
    given(batch_size=7, classes=3)
    X, y, W, b = drawn(rng, [2, 5, 3], m=7)
    net = network(f, W, b)
    losses = []
    for _ in range(10):
        net.train_step(X, y)
        losses.append(net.loss(X, y))
    return losses


@part("predict")
def check_predict(f, rng):
    """the likeliest class of each row, of shape (m,), also of a single row"""
    given(batch_size=12, classes=4)
    X, W, b = away_from_kinks(lambda: telling(rng), lambda found: [np.ones(1) if found else np.zeros(1)])
    net = network(f, W, b)
    return {"of twelve rows": net.predict(X), "of one row": net.predict(X[:1])}


def telling(rng):
    """Twelve rows, shuffled, and the network; None where there are not three of each kind that a wrong rule gets wrong:
    no logit above zero; no class above one half; the third or fourth class above it; the first class.
    """
    W, b = parameters(rng, [3, 5, 4])
    X = rng.standard_normal((200, 3))
    order = rng.permutation(12)
    Z = hidden(X, W, b)[-1]
    shift = np.sort(Z.max(axis=1))[len(Z) // 2]  # np.median would import numpy.ma
    Z, b[-1] = Z - shift, b[-1] - shift
    P = np.exp(Z) / np.sum(np.exp(Z), axis=1, keepdims=True)
    top, clear = np.argmax(Z, axis=1), np.ptp(np.sort(Z, axis=1)[:, -2:], axis=1) > 0.01
    kinds = (
        (Z.max(axis=1) < -0.01) & (top > 0),
        (P.max(axis=1) < 0.49) & (top > 0),
        (P.max(axis=1) > 0.51) & (top > 1),
        top == 0,
    )
    rows = np.concatenate([np.flatnonzero(kind & clear)[:3] for kind in kinds])
    return (X[rows[order]], W, b) if len(rows) == 12 and len(set(top[rows])) > 2 else None


@style
def check_tails(f, rng):
    """the weights are normal draws"""
    W = f.SoftmaxMLP([40, 200, 4], seed=int(rng.integers(10**6))).W[-2]
    # About 1 of 22 normal draws lies there; of evenly drawn numbers none.
    beyond = np.mean(np.abs(W - np.mean(W)) > 2 * np.std(W))
    near("share of W[0] beyond two standard deviations", beyond, 0.0455, 0.02)


@style
@part("one-hot")
def check_entries(f, rng):
    """the entries of one_hot are numbers"""
    entries = f.SoftmaxMLP([2, 3]).one_hot(rng.permutation(np.array([0, 1, 2, 1])))
    kind = KINDS.get(np.asarray(entries).dtype.kind, "others")
    near("the entries", "numbers" if kind in ("integers", "floats") else kind, "numbers")


@style
@part("predict")
def check_labels(f, rng):
    """labels are an array of integers, not floats"""
    X, _, W, b = drawn(rng, [3, 4, 3], m=8)
    labels = network(f, W, b).predict(X)
    near("the labels", KINDS.get(np.asarray(labels).dtype.kind, "no numbers"), "integers")
    near("what predict returns", type(labels).__name__, "ndarray")


@style
@part("gradients")
def check_overflow(f, rng):
    """no overflow where the logits are 2000 apart"""
    net = network(f, [np.array([[1000.0, -1000.0]])], [np.zeros((1, 2))])
    X, y = np.array([[1.0], [-1.0]]), np.array([1, 0])
    for name, call in (("forward", net.forward), ("loss", net.loss), ("gradients", net.gradients)):
        call(*((X,) if name == "forward" else (X, y)))
        absent(f"warnings of {name}", (short_warning(text) for text in f.calls[-1].warnings))


def all_methods(f, X, y):
    net = f.SoftmaxMLP([3, 4, 3])
    net.one_hot(y)
    net.forward(X)
    net.loss(X, y)
    net.gradients(X, y)
    net.train_step(X, y)
    net.predict(X)


check_inputs_kept = inputs_kept(all_methods, lambda rng: drawn(rng, [3, 4, 3], 6)[:2], part="predict")

"""What people type in a hurry, and the words that it stands for; texts and cues are read through the same table."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=4096)
def full_words(word: str) -> tuple[str, ...]:
    """Return the words that a typed word stands for: `lr` is "learning rate", `var_b` is "variance".

    Of several words for one thing it returns the one that cues use; any other word stands for itself.
    """
    bare = word.removesuffix("'s")
    bare = bare if bare in SHORT else bare.rstrip(".")
    name = bare.partition("_")[0]
    for spelling in (bare, name if len(name) > 1 else bare):
        if spelling in SHORT:
            return tuple(SHORT[spelling].split())
        if spelling[-1:] == "s" and len(spelling) > 2 and spelling[:-1] in SHORT:
            return tuple((SHORT[spelling[:-1]] + "s").split())
    if len(word) > 5 and word.endswith(("tn", "tns")):
        return (word.replace("tn", "tion"),)  # saturatn, activatns
    return (word,)


FIELD = """
acc: accuracy, act: activation, adv: advantage, attn: attention, aug: augmentation, bce: binary cross entropy,
bn: batch norm, bp: backprop, bprop: backprop, bs: batch size, bwd: backward, ce: cross entropy, clf: classifier,
coeff: coefficient, conn: connection, const: constant, conv: convolution, convnet: convolutional network,
crossent: cross entropy, cv: cross validation, deriv: derivative, dim: dimension, dist: distribution,
distr: distribution, ema: exponential moving average, emb: embedding, fc: fully connected, ffn: feedforward network,
fn: function, fprop: forward, func: function, fwd: forward, gd: gradient descent, gen: generalize, grad: gradient,
hparam: hyperparameter, hyperparam: hyperparameter, ics: internal covariate shift, iid: independent,
i.i.d.: independent, img: image, indep: independent, inf: infinity, init: initialization, inits: initializations,
lin: linear, lr: learning rate, mat: matrix, matmul: matrix multiplication, mats: matrices, mom: momentum,
mse: mean squared error, mu: mean, neg: negative, nll: negative log likelihood, nn: neural network, no_grad: nograd,
nonlin: nonlinearity, opt: optimizer, optim: optimizer, param: parameter, pred: prediction, prob: probability,
probs: probabilities, reg: regularization, regr: regression, repr: representation, sd: standard deviation,
sep: separable, sigm: sigmoid, smax: softmax, stat: statistic, std: standard deviation, stddev: standard deviation,
stdev: standard deviation, sym: symmetry, symm: symmetry, temp: temperature, thresh: threshold, val: validation,
var: variance, vec: vector, wd: weight decay, wt: weight, xent: cross entropy
"""
"""Short words of this field."""
HURRY = """
1st: first, 2nd: second, 3rd: third, abt: about, approx: approximately, avg: average, avgd: averaged, b/c: because,
b4: before, btw: between, calc: compute, corr: correction, coz: because, cuz: because, diff: difference, eq: equation,
exs: examples, impl: implementation, mult: multiply, nec: necessarily, no.: number, num: number, orig: original,
pct: percent, ppl: people, prev: previous, pt: point, subtr: subtract, tho: though, thru: through, w/: with,
w/o: without, w/out: without, wrt: with respect to
"""
"""Short words of hurried English."""
SYNONYMS = """
big: large, bigger: larger, biggest: largest, huge: large, high: large, higher: larger, highest: largest, tiny: small,
little: small, low: small, lower: smaller, lowest: smallest, neuron: unit, node: unit, net: network, nets: networks,
remain: stay, remains: stays, remained: stayed, disappear: vanish, disappears: vanishes, disappeared: vanished,
calculate: compute, calculated: computed, pick: choose, picks: chooses, picked: chosen
"""
"""Words that nobody in this field tells apart, and the one that stands for them."""
SHORT = dict(
    entry.split(": ")
    for table in (FIELD, HURRY, SYNONYMS)
    for entry in table.strip().replace("\n", " ").split(", ")
)

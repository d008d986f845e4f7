"""What people type in a hurry, and the words that it stands for; texts and cues are read through the same table."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=4096)
def full_words(word: str) -> tuple[str, ...]:
    """Return the words that a typed word stands for: `lr` is "learning rate", `var_b` is "variance".

    A word that is no abbreviation stands for itself, and one of several for the one that the cues are kept in.
    """
    bare = word[:-2] if word.endswith("'s") else word
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
acc: accuracy
act: activation
adv: advantage
attn: attention
aug: augmentation
bce: binary cross entropy
bn: batch norm
bp: backprop
bprop: backprop
bs: batch size
ce: cross entropy
clf: classifier
coeff: coefficient
conn: connection
const: constant
conv: convolution
convnet: convolutional network
crossent: cross entropy
cv: cross validation
deriv: derivative
dim: dimension
dist: distribution
distr: distribution
ema: exponential moving average
emb: embedding
fc: fully connected
ffn: feedforward network
fn: function
fprop: forward
func: function
fwd: forward
bwd: backward
gd: gradient descent
gen: generalise
grad: gradient
img: image
hparam: hyperparameter
hyperparam: hyperparameter
ics: internal covariate shift
iid: independent
indep: independent
inf: infinity
init: initialisation
inits: initialisations
lin: linear
lr: learning rate
mat: matrix
mats: matrices
matmul: matrix multiplication
mom: momentum
mse: mean squared error
mu: mean
neg: negative
nll: negative log likelihood
nn: neural network
nonlin: nonlinearity
opt: optimiser
optim: optimiser
param: parameter
pred: prediction
prob: probability
probs: probabilities
reg: regularisation
regr: regression
repr: representation
smax: softmax
sd: standard deviation
std: standard deviation
stdev: standard deviation
stddev: standard deviation
stat: statistic
sep: separable
sym: symmetry
symm: symmetry
temp: temperature
thresh: threshold
val: validation
var: variance
vec: vector
wd: weight decay
wt: weight
xent: cross entropy
"""
"""Short words of this field."""
HURRY = """
abt: about
1st: first
2nd: second
3rd: third
approx: approximately
avg: average
avgd: averaged
b/c: because
b4: before
btw: between
calc: compute
cuz: because
coz: because
corr: correction
diff: difference
eq: equation
exs: examples
impl: implementation
mult: multiply
num: number
no.: number
pct: percent
nec: necessarily
orig: original
ppl: people
prev: previous
pt: point
subtr: subtract
thru: through
tho: though
w/: with
w/o: without
w/out: without
wrt: with respect to
"""
"""Short words of hurried English."""
NAMES = """
i.i.d.: independent
no_grad: nograd
sigm: sigmoid
"""
"""Names that would be taken apart, or read as a negation."""
SYNONYMS = """
big: large
bigger: larger
biggest: largest
huge: large
high: large
higher: larger
highest: largest
tiny: small
little: small
low: small
lower: smaller
lowest: smallest
neuron: unit
node: unit
net: network
nets: networks
remain: stay
remains: stays
remained: stayed
disappear: vanish
disappears: vanishes
disappeared: vanished
calculate: compute
calculated: computed
pick: choose
picks: chooses
picked: chosen
"""
"""Words that nobody in this field tells apart, and the one that stands for them."""
SHORT = dict(
    line.split(": ", 1) for table in (FIELD, HURRY, NAMES, SYNONYMS) for line in table.strip().split("\n")
)

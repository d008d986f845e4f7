"""The words of this field and of hurried English: which are one and the same, which say little, and which say nothing.

Cues, typed answers and searches all read this file; a new abbreviation or synonym is one more entry here.
"""

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
ONE_TOPIC = """
active learning = active sampling
adagrad = adaptive
adamw = decoupled weight decay
amp = half precision = mixed precision = fp16
attention map = attention weights
batch norm = batch normalization = batchnorm
bayesian = uncertainty
bf16 = bfloat16
bp = backpropagation
bpe = byte pair encoding
bptt = backpropagation through time
categorical = one-hot
cfg = classifier-free guidance
class imbalance = imbalanced = unbalanced
classic = traditional
clm = causal language modeling
cnn = convnet = convolutional network
compression = pruning
converge = learn
cot = chain of thought
cross entropy = log loss = logloss = negative log likelihood
dead = dying
deploy = inference
deterministic = nondeterminism = reproducibility = reproducible = seed
dpo = direct preference optimization
drift = shift
ece = calibration error
elbo = evidence lower bound
encoder decoder = seq2seq
epoch = pass over the data
equivariance = invariance = invariant
expert = moe
exploding = explode
face recognition = triplet
fasttext = glove = word embedding = word vector = word2vec = skip-gram
feature map = channel
feature scaling = normalize inputs = scale inputs = standardize
few-shot = in-context
ffn = feed-forward
fp16 = float16
fsdp = sharded
gan = generative adversarial network
gqa = grouped query
greedy = decoding
gru = gated recurrent unit
hallucination = facts
he = kaiming
hidden unit = neuron
hyperparameter = tuning
instruction tuning = sft = supervised fine-tuning
int8 = quantization
interpretability = explainability = explain predictions = lime = saliency = shap
iou = intersection over union
convolution kernel = kernel size = filter
kind = architecture = family = type
kl = kullback leibler
l1 = lasso
l2 = ridge = tikhonov = weight decay
large language model = llm
larger = bigger
latency = inference
layer norm = layer normalization = layernorm
leak = leakage
learning rate = step size
lm = language model
local minima = local optima = local optimum = saddle point
logistic function = sigmoid
lstm = long short-term memory
mae = mean absolute error
map = mean average precision
mha = multi head
mixture of experts = moe
mle = maximum likelihood
mlm = masked language modeling
mlp = multilayer perceptron
model parallel = tensor parallel = pipeline parallel
momentum = velocity
more than one label = multi label = several label
mqa = multi query
nesterov = momentum
new data = unseen data = unseen example
nms = non-maximum suppression
nonlinearity = activation function = transfer function
nucleus = top-p
one by one convolution = 1x1 convolution = pointwise convolution
ood = out of distribution
overfit = overfitting
parameter efficient = peft
perplexity = entropy
plateau = stuck
position = word order
ppo = proximal policy optimization
preference = rlhf
production = inference
prompting = in-context
ptq = post-training quantization
qkv = query key value = self-attention
qat = quantization aware training
rag = retrieval augmented generation
rectifier = relu
regularization = overfitting remedies
residual connection = shortcut = skip connection
resnet = residual
rlhf = reinforcement learning from human feedback = human feedback
rnn = recurrent network
rope = rotary
patience = early stopping
sdpa = scaled dot product attention
self-supervised = pretraining
shallow = one hidden layer
sequence to sequence = seq2seq
serve = inference
sgd = stochastic gradient descent
soft target = distillation
sparse = sparsity
speed up = faster
ssm = state space model = mamba
standardization = normalization
student = distillation
subword = token
symmetry = zero weights
teacher student = distillation
text generation = decoding
tokenization = tokenizer
translation = shift
machine translation = seq2seq
tta = test-time augmentation
uat = universal approximation
underfit = underfitting
unrolled = through time
vae = variational autoencoder
vit = vision transformer
warm-up = warmup
xavier = glorot
xgboost = trees
zero-shot = few-shot
"""
"""Words and phrases that ask for the same card, one group a line; a search for one finds the others."""
COMPOUNDS = """
a/b test, active learning, anomaly detection, architecture search, association rule, bayesian network, bellman
equation, bias of an estimator, binary search, boltzmann machine, capsule network, central limit theorem,
collaborative filtering, confidence interval, constraint satisfaction, decision tree, deep q, density estimation,
dimensionality reduction, discriminant analysis, dynamic programming, evolution strategy, expectation maximization,
factor analysis, feature store, federated learning, gaussian mixture, gaussian process, genetic algorithm, gibbs
sampling, gpu kernel, gradient boosting, graph neural network, hash table, hidden markov model, hypothesis test,
isolation forest, kalman filter, kernel trick, knowledge graph, k means, law of large numbers, linear programming,
linked list, map reduce, markov chain, markov decision process, matrix factorization, message queue, monte carlo,
multi armed bandit, naive bayes, nearest neighbor, neural style, newton method, null hypothesis, p value, particle
filter, policy gradient, principal component, q learning, query language, radial basis function, random forest,
random walk, recommender system, relational database, search engine, search tree, self organizing map, simulated
annealing, singular value, sorting algorithm, spiking neural network, standard error, state machine, style transfer,
support vector, survival analysis, swarm optimization, temporal difference, time complexity, time series, topic
model, tree search, web server
"""
"""Phrases that name one thing, and not what their words name: a card about one of the words isn't about it."""
WEAK = """
advantage answer approach architecture basic benefit best better big case choose common compare concept data deep
detail difference difficult disadvantage drawback effect example family form good help idea important kind know
layer learn main matter method model network neural neuron often order point popular possible practice prefer
prevent problem purpose reason role rule set simple size step strategy take technique test train trick try type
typical value want way
"""
"""Words in so many questions of this field that they hardly tell cards apart."""
SMALL_TALK = """
about again all alone along already also although always another anybody anyone anything around ask away back bad
basically because become before behind believe below beside briefly bring build call carry catch certain come
company correctly could couple day deal define definition describe design detail did different discuss does doing
done easily easy else end enough entirely even ever every everybody everyone exactly expect explain explanation fail
far favorite feel few find fine first follow full fully further general generally getting give given going great
half hand handle hard hear here high hurt implement inside instead interview interviewer intuition intuitive involve
issue itself job just keep kinds knows later lead least left less let like likely list long look lot made many
matters may maybe meaning might mine more most much must my myself name necessarily necessary need never new nice
nobody none normally nothing notice now off old once one only opposed others otherwise outline over own part
particular pass people perform performance perhaps person place play please plain possibly prefer present pretty
prevent probably project properly put quickly quite rather reach read really reason relate relationship relevant
remain rely require result right run said same say scenario see seem sense several shall short should show
significance similar simply since situation small so some someone something sometimes somewhere soon sort start
state still stop suddenly suggest summarize suppose sure talk tell term than thank their them then there therefore
thing think though thought through tip together today too top toward turn two typically under understand unless
until upon usually various versus via view vs walk well were when whenever whereas whether while whole why will wish
within without word would write wrong yes yet your
"""
"""Everyday words, which name no topic that a card could lack."""
ASIDES = r"""
    \b(?:to|for)\s(?:a|an|my|your|the)\s(?:layman|layperson|child|kid|beginner|grandmother|grandma|mother|manager
        |non-?expert|five[\s-]year[\s-]old|ten[\s-]year[\s-]old|business\w*|non-?technical\s\w+)\b
  | \bin\s(?:plain|simple|your\sown|layman'?s|a\sfew|one|two)\s(?:words?|terms?|english|sentences?)\b
  | \b(?:can|could|would)\syou\s(?:please\s)?(?:explain|tell|describe|name)\b
  | \bwhat\s(?:do|does)\s(?:you|we|one|it)\s(?:mean|understand)\s(?:by|when)\b
  | \b(?:what|where)\s(?:is|are)\s(?:the\s)?(?:point|purpose|role|idea|intuition|meaning)\s(?:of|behind)\b
"""
"""What can be left out of a question without changing what it asks, as a regular expression with comments allowed."""

# Counter, zip and a generator; pairs as lists.
from collections import Counter


def glue(symbols, a, b):
    symbols = list(symbols)
    i = 0
    while i + 1 < len(symbols):
        if symbols[i] == a and symbols[i + 1] == b:
            symbols[i : i + 2] = [a + b]
        i += 1
    return symbols


def train_bpe(words, merges):
    corpus = [(list(word), count) for word, count in words.items()]
    rules = []
    while len(rules) < merges:
        counter = Counter()
        for symbols, count in corpus:
            for pair in zip(symbols[:-1], symbols[1:]):
                counter[pair] += count
        if not counter:
            return rules
        top = max(counter.values())
        a, b = min(pair for pair, n in counter.items() if n == top)
        rules.append([a, b])
        corpus = [(glue(symbols, a, b), count) for symbols, count in corpus]
    return rules


def encode(word, merges):
    pieces = list(word)
    for a, b in merges:
        pieces = glue(pieces, a, b)
    return pieces

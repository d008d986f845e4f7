# expect: unweighted
from collections import Counter
from itertools import chain


def squeeze(symbols, pair):
    i, out = 0, []
    while i < len(symbols):
        hit = symbols[i : i + 2] == list(pair)
        out.append("".join(pair) if hit else symbols[i])
        i += 1 + hit
    return out


def train_bpe(words, merges):
    corpus = [list(word) for word in words]
    learned = []
    for _ in range(merges):
        counts = Counter(chain.from_iterable(zip(s, s[1:]) for s in corpus))
        if not counts:
            break
        pair = min(counts, key=lambda p: (-counts[p], p))
        learned.append(pair)
        corpus = [squeeze(s, pair) for s in corpus]
    return learned


def encode(word, merges):
    out = list(word)
    for pair in merges:
        out = squeeze(out, pair)
    return out

"""Recursion and NumPy arrays of symbol numbers."""

import numpy as np


def join(ids, a, b, new):
    hits = np.flatnonzero((ids[:-1] == a) & (ids[1:] == b))
    if a == b:
        kept, last = [], -2
        for h in hits:
            if h > last + 1:
                kept.append(h)
                last = h
        hits = np.array(kept, dtype=int)
    ids = ids.copy()
    ids[hits] = new
    return np.delete(ids, hits + 1)


def train_bpe(words, merges):
    names = sorted(set("".join(words)))
    corpus = [np.array([names.index(c) for c in word], dtype=int) for word in words]
    weights = list(words.values())
    learned = []
    for _ in range(merges):
        table = np.zeros((len(names), len(names)), dtype=int)
        for ids, weight in zip(corpus, weights):
            np.add.at(table, (ids[:-1], ids[1:]), weight)
        if not table.any():
            break
        best = [(names[a], names[b], a, b) for a, b in np.argwhere(table == table.max())]
        left, right, a, b = min(best)
        learned.append((left, right))
        try:
            new = names.index(left + right)
        except ValueError:
            names.append(left + right)
            new = len(names) - 1
        corpus = [join(ids, a, b, new) for ids in corpus]
    return learned


def encode(word, merges):
    def replay(symbols, rest):
        if not rest:
            return symbols
        (left, right), *rest = rest
        return replay(walk(symbols, left, right), rest)

    def walk(symbols, left, right):
        if len(symbols) < 2:
            return symbols
        if symbols[:2] == [left, right]:
            return [left + right, *walk(symbols[2:], left, right)]
        return [symbols[0], *walk(symbols[1:], left, right)]

    return replay(list(word), list(merges))

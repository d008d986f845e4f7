"""Counts that are updated, not counted anew: only words that hold the pair are touched."""


class Corpus:
    def __init__(self, words):
        self.words = [(list(word), count) for word, count in words.items()]
        self.counts = {}
        self.where = {}
        for index in range(len(self.words)):
            self.add(index, 1)

    def add(self, index, sign):
        symbols, count = self.words[index]
        for pair in zip(symbols, symbols[1:]):
            self.counts[pair] = self.counts.get(pair, 0) + sign * count
            self.where.setdefault(pair, set()).add(index)

    def merge(self, pair):
        for index in sorted(self.where.pop(pair)):
            self.add(index, -1)
            symbols, count = self.words[index]
            self.words[index] = (apply(symbols, pair), count)
            self.add(index, 1)

    def best(self):
        alive = [(-count, pair) for pair, count in self.counts.items() if count > 0]
        return min(alive)[1] if alive else None


def apply(symbols, pair):
    result = []
    for symbol in symbols:
        if result and (result[-1], symbol) == pair:
            # What a merge made is never part of the same merge: it is longer than both.
            result[-1] = result[-1] + symbol
        else:
            result.append(symbol)
    return result


def train_bpe(words, merges):
    corpus = Corpus(words)
    learned = []
    for _ in range(merges):
        pair = corpus.best()
        if pair is None:
            break
        corpus.merge(pair)
        learned.append(pair)
    return learned


def encode(word, merges):
    symbols = list(word)
    for left, right in merges:
        symbols = apply(symbols, (left, right))
    return symbols

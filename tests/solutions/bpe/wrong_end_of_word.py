# expect: end-marker-in-training
import collections


def get_stats(vocab):
    pairs = collections.defaultdict(int)
    for symbols, freq in vocab.items():
        for i in range(len(symbols) - 1):
            pairs[symbols[i], symbols[i + 1]] += freq
    return pairs


def merge_vocab(pair, vocab):
    return {merge_symbols(symbols, pair): freq for symbols, freq in vocab.items()}


def merge_symbols(symbols, pair):
    out = []
    i = 0
    while i < len(symbols):
        if symbols[i : i + 2] == tuple(pair):
            out.append(pair[0] + pair[1])
            i += 2
        else:
            out.append(symbols[i])
            i += 1
    return tuple(out)


def train_bpe(words, merges):
    vocab = {(*word, "</w>"): freq for word, freq in words.items()}
    learned = []
    for _ in range(merges):
        pairs = get_stats(vocab)
        if not pairs:
            break
        best = sorted(pairs, key=lambda p: (-pairs[p], p))[0]
        vocab = merge_vocab(best, vocab)
        learned.append(best)
    return learned


def encode(word, merges):
    symbols = tuple(word)
    for pair in merges:
        symbols = merge_symbols(symbols, pair)
    return list(symbols)

from itertools import pairwise


def merged(symbols, left, right):
    out = []
    for symbol in symbols:
        # What was just merged is longer than left, so it isn't used twice.
        if out and out[-1] == left and symbol == right:
            out[-1] = left + right
        else:
            out.append(symbol)
    return out


def train_bpe(words, merges):
    # Each word is split once, whatever its count.
    pieces = {word: list(word) for word in words}
    learned = []
    for _ in range(merges):
        # Every merge changes the counts around it. Counting again is slower
        # than updating them, but hard to get wrong.
        counts = {}
        for word, symbols in pieces.items():
            for pair in pairwise(symbols):
                counts[pair] = counts.get(pair, 0) + words[word]
        if not counts:
            break
        # One key for both rules: the most frequent, then the smallest pair.
        best = min(counts, key=lambda pair: (-counts[pair], pair))
        learned.append(best)
        pieces = {word: merged(symbols, *best) for word, symbols in pieces.items()}
    return learned


def encode(word, merges):
    # Replay the merges in the order training made them.
    symbols = list(word)
    for left, right in merges:
        symbols = merged(symbols, left, right)
    return symbols

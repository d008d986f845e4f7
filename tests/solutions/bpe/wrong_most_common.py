# expect: tie-first-seen
from collections import Counter


def merge(symbols, pair):
    out = []
    i = 0
    while i < len(symbols):
        if i < len(symbols) - 1 and (symbols[i], symbols[i + 1]) == tuple(pair):
            out.append(symbols[i] + symbols[i + 1])
            i += 2
        else:
            out.append(symbols[i])
            i += 1
    return out


def train_bpe(words, merges):
    splits = {w: list(w) for w in words}
    result = []
    for _ in range(merges):
        c = Counter()
        for w, n in words.items():
            for p in zip(splits[w], splits[w][1:]):
                c[p] += n
        if not c:
            break
        pair = c.most_common(1)[0][0]
        result.append(pair)
        splits = {w: merge(s, pair) for w, s in splits.items()}
    return result


def encode(word, merges):
    s = list(word)
    for p in merges:
        s = merge(s, p)
    return s

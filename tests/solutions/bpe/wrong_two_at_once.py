# expect: merges-reversed + one-count-per-word
def merged(symbols, pair):
    out, i = [], 0
    while i < len(symbols):
        if i + 1 < len(symbols) and symbols[i] == pair[0] and symbols[i + 1] == pair[1]:
            out.append(pair[0] + pair[1])
            i += 1
        else:
            out.append(symbols[i])
        i += 1
    return out


def train_bpe(words, merges):
    pieces = {word: list(word) for word in words}
    learned = []
    for _ in range(merges):
        counts = {}
        for word, symbols in pieces.items():
            for pair in {(a, b) for a, b in zip(symbols, symbols[1:])}:
                counts[pair] = counts.get(pair, 0) + words[word]
        if not counts:
            break
        best = min(counts.items(), key=lambda item: (-item[1], item[0]))[0]
        learned.append(best)
        pieces = {word: merged(symbols, best) for word, symbols in pieces.items()}
    return learned


def encode(word, merges):
    symbols = list(word)
    for pair in merges[::-1]:
        symbols = merged(symbols, pair)
    return symbols

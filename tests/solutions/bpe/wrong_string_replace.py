# expect: merged-as-text
# Merges by replacing text, which also finds "a b" inside "ba b".
def train_bpe(words, merges):
    spaced = {" ".join(word): count for word, count in words.items()}
    learned = []
    for _ in range(merges):
        counts = {}
        for text, count in spaced.items():
            symbols = text.split()
            for pair in zip(symbols, symbols[1:]):
                counts[pair] = counts.get(pair, 0) + count
        if not counts:
            break
        best = min(counts, key=lambda pair: (-counts[pair], pair))
        learned.append(best)
        spaced = {text.replace(" ".join(best), "".join(best)): count for text, count in spaced.items()}
    return learned


def encode(word, merges):
    text = "\0".join(word)
    for pair in merges:
        text = text.replace("\0".join(pair), "".join(pair))
    return text.split("\0") if text else []

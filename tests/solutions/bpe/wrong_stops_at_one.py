# expect: unnamed
# Takes a pair only if it occurs at least twice, as tokenizers in practice do.
def glue(parts, a, b):
    done = []
    for part in parts:
        if done and done[-1] == a and part == b:
            done[-1] = a + b
        else:
            done.append(part)
    return done


def train_bpe(words, merges):
    state = [(list(w), n) for w, n in words.items()]
    learned = []
    for _ in range(merges):
        freq = {}
        for parts, n in state:
            for pair in zip(parts, parts[1:]):
                freq[pair] = freq.get(pair, 0) + n
        freq = {pair: n for pair, n in freq.items() if n > 1}
        if not freq:
            break
        a, b = min(freq, key=lambda pair: (-freq[pair], pair))
        learned.append((a, b))
        state = [(glue(parts, a, b), n) for parts, n in state]
    return learned


def encode(word, merges):
    parts = list(word)
    for a, b in merges:
        parts = glue(parts, a, b)
    return parts

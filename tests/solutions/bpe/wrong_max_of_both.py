# expect: tie-largest
def glue(parts, a, b):
    done = []
    for part in parts:
        if done and done[-1] == a and part == b:
            done[-1] = a + b
        else:
            done.append(part)
    return done


def train_bpe(words, merges):
    state = [[list(w), n] for w, n in words.items()]
    learned = []
    for _ in range(merges):
        freq = {}
        for parts, n in state:
            for k in range(len(parts) - 1):
                key = parts[k], parts[k + 1]
                freq[key] = freq.get(key, 0) + n
        if not freq:
            break
        _, (a, b) = max((n, key) for key, n in freq.items())
        learned.append((a, b))
        for entry in state:
            entry[0] = glue(entry[0], a, b)
    return learned


def encode(word, merges):
    parts = list(word)
    for a, b in merges:
        parts = glue(parts, a, b)
    return parts

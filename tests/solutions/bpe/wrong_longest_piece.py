# expect: encode-longest-match
def step(symbols, pair):
    text, out = list(symbols), []
    while text:
        if len(text) > 1 and (text[0], text[1]) == pair:
            out.append(text.pop(0) + text.pop(0))
        else:
            out.append(text.pop(0))
    return out


def train_bpe(words, merges):
    pieces = {w: list(w) for w in words}
    learned = []
    while len(learned) < merges:
        count = {}
        for w in words:
            for pair in zip(pieces[w], pieces[w][1:]):
                count[pair] = count.get(pair, 0) + words[w]
        if not count:
            break
        most = max(count.values())
        learned.append(min(p for p in count if count[p] == most))
        for w in words:
            pieces[w] = step(pieces[w], learned[-1])
    return learned


def encode(word, merges):
    vocabulary = {a + b for a, b in merges}
    out, start = [], 0
    while start < len(word):
        end = len(word)
        while end > start + 1 and word[start:end] not in vocabulary:
            end -= 1
        out.append(word[start:end])
        start = end
    return out

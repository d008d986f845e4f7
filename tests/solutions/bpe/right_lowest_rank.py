# As GPT-2's encoder does it: the pair of the lowest rank, again and again.
from typing import Dict, List, Tuple


def merge_word(parts: Tuple[str, ...], pair: Tuple[str, str]) -> Tuple[str, ...]:
    new: List[str] = []
    skip = False
    for k, part in enumerate(parts):
        if skip:
            skip = False
        elif k + 1 < len(parts) and (part, parts[k + 1]) == pair:
            new.append("".join(pair))
            skip = True
        else:
            new.append(part)
    return tuple(new)


def train_bpe(words: Dict[str, int], merges: int) -> List[Tuple[str, str]]:
    vocab = {word: tuple(word) for word in words}
    out: List[Tuple[str, str]] = []
    for _ in range(merges):
        stats: Dict[Tuple[str, str], int] = {}
        for word, parts in vocab.items():
            for k in range(len(parts) - 1):
                pair = (parts[k], parts[k + 1])
                stats[pair] = stats.get(pair, 0) + words[word]
        if len(stats) == 0:
            break
        ranked = sorted(stats.items(), key=lambda item: (-item[1], item[0]))
        out.append(ranked[0][0])
        vocab = {word: merge_word(parts, ranked[0][0]) for word, parts in vocab.items()}
    return out


def encode(word: str, merges: List[Tuple[str, str]]) -> List[str]:
    ranks = {tuple(pair): rank for rank, pair in reversed(list(enumerate(merges)))}
    parts = tuple(word)
    while len(parts) > 1:
        candidates = [pair for pair in zip(parts, parts[1:]) if pair in ranks]
        if not candidates:
            break
        parts = merge_word(parts, min(candidates, key=lambda pair: ranks[pair]))
    return list(parts)

# nnprep: bpe
"""Byte-pair encoding: learn merges from words, and split words with them.

Every word starts as its characters. Training repeats one step: find the most frequent pair of neighboring symbols, and
merge it into one symbol wherever it occurs. The list of these merges is the tokenizer. Write `train_bpe`, which learns
it, and `encode`, which applies it.

Conventions
    A pair counts at every position, times the count of the word: "aaa" contains ("a", "a") twice. There is no
    end-of-word mark, and no pair crosses from one word into the next.
    Among equally frequent pairs take the smallest tuple, as Python compares tuples: ("a", "bc") < ("ab", "c").
    A merge goes through a word from left to right and uses no symbol twice: merging ("a", "a") turns a a a into aa a.
    Training stops early if no pair is left.
    `encode` goes through the merges once, in the order they were learned. Characters that aren't in any merge stay
    single.
    Don't modify your arguments. The pairs you return may be lists or tuples.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest bpe.py)

    >>> words = {"hug": 10, "pug": 5, "pun": 12, "bun": 4, "hugs": 5}
    >>> merges = train_bpe(words, 3)
    >>> [tuple(pair) for pair in merges]
    [('u', 'g'), ('u', 'n'), ('h', 'ug')]
    >>> list(encode("hugs", merges))
    ['hug', 's']
    >>> list(encode("bug", merges))
    ['b', 'ug']
    >>> list(encode("hugging", merges))
    ['hug', 'g', 'i', 'n', 'g']
    >>> [tuple(pair) for pair in train_bpe({"aaa": 1}, 9)]
    [('a', 'a'), ('aa', 'a')]
"""


def train_bpe(words, merges):
    """Return the merges, in the order they were learned: a list of pairs of strings.

    words   dict of str to int   how often each word occurs, at least once
    merges  int                  how many to learn, 0 or more; return fewer if no pair is left
    """
    raise NotImplementedError


def encode(word, merges):
    """Return the symbols of a word, a list of strings that join to the word; empty for the empty word.

    word    str
    merges  list of pairs of str, in the order they were learned
    """
    raise NotImplementedError

"""Hidden checks of `bpe`."""

from itertools import pairwise

from nnprep.checks import drawn_cases, inputs_kept, near, part, redraw, same_twice

CLASSIC = {"low": 5, "lower": 2, "newest": 6, "widest": 3}
CLASSIC_MERGES = [
    ("e", "s"), ("es", "t"), ("l", "o"), ("lo", "w"), ("e", "w"),
    ("ew", "est"), ("n", "ewest"), ("d", "est"), ("i", "dest"), ("w", "idest"),
]  # fmt: skip


def word_of(rng, letters, longest):
    return "".join(rng.choice(list(letters), size=int(rng.integers(1, longest + 1))).tolist())


def drawn_words(rng, letters="abcde", count=20, longest=8):
    """Words and their counts; equal counts are frequent, so that ties are."""
    return {word_of(rng, letters, longest): int(rng.integers(1, 6)) for _ in range(count)}


def replaced(symbols, pair):
    """Merge one pair in a list of symbols."""
    out = []
    for symbol in symbols:
        open_pair = out and not out[-1][1] and (out[-1][0], symbol) == pair
        out[-1:] = [(pair[0] + pair[1], True)] if open_pair else [*out[-1:], (symbol, False)]
    return [symbol for symbol, _ in out]


def some_merges(rng, word, count):
    """Merges of pairs that stand in the word at their time, in a random order of choice."""
    symbols, merges = list(word), []
    for _ in range(count):
        pairs = sorted(set(pairwise(symbols)))
        if not pairs:
            break
        merges.append(pairs[int(rng.integers(len(pairs)))])
        symbols = replaced(symbols, merges[-1])
    return merges


def in_order(word, merges):
    """One pass for each merge, in order."""
    symbols = list(word)
    for pair in merges:
        symbols = replaced(symbols, pair)
    return symbols


def lowest_first(word, merges):
    """The earliest merge that fits, again and again: another way to encode, nearly always with the same result."""
    symbols, rank = list(word), {pair: number for number, pair in enumerate(merges)}
    while pairs := [pair for pair in pairwise(symbols) if pair in rank]:
        symbols = replaced(symbols, min(pairs, key=rank.__getitem__))
    return symbols


def encode_example(rng, letters="abc", length=12, count=6):
    """Some merges, and a word that both ways of encoding split alike."""

    def draw():
        merges = some_merges(rng, word_of(rng, letters, 9) + letters, count)
        return "".join(rng.choice([*letters, *map("".join, merges)], size=length // 2).tolist()), merges

    return redraw(draw, lambda each: in_order(*each) == lowest_first(*each))


def shown(merges):
    """Pairs as texts, such as es+t, whether they are tuples or lists; what isn't a pair stays as it is."""
    return ["+".join(pair) if isinstance(pair, list | tuple) else pair for pair in merges]


@part("train")
def check_classic(f, rng):
    """low, lower, newest and widest, ten merges"""
    return shown(f.train_bpe(CLASSIC, 10))


@part("train")
def check_twice_in_a_word(f, rng):
    """words with the same pair twice"""
    return shown(f.train_bpe({"banana": 3, "nab": 1, "bat": 3, "tab": 1}, 4))


@part("train")
def check_mississippi(f, rng):
    """mississippi, mississauga and missouri"""
    return shown(f.train_bpe({"mississippi": 2, "mississauga": 1, "missouri": 1}, 8))


@part("train")
def check_runs(f, rng):
    """words with runs of one letter"""
    return {
        "aaaa and aab": shown(f.train_bpe({"aaaa": 1, "aab": 2}, 3)),
        "a run that overlaps": shown(f.train_bpe({"aaaxb": 3, "xb": 2}, 3)),
        "seven": shown(f.train_bpe({"aaaaaaa": 1}, 3)),
    }


@part("train")
def check_longer_symbols(f, rng):
    """a symbol that ends like the first one of the pair"""
    return shown(f.train_bpe({"bab": 1, "ba": 3, "xab": 2}, 6))


@part("train")
def check_ties(f, rng):
    """all pairs equally frequent: the smallest comes first"""
    return shown(f.train_bpe({"zy": 2, "xw": 2, "ab": 2, "ba": 2, "az": 2}, 4))


@part("train")
def check_tuple_order(f, rng):
    """a tie in which the order of tuples isn't that of the joined strings"""
    return shown(f.train_bpe({"abb": 3, "ac": 3, "ab": 5}, 3))


@part("train")
def check_counts(f, rng):
    """one frequent word against many rare ones"""
    return shown(f.train_bpe({"xy": 9, "ab": 1, "abc": 1, "abd": 1, "cab": 1, "dab": 1}, 4))


@part("train")
def check_zero_merges(f, rng):
    """no merges, and one"""
    return {"none": shown(f.train_bpe(CLASSIC, 0)), "one": shown(f.train_bpe(CLASSIC, 1))}


@part("train")
def check_exhausted(f, rng):
    """more merges than there are pairs"""
    return {
        "ab and abc": shown(f.train_bpe({"ab": 2, "abc": 1}, 10)),
        "one word": shown(f.train_bpe({"aabab": 1}, 50)),
        "single characters": shown(f.train_bpe({"a": 5, "b": 3}, 4)),
        "no words": shown(f.train_bpe({}, 3)),
    }


def any_words(rng, words, letters):
    return drawn_words(rng, "aeioulnrst"[:letters], words), int(rng.integers(1, 9))


check_drawn = drawn_cases(
    lambda f, words, merges: " ".join(shown(f.train_bpe(words, merges))),
    any_words,
    changing=(1,),
    part="train",
    words=(3, 12, 30),
    letters=(2, 5, 10),
)


@part("train")
def check_order_of_words(f, rng):
    """the same words in another order: the same merges"""
    words = drawn_words(rng)
    shuffled = {word: words[word] for word in rng.permutation(list(words)).tolist()}
    near("the merges", shown(f.train_bpe(shuffled, 10)), shown(f.train_bpe(words, 10)))


@part("encode")
def check_known_words(f, rng):
    """words that training has seen"""
    return {word: f.encode(word, CLASSIC_MERGES) for word in CLASSIC}


@part("encode")
def check_new_words(f, rng):
    """words that training hasn't seen"""
    return {word: f.encode(word, CLASSIC_MERGES) for word in ("lowest", "newer", "slowest", "widow", "estes")}


@part("encode")
def check_foreign(f, rng):
    """characters that aren't in any merge"""
    return {word: f.encode(word, CLASSIC_MERGES) for word in ("zzz", "a", "łowest", "low-est", "lo lo")}


@part("encode")
def check_empty(f, rng):
    """the empty word, and no merges"""
    return {"no characters": f.encode("", CLASSIC_MERGES), "no merges": f.encode("lowest", [])}


@part("encode")
def check_repeated(f, rng):
    """a merge that fits several times in one word"""
    merges = [("a", "n"), ("an", "a"), ("b", "an")]
    return {word: f.encode(word, merges) for word in ("banana", "bananaban", "ananan", "nana")}


@part("encode")
def check_runs_of_one_letter(f, rng):
    """runs of one letter"""
    merges = [("a", "a"), ("aa", "aa"), ("aa", "b")]
    return {word: f.encode(word, merges) for word in ("a", "aa", "aaa", "aaaaaaa", "aaabaab")}


@part("encode")
def check_first_learned(f, rng):
    """the merge learned first wins, not the longest piece"""
    return {
        "abcab": f.encode("abcab", [("b", "c"), ("a", "b")]),
        "abcd": f.encode("abcd", [("c", "d"), ("a", "b"), ("ab", "c")]),
        "xyzxy": f.encode("xyzxy", [("y", "z"), ("x", "y"), ("xy", "yz")]),
    }


def any_word(rng, letters, length, merges):
    return encode_example(rng, "aeioulnrst"[:letters], length, merges)


check_drawn_words = drawn_cases(
    "encode",
    any_word,
    changing=(0,),
    part="encode",
    letters=(2, 4, 10),
    length=(4, 15, 80),
    merges=(1, 6, 12),
)


@part("encode")
def check_both(f, rng):
    """both together: the symbols join to the word"""
    words = drawn_words(rng)
    unseen = [word_of(rng, "abcdef", 12) for _ in range(5)]
    merges = [(left, right) for left, right in f.train_bpe(words, 12)]
    for word in unseen:
        near(f"the symbols of {word}, joined", "".join(f.encode(word, merges)), word)


def train_example(rng):
    return drawn_words(rng, count=6), 5


check_repeat = same_twice("train_bpe", train_example, part="train")
check_encode_repeat = same_twice("encode", encode_example, part="encode")
check_inputs = inputs_kept("train_bpe", train_example, part="train")
check_encode_inputs = inputs_kept("encode", encode_example, part="encode")

"""What a docstring, an annotation, an assertion, a name or the code says about an argument."""

from __future__ import annotations

import ast
import keyword
import re
from collections.abc import Sequence

from nnprep.named_tuple import NamedTuple
from nnprep.proposal.constraints import Constraint, in_phrase, plain

Shape = tuple[str, ...]
"""Letters and numbers: `("m", "3")`."""
SHAPE = re.compile(r"\(\s*((?:\.\.\.|\w+)(?:\s*,\s*\w+)*\s*,?)\s*\)")
ALL_ALIKE = re.compile(r"\b(?:two|three|both|arrays)\b")
ANY_AXES = "batch"
"""What the first axis is called where a shape begins with `...`."""
BETWEEN = 40
"""Characters between an argument's name and its shape."""
NEAR = 120
"""Characters after an argument's name that may be about it."""


class Parameter(NamedTuple):
    """One parameter of a function."""

    name: str
    kind: str
    """One of KINDS; empty if nothing says what it is."""
    shape: Shape | None = None
    default: str = ""
    """Its default as code; empty if it has none."""
    marks: frozenset[str] = frozenset()
    """What else is said: keys of MARKS."""
    constraints: tuple[Constraint, ...] = ()
    """What the words after its name ask for."""

    @property
    def passed(self) -> bool:
        """Whether checks pass it by all means."""
        return not self.default or self.kind in ("float", "int", "bool")


KINDS = ("array", "labels", "signs", "bits", "mask", "float", "int", "bool", "other")
"""An array of numbers, of classes, of -1 and 1, of 0 and 1, of truth values; one number; a truth value; a list, say."""
INTEGER = re.compile(
    r"\b(?:int|ints|integers?|(?:whole|natural) numbers?|number of|how many|count|np\.int\d+)\b"
)
NUMBER = re.compile(r"\b(?:floats?|numbers?|scalars?|real|positive|probability|np\.float\d+)\b")
BOOL = re.compile(r"\b(?:bools?|[bB]oolean|flag|whether|True)\b")
LABEL_WORDS = "labels?|class(?:es)?|integers?|ints?|indices|ids"
LABELS = re.compile(rf"\b(?:{LABEL_WORDS})\b", re.IGNORECASE)
OTHER = re.compile(
    r"\b(?:lists?|tuples?|dict(?:ionar(?:y|ies))?|strings?|texts?|functions?|callables?|iterators?|objects?|Generator)\b"
)
"""What isn't drawn."""
SIGNS = re.compile(r"(?:-1\s*(?:,|and|or|/)\s*\+?1\b|\+?\b1\s*(?:,|and|or|/)\s*-1\b|±\s*1\b|\+/-\s*1\b)")
BITS = re.compile(
    r"\{\s*0\s*,\s*1\s*\}|(?<!between )\b0\s*(?:or|/)\s*1\b|(?<!between )\b0 and 1\b|\bbinary\b"
)
SPREAD = re.compile(r"(?:between|from) -1 (?:and|to) 1|[\[(]-1, 1[\])]")
"""A range, not the two numbers."""
MARKS = {
    "one-hot": re.compile(r"\bone-?hot\b", re.IGNORECASE),
    "column-sums": re.compile(r"\bcolumns? (?:that )?(?:each )?sums? to (?:1|one)\b"),
    "sums": re.compile(
        r"\b(?:sum(?:s|ming)?|add(?:s|ing)?)(?: up)? to (?:1|one)\b|\bprobability distributions?\b"
    ),
    "sorted": re.compile(r"\b(?:sorted|ascending|increasing)\b"),
}
"""What is said of an array -> how to recognize it."""


def parameters_of(node: ast.FunctionDef, docstring: str) -> tuple[Parameter, ...]:
    """Return the positional parameters of a function."""
    arguments = [*node.args.posonlyargs, *node.args.args]
    names = [argument.arg for argument in arguments]
    defaults = [None] * (len(arguments) - len(node.args.defaults)) + [*node.args.defaults]
    docstring = plain(docstring)
    parts = {name: phrases_about(docstring, name, names) for name in names}
    phrases = {name: "; ".join(f"{before}{name}{after}" for before, after in parts[name]) for name in names}
    whole = {argument.arg for argument in arguments if is_whole(argument, phrases[argument.arg], node)}
    whole |= letters_in_shapes(docstring, names, whole)
    shapes, common = shapes_in(docstring, names, whole)
    whole -= {*shapes}
    found = []
    for argument, default in zip(arguments, defaults, strict=True):
        name = argument.arg
        about = f"{phrases[name]} {checked(node, name)}"
        code = "" if default is None else ast.unparse(default)
        shape = shapes.get(name) or same_shape(phrases[name], names, shapes)
        constraints = tuple(each for _, after in parts[name] for each in in_phrase(name, after))
        kind = kind_of_default(default, name)
        if default is None:
            annotation = ast.unparse(argument.annotation) if argument.annotation else ""
            about += " indices" if is_index(node, name) else ""
            kind = kind_of(
                name,
                annotation,
                about,
                docstring,
                shape or common,
                whole=name in whole,
                own_shape=shape is not None,
            )
            shape = None if kind in ("float", "int", "bool", "other") else shape or common
        marks = frozenset(mark for mark, pattern in MARKS.items() if shape and pattern.search(about))
        found.append(Parameter(name, kind, shape, code, marks, constraints))
    return tuple(found)


def kind_of(
    name: str,
    annotation: str,
    about: str,
    docstring: str,
    shape: Shape | None,
    *,
    whole: bool,
    own_shape: bool,
) -> str:
    """Return what an argument without a default is; empty if nothing says it.

    A shape that all arguments have is not its own.
    """
    if annotation in ("int", "float", "bool"):
        return annotation
    if not own_shape and (name in NOT_DRAWN or OTHER.search(about)):
        return "other"
    if whole:
        return "int"
    if BOOL.search(about) and not own_shape and not name.endswith("mask"):
        return "bool"
    if shape is None:
        if name in SCALARS or NUMBER.search(about):
            return "float"
        return ""
    is_label = name in LABEL_NAMES
    said = about + (docstring if is_label else "")
    if SIGNS.search(SPREAD.sub("", said)):
        return "signs"
    if "one-hot" not in said and (BITS.search(about) or (is_label and BITS.search(docstring))):
        return "bits"
    if name.endswith("mask") or BOOL.search(about):
        return "mask"
    if MARKS["one-hot"].search(about):
        return "array"
    named = is_label and len(shape or ()) == 1 and LABELS.search(docstring)
    return "labels" if named or (LABELS.search(about) and not NUMBER.search(about)) else "array"


def kind_of_default(default: ast.expr | None, name: str) -> str:
    """Return what an argument with a default is; empty if it stays as it is."""
    try:
        value = None if default is None else ast.literal_eval(default)
    except ValueError:
        return ""
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int) and (value < 0 or name in FIXED):
        return ""
    return type(value).__name__ if isinstance(value, int | float) else ""


def is_whole(argument: ast.arg, phrase: str, node: ast.FunctionDef) -> bool:
    """Return whether an argument is one whole number."""
    name = argument.arg
    if argument.annotation is not None:
        return ast.unparse(argument.annotation) == "int"
    if re.search(rf"isinstance\({name}, .*\bint", checked(node, name)):
        return True
    if name in LABEL_NAMES and re.search(r"\b(?:integers|ints|labels|numbers)\b", phrase):
        return False
    if re.search(r"\b(?:array|matrix|vector)\b", phrase):
        return False
    if INTEGER.search(phrase):
        return True
    if re.search(r"\b(?:floats?|scalars?)\b", phrase):
        return False
    usual = name in WHOLE or name.startswith(("n_", "num_", "max_"))
    return usual or any(counts(each, name) for each in ast.walk(node))


def counts(node: ast.AST, name: str) -> bool:
    """Return whether code uses a name as a whole number: in a range, as a size, as a divisor or the end of a slice."""
    sums: list[ast.expr | None] = []
    if isinstance(node, ast.Call):
        called = ast.unparse(node.func).rpartition(".")[2]
        if called in SIZED:
            sums = [*node.args] if called in ("range", "reshape") else node.args[:1]  # type: ignore[assignment]
    elif isinstance(node, ast.Slice):
        sums = [node.lower, node.upper, node.step]
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.FloorDiv):
        sums = [node.right]
    return any(name in names_in_sum(each) for each in sums)


def names_in_sum(node: ast.expr | None) -> set[str]:
    """Return the names in a sum or a product, not those in calls or entries of arrays."""
    if isinstance(node, ast.Name):
        return {node.id}
    if isinstance(node, ast.BinOp):
        return names_in_sum(node.left) | names_in_sum(node.right)
    if isinstance(node, ast.UnaryOp):
        return names_in_sum(node.operand)
    if isinstance(node, ast.Tuple):
        return {name for each in node.elts for name in names_in_sum(each)}
    return set()


def is_index(node: ast.FunctionDef, name: str) -> bool:
    """Return whether code looks entries of another array up by an argument: `W[ids]`, `p[rows, y]`."""
    for each in ast.walk(node):
        if isinstance(each, ast.Subscript):
            inner = each.slice.elts if isinstance(each.slice, ast.Tuple) else [each.slice]
            if any(is_name(index, name) for index in inner):
                return True
    return False


def checked(node: ast.FunctionDef, name: str) -> str:
    """Return the conditions about an argument that a function asserts, or raises an error for."""
    tests = [each.test for each in ast.walk(node) if isinstance(each, ast.Assert)]
    tests += [
        each.test
        for each in ast.walk(node)
        if isinstance(each, ast.If) and any(isinstance(inner, ast.Raise) for inner in each.body)
    ]
    of_name = [each for each in tests if any(is_name(inner, name) for inner in ast.walk(each))]
    return " ".join(map(ast.unparse, of_name))


def is_name(node: ast.AST, name: str) -> bool:
    """Return whether a node is a use of a name."""
    return isinstance(node, ast.Name) and node.id == name


def shapes_in(
    docstring: str,
    names: Sequence[str],
    whole: set[str] = frozenset(),  # type: ignore[assignment]
) -> tuple[dict[str, Shape], Shape | None]:
    """Return the shape of each named argument, and one that all others have, as in "two (m, n) arrays".

    Only arguments that are `whole` numbers can be sizes: `(x, y)` with other arguments is a call.
    """
    shapes: dict[str, Shape] = {}
    common: Shape | None = None
    end = 0
    for match in SHAPE.finditer(docstring):
        dims = tuple(each.strip() for each in match[1].replace("...", ANY_AXES).split(",") if each.strip())
        before, end = docstring[end : match.start()], match.end()
        is_call = set(dims) & {name for name in names if name not in whole} or re.search(r"\w$", before)
        if "," not in match[1] or not all(is_size(each) for each in dims) or is_call:
            continue
        close = [name for name in last_names(before, names) if name not in dims]
        if set(close) & whole and re.search(r"[;.\n]|\breturn", before[-BETWEEN:].rpartition(close[-1])[2]):
            close = []
        if close:
            shapes |= {name: dims for name in close if name not in shapes}
        elif ALL_ALIKE.search(f"{before[-BETWEEN:]} {docstring[end : end + BETWEEN]}"):
            common = common or dims
    return shapes, common


def letters_in_shapes(docstring: str, names: Sequence[str], whole: set[str]) -> set[str]:
    """Return the arguments of one letter that stand in a shape beside a size: T in `(T, d)`."""
    found: set[str] = set()
    for match in SHAPE.finditer(docstring):
        dims = [each.strip() for each in match[1].split(",") if each.strip()]
        others = {dim for dim in dims if dim in whole or dim not in names}
        if len(dims) > 1 and others and not re.search(r"\w$", docstring[: match.start()]):
            found |= {dim for dim in dims if len(dim) == 1 and dim in names}
    return found


def is_size(dim: str) -> bool:
    """Return whether a word in a shape is a number or may be a name in Python."""
    return dim.isdigit() or (dim.isidentifier() and not keyword.iskeyword(dim))


def list_of(names: Sequence[str]) -> str:
    """Return the pattern of a list of arguments in a text: `y_hat and y`."""
    one = rf"`?\b(?:{'|'.join(map(re.escape, names))})\b`?"
    return rf"{one}(?:(?:,| and|, and| or)(?: \w+)?? {one})*"


def last_names(text: str, names: Sequence[str]) -> list[str]:
    """Return the argument that is named last in a text, and those listed with it."""
    if not names:
        return []
    lists = list(re.finditer(list_of(names), text))
    if not lists:
        return []
    rest = text[lists[-1].end() :]
    if len(rest) > NEAR or (len(rest) > BETWEEN and re.search(r"[;\n]|[.](?!\w)|\breturn", rest)):
        return []
    return [word for word in re.findall(r"\w+", lists[-1][0]) if word in names]


def phrases_about(docstring: str, name: str, names: Sequence[str]) -> list[tuple[str, str]]:
    """Return the words about an argument: three before the list that it stands in, and those after it, wherever it is.

    A phrase ends with its clause, or where another argument is spoken of, unless that is what it's compared with.
    """
    found: list[tuple[str, str]] = []
    shapes = [match.span() for match in SHAPE.finditer(docstring)]
    for match in re.finditer(list_of(names), docstring):
        in_shape = any(start < match.start() < end for start, end in shapes)
        if in_shape or name not in re.findall(r"\w+", match[0]):
            continue
        before = re.search(r"(?:\w+ ){0,3}$", docstring[: match.start()])
        after = re.split(r"[;\n]|[.](?!\w)", docstring[match.end() : match.end() + NEAR])[0]
        found.append((before[0] if before else "", before_another(after, names)))
    return found


def before_another(text: str, names: Sequence[str]) -> str:
    """Return a text up to where another argument is spoken of, unless it's what is compared with: "at most n".

    One that is called labels, or whose shape follows, is always spoken of: "against the targets of labels y (m,)".
    """
    several = list_of(names)
    if described := re.search(rf"\b(?:{LABEL_WORDS}) {several}|(?<=\s){several}(?= *\()", text):
        text = text[: described.start()]
    for other in re.finditer(rf"(?:,|\b(?:and|with|for))((?: \w+){{0,3}}?) {list_of(names)}", text):
        if not re.search(r"\b(?:most|least|than|below|above|to|of|as|in|between|by)$", other[1]):
            between = other[0].startswith("and") and re.search(
                r"\b(?:between|from) \S+ $", text[: other.start()]
            )
            if not between:
                return text[: other.start()]
    return text


def same_shape(phrase: str, names: Sequence[str], shapes: dict[str, Shape]) -> Shape | None:
    """Return the shape of the argument that another one is said to be like, "of the same length as y"."""
    match = re.search(rf"\b(?:same (?:shape|length|size) as|shaped like|like) ({'|'.join(names)})\b", phrase)
    return shapes.get(match[1]) if match else None


SCALARS = {
    *("alpha", "beta", "delta", "eps", "epsilon", "eta", "lam", "lambda_", "lr", "learning_rate", "margin"),
    *("momentum", "rate", "scale", "slope", "temperature", "tau", "threshold", "weight_decay", "beta1"),
    *("beta2", "rho", "gamma_factor", "decay", "dropout", "keep_prob"),
}
"""Names of parameters that are numbers unless a docstring gives them a shape."""
WHOLE = {
    *("n", "k", "K", "C", "V", "stride", "padding", "pad", "steps", "step", "epochs", "heads", "kernel_size"),
    *("window", "groups", "size", "batch_size", "patience", "depth", "dilation", "top_k", "degree", "bins"),
}
"""Names of parameters that are whole numbers unless something else is said."""
NOT_DRAWN = {"cache", "rng", "grads", "params", "sizes", "state"}
"""Names of parameters that are lists, dictionaries or objects unless a docstring gives them a shape."""
LABEL_NAMES = {"y", "t", "labels", "targets", "target", "classes", "label"}
FIXED = {"axis", "ddof", "seed", "random_state", "dtype"}
"""Names of parameters whose defaults are not varied."""
SIZED = {"range", "zeros", "ones", "eye", "empty", "full", "reshape", "arange", "repeat"}
"""Functions whose first arguments are sizes."""

"""The text of a reference, taken apart: where its pieces are, and which names a sentence may use."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from nnprep.content.edits import Span
from nnprep.grading.signatures import functions_of
from nnprep.late_pattern import late_pattern
from nnprep.named_tuple import NamedTuple

BATCH = {"m", "N", "batch_size"}
"""Names for the number of rows, whatever a learner calls it."""
COUNTS = {
    "shape[0]": "the number of rows",
    "shape[-1]": "the number of columns",
    "size": "the number of entries",
}
"""What a function could divide by, of each of its arguments."""
SETTINGS = {"self", "seed", "lr", "momentum", "alpha", "axis", "bias", "sizes", "epochs", "name"}
"""Arguments without rows and columns."""
MARKS = {
    "log": "a logarithm",
    "log1p": "a logarithm",
    "exp": "an exponential",
    "sqrt": "a square root",
    "sum": "a sum",
    "max": "a maximum",
}
"""Functions by which a piece of a formula is known, whatever the names in it."""
OTHERWISE: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Gt: (">", "<="),
    ast.GtE: (">=", "<"),
    ast.Lt: ("<", ">="),
    ast.LtE: ("<=", ">"),
}
"""A comparison's sign, and that of its opposite."""
NO_MARKS = {"self", "np", "axis", "i", "j", "k", "t"}
"""Names that say nothing about the piece they stand in."""
PROSE = {
    "e",
    "a",
    "an",
    "as",
    "at",
    "by",
    "in",
    "is",
    "it",
    "no",
    "of",
    "on",
    "or",
    "so",
    "to",
    "up",
    "s",
    "the",
    "and",
}
"""Words of a stub's text that don't tell a learner a name."""
SHORT = 24
"""How long an expression may be that is shown as code."""
WORD = late_pattern(r"(?<!\w')\b[A-Za-z_]\w*")
"""A word of a stub, but for the t of "isn't"."""
ATOMS = (ast.Name, ast.Constant, ast.Call, ast.Attribute, ast.Subscript, ast.List, ast.Tuple)


class Change(NamedTuple):
    """What one operator makes of one place of the reference."""

    operator: str
    """Its name, with hyphens: `divisor-dropped`."""
    clause: str
    """What happened, after "as if": `the division by the batch size were missing`."""
    spans: tuple[Span, ...]
    alike: str = ""
    """Changes of one operator that are equal here can be made in all their places at once; empty: only alone."""


class Source:
    """A reference and its syntax tree."""

    def __init__(self, text: str, stub: str, guards: Sequence[str] = ()) -> None:
        self.text = text
        self.guards = guards
        """Small numbers that this submission may have in its logarithms, measured at its cap."""
        self.words = stub_names(stub)
        """Names that the learner knows from the stub; no other name of the reference is ever shown."""
        self.tree = tree_of(text)
        self.functions = dict(functions_of(self.tree.body))
        """Functions and methods by name, methods as `Class.method`."""
        arguments = {each.arg for each in nodes_in(self.tree) if isinstance(each, ast.arg)}
        self.passed = arguments - {"batch_size"}
        """Arguments: `m` is Adam's moving average where it's one of them."""
        self.made = made_by(self.tree)
        """What known functions make of the names of the reference: `e` is an exponential."""
        self.defined = {each.name for each in nodes_in(self.tree) if isinstance(each, ast.FunctionDef)}
        """Names of functions at any depth, also inside of others."""
        self.subtracted = {
            id(each.right)
            for each in nodes_in(self.tree)
            if isinstance(each, ast.BinOp) and isinstance(each.op, ast.Sub)
        }
        """Which expressions are subtracted from others: such a logarithm is that of a sum, not of a probability."""
        self._bytes = text.encode()
        self._starts = [0]
        for line in self._bytes.split(b"\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)
        self.branches = list(self.branches_of_where())
        """Where the branches of each np.where begin and end, and where they hold: "where z < 0"."""

    def place(self, node: ast.expr | ast.stmt | ast.arg) -> tuple[int, int]:
        """Return where a node begins and ends, in characters."""
        start = self._starts[node.lineno - 1] + node.col_offset
        end = self._starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
        if len(self._bytes) == len(self.text):
            return start, end
        return len(self._bytes[:start].decode()), len(self._bytes[:end].decode())

    def code(self, node: ast.expr | ast.stmt | ast.arg) -> str:
        """Return the text of a node."""
        start, end = self.place(node)
        return self.text[start:end]

    def put(self, node: ast.expr | ast.stmt | ast.arg, new: str) -> Span:
        """Return the replacement of a node by another text, in parentheses if it is an expression that needs them."""
        start, end = self.place(node)
        return Span(start, end, f"({new})" if isinstance(node, ast.expr) and not atomic(new) else new)

    def change(self, operator: str, clause: str, node: ast.expr, new: str, alike: str = "") -> Change:
        """Return the change that puts another text in the place of a node."""
        return Change(operator, clause, (self.put(node, new),), alike)

    def narrowed(self, node: ast.BinOp, whole: Span, form: str) -> Span:
        """Return the replacement of an operation as a small one, so that another mistake fits inside an operand.

        `form` is the operation's new code with `{0}` and `{1}` for its operands; most have no smaller replacement.
        """
        start, end = self.place(node)
        left_end, right_start = self.place(node.left)[1], self.place(node.right)[0]
        between = self.text[left_end:right_start]
        closing = len(between) - len(between.lstrip(") \n"))
        closing = between[:closing].rfind(")") + 1
        opening = len(between) - (len(between.rstrip("( \n")))
        opening = between[len(between) - opening :].find("(")
        opening = len(between) if opening < 0 else len(between.rstrip("( \n")) + opening
        if form == "{0}":
            return Span(left_end + closing, end, "")
        if form == "{1}" and not isinstance(node.op, ast.Sub):
            return Span(start, left_end + opening, "")
        if form == "({0}) / ({1}) / ({1})":
            return Span(end, end, f" / ({self.code(node.right)})")
        return whole

    def said(self, node: ast.expr) -> str:
        """Return what to call a piece of the reference: the batch size, a number, a name of the stub; or nothing."""
        if is_batch_size(node) and not (isinstance(node, ast.Name) and node.id in self.passed):
            return "the batch size"
        plain = node
        while isinstance(plain, ast.Attribute | ast.Subscript):
            if isinstance(plain, ast.Subscript) and not isinstance(plain.slice, ast.Name | ast.Constant):
                return ""
            plain = plain.value
        if not isinstance(plain, ast.Name | ast.Constant):
            return ""
        names = {each.id for each in nodes_in(node) if isinstance(each, ast.Name)} - {"self"}
        names |= {each.attr for each in nodes_in(node) if isinstance(each, ast.Attribute)} - {"T"}
        return ast.unparse(node).replace("self.", "") if names <= self.words else ""

    def written(self, node: ast.expr) -> str:
        """Return a short expression of names of the stub and numbers as code; empty for any other one."""
        kinds = (ast.Name, ast.Constant, ast.BinOp, ast.UnaryOp, ast.operator, ast.unaryop, ast.expr_context)
        inner = list(nodes_in(node))
        names = {each.id for each in inner if isinstance(each, ast.Name)}
        text = ast.unparse(node)
        plain = all(isinstance(each, kinds) for each in inner)
        if not (plain and names and names <= self.words and len(text) <= SHORT):
            return ""
        return f"({text})" if isinstance(node, ast.BinOp) else text

    def told_apart(self, node: ast.expr, other: ast.expr) -> str:
        """Return what a learner can tell one operand from the other one by: "y", "a logarithm"; or nothing."""
        theirs = self.marks_of(other)
        return next((each for each in self.marks_of(node) if each not in theirs), "")

    def marks_of(self, node: ast.expr) -> list[str]:
        """Return what a learner can tell a piece by: names of the stub, then well-known functions."""
        names = [each.id for each in nodes_in(node) if isinstance(each, ast.Name)]
        calls = [each.attr for each in nodes_in(node) if isinstance(each, ast.Attribute)]
        known = [each for each in names if each in self.words and each not in NO_MARKS]
        made = [self.made[each] for each in names if each in self.made and each not in known]
        return list(dict.fromkeys([*known, *(MARKS[each] for each in calls if each in MARKS), *made]))

    def branches_of_where(self) -> Iterator[tuple[int, int, str]]:
        """Yield where the branches of an np.where on a name of the stub begin and end, and where they hold."""
        for node in nodes_in(self.tree):
            match node:
                case ast.Call(
                    func=ast.Attribute(attr="where"),
                    args=[
                        ast.Compare(
                            left=ast.Name(id=name), ops=[sign], comparators=[ast.Constant() as limit]
                        ),
                        *both,
                    ],
                ) if name in self.words and type(sign) in OTHERWISE and len(both) == 2:
                    for branch, shown in zip(both, OTHERWISE[type(sign)], strict=True):
                        yield (*self.place(branch), f"where {name} {shown} {self.code(limit)}")

    def limited(self, clause: str, spans: Sequence[Span]) -> str:
        """Return a clause with where it holds, if all of a change is in one branch of an np.where."""
        for start, end, where in self.branches:
            if all(start <= each.start and each.end <= end for each in spans):
                return f"{clause} {where}"
        return clause


@lru_cache(maxsize=16)
def tree_of(text: str) -> ast.Module:
    """Return the syntax tree of a reference, which nobody changes. Raises SyntaxError."""
    return ast.parse(text)


@lru_cache(maxsize=4096)
def nodes_in(node: ast.AST) -> tuple[ast.AST, ...]:
    """Return a node of such a tree and all below it: every operator looks through the same functions."""
    return tuple(ast.walk(node))


def made_by(tree: ast.AST) -> dict[str, str]:
    """Return what each name is that is assigned only once, as the result of a well-known function."""
    found: dict[str, set[str]] = {}
    for node in nodes_in(tree):
        if isinstance(node, ast.Assign):
            function = node.value.func if isinstance(node.value, ast.Call) else None
            mark = MARKS.get(function.attr, "") if isinstance(function, ast.Attribute) else ""
            targets = [each for target in node.targets for each in nodes_in(target)]
            for each in targets:
                if isinstance(each, ast.Name):
                    found.setdefault(each.id, set()).add(mark)
    return {name: min(marks) for name, marks in found.items() if len(marks) == 1 and "" not in marks}


def stub_names(stub: str) -> frozenset[str]:
    """Return the names that a stub uses in its text and its signatures."""
    return frozenset(WORD.findall(stub)) - PROSE


@lru_cache(maxsize=4096)
def atomic(text: str) -> bool:
    """Return whether an expression needs no parentheses anywhere; a text that isn't an expression gets none."""
    try:
        return isinstance(ast.parse(text, mode="eval").body, ATOMS)
    except SyntaxError:
        return True


def is_batch_size(node: ast.expr) -> bool:
    """Return whether an expression counts the rows of a batch: `m`, `len(X)` or `X.shape[0]`."""
    if isinstance(node, ast.Name):
        return node.id in BATCH
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id == "len"
    return isinstance(node, ast.Subscript) and ast.unparse(node).endswith(".shape[0]")


def counts_of(function: ast.FunctionDef) -> list[str]:
    """Return what a function could divide by, as code: the numbers of rows, columns and entries of its arguments."""
    arrays = [each.arg for each in function.args.args if each.arg not in SETTINGS]
    return [f"{name}.{count}" for name in arrays for count in COUNTS]


def count_said(count: str, words: Collection[str]) -> str:
    """Return what to call a count: `X.shape[-1]` is the number of columns of X."""
    name, _, rest = count.partition(".")
    return COUNTS[rest] + (f" of {name}" if name in words else "")


def calls_of(source: Source, user: str, name: str) -> list[ast.expr]:
    """Return where a function of the reference names another one, or itself."""
    code = f"self.{name.rpartition('.')[2]}" if "." in name else name
    return [
        each
        for each in nodes_in(source.functions[user])
        if isinstance(each, ast.Name | ast.Attribute) and source.code(each) == code
    ]


def right_copy(source: Source, name: str, others: Collection[str]) -> Span:
    """Return the insertion of a right copy of a function before it, which calls the right copies of these."""
    node, last = source.functions[name], name.rpartition(".")[2]
    indent = " " * node.col_offset
    start, _ = source.place(node)
    code = source.code(node)
    found = [source.place(each)[1] - start for other in others for each in calls_of(source, name, other)]
    for end in sorted(found, reverse=True):
        code = f"{code[:end]}_right{code[end:]}"
    code = code.replace(f"def {last}(", f"def {last}_right(", 1)
    return Span(start - len(indent), start - len(indent), f"{indent}{code}\n\n")

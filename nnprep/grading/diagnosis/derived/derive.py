"""Derives mistakes from a reference, function by function: in each place, and in all alike places at once."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations, pairwise
from typing import TypeGuard

from nnprep.content.edits import Span
from nnprep.content.exercises import Severity
from nnprep.errors import joined
from nnprep.grading.diagnosis.derived.activations import another_function, in_activation
from nnprep.grading.diagnosis.derived.calls import in_call, in_sum
from nnprep.grading.diagnosis.derived.expressions import in_expression, in_name
from nnprep.grading.diagnosis.derived.forms import in_forms
from nnprep.grading.diagnosis.derived.losses import in_loss
from nnprep.grading.diagnosis.derived.matrices import in_matrix_product
from nnprep.grading.diagnosis.derived.source import Change, Source, counts_of, nodes_in
from nnprep.grading.diagnosis.derived.statements import A_SUM, in_statements, uses_of
from nnprep.grading.diagnosis.derived.weights import in_weights
from nnprep.late_pattern import late_pattern
from nnprep.named_tuple import NamedTuple

BUILT_IN = {
    "np",
    "math",
    "self",
    "range",
    "len",
    "zip",
    "float",
    "int",
    "list",
    "enumerate",
    "reversed",
    "sum",
}
BUILT_IN |= {"pairwise", "abs", "tuple", "min", "max", "sorted", "dict", "set", "str", "bool"}
"""Names that don't hold a value."""
IN_ONE_USE = {
    "term-dropped",
    "term-doubled",
    "sign",
    "difference-reversed",
    "factor-dropped",
    "divisor-dropped",
    "divisor-doubled",
    "transpose-dropped",
    "call-dropped",
    "argument-sign",
    "scale",
    "slope",
    "error",
}
"""Operators whose changes somebody may make in one use of a value only."""
LIKELY = (
    "error",
    "slope",
    "direction",
    "strictness",
    "divisor-dropped",
    "sign",
    "axis",
    "log-of-rounded",
    "log-dropped",
    "softmax-twice",
    "log-of-error",
    "flat",
    "moved-weights",
    "weights-ignored",
    "left-at-zero",
    "forgotten",
    "kept-instead",
    "activation",
    "guard",
    "clip",
    "binary",
    "block",
    "labels",
    "argument-sign",
    "term-dropped",
)
"""Operators whose changes come first."""
RARE = (
    "in-one-use",
    "another-function",
    "returned-form",
    "divisor-replaced",
    "count",
    "divisor-added",
    "count-again",
    "number",
    "name",
    "argument",
    "returns",
    "range",
    "dtype",
)
"""Operators whose changes come last, since they are many and each is unlikely; the least likely at the end."""
NAMED = 3
"""So many different places of one change are named."""
VERB = late_pattern(r"( (?:were|lost|ran|counted|had) )")
PLURALS = ((r"\bits\b", "their"), (r"\bit\b", "them"), (r"\ba matrix product\b", "matrix products"))
"""What stands for the subject of a clause, and for several subjects."""
RARITY = {operator: place for place, operator in enumerate(RARE, start=1)} | {
    operator: place - len(LIKELY) for place, operator in enumerate(LIKELY)
}


class Derived(NamedTuple):
    """A mistake that was derived from the reference."""

    operator: str
    function: str
    """`backward` or `MLP.forward`."""
    clause: str
    """What happened, after "as if"."""
    spans: tuple[Span, ...]
    key: str
    """What identifies it among all, also among those with its id."""
    severity: Severity = Severity.CORE

    @property
    def id(self) -> str:
        """Its stable name, for the result in JSON."""
        return f"derived:{self.operator}"


class Derivation:
    """The mistakes that can be derived from one reference."""

    def __init__(
        self,
        reference: str,
        stub: str,
        parts: Mapping[str, Sequence[str]],
        names: Mapping[str, Sequence[str]] | None = None,
        guards: Sequence[str] = (),
        variants: str = "",
    ) -> None:
        self.reference = reference
        self.stub = stub
        self.variants = variants
        """The text of a variants.py; empty if there is none."""
        self.parts = parts
        """The functions of each part of the exercise."""
        self.names = names or {}
        """The names of the values that each check returns, if it names them."""
        self.guards = tuple(guards)
        """Small numbers that may be in logarithms of the submission."""
        self._of_part: dict[tuple[str, frozenset[str]], list[Derived]] = {}
        self._called: dict[str, list[str]] = {}

    @property
    def source(self) -> Source:
        """The reference, parsed when it is first needed."""
        return parsed(self.reference, self.stub, self.guards)[0]

    def everything(self) -> Iterator[Derived]:
        """Yield all mistakes of all functions."""
        for name in self.source.functions:
            yield from self.of_function(name)

    def of_function(self, name: str) -> list[Derived]:
        """Return the mistakes in one function, each text once, the likely ones first."""
        source, known = parsed(self.reference, self.stub, self.guards)
        if name not in known:
            function = source.functions[name]
            changes = list(changes_in(function, source))
            changes += list(in_single_uses(function, changes, source))
            unique: dict[tuple[Span, ...], Change] = {}
            for change in [*changes, *repeated(changes)]:
                spans = tuple(sorted(change.spans))
                if any(self.reference[start:end] != new for start, end, new in spans):
                    unique.setdefault(spans, change)
            derived = [
                Derived(c.operator, name, source.limited(c.clause, spans), spans, f"{c.operator} {spans}")
                for spans, c in unique.items()
            ]
            known[name] = sorted(derived, key=self.rarity)
        return known[name]

    def of_part(self, part: str, right: Iterable[str] = ()) -> list[Derived]:
        """Return the mistakes that could make a part fail, the likely ones first.

        They are in its own functions and in those that these call, except for the functions of parts that are `right`.
        """
        key = part, frozenset(right)
        if key not in self._of_part:
            found = [each for name in self.suspects(part, right) for each in self.of_function(name)]
            self._of_part[key] = sorted(found, key=self.rarity)
        return self._of_part[key]

    def suspects(self, part: str, right: Iterable[str] = ()) -> list[str]:
        """Return a part's own functions and those that these call, except for those of parts that are `right`."""
        cleared = {name for each in right for name in self.parts.get(each, ())}
        own = [name for name in self.parts.get(part, ()) if name in self.source.functions]
        names = dict.fromkeys(own)
        for name in own:
            names |= dict.fromkeys(self.called_by(name))
        return [name for name in names if name in own or name not in cleared]

    def rarity(self, derived: Derived) -> int:
        """Return how unlikely a mistake is, as `rarity` does; where a cap was measured, what caps comes first."""
        measured = bool(self.guards) and derived.operator in ("guard", "clip", "binary")
        return rarity(derived.operator) - measured * len(LIKELY)

    def calls(self, part: str, other: str) -> bool:
        """Return whether a function of one part uses one of another; every method uses its constructor."""
        own = [name for name in self.parts.get(part, ()) if name in self.source.functions]
        used = {name for each in own for name in self.called_by(each)}
        used |= {f"{name.rpartition('.')[0]}.__init__" for name in own if "." in name}
        return not used.isdisjoint(self.parts.get(other, ()))

    def called_by(self, name: str) -> list[str]:
        """Return the functions of the reference that a function calls, directly or through others."""
        if name not in self._called:
            self._called[name] = self.found_below(name, ())
        return self._called[name]

    def found_below(self, name: str, known: Sequence[str]) -> list[str]:
        """Add the functions that a function calls to those that are known."""
        functions, names = self.source.functions, list(known)
        prefix = name.rpartition(".")[0]
        for node in nodes_in(functions[name]):
            called = ""
            if isinstance(node, ast.Name):
                called = node.id
            elif (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Name)
                and node.value.id == "self"
            ):
                called = f"{prefix}.{node.attr}"
            if called in functions and called != name and called not in names:
                names = self.found_below(called, [*names, called])
        return names


@lru_cache(maxsize=16)
def parsed(reference: str, stub: str, guards: tuple[str, ...]) -> tuple[Source, dict[str, list[Derived]]]:
    """Return a reference as it was parsed, and the mistakes that were derived, by function: a class shares them."""
    return Source(reference, stub, guards), {}


def rarity(operator: str) -> int:
    """Return how unlikely the changes of an operator are; 0 for most, less for the likely ones."""
    return RARITY.get(operator, 0)


def changes_in(function: ast.FunctionDef, source: Source) -> Iterator[Change]:
    """Yield every change in one place of a function."""
    values, attributes, counts = values_in(function), attributes_in(function), counts_of(function)
    # `if k > 0` is no mask of a ReLU.
    tests = {each.test for each in nodes_in(function) if isinstance(each, ast.If)}
    yield from in_statements(function, source)
    for node in nodes_in(function):
        if not isinstance(node, ast.expr):
            continue
        if node not in tests:
            yield from in_activation(node, values, source)
        yield from in_loss(node, source)
        yield from in_weights(node, source)
        yield from in_expression(node, counts, source)
        yield from in_matrix_product(node, values, source)
        if isinstance(node, ast.Call):
            yield from in_call(node, counts, source)
            yield from in_sum(node, values, source)
        elif isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load):
            others = values if isinstance(node, ast.Name) else attributes
            if source.code(node) in others:
                yield from in_name(node, others, source)
    yield from another_function(function, source)
    yield from in_forms(function, source)


def in_single_uses(function: ast.FunctionDef, changes: Sequence[Change], source: Source) -> Iterator[Change]:
    """Yield a value that is computed in another way in one of its uses, as where somebody writes the formula twice.

    The change may also be in a value that goes into it, such as shifted logits into their exponentials.
    """
    values = [each for each in nodes_in(function) if is_value(each)]
    single = [each for each in changes if each.operator in IN_ONE_USE and len(each.spans) == 1]
    for node in values:
        _, end = source.place(node.value)
        uses = [use for use in uses_of(function, named(node)) if source.place(use)[0] >= end]
        if len(uses) < 2:
            continue
        texts = list(changed_texts(node.value, single, source))
        inside = [each for each in nodes_in(node.value) if isinstance(each, ast.Name)]
        for inner in values:
            parts = [each for each in inside if each.id == named(inner)]
            if inner is not node and len(parts) == 1 and source.place(inner)[1] <= source.place(node)[0]:
                texts += [
                    (what, with_part(node.value, parts[0], new, source))
                    for what, new in changed_texts(inner.value, single, source)
                ]
        for what, new in texts:
            for use in uses:
                yield source.change("in-one-use", what, use, new)


def is_value(node: ast.AST) -> TypeGuard[ast.Assign]:
    """Return whether a statement gives one name to something that is computed."""
    return (
        isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.BinOp | ast.Call)
    )


def named(node: ast.Assign) -> str:
    """Return the name that an assignment gives."""
    return node.targets[0].id if isinstance(node.targets[0], ast.Name) else ""


def changed_texts(value: ast.expr, changes: Sequence[Change], source: Source) -> Iterator[tuple[str, str]]:
    """Yield what is said of each change inside a value, and the value's text with it."""
    start, end = source.place(value)
    text = source.code(value)
    for change in changes:
        (span,) = change.spans
        if start <= span.start and span.end <= end:
            yield change.clause, text[: span.start - start] + span.new + text[span.end - start :]


def with_part(whole: ast.expr, part: ast.expr, new: str, source: Source) -> str:
    """Return the text of an expression in which another one stands in the place of a part."""
    (start, _), (first, last) = source.place(whole), source.place(part)
    text = source.code(whole)
    return f"{text[: first - start]}({new}){text[last - start :]}"


def repeated(changes: Sequence[Change]) -> Iterator[Change]:
    """Yield the same change in all its alike places at once, and in two of three to six."""
    groups: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        if change.alike:
            groups.setdefault((change.operator, change.alike), []).append(change)
    said = Counter((change.operator, change.clause) for change in changes)
    for group in groups.values():
        sets = [group] if len(group) > 1 else []
        if 3 <= len(group) <= 6:
            sets += [list(two) for two in combinations(group, 2)]
        for alike in sets:
            spans = sorted(span for change in alike for span in change.spans)
            if all(one.end <= other.start for one, other in pairwise(spans)):
                first = alike[0]
                clause = of_all(alike, said[first.operator, first.clause])
                yield Change(first.operator, clause, tuple(spans), first.alike)


def of_all(alike: Sequence[Change], places: int) -> str:
    """Return what is said of one change in several places; `places` are all of which the first clause could be said.

    What differs from place to place is named, so that nobody thinks of one place only.
    """
    clauses = list(dict.fromkeys(each.clause for each in sorted(alike, key=lambda each: min(each.spans))))
    count = spelled_out(len(alike))
    if len(clauses) == 1:
        if len(alike) == places and A_SUM in clauses[0]:
            return clauses[0].replace(A_SUM, "each running sum")
        where = "everywhere" if len(alike) == places else f"in {count} places"
        first = "," in clauses[0] or "everything" in clauses[0]
        return f"{where} {clauses[0]}" if first else f"{clauses[0]} {where}"
    where = f" in {count} places" if len(alike) > len(clauses) else ""
    if len(clauses) > NAMED:
        return f"{clauses[0]}, and alike in {spelled_out(len(alike) - 1)} other places"
    halves = [VERB.split(each, maxsplit=1) for each in clauses]
    tails = {tuple(each[1:]) for each in halves}
    if len(tails) > 1 or " it is " in clauses[0]:
        return ", and ".join(clauses) + where
    verb, rest = tails.pop()
    plural = rest.replace("its axis", "their axes")
    for one, several in PLURALS:
        plural = re.sub(one, several, plural)
    return f"{joined(each[0] for each in halves)}{verb}{plural}{where}"


def spelled_out(number: int) -> str:
    return ("no", "one", "two", "three", "four", "five", "six")[number] if number <= 6 else str(number)


def values_in(function: ast.FunctionDef) -> list[str]:
    """Return the names of values that a function uses, but not of functions that it calls."""
    names = {each.id for each in nodes_in(function) if isinstance(each, ast.Name)}
    names |= {argument.arg for argument in function.args.args}
    calls = (each.func for each in nodes_in(function) if isinstance(each, ast.Call))
    return sorted(names - BUILT_IN - {each.id for each in calls if isinstance(each, ast.Name)})


def attributes_in(function: ast.FunctionDef) -> list[str]:
    """Return the attributes of `self` that a method uses."""
    attributes = (each for each in nodes_in(function) if isinstance(each, ast.Attribute))
    return sorted(
        {f"self.{a.attr}" for a in attributes if isinstance(a.value, ast.Name) and a.value.id == "self"}
    )

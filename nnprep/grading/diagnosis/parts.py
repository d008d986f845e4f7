"""Explains the failing parts of a submission one by one, if nothing explains them together.

An explanation may not contradict what is right: one that would make other checks fail, which this submission passes, is
only a likeness. A part that fails only because of an earlier part is not accused of anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from nnprep.checks.api import Check
from nnprep.checks.compare import Disagreement, leaves
from nnprep.checks.trace import Trace
from nnprep.grading.diagnosis.agreement import ends_in, names_in, raises_elsewhere
from nnprep.grading.diagnosis.check_by_check import check_by_check
from nnprep.grading.diagnosis.combinations import (
    REPLAYS,
    TELLING,
    Set,
    but_nan,
    pairs,
    reproducing,
    within,
)
from nnprep.grading.diagnosis.derived.derive import Derived
from nnprep.grading.diagnosis.derived.source import calls_of, right_copy
from nnprep.grading.diagnosis.known_mistakes import plain_id
from nnprep.grading.diagnosis.replays import FINISHED, ending, key_of
from nnprep.grading.diagnosis.search import (
    Search,
    derived_mistakes,
    diagnoses,
)
from nnprep.grading.diagnosis.variants.suspects import as_variants
from nnprep.grading.report import Diagnosis, Scope, named_parts
from nnprep.sandbox.failures import Raised, is_arithmetic


class Fact:
    """What explains one part with certainty."""

    def __init__(self, part: str, alternatives: Sequence[Set], scope: Scope) -> None:
        self.part = part
        self.scope = scope
        """What of the part it reproduces."""
        self.alternatives = list(alternatives)
        """Sets that explain it equally well; the first one stands for all."""
        self.wider: list[Set] = []
        """Sets that explain it as well, and would spoil more of what passes."""
        self.beside = False
        """Whether it explains its part only together with the facts before it."""
        self.consequences: list[str] = []
        """Later parts that fail only because of it."""
        self.clouded: list[str] = []
        """Those of them that may have a mistake of their own, behind infinity and nan."""

    @property
    def mistakes(self) -> Set:
        """The mistakes that later parts are compared with."""
        return self.alternatives[0]


def mistakes_of(facts: Iterable[Fact]) -> Set:
    """Return the mistakes behind some facts, each once: two parts of a file may have the same one."""
    return tuple({key_of(each): each for fact in facts for each in fact.mistakes}.values())


def by_part(search: Search, *, roughly: bool = False) -> tuple[Diagnosis, ...]:
    """Return what explains each failing part by itself: the smallest sets that reproduce all of its core checks.

    With `roughly`, sets that do so but for rounding come next. If there is none, single mistakes that reproduce those
    checks of the part that fail. They would fail others too, for instance where a function that the reference builds
    on another one was written independently. After a part that nothing explains, what depends on it may only be a
    consequence, and is explained by its own functions alone.
    """
    parts = PartByPart(search)
    for part in search.parts:
        explained = parts.explain(part)
        if roughly and not explained:
            search.replays.relaxed = True
            explained = parts.explain(part)
            search.replays.relaxed = False
        if not explained:
            parts.guess(part)
    return together(search, parts.facts, parts.likely)


class PartByPart:
    """What is known of the parts of a submission, one after the other."""

    def __init__(self, search: Search) -> None:
        self.search = search
        self.facts: list[Fact] = []
        self.likely: dict[str, tuple[Diagnosis, ...]] = {}
        self.unexplained: list[str] = []
        """Parts that nothing explains: what depends on them may be a consequence."""
        self.contradicted: dict[str, list[Set]] = {}
        """Sets that would explain a part, and would make checks of other parts fail that pass."""
        self.scope = Scope.PART
        """What the sets that were found last reproduce."""

    def explain(self, part: str) -> bool:
        """Add what explains a part with certainty; return whether there is anything."""
        search, scope = self.search, part_checks(self.search, part)
        self.scope = Scope.ROUGHLY if search.replays.relaxed else Scope.PART
        cause = consequence_of(search, self.facts, scope) or wider_cause(search, self.facts, scope)
        if cause is not None and self.ends_behind_unexplained(part, scope):
            return False
        if cause is not None:
            cause.consequences.append(part)
            return True
        causes = mistakes_of(self.facts)
        reached = bool(causes) and reaches(search, causes, scope)
        # Where they end as the submission does, in other code, nothing shows beside them.
        shown = reached and not search.replays.reproduces(causes, scope, causes)
        found = written_beside(search, causes, scope) if shown else []
        found = [mistakes for mistakes in found if not refuted(search, mistakes, part, causes)]
        sets = [mistakes for mistakes in found if not contradicts(search, mistakes, part)]
        if sets:
            keep_fitting(search, self.facts, sets[0], scope)
        else:
            beside = causes if reached else ()
            found = [mistakes for mistakes in self.alone(part, beside) if not refuted(search, mistakes, part)]
            if not found and causes and not reached and self.scope is not Scope.ROUGHLY:
                # It may use more of the earlier part than the reference does, such as wrong probabilities in a loss.
                found = written_beside(search, causes, scope)
            if not found and self.scope is Scope.ROUGHLY:
                found = same_elsewhere(search, self.facts, part, scope)
            sets = [mistakes for mistakes in found if not contradicts(search, mistakes, part)]
            if not search.replays.relaxed:  # of what is only alike, nothing more is said
                self.contradicted[part] = [] if sets else found
        if reached and several(sets) and (cloud := cloud_over(search, self.facts, part)):
            cloud.consequences.append(part)
            cloud.clouded.append(part)
            return True
        if sets:
            rough = self.scope is Scope.ROUGHLY
            if rough and all(but_nan(search.replays, each, scope, causes) for each in sets):
                self.scope = Scope.BUT_NAN
            fact = Fact(part, least_harmful(search, sets, part), self.scope)
            fact.wider = [mistakes for mistakes in sets if mistakes not in fact.alternatives]
            fact.beside = reached and not search.replays.reproduces(fact.mistakes, scope)
            self.facts.append(fact)
        return bool(sets)

    def alone(self, part: str, causes: Set) -> list[Set]:
        """Return the sets that explain a part without those of earlier ones, or variants beside these causes."""
        search, scope = self.search, part_checks(self.search, part)
        wrong = [check for check in search.wrong if check.part == part]
        if self.depends_on_unexplained(part) or all(map(self.uses_unexplained, wrong)):
            sets = own_sets(search, part, scope)
        else:
            sets = part_sets(search, part, wrong, scope, causes)
        apart = [check for check in scope if not self.uses_unexplained(check)]
        if not sets and len(apart) < len(scope) and any(check in search.failing for check in apart):
            sets, self.scope = own_sets(search, part, apart), Scope.OWN
        return sets

    def depends_on_unexplained(self, part: str) -> bool:
        return any(depends(self.search, part, earlier) for earlier in self.unexplained)

    def uses_unexplained(self, check: Check) -> bool:
        """Return whether a check calls a function of a part that nothing explains."""
        derivation = self.search.derivation
        if derivation is None:
            return False
        names = {name for part in self.unexplained for name in derivation.parts.get(part, ())}
        last = {name.rpartition(".")[2] for name in names}
        return any(
            call.target.rpartition(".")[2] in last for call in self.search.replays.expected[check.name].calls
        )

    def ends_behind_unexplained(self, part: str, scope: Sequence[Check]) -> bool:
        """Return whether errors are all that is wrong with a part, and what nothing explains may raise them, too."""
        wrong = [check for check in scope if check in self.search.failing]
        if any(ending(self.search.replays.seen[check.name]) == FINISHED for check in wrong):
            return False
        return self.depends_on_unexplained(part) or any(map(self.uses_unexplained, wrong))

    def guess(self, part: str) -> None:
        """Add what a part without an explanation is like, unless it may be a consequence."""
        search, found = self.search, self.contradicted.get(part, [])
        wrong = [check for check in search.wrong if check.part == part]
        if self.depends_on_unexplained(part):
            if found:
                self.unexplained.append(part)
            return
        if not found or not shows_numbers(search, wrong):
            # What explains only the checks that fail is refuted by those of the same part that pass.
            self.unexplained.append(part)
            return
        changed = [search.replays.changed(mistakes) or frozenset() for mistakes in found]
        if len(found) > 1 and not frozenset.intersection(*changed):
            return  # a likeness to things in different places says nothing about any of them
        alone = not any(meets(search, mistakes, part) for mistakes in found)
        self.likely[part] = diagnoses(search, found, Scope.ALONE if alone else Scope.FAILING, part)


def keep_fitting(search: Search, facts: Sequence[Fact], mistakes: Set, scope: Sequence[Check]) -> None:
    """Drop the alternatives of earlier parts with which `mistakes` don't explain the checks of a later one."""
    for fact in facts:
        rest = mistakes_of(other for other in facts if other is not fact)
        fact.alternatives[1:] = [
            each
            for each in fact.alternatives[1:]
            if search.replays.reproduces((*rest, *each, *mistakes), scope, (*rest, *each))
        ]


def several(sets: Sequence[Set]) -> bool:
    """Return whether these are more than one explanation, apart from small numbers of another size."""
    return len({tuple(plain_id(one.id) for one in mistakes) for mistakes in sets}) > 1


def cloud_over(search: Search, facts: Sequence[Fact], part: str) -> Fact | None:
    """Return the fact that makes infinity or nan in its own part, if nothing else is wrong in this one beside it.

    They may come from there, and many mistakes would do the same.
    """
    replays, causes = search.replays, mistakes_of(facts)
    seen = set[Disagreement]()
    for check in search.wrong if causes else ():
        trace = replays.trace(causes, check)
        if check.part == part and trace is not None:
            if FINISHED != ending(trace) or FINISHED != ending(replays.seen[check.name]):
                return None
            seen |= disagreements(trace, replays.seen[check.name], check)
    if seen != {Disagreement.FINITENESS}:
        return None
    for fact in facts:
        for check in (check for check in search.wrong if check.part == fact.part):
            expected, trace = replays.expected[check.name], replays.trace(fact.mistakes, check)
            if trace is not None and Disagreement.FINITENESS in disagreements(expected, trace, check):
                return fact
    return None


def disagreements(one: Trace, other: Trace, check: Check) -> set[Disagreement]:
    """Return in what the values that two traces of a check returned differ."""
    compared = leaves(one.value, other.value, check.tolerance)
    return {leaf.difference.kind for leaf in compared if leaf.difference is not None}


def shows_numbers(search: Search, checks: Sequence[Check]) -> bool:
    """Return whether some value in these checks is wrong and finite: many mistakes end in nan or in the same error."""
    for check in checks:
        expected, seen = search.replays.expected[check.name], search.replays.seen[check.name]
        if ending(seen) != FINISHED:
            continue
        wrong = [leaf.difference for leaf in leaves(expected.value, seen.value, check.tolerance)]
        wrong += [difference for each in seen.observations for difference in each.differences]
        if any(each is not None and each.kind is not Disagreement.FINITENESS for each in wrong):
            return True
    return False


def consequence_of(search: Search, facts: Sequence[Fact], scope: Sequence[Check]) -> Fact | None:
    """Return the fact because of which these checks fail as they do; its alternatives that don't explain them go."""
    replays = search.replays
    if named := [f for f in facts if raises_with(search, f, scope) or raises_through(search, f, scope)]:
        return named[0]
    facts = [fact for fact in facts if not elsewhere(search, fact, scope)]
    causes = mistakes_of(facts)
    if causes and replays.reproduces(causes, scope, causes):
        cause = next((fact for fact in facts if replays.reproduces(fact.mistakes, scope)), facts[-1])
        keep_fitting(search, facts, (), scope)
        return cause
    if inside := [fact for fact in facts if raises_inside(search, fact, causes, scope)]:
        return inside[0]
    for fact in facts:
        rest = mistakes_of(other for other in facts if other is not fact)
        fitting = [
            mistakes
            for mistakes in fact.alternatives[1:]
            if replays.reproduces(mistakes, scope, mistakes)
            or (rest and replays.reproduces((*rest, *mistakes), scope, (*rest, *mistakes)))
        ]
        if fitting:
            fact.alternatives = fitting
            return fact
    return None


def elsewhere(search: Search, fact: Fact, scope: Sequence[Check]) -> bool:
    """Return whether some error that the functions of a fact's part would raise comes from other code here."""
    own = search.derivation.parts.get(fact.part, ()) if search.derivation is not None else ()
    wrong = [check for check in scope if search.replays.seen[check.name].error is not None]
    pairs = [(search.replays.trace(fact.mistakes, c), search.replays.seen[c.name]) for c in wrong]
    return any(mine is not None and raises_elsewhere(mine, theirs, own) for mine, theirs in pairs)


def raises_inside(search: Search, fact: Fact, causes: Set, scope: Sequence[Check]) -> bool:
    """Return whether all that fails here ends in a function of a fact's part, where a right solution would fail too.

    What the error says depends on the spelling: np.eye(K)[y] complains of another axis than Y[rows, y] = 1.
    """
    replays, own = search.replays, search.derivation.parts.get(fact.part, ()) if search.derivation else ()
    wrong = [check for check in scope if replays.differs(check)]
    if not wrong or not all(ends_in(replays.seen[check.name], own) for check in wrong):
        return False
    pairs = [(replays.trace(causes, check), check) for check in scope]
    return all(trace is not None and replays.agrees(trace, check) for trace, check in pairs)


def raises_with(search: Search, fact: Fact, scope: Sequence[Check]) -> bool:
    """Return whether all that fails here ends in a line that uses a function of a fact's part, where a right solution
    fails too, if perhaps with another error: a mask has other shapes than a product needs.
    """
    replays, own = search.replays, search.derivation.parts.get(fact.part, ()) if search.derivation else ()
    names = [name.rpartition(".")[2] for name in own]
    used = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\(") if names else None
    wrong = [check for check in scope if replays.differs(check)]
    if used is None or not wrong:
        return False
    for check in scope:
        trace, seen = replays.trace(fact.mistakes, check), replays.seen[check.name]
        if trace is None:
            return False
        if check not in wrong:
            if not replays.agrees(trace, check):
                return False
        elif (
            not isinstance(seen.error, Raised)
            or not isinstance(trace.error, Raised)
            or len(trace.calls) != len(seen.calls)
            or not seen.error.frames
            or not used.search(seen.error.frames[-1].source)
        ):
            return False
    return True


def raises_through(search: Search, fact: Fact, scope: Sequence[Check]) -> bool:
    """Return whether all that fails here is an error of plain Python's arithmetic, raised by a fact's part for others.

    Where NumPy would go on with nan or infinity, nothing after it has run.
    """
    seen, own = search.replays.seen, search.derivation.parts.get(fact.part, ()) if search.derivation else ()
    names = {name.rpartition(".")[2] for name in own}
    errors = [seen[check.name].error for check in scope if search.replays.differs(check)]
    return bool(errors) and all(
        is_arithmetic(str(error)) and not names.isdisjoint(names_in(error)) for error in errors
    )


def wider_cause(search: Search, facts: Sequence[Fact], scope: Sequence[Check]) -> Fact | None:
    """Return the fact of which a wider form explains these checks, as that form: what passes does without it."""
    for fact in facts:
        rest = mistakes_of(other for other in facts if other is not fact)
        for wider in fact.wider:
            if any(search.replays.reproduces(each, scope, each) for each in (wider, (*rest, *wider))):
                fact.alternatives = [wider]
                return fact
    return None


def together(
    search: Search, facts: Sequence[Fact], likely: Mapping[str, tuple[Diagnosis, ...]]
) -> tuple[Diagnosis, ...]:
    """Return the explanations in the order of the parts; two single mistakes that reproduce everything are one."""
    if len(facts) == 2 and not any(likely.values()) and all(len(fact.mistakes) == 1 for fact in facts):
        both = tuple(one for fact in facts for one in fact.mistakes)
        if search.replays.fit(*both) and search.replays.reproduces(both, search.core):
            return diagnoses(search, [both], Scope.CORE)
    explanations = once(likely)
    explained = {part for fact in facts for part in (fact.part, *fact.consequences)}
    open_parts = [part for part in search.parts if part not in explained]
    for fact in facts:
        fitting = [each for each in fact.alternatives if not acts_in(search, each, open_parts)]
        fact.alternatives = fitting or fact.alternatives
        first, *others = diagnoses(search, fact.alternatives, fact.scope, fact.part)
        consequences, clouded = tuple(fact.consequences), tuple(fact.clouded)
        first = first._replace(consequences=consequences, clouded=clouded)
        explanations[fact.part] = tuple(each._replace(beside=fact.beside) for each in (first, *others))
    return tuple(each for part in search.parts for each in explanations.get(part, ()))


def acts_in(search: Search, mistakes: Set, parts: Sequence[str]) -> bool:
    """Return whether mistakes are in functions of some of these parts too."""
    owned = search.derivation.parts if search.derivation is not None else {}
    changed = search.replays.changed(mistakes) or frozenset()
    return any(not changed.isdisjoint(owned.get(part, ())) for part in parts)


def once(likely: Mapping[str, tuple[Diagnosis, ...]]) -> dict[str, tuple[Diagnosis, ...]]:
    """Return what parts are like, without what is said of an earlier part already: the later one is a consequence."""
    said: dict[str, tuple[Diagnosis, ...]] = {}
    for part, found in likely.items():
        for earlier, (first, *others) in said.items():
            if [each.mistakes for each in found] == [each.mistakes for each in (first, *others)]:
                said[earlier] = (first._replace(consequences=(*first.consequences, part)), *others)
                break
        else:
            if found:
                said[part] = found
    return said


def explains_all(search: Search, explanations: Sequence[Diagnosis]) -> bool:
    """Return whether every failing part is explained with certainty, by itself or as a consequence."""
    explained = explained_parts(explanations)
    return bool(explained) and ("" in explained or explained >= set(search.parts))


def explained_parts(explanations: Sequence[Diagnosis]) -> set[str]:
    """Return the parts that are explained with certainty; an empty name stands for all of them."""
    certain = [each for each in explanations if each.scope not in (Scope.ALONE, Scope.FAILING)]
    return named_parts(certain)


def part_checks(search: Search, part: str) -> list[Check]:
    """Return the core checks of a part, those that did not pass first."""
    return [check for check in search.core if check.part == part]


def part_sets(
    search: Search, part: str, wrong: Sequence[Check], scope: Sequence[Check], causes: Set
) -> list[Set]:
    """Return the smallest sets of mistakes that reproduce all core checks of a part, or variants beside `causes`."""
    replays = search.replays
    sets = reproducing(replays, [(one,) for one in search.grave], scope)
    sets = sets or derived_mistakes(search, part, scope) or as_variants(search, part, scope, causes)
    if sets or len(scope) == len(search.core):
        return sets
    sets = check_by_check(search, part, wrong, scope)
    # Pairs of all mistakes cost the most and are found the least, so only where little was searched before.
    if not sets and replays.doubles < REPLAYS and replays.spent < replays.most // 2:
        promising, _ = pairs(replays, search.grave, wrong[:TELLING])
        sets = reproducing(replays, within(replays, promising), scope)
    return sets


def own_sets(search: Search, part: str, scope: Sequence[Check]) -> list[Set]:
    """Return single mistakes in a part's own functions that reproduce all of its core checks.

    They are certain even after an unexplained part: what that one makes wrong would not come out like this. Labels
    could, though: argmin of right probabilities and argmax of reversed ones are the same.
    """
    if not any(differs_in_more_than_labels(search, check) for check in scope):
        return []
    own = frozenset(search.derivation.parts.get(part, ())) if search.derivation is not None else frozenset()
    replays = search.replays
    singles: list[Set] = [(one,) for one in search.grave if (replays.changed((one,)) or {""}) <= own]
    sets = reproducing(replays, singles, scope) or derived_mistakes(search, part, scope)
    return [mistakes for mistakes in sets if (replays.changed(mistakes) or {""}) <= own]


def differs_in_more_than_labels(search: Search, check: Check) -> bool:
    """Return whether what a check returned is wrong, and not only in whole numbers that stand in the right shape.

    An error is no evidence: many mistakes raise it, and so does what an earlier part returns in another shape.
    """
    expected, seen = search.replays.expected[check.name], search.replays.seen[check.name]
    if ending(expected) != ending(seen):
        return False
    pairs = [(each.wanted, each.measured) for each in seen.observations] + [(expected.value, seen.value)]
    differing = [
        leaf for pair in pairs for leaf in leaves(*pair, check.tolerance) if leaf.difference is not None
    ]
    return any(
        leaf.difference.kind is not Disagreement.VALUE or np.asarray(leaf.expected).dtype.kind not in "iub"
        for leaf in differing
        if leaf.difference is not None
    )


def written_beside(search: Search, causes: Set, scope: Sequence[Check]) -> list[Set]:
    """Return the written mistakes that reproduce a part's checks together with those of earlier parts."""
    replays = search.replays
    own = search.derivation.parts.get(scope[0].part, ()) if search.derivation is not None else ()
    likely = sorted(search.grave, key=lambda one: (replays.changed((one,)) or frozenset()).isdisjoint(own))
    sets = [(*causes, one) for one in likely if all(replays.fit(one, cause) for cause in causes)]
    return [
        (mistakes[-1],)
        for mistakes in within(replays, sets, REPLAYS)
        if replays.reproduces(mistakes, scope, causes)
    ]


def same_elsewhere(search: Search, facts: Sequence[Fact], part: str, scope: Sequence[Check]) -> list[Set]:
    """Return the written mistakes that explain a part but for rounding and nan, and are those of an earlier part again.

    Their ids say so: `loss-max-of-everything` is `max-of-everything` in another function. Because one is known to be in
    the file, infinity and nan in the same places are evidence of the other.
    """
    replays = search.replays
    own = frozenset(search.derivation.parts.get(part, ())) if search.derivation is not None else frozenset()
    known = [plain_id(one.id) for fact in facts for one in fact.mistakes if not isinstance(one, Derived)]
    again = [
        one
        for one in search.grave
        if any(f"-{one.id}".endswith(f"-{id}") or f"-{id}".endswith(f"-{one.id}") for id in known)
        and not (replays.changed((one,)) or frozenset()).isdisjoint(own)
    ]
    wrong = [check for check in scope if replays.differs(check)]
    return [
        (one,)
        for one in again
        if all((trace := replays.trace((one,), c)) is not None and replays.agrees(trace, c) for c in scope)
        and all(replays.trace((one,), check) is not replays.expected[check.name] for check in wrong)
    ]


def reaches(search: Search, causes: Set, checks: Sequence[Check]) -> bool:
    """Return whether the mistakes of earlier parts change what some of these checks see."""
    for check in checks:
        trace = search.replays.trace(causes, check)
        if trace is not None and not trace.reproduces(search.replays.expected[check.name], check.tolerance):
            return True
    return False


def contradicts(search: Search, mistakes: Set, part: str) -> bool:
    """Return whether mistakes would make a check of another part fail that this submission passes.

    A mistake in the part's own functions contradicts nothing: what calls them in the reference may be written
    independently here. Neither does one that only acts where others call a function that the task names.
    """
    if search.derivation is not None:
        changed = search.replays.changed(mistakes)
        if changed and changed <= frozenset(search.derivation.parts.get(part, ())):
            return False
    harm = [*spoiled(search, mistakes, part)]
    apart = answers_alone(search, mistakes, part) if harm else None
    if apart is None:
        return bool(harm)
    return not all(stays_right(search, apart, check) for check in search.core if check.name in harm)


def meets(search: Search, mistakes: Set, part: str) -> bool:
    """Return whether a check that passes, and that these mistakes would spoil, uses functions of this part.

    Otherwise, what is right elsewhere says nothing of this part, which may be written independently.
    """
    harm = set(spoiled(search, mistakes, part))
    own = {name.rpartition(".")[2] for name in search.derivation.parts[part]} if search.derivation else set()
    return not own or any(
        depends(search, check.part, part)
        or any(c.target.rpartition(".")[2] in own for c in search.replays.expected[check.name].calls)
        for check in search.core
        if check.name in harm
    )


def stays_right(search: Search, change: Derived, check: Check) -> bool:
    """Return whether a check passes with a change of the reference, which isn't one of those that are searched."""
    replays, before = search.replays, search.replays.derived
    trace, replays.derived = replays.trace((change,), check), before
    return trace is not None and trace.passes(replays.expected[check.name], check.tolerance)


def answers_alone(search: Search, mistakes: Set, part: str) -> Derived | None:
    """Return mistakes in what functions answer a caller outside: other functions of the reference call right copies.

    A mistake in a helper, which no task names, is in the answers of this part's functions that use it. None if there
    is nothing to keep apart.
    """
    if search.derivation is None or not (changed := search.replays.changed(mistakes)):
        return None
    source, owned = search.derivation.source, search.derivation.parts
    named = {name for names in owned.values() for name in names}
    helpers = {name for name in source.functions if name not in named}
    reached = changed & helpers
    while more := {n for n in helpers - reached if any(calls_of(source, n, each) for each in reached)}:
        reached |= more
    wrong = reached | (changed & named)
    wrong |= {name for name in owned.get(part, ()) if any(calls_of(source, name, each) for each in reached)}
    users = [name for name in source.functions if name not in wrong]
    redirected = [(each, name) for user in users for name in wrong for each in calls_of(source, user, name)]
    if not redirected:
        return None
    spans = [source.put(each, f"{source.code(each)}_right") for each, _ in redirected]
    needed = {name for _, name in redirected}
    while more := {n for n in wrong - needed if any(calls_of(source, each, n) for each in needed)}:
        needed |= more
    spans += [right_copy(source, name, needed) for name in needed]
    spans += [span for one in mistakes for span in search.replays.spans(one)]
    return Derived("apart", "", "", tuple(sorted(spans)), f"apart {sorted(spans)}")


def spoiled(search: Search, mistakes: Set, part: str) -> Iterator[str]:
    """Yield the checks of other parts that this submission passes, and the reference with these mistakes doesn't."""
    for check in search.core:
        if check.part != part and check not in search.failing:
            trace = search.replays.trace(mistakes, check)
            if trace is None or not trace.passes(search.replays.expected[check.name], check.tolerance):
                yield check.name


def least_harmful(search: Search, sets: Sequence[Set], part: str) -> list[Set]:
    """Return sets without those that spoil what another one spoils, and more: what is right refutes them first."""
    if len(sets) == 1:
        return [*sets]
    harm = [frozenset(spoiled(search, mistakes, part)) for mistakes in sets]
    return [
        mistakes for mistakes, done in zip(sets, harm, strict=True) if not any(each < done for each in harm)
    ]


def refuted(search: Search, mistakes: Set, part: str, causes: Set = ()) -> bool:
    """Return whether mistakes are all in functions of other parts, and don't explain what is wrong there.

    They may explain this part by chance: a reversed ranking comes of reversed distances, and of a sort of its own.
    """
    changed = search.replays.changed(mistakes)
    if search.derivation is None or not changed:
        return False
    owned = search.derivation.parts
    if not changed.isdisjoint(owned.get(part, ())):
        return False
    owners = {each for each, names in owned.items() if not changed.isdisjoint(names)}
    for check in search.wrong:
        if check.part in owners:
            trace = search.replays.trace((*causes, *mistakes), check)
            if trace is None or not search.replays.agrees(trace, check):
                return True
    return False


def depends(search: Search, part: str, earlier: str) -> bool:
    """Return whether a part may fail only because an earlier one does: its functions call those of the other.

    Without a derivation, which knows who calls whom, methods of one object depend on each other.
    """
    if search.derivation is not None:
        return search.derivation.calls(part, earlier)
    seen = search.replays.seen
    return any("." in call.target for check in search.wrong for call in seen[check.name].calls)

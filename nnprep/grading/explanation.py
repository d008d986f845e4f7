"""Explains why a submission did not pass: the mistake by its name, common symptoms, the smallest failing case."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from functools import cache

import numpy as np

from nnprep.checks.api import Check
from nnprep.checks.networks import CARRIED_SENTENCE, OUTDATED_FOR, STILL
from nnprep.checks.trace import Trace
from nnprep.content.exercise_finder import find_mistakes
from nnprep.content.exercises import Exercise, Severity
from nnprep.content.text_files import stub_text
from nnprep.errors import ContentError, UsageError, joined
from nnprep.grading.answer_key import AnswerKey
from nnprep.grading.diagnosis.derived.derive import Derivation
from nnprep.grading.diagnosis.diagnose import diagnose
from nnprep.grading.diagnosis.known_mistakes import of_all_sizes, tellable
from nnprep.grading.diagnosis.replays import BrokenMistakeError, Replays
from nnprep.grading.diagnosis.wrong_reference import mistake_fault
from nnprep.grading.feedback.algebra import (
    AT_LABELS,
    DECAY,
    PENALTY,
    grouped,
    moves,
    relations,
    sentences,
    told_by,
)
from nnprep.grading.feedback.arguments import AGAIN, as_if_kept, changed_arguments, keeps, passed_again
from nnprep.grading.feedback.calls import WRAPS, are_sums, call_traits, paired
from nnprep.grading.feedback.caps import cap, guards
from nnprep.grading.feedback.distortions import distortions
from nnprep.grading.feedback.findings import result_names
from nnprep.grading.feedback.localization.label_weights import is_weighted
from nnprep.grading.feedback.localization.locations import THAN_RIGHT, locations
from nnprep.grading.feedback.localization.row_sums import FOUND
from nnprep.grading.feedback.localization.steps import following
from nnprep.grading.feedback.localization.traits import ROW
from nnprep.grading.feedback.patterns import ENDINGS, NAMELESS, ONE_SPREAD_END, one_spread, pattern
from nnprep.grading.feedback.samples import by_name, samples
from nnprep.grading.outcome import VALUE_ERRORS
from nnprep.grading.reference import reference_text, variants_text
from nnprep.grading.report import Diagnosis, Outcome, Report, Scope, Status, named_parts
from nnprep.grading.repro.failing_case import failing_case
from nnprep.grading.signatures import default_remarks
from nnprep.late_pattern import late_pattern
from nnprep.sandbox.failures import Died, Misbehaved, NotAttempted, Raised, TimedOut


def explained(
    report: Report, key: AnswerKey, seen: Mapping[str, Trace], source: str, *, diagnosing: bool
) -> Report:
    """Add what a right answer doesn't need. The verdict stands even if the returned values can't be explained.

    Raises ContentError for an error in mistakes.yaml.
    """
    outcomes, exercise, expected = report.outcomes, report.exercise, key.expected
    failing = [o.check for o in outcomes if o.status in (Status.FAILED, Status.CRASHED)]
    try:
        key = with_mistakes(key, report, seen) if failing and diagnosing else key
        found, kept = found_mistakes(report, key, seen, failing if diagnosing else [], source)
        diagnosis = distinct(each for each in found if each.scope is not Scope.VALUES)
        named = named_parts(diagnosis)
        premise = premise_of(key, seen, failing)
        if (
            diagnosing and premise and "" not in named
        ):  # what explains single parts would explain consequences
            observed = [str(each.measured) for each in seen[premise.name].observations]
            said = next((OUTDATED_FOR[each] for each in observed if each in OUTDATED_FOR), premise.premise)
            symptoms = (said, *still(seen[name] for name in failing))
            return report._replace(symptoms=symptoms, premise=premise.name, show_case=case(report, key, seen))
        unnamed = [] if "" in named or not diagnosing else [o for o in outcomes if o.part not in named]
        facts, named_by_facts = tuple[str, ...](), False
        # What was returned may be near the end of what floats hold, or nothing that can be computed with.
        with suppress(*VALUE_ERRORS), np.errstate(all="ignore"):
            if diagnosing:
                facts, named_by_facts = measured(outcomes, unnamed, key, seen, exercise)
            beside_them = beside_causes(report, key, seen, diagnosis, unnamed) if diagnosis else ()
            facts += tuple(each for each in beside_them if not each.endswith(tuple(map(lowered, facts))))
        partly = of_values(found, facts)
        said = " ".join(say for each in diagnosis for say in each.say)
        defaults = (
            default_remarks(stub_text(exercise), source) if diagnosing and "default" not in said else ()
        )
        spoils = () if kept else changed_arguments(seen[name] for name in failing)
        again = passed_on(key, seen, failing) if spoils else ()
        common = () if again else pattern(unnamed, expected, seen, exercise)
        symptoms = (*spoils, *partly, *(again or beside(common, facts)), *defaults, *common)
        named_by_facts |= any(
            each.startswith(FOUND) or each.endswith((DECAY, PENALTY, CARRIED_SENTENCE, ONE_SPREAD_END))
            for each in symptoms
        )
        if (
            diagnosis or partly or named_by_facts or (spoils and only_spoils(key, seen, failing))
        ):  # the screen says itself which parts have no name, and the others may have returned something
            symptoms = tuple(each for each in symptoms if each not in NAMELESS | ENDINGS)
        core = [o.check for o in outcomes if o.severity is Severity.CORE]
        capped = cap(core, expected, seen, exercise) if diagnosing and report.failing else ""
        diagnosis, symptoms = with_cap(diagnosis, symptoms, capped, {o.check for o in unnamed} & {*failing})
        return report._replace(
            diagnosis=diagnosis,
            symptoms=without_repetition(symptoms),
            show_case=case(report, key, seen),
        )
    except (UsageError, *VALUE_ERRORS) as error:
        return report._replace(symptoms=(unexplained(error),))


def unexplained(error: Exception) -> str:
    """Return why nothing is explained: known mistakes may be packed in a way that this Python can't read."""
    return str(error) if isinstance(error, UsageError) else UNEXPLAINED.format(why=type(error).__name__)


def of_values(found: Sequence[Diagnosis], facts: Sequence[str]) -> tuple[str, ...]:
    """Return what explains single values, but for those that only follow from wrong ones, as the facts say."""
    after = {name for fact in facts for name in following(fact)}
    said = (say for each in found if each.scope is Scope.VALUES for say in each.say)
    return tuple(each for each in said if each.partition(" come")[0] not in after)


def with_mistakes(key: AnswerKey, report: Report, seen: Mapping[str, Trace]) -> AnswerKey:
    """Return a key with what it may lack: the known mistakes, and replays that lend each other what they ran."""
    exercise = report.exercise
    replays = Replays(reference_text(exercise), report.seed, key.expected, seen)
    return key._replace(
        mistakes=find_mistakes(exercise) if key.mistakes is None else key.mistakes,
        replays=key.replays or replays,
    )


def with_cap(
    diagnosis: tuple[Diagnosis, ...], symptoms: tuple[str, ...], capped: str, left: Set[str]
) -> tuple[tuple[Diagnosis, ...], tuple[str, ...]]:
    """Return both with what was measured of a cap, in one place: where a mistake tells it, or as the first symptom.

    If there are no checks `left` that fail and aren't explained by mistakes, and none of these is a cap, then the
    largest loss is one that they leave.
    """
    if not capped:
        return diagnosis, symptoms
    of_all = f"{capped.partition(' ')[0]} is what it should be"  # the losses that were compared, perhaps no capped one
    related = [each for each in symptoms if each.startswith(of_all)]
    symptoms = tuple(BELOW * (each in related) + each for each in symptoms)
    if any(ADDED.search(each) for each in related):
        # The largest loss is a cap and what is added to it.
        return diagnosis, tuple(each for each in symptoms if capped not in each)
    if not any(CAP.search(say) for each in diagnosis for say in each.say):
        return diagnosis, symptoms if diagnosis and not left else tuple(dict.fromkeys((capped, *symptoms)))
    diagnosis = tuple(each._replace(say=tuple(of_cap(s, capped) for s in each.say)) for each in diagnosis)
    told = {each.part for each in diagnosis if each.say != (capped,) and NUMBERED.search(each.say[0])}
    kept = tuple(each for each in diagnosis if each.say != (capped,) or each.part not in told)
    return kept, tuple(each for each in symptoms if each != capped)


def beside(common: Iterable[str], facts: Iterable[str]) -> Iterator[str]:
    """Yield facts without that numbers are too small where it's said that they wrap around."""
    wraps = any(WRAPS in each for each in common)
    return (each for each in facts if not (wraps and each.endswith(THAN_RIGHT)))


def still(traces: Iterable[Trace]) -> Iterator[str]:
    """Yield which arrays of a network that nothing was assigned to a training step left as they were."""
    for observation in (each for trace in traces for each in trace.observations):
        if observation.label == STILL and not observation.holds:
            yield f"A training step leaves {observation.measured} as before even where nothing was assigned."


def without_repetition(sentences: Iterable[str]) -> tuple[str, ...]:
    """Return sentences; what several say of a function or value each is said of the first, then of the others at once.

    >>> without_repetition(["relu is zero.", "It ends.", "tanh and gelu are each zero.", "elu is zero."])
    ('relu is zero. The same goes for tanh, gelu and elu.', 'It ends.')
    """
    first: dict[str, str] = {}
    others: dict[str, list[str]] = {}
    for sentence in sentences:
        match = ABOUT.fullmatch(sentence)
        key = "is ".join(match[2].split("are each ", 1)) if match else sentence
        if first.setdefault(key, sentence) != sentence and match:
            others.setdefault(key, []).extend(re.split(", | and ", match[1]))
    return tuple(
        f"{sentence} The same goes for {joined(others[key])}." if key in others else sentence
        for key, sentence in first.items()
    )


def code_of(source: str) -> str:
    """Return a file's code without its comments and docstrings, spaced alike; the file itself if it isn't Python."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return source
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            node.value = ast.Constant(None)
    return ast.unparse(tree)


def without_examples(say: str, code: str) -> str:
    """Return what a mistake says without examples of code that the learner's file doesn't have.

    >>> without_examples("It's float64. np.zeros, for example, makes that: pass a dtype.", "x = np.full(3, 0.0)")
    "It's float64. Pass a dtype."
    >>> without_examples("It's float64. np.zeros, for example, makes that: pass a dtype.", "x = np.zeros(3)")
    "It's float64. np.zeros, for example, makes that: pass a dtype."
    >>> without_examples("It's float64. np.zeros, for example, makes that: pass a dtype.", "x = np.zeros_like(y)")
    "It's float64. Pass a dtype."
    >>> without_examples("For example, astype(float) means float64: use z.dtype.", "z.astype(np.float64)")
    'Use z.dtype.'
    """
    kept: list[str] = []
    for sentence in re.split(r"(?<=[.!?]) ", say):
        clauses = sentence.removesuffix(".").split(": ")
        rest = [clause for clause in clauses if not is_foreign(clause, code)]
        if len(rest) == len(clauses):
            kept.append(sentence)
        elif rest:
            first = rest[0] if CODE.match(rest[0]) else rest[0][0].upper() + rest[0][1:]
            kept.append(": ".join([first, *rest[1:]]) + ".")
    return " ".join(kept)


def together(say: str) -> str:
    """Return what a mistake says with nothing that is true only where it's the only one.

    >>> together("The loss is exactly m times too large. Use the mean.")
    "The loss lacks the mean's 1/m. Use the mean."
    >>> together("The bias gradients are exactly m times too large, but the weights' are right. Divide them.")
    "The bias gradients lack the mean's 1/m. Divide them."
    >>> together("Every gradient is exactly m times too small. The mean's 1/m is in there twice.")
    "Every gradient is divided by m once too often. The mean's 1/m is in there twice."
    """
    for alone, text in TOGETHER:
        say = alone.sub(text, say)
    return say


TOGETHER = (
    (late_pattern(r"\bis exactly m times too large"), "lacks the mean's 1/m"),
    (
        late_pattern(r"\bare (both )?exactly m times too large(, but the weights' are right)?"),
        r"\1lack the mean's 1/m",
    ),
    (late_pattern(r"\b(is|are) exactly m times too small"), r"\1 divided by m once too often"),
)
"""What is true of a mistake alone, and what is true of it beside another one, too."""


def is_foreign(clause: str, code: str) -> bool:
    """Return whether a clause shows code as an example, and none of it is in a file."""
    before, *rest = re.split("[Ff]or example", clause, maxsplit=1)
    after = "".join(rest)
    shown = before if before and after.startswith(",") else after
    names = [next(filter(None, each)) for each in CODE.findall(shown)]
    return bool(names) and not any(has_code(code, name) for name in names)


def has_code(code: str, name: str) -> bool:
    """Return whether a file has a name or an operator, and not only as a part of a longer name."""
    before, after = (r"(?<!\w)" if name[0].isalnum() else ""), (r"(?!\w)" if name[-1].isalnum() else "")
    return re.search(before + re.escape(name) + after, code) is not None


CODE = late_pattern(
    r"(\bastype\(float\)|dtype=\w+|\bout=|[-+]=|\[:,)|"
    r"np\.(?:\w+\.)*(\w+)|\b(\w+)\(|\w(\.shape)\b|`\w+( or )|`(not )|\b(ravel|astype)\b"
)
"""What is looked for in a learner's file: a function's name, an operator, or another sign of the example."""
NAME = r"`?[\w.\[\]]+`?"
ABOUT = late_pattern(rf"({NAME}(?:(?:, | and ){NAME})*) ((?:is|are each|changes) .*)", re.DOTALL)
"""What is said of some functions or values."""


def parts_of(found: Iterable[Diagnosis]) -> set[str]:
    """Return the parts that diagnoses explain with all that they do; "" is the whole submission."""
    exact = (each for each in found if each.scope not in (Scope.VALUES, Scope.ALONE, Scope.FAILING))
    return named_parts(exact)


def found_mistakes(
    report: Report, key: AnswerKey, seen: Mapping[str, Trace], failing: Sequence[str], source: str
) -> tuple[tuple[Diagnosis, ...], bool]:
    """Return what `behind_changes` does, with code as an example only if the learner's file has it."""
    found, kept = behind_changes(report, key, seen, failing) if failing else ((), True)
    code = code_of(source) if found else ""
    quoted = (each._replace(say=tuple(without_examples(say, code) for say in each.say)) for each in found)
    return tuple(
        # One that isn't core changes a type or a warning, not by how much values are wrong.
        each._replace(say=tuple(map(together, each.say)))
        if len(each.mistakes) > 1 and each.severities.count(Severity.CORE) != 1
        else each
        for each in quoted
    ), kept


def behind_changes(
    report: Report, key: AnswerKey, seen: Mapping[str, Trace], failing: Sequence[str]
) -> tuple[tuple[Diagnosis, ...], bool]:
    """Return the mistakes that explain a submission, and whether they explain the arguments that it changed.

    Otherwise they are those behind the changes: what it returns, as if all arguments had been kept.
    """
    kept = {name: as_if_kept(trace) for name, trace in seen.items()}
    changing = not all(keeps(seen[name]) for name in failing)
    others = [name for name in failing if not only_spoils(key, seen, [name])] if changing else []
    found = tuple[Diagnosis, ...]()
    if any(check.name in others and check.severity is Severity.CORE for check in key.checks):
        found = diagnosed(report, key, seen, failing, alone=True)
        # Before all that two mistakes can do together to values and arguments.
        behind = diagnosed(report, key, kept, others, alone=True) if not found else ()
        if any(each.scope in (Scope.EVERYTHING, Scope.CORE) for each in behind):
            return behind, False
    found = found or diagnosed(report, key, seen, failing, briefly=bool(others))
    named = parts_of(found)
    unnamed = [c.name for c in key.checks if c.name in failing and not {"", c.part} & named]
    if all(keeps(seen[name]) for name in unnamed):
        return found, True
    behind = diagnosed(report, key, kept, others) if others else ()
    return behind if not others or len(parts_of(behind)) >= len(named) else found, False


def only_spoils(key: AnswerKey, seen: Mapping[str, Trace], failing: Sequence[str]) -> bool:
    """Return whether checks fail only because arguments were changed."""
    return all(
        as_if_kept(seen[check.name]).passes(key.expected[check.name], check.tolerance)
        for check in key.checks
        if check.name in failing
    )


def passed_on(key: AnswerKey, seen: Mapping[str, Trace], failing: Sequence[str]) -> tuple[str, ...]:
    """Return what is said of checks that pass changed arguments on; empty if not all that fails is of that kind."""
    others = [name for name in failing if not only_spoils(key, seen, [name])]
    functions = [passed_again(seen[name], (seen[each] for each in failing)) for name in others]
    return tuple(AGAIN.format(target=each) for each in dict.fromkeys(functions)) if all(functions) else ()


def of_cap(say: str, capped: str) -> str:
    """Return what a mistake says, with the cap as it was measured: two paragraphs on one cap may give two numbers."""
    if not CAP.search(say) or NUMBERED.search(say):
        return say
    return f"{say} {capped}" if " as if " in say else capped


def distinct(found: Iterable[Diagnosis]) -> tuple[Diagnosis, ...]:
    """Return the diagnoses whose first sentences no earlier one of the part has: spellings share their name."""
    said: dict[tuple[str, tuple[str, ...]], Diagnosis] = {}
    for each in found:
        said.setdefault((each.part, tuple(say.partition(". ")[0] for say in each.say)), each)
    return tuple(said.values())


def measured(
    outcomes: Sequence[Outcome],
    unnamed: Sequence[Outcome],
    key: AnswerKey,
    seen: Mapping[str, Trace],
    exercise: Exercise,
) -> tuple[tuple[str, ...], bool]:
    """Return what was measured of parts that no mistake explains, and whether that tells what was done to all values.

    What a part returns that uses another wrong one may be a consequence. It's looked at only for how all of it
    follows from the right values, and only if nothing is said of what it uses.
    """
    failing = {o.part for o in outcomes if o.severity is Severity.CORE and o.status in WRONG}
    functions = {part.id: part.functions for part in exercise.parts}
    derivation = Derivation(reference_text(exercise), stub_text(exercise), functions)
    parts = [part for part in functions if part in failing & {o.part for o in unnamed}]
    explained = failing - set(parts)
    core = {
        part: [c for c in key.checks if c.part == part and c.severity is Severity.CORE] for part in functions
    }
    known_in = cache(lambda part: samples(core[part], key.expected, seen, exercise))
    facts: list[str] = []
    told = all(o.status is not Status.CRASHED for o in unnamed if o.severity is Severity.CORE)
    for part in parts:
        causes = [other for other in explained if derivation.calls(part, other)]
        # Checks assign weights, so what a constructor makes wrong rarely reaches a method.
        if any(not any(name.endswith("__init__") for name in functions[other]) for other in causes):
            continue
        checks, known = core[part], known_in(part)
        if not any(sample.wrong for sample in known):
            told = False
            continue
        uses = [*causes, *(other for other in failing - {part} if derivation.calls(part, other))]
        where, own = list[str](), known
        if not uses:
            whole = all(seen[check.name].finished for check in checks)
            elsewhere = {one.label for other in core if other != part for one in known_in(other) if one.wrong}
            pairs = [each for c in checks for each in paired(key.expected[c.name], seen[c.name])]
            where, own = locations(
                known, reference_text(exercise), whole=whole, elsewhere=elsewhere, pairs=pairs
            )
        own = [one for one in own if one.after_one or not moves(one)] if uses else own
        changed, labels = distortions(own)
        rest = [one for one in own if (one.function, one.label) not in labels]
        groups = grouped(rest)
        how = changed + sentences(groups)
        told &= bool(causes and not how) or {one.label for one in rest if one.wrong} <= told_by(groups)
        repeated = ROW if any(each.startswith(AT_LABELS) for each in how) else THAN_RIGHT
        where = [each for each in where if not (how and repeated in each)]
        facts += [BY_NAME] if (where or how) and by_name(checks, key.expected, seen, exercise) else []
        facts += [*where, *how]
        explained |= {part} if how else set()
    return tuple(dict.fromkeys(facts)), told and bool(facts)


def beside_causes(
    report: Report,
    key: AnswerKey,
    seen: Mapping[str, Trace],
    diagnosis: Sequence[Diagnosis],
    unnamed: Sequence[Outcome],
) -> tuple[str, ...]:
    """Return how parts go wrong that no mistake explains, compared with a right one that uses the wrong parts."""
    exercise = report.exercise
    reference, titles = reference_text(exercise), {part.id: part.title for part in exercise.parts}
    known = {mistake.id: mistake for mistake in key.mistakes or ()}
    functions = {part.id: part.functions for part in exercise.parts}
    derivation = Derivation(reference, stub_text(exercise), functions)
    explained = [each for each in diagnosis if each.scope is Scope.PART and each.part]
    first = {each.part: each for each in reversed(explained)}
    replays = Replays(reference, report.seed, key.expected, seen, before=key.replays)
    said: list[str] = []
    wrong = [each for each in unnamed if each.severity is Severity.CORE and each.status in WRONG]
    for part in dict.fromkeys(each.part for each in wrong):
        causes = [each for each in reversed(first.values()) if derivation.calls(part, each.part)]
        mistakes = [known.get(name) for each in causes for name in each.mistakes]
        made = [mistake for mistake in mistakes if mistake is not None]
        if not made or len(made) < len(mistakes):
            continue
        checks = [c for c in key.checks if c.part == part and c.severity is Severity.CORE]
        traces = {c.name: trace for c in checks if (trace := replays.trace(made, c)) is not None}
        found = samples([c for c in checks if c.name in traces], traces, seen, exercise)
        where = joined(f"“{titles[each.part]}”" for each in causes)
        for how in relations([one for one in found if one.after_one or not moves(one)]):
            said.append(BESIDE.format(part=titles[part], where=where, how=lowered(how)))
    return tuple(said)


def lowered(sentence: str) -> str:
    """Return a sentence as it goes on after a colon; the name of a value stays as it is.

    >>> lowered("Wherever dW is wrong, it is zero."), lowered("W[k] is zero.")
    ('wherever dW is wrong, it is zero.', 'W[k] is zero.')
    """
    word = sentence.partition(" ")[0].rstrip(",")
    return (
        sentence[0].lower() + sentence[1:]
        if len(word) > 1 and word.isalpha() and word.istitle()
        else sentence
    )


def case(report: Report, key: AnswerKey, seen: Mapping[str, Trace]) -> str:
    """Return the smallest failing case as a script."""
    return failing_case(report.exercise, report.file, report.outcomes, key.expected, seen, report.seed)


def diagnosed(
    report: Report,
    key: AnswerKey,
    seen: Mapping[str, Trace],
    failing: Sequence[str],
    *,
    alone: bool = False,
    briefly: bool = False,
) -> tuple[Diagnosis, ...]:
    """Replay the known mistakes, except in checks where the submission is empty, hangs or ends its process.

    Where nothing came back, every mistake would fit, so a mistake is named only if some other check fails. A search
    that another one follows is done `briefly`.
    """
    exercise = report.exercise
    attempted = [
        check
        for check in key.checks
        if not isinstance(seen[check.name].error, NotAttempted | TimedOut | Died)
    ]
    supported = [name for name in failing if name in {check.name for check in attempted}]
    if not supported or all(is_misspelled(seen[name].error) for name in supported):
        return ()  # no mistake in a right solution is a misspelled name, and searching for one takes long
    mistakes = tellable(of_all_sizes(key.mistakes or ()), [seen[name] for name in supported])
    reference = reference_text(exercise)
    names = {
        check.name: check.returns or result_names(key.expected[check.name], exercise) for check in attempted
    }
    functions = {part.id: part.functions for part in exercise.parts}
    measured = guards(supported, key.expected, seen, exercise)
    derivation = Derivation(
        reference, stub_text(exercise), functions, names, measured, variants_text(exercise)
    )
    failed = [
        check.name for check in attempted if check.severity is Severity.CORE and check.name in supported
    ]
    told = len(failed) == 1 and bool(one_spread(failed, seen))
    try:
        return diagnose(
            reference,
            mistakes,
            attempted,
            report.seed,
            key.expected,
            seen,
            supported,
            derivation=derivation,
            before=key.replays,
            briefly=briefly,
            alone=alone
            or only_spoils(key, seen, supported)
            or are_sums(supported, key.expected, seen)
            or told,
            weighted=lambda: weighted(key, seen, exercise),
            by_arguments=lambda: by_arguments(key, seen),
            # If a premise fails, what explains single parts would explain consequences.
            parts_too=premise_of(key, seen, failing) is None,
        )
    except BrokenMistakeError as error:
        raise ContentError([mistake_fault(exercise, error.mistake, error.reason)]) from error


def premise_of(key: AnswerKey, seen: Mapping[str, Trace], failing: Sequence[str]) -> Check | None:
    """Return the failed check that others build on; one that ended in an error has measured nothing."""
    failed = (
        each for each in key.checks if each.premise and each.name in failing and seen[each.name].finished
    )
    return next(failed, None)


def weighted(key: AnswerKey, seen: Mapping[str, Trace], exercise: Exercise) -> bool:
    """Return whether everything is right but for weights or a factor of the learner's own."""
    core = [check for check in key.checks if check.severity is Severity.CORE]
    if not all(seen[check.name].finished for check in core) or len({check.part for check in core}) > 1:
        return False
    with suppress(*VALUE_ERRORS), np.errstate(all="ignore"):
        return is_weighted(samples(core, key.expected, seen, exercise), reference_text(exercise))
    return False


def by_arguments(key: AnswerKey, seen: Mapping[str, Trace]) -> bool:
    """Return whether exactly the calls with arguments of one kind go wrong."""
    core = [check.name for check in key.checks if check.severity is Severity.CORE]
    with suppress(*VALUE_ERRORS), np.errstate(all="ignore"):
        return any(call_traits([name for name in core if name in seen], key.expected, seen))
    return False


def is_misspelled(error: Misbehaved | None) -> bool:
    """Return whether the submission used a name that neither it nor a module defines."""
    return isinstance(error, Raised) and str(error).startswith(MISSPELLED)


MISSPELLED = ("NameError: ", "AttributeError: module ")
"""How the errors begin that a misspelled name raises."""
WRONG = (Status.FAILED, Status.CRASHED)
CAP = late_pattern(
    r"never exceeds|stops at about|caps (the loss|it)|loss (is capped|stops)|as if .* (inside a|before its) logarithm"
)
"""How a mistake says that a loss is capped."""
NUMBERED = late_pattern(r"(never exceeds|stops at about|caps it at|loss stops at|loss stops near) \d")
"""How one says at which number itself: all that was returned confirms it."""
BELOW = "Below its cap, "
ADDED = late_pattern(r" (plus|minus) ")
BESIDE = "In “{part}”, beside what comes from {where}: {how}"
BY_NAME = (
    "Your code returns a dict, where a tuple is asked for. What follows takes its values by their names."
)
UNEXPLAINED = "nnprep couldn't analyze the result any further ({why})."
